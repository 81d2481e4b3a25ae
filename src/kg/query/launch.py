"""Start the engine's zygote as a process of its own, try it, restart it, end it."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from kg.query import messages
from kg.query.errors import EngineDown, from_record
from kg.query.limits import START_SECONDS, QueryLimits

STOP_SECONDS = 5.0
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class RunningEngine:
    """The engine's zygote. Use it in a `with` block, or call `stop` at the end.

    :ivar address: of the socket at which an `Engine` asks for workers; it stays across `restart`
    :ivar release: the directory that it loads
    :ivar limits: of queries
    """

    def __init__(self, release: Path, limits: QueryLimits) -> None:
        """Begin to start it; it is there when `is_ready` says so."""
        self.release, self.limits = release, limits
        # mkdtemp makes the folder readable by this user only, so no other one can ask.
        self._folder = Path(tempfile.mkdtemp(prefix="kg-query-"))
        self.address = self._folder / "engine.sock"
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._begin()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the zygote."""
        return self._process.pid

    def restart(self) -> None:
        """End the process if it still runs, and begin to start another one at the same address."""
        self._end()
        self._begin()

    def is_ready(self, wait: bool = False) -> bool:
        """Whether workers can be had.

        :param wait: until it is so
        :raises EngineDown: if the release cannot be loaded
        """
        if self._is_ready:
            return True
        output = self._process.stdout
        if not wait and not select.select([output], [], [], 0)[0]:
            return False
        line = output.readline()  # it writes the whole line at once
        record = json.loads(line) if line else {"error": "the query engine did not start"}
        if "error" in record:
            raise EngineDown(record["error"])
        self._is_ready = True
        return True

    def count_triples(self) -> int:
        """The number of triples in the default graph, as a worker counts them: a first query.

        :raises QueryError: if it does not answer within `START_SECONDS`
        """
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as control:
            control.settimeout(START_SECONDS)
            try:
                control.connect(str(self.address))
                control.send(messages.WORKER)
                _, descriptors, _, _ = socket.recv_fds(
                    control, messages.MESSAGE_BYTES, messages.DESCRIPTORS
                )
                with socket.socket(fileno=descriptors[0]) as worker:
                    for descriptor in descriptors[1:]:
                        os.close(descriptor)
                    worker.settimeout(START_SECONDS)
                    request = messages.Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "csv")
                    worker.send(messages.encode_request(request))
                    message = worker.recv(messages.MESSAGE_BYTES)
            except (OSError, IndexError) as error:
                raise EngineDown(f"the query engine does not answer: {error}") from None
        if message[:1] != messages.WHOLE:
            raise from_record(messages.content(message[2:]))
        return int(messages.decode_header(message[2:])[1].split()[1])

    def retire(self) -> None:
        """Let it end when nobody asks it any more; `stop` then ends what is left."""
        self._process.terminate()

    def stop(self) -> None:
        """End the process and every query, and remove the socket."""
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def release_in_fork(self) -> None:
        """Let go of the process in a forked copy of this one, so that only the original keeps
        it alive."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.returncode = 0  # it is no child of the copy, which cannot wait for it

    def __enter__(self) -> RunningEngine:
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _begin(self) -> None:
        self._is_ready = False
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",  # the current folder is no place to import from
                "-m",
                "kg.query.zygote",
                str(self.release),
                str(self.address),
                json.dumps(asdict(self.limits)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


def start(release: Path, limits: QueryLimits | None = None) -> RunningEngine:
    """Start an engine on a release directory; return once it has loaded it.

    :raises EngineDown: if the release cannot be loaded
    """
    running = RunningEngine(release, limits or QueryLimits())
    try:
        running.is_ready(wait=True)
    except BaseException:
        running.stop()
        raise
    return running


def _environment() -> dict[str, str]:
    paths = [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        # A dying query says why in one line; a backtrace takes seconds to resolve.
        "RUST_BACKTRACE": "0",
        # Each arena of a new thread reserves 64 MiB, which would count as the query's.
        "MALLOC_ARENA_MAX": "1",
    }
