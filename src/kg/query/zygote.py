"""The process that holds the store: it listens, forks one child per query, and keeps the time.

    python -m kg.query.zygote RELEASE SOCKET LIMITS

LIMITS is a `QueryLimits` as JSON. The first line on standard output is JSON, too: {"ready": true}
once queries are answered, or {"error": "..."}. It ends on SIGTERM, and when standard input closes,
which tells that its parent has gone. It has one thread, so that forking is safe.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

import kg.store
from kg.errors import KgError
from kg.query import child, messages
from kg.query.errors import QueryBusy, QueryCrashed, QueryError, QueryTimeout, QueryTooLarge
from kg.query.limits import QueryLimits

RETRY_AFTER_SECONDS = 3
BACKLOG = 128


@dataclass(eq=False)
class Conversation:
    """One connection: first it sends its request, then waits in line, then a child answers.

    :param deadline: moment (monotonic clock) at which it is given up
    """

    connection: socket.socket
    deadline: float
    message: bytes = b""
    lane: str = ""
    child: int = 0
    diagnostics: int = -1


@dataclass
class Lane:
    """A line of waiting conversations, and how many of them run."""

    concurrency: int
    running: int = 0
    waiting: deque[Conversation] = field(default_factory=deque)


class Zygote:
    """The state of the process, and its loop."""

    def __init__(self, store: Store, listener: socket.socket, limits: QueryLimits) -> None:
        self._store, self._listener, self._limits = store, listener, limits
        self._conversations: set[Conversation] = set()
        self._lanes = {
            messages.PUBLIC: Lane(limits.concurrency),
            messages.SITE: Lane(limits.site_concurrency),
        }
        self._stopping = False
        self.orphaned = False
        """True once the parent has gone."""
        # A poll selector has no descriptor of its own that a child could inherit.
        self._selector = selectors.PollSelector()
        self._base_bytes = _address_space()

    def serve(self) -> None:
        """Answer until told to stop; then end every child."""
        self._watch(self._listener, self._accept)
        self._watch(sys.stdin.buffer.raw, self._be_orphaned)
        woken, wake = socket.socketpair()
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno())
        signal.signal(signal.SIGTERM, lambda *_: self._stop())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._watch(woken, lambda: woken.recv(4096))
        while not self._stopping:
            for key, _ in self._selector.select(self._until_next_deadline()):
                key.data()
            self._reap()
            self._expire()
            self._start_waiting()
        for conversation in list(self._conversations):
            self._drop(conversation)

    def _stop(self) -> None:
        self._stopping = True

    def _be_orphaned(self) -> None:
        self.orphaned = self._stopping = True

    def _watch(self, source: object, callback: Callable[[], object]) -> None:
        self._selector.register(source, selectors.EVENT_READ, callback)

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return  # it has hung up already, or descriptors are short for a moment
        conversation = Conversation(connection, time.monotonic() + self._limits.seconds)
        self._conversations.add(conversation)
        self._watch(connection, lambda: self._hear(conversation))

    def _hear(self, conversation: Conversation) -> None:
        """A request has come, or the other side has gone."""
        if conversation not in self._conversations:
            return  # dropped by an earlier event of the same round
        try:
            message = conversation.connection.recv(messages.REQUEST_BYTES, socket.MSG_DONTWAIT)
        except OSError:
            message = b""
        if conversation.message or not message:
            self._drop(conversation)
            return
        conversation.message = message
        conversation.lane = messages.decode_request(message).lane
        waiting = self._lanes[conversation.lane].waiting
        if len(waiting) >= self._limits.queue:
            self._give_up(conversation, QueryBusy(RETRY_AFTER_SECONDS))
        else:
            waiting.append(conversation)

    def _start_waiting(self) -> None:
        for lane in self._lanes.values():
            while lane.waiting and lane.running < lane.concurrency:
                self._fork(lane, lane.waiting.popleft())

    def _fork(self, lane: Lane, conversation: Conversation) -> None:
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            process = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            self._give_up(conversation, QueryBusy(RETRY_AFTER_SECONDS))
            return
        if process == 0:
            child.run(
                self._store,
                conversation.message,
                conversation.connection,
                writing,
                self._limits,
                self._base_bytes,
            )
        os.close(writing)
        lane.running += 1
        conversation.child, conversation.diagnostics = process, reading
        conversation.deadline = time.monotonic() + self._limits.seconds

    def _reap(self) -> None:
        """Close the conversations whose child has ended, and say why where the child could not."""
        for conversation in [c for c in self._conversations if c.child]:
            process, status = os.waitpid(conversation.child, os.WNOHANG)
            if process:
                conversation.child = 0
                self._lanes[conversation.lane].running -= 1
                code = os.waitstatus_to_exitcode(status)
                if code == 0:
                    self._drop(conversation)
                else:
                    self._give_up(conversation, self._verdict(code, conversation))

    def _verdict(self, code: int, conversation: Conversation) -> QueryError:
        if -code in (signal.SIGALRM, signal.SIGXCPU):
            return QueryTimeout(self._limits.seconds)
        try:
            last_words = os.read(conversation.diagnostics, 65_536).decode(errors="replace")
        except BlockingIOError:
            last_words = ""
        if "memory allocation" in last_words or "MemoryError" in last_words:
            return QueryTooLarge(self._limits.memory_mb)
        if "total order" in last_words:
            return QueryCrashed(
                "the engine cannot order these values together; ORDER BY values of one datatype, "
                "or their STR()"
            )
        return QueryCrashed("the engine broke on this query")

    def _expire(self) -> None:
        now = time.monotonic()
        for conversation in [c for c in self._conversations if c.deadline <= now]:
            if conversation.child:
                self._give_up(conversation, QueryTimeout(self._limits.seconds))
            else:
                self._give_up(conversation, QueryBusy(RETRY_AFTER_SECONDS))

    def _until_next_deadline(self) -> float | None:
        deadlines = [conversation.deadline for conversation in self._conversations]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _give_up(self, conversation: Conversation, error: QueryError) -> None:
        """End a conversation with an error; never wait for a web side that does not read."""
        self._end_child(conversation)
        try:
            conversation.connection.send(messages.error_message(error), socket.MSG_DONTWAIT)
        except OSError:
            pass
        self._drop(conversation)

    def _drop(self, conversation: Conversation) -> None:
        self._end_child(conversation)
        if conversation.lane and conversation in self._lanes[conversation.lane].waiting:
            self._lanes[conversation.lane].waiting.remove(conversation)
        if conversation.diagnostics >= 0:
            os.close(conversation.diagnostics)
        self._selector.unregister(conversation.connection)
        conversation.connection.close()
        self._conversations.discard(conversation)

    def _end_child(self, conversation: Conversation) -> None:
        if conversation.child:
            os.kill(conversation.child, signal.SIGKILL)
            os.waitpid(conversation.child, 0)
            conversation.child = 0
            self._lanes[conversation.lane].running -= 1


def main(arguments: list[str]) -> int:
    """Load the release, listen, and serve until told to stop."""
    release, path, limits = Path(arguments[0]), arguments[1], json.loads(arguments[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    try:
        store = kg.store.load(release)
    except KgError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    gc.collect()
    gc.freeze()  # otherwise collecting would touch, and so copy, these pages in every child
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        Path(path).unlink(missing_ok=True)
        listener.bind(path)
        listener.listen(BACKLOG)
        print(json.dumps({"ready": True}), flush=True)
        zygote = Zygote(store, listener, QueryLimits(**limits))
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
