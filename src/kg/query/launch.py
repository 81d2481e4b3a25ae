"""Start the engine as a process of its own, restart it, end it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from kg.query.client import Engine
from kg.query.errors import EngineDown
from kg.query.limits import QueryLimits

STOP_SECONDS = 5.0
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class RunningEngine:
    """The engine's process. Use it in a `with` block, or call `stop` at the end.

    :ivar engine: what to send queries to; it stays valid across `restart`
    """

    def __init__(self, release: Path, limits: QueryLimits) -> None:
        """Start it, and wait until it has loaded the release.

        :raises EngineDown: if the release cannot be loaded
        """
        self._release, self._limits = release, limits
        # mkdtemp makes the folder readable by this user only, so no other one can ask.
        self._folder = Path(tempfile.mkdtemp(prefix="kg-query-"))
        self.engine = Engine(self._folder / "engine.sock", limits)
        try:
            self._process = self._start()
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
        """End the process if it still runs, and start another one at the same address.

        :raises EngineDown: if it does not start
        """
        self._end()
        self._process = self._start()

    def stop(self) -> None:
        """End the process and every query, and remove the socket."""
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def release_in_fork(self) -> None:
        """Let go of the process in a forked copy of this one, so that only the original keeps
        it alive."""
        self._process.stdin.close()
        self._process.stdout.close()

    def __enter__(self) -> RunningEngine:
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",  # the current folder is no place to import from
                "-m",
                "kg.query.zygote",
                str(self._release),
                str(self.engine.address),
                json.dumps(asdict(self._limits)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        line = process.stdout.readline()
        record = json.loads(line) if line else {"error": "the query engine did not start"}
        if "error" in record:
            process.stdin.close()
            process.stdout.close()
            process.wait()
            raise EngineDown(record["error"])
        return process

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
    """Start an engine on a release directory; return once it answers.

    :raises EngineDown: if the release cannot be loaded
    """
    return RunningEngine(release, limits or QueryLimits())


def _environment() -> dict[str, str]:
    paths = [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        # A dying query says why in one line; a backtrace takes seconds to resolve.
        "RUST_BACKTRACE": "0",
        # Each arena of a new thread reserves 64 MiB, which would count as the query's.
        "MALLOC_ARENA_MAX": "1",
    }
