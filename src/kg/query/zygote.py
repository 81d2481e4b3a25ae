"""The process that holds a release, and forks workers from it for who asks.

    python -m kg.query.zygote RELEASE SOCKET LIMITS

LIMITS is a `QueryLimits` as JSON. The first line on standard output is JSON, too: {"ready": true}
once workers can be had, or {"error": "..."}. On SIGTERM it takes no new connection and ends when
the last one closes; it ends at once when standard input closes, which tells that its parent has
gone. It has one thread, so that forking is safe.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from kg.errors import KgError
from kg.query import messages, worker
from kg.query.errors import EngineDown
from kg.query.limits import QueryLimits
from kg.store import Stores, load_stores

BACKLOG = 16


class Zygote:
    """The state of the process, and its loop."""

    def __init__(self, stores: Stores, listener: socket.socket, limits: QueryLimits) -> None:
        self._stores, self._listener, self._limits = stores, listener, limits
        self._workers: dict[socket.socket, set[int]] = {}
        self._stopping = False
        self.orphaned = False
        """True once the parent has gone."""
        # A poll selector has no descriptor of its own that a worker could inherit.
        self._selector = selectors.PollSelector()
        self._base_bytes = _address_space()

    def serve(self) -> None:
        """Fork workers until told to stop; then end those that are left."""
        self._watch(self._listener, self._accept)
        self._watch(sys.stdin.buffer.raw, self._be_orphaned)
        woken, wake = socket.socketpair()
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno())
        signal.signal(signal.SIGTERM, lambda *_: self._drain())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._watch(woken, lambda: woken.recv(4096))
        while not self.orphaned and not (self._stopping and not self._workers):
            for key, _ in self._selector.select():
                key.data()
            self._reap()
        for connection in list(self._workers):
            self._drop(connection)

    def _drain(self) -> None:
        if not self._stopping:
            self._stopping = True
            self._selector.unregister(self._listener)

    def _be_orphaned(self) -> None:
        self.orphaned = True

    def _watch(self, source: object, callback: Callable[[], object]) -> None:
        self._selector.register(source, selectors.EVENT_READ, callback)

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return  # it has hung up already, or descriptors are short for a moment
        self._workers[connection] = set()
        self._watch(connection, lambda: self._hear(connection))

    def _hear(self, connection: socket.socket) -> None:
        """A worker is wanted, or the other side has gone."""
        try:
            if connection.recv(1, socket.MSG_DONTWAIT):
                self._fork(connection)
                return
        except OSError:
            pass
        self._drop(connection)

    def _drop(self, connection: socket.socket) -> None:
        """End a connection, and the workers that were made for it."""
        for process in self._workers.pop(connection, ()):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._selector.unregister(connection)
        connection.close()

    def _fork(self, connection: socket.socket) -> None:
        """Answer with the descriptors of a new worker.

        :raises OSError: if the other side has gone
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        descriptors = [ours.detach(), reading]
        try:
            process = os.fork()
            if process == 0:
                worker.run(self._stores, theirs, writing, self._limits, self._base_bytes)
            self._workers[connection].add(process)
            descriptors.insert(1, os.pidfd_open(process))
            socket.send_fds(connection, [messages.WORKER], descriptors)
        except OSError as error:
            failure = EngineDown(f"no worker can be started: {error.strerror}")
            connection.send(messages.ERROR + messages.encode_error(failure))
        finally:
            theirs.close()
            for descriptor in (writing, *descriptors):
                os.close(descriptor)

    def _reap(self) -> None:
        for processes in self._workers.values():
            for process in list(processes):
                if os.waitpid(process, os.WNOHANG)[0]:
                    processes.discard(process)


def main(arguments: list[str]) -> int:
    """Load the release, listen, and serve until told to stop."""
    release, path, limits = Path(arguments[0]), arguments[1], json.loads(arguments[2])
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # of a terminal: they are for the parent
    try:
        stores = load_stores(release)
    except KgError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    gc.collect()
    gc.freeze()  # otherwise collecting would touch, and so copy, these pages in every worker
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        Path(path).unlink(missing_ok=True)
        listener.bind(path)
        listener.listen(BACKLOG)
        print(json.dumps({"ready": True}), flush=True)
        zygote = Zygote(stores, listener, QueryLimits(**limits))
        try:
            zygote.serve()
        finally:
            Path(path).unlink(missing_ok=True)
    if zygote.orphaned:
        Path(path).parent.rmdir()  # the parent made this folder and can no longer remove it
    return 0


def _address_space() -> int:
    """Bytes of address space that this process has mapped (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
