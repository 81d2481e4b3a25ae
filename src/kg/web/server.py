"""The running server: an engine that holds the release, a web process that asks it, and this, the
parent of both, which keeps them alive and brings in the next release.

The parent has one thread, holds the listening socket, and never answers anything itself. Whatever
dies is started again: a new web process takes over the socket, a new engine the old one's address.
A release that is published while the server runs is loaded beside the old one, tried, and only then
served; one that fails is refused, and the old one goes on.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from kg.errors import KgError
from kg.query import QueryLimits, RunningEngine, start
from kg.release import Release
from kg.web import process
from kg.web.opening import listen, open_whole, try_engine
from kg.web.process import WebOptions

TICK_SECONDS = 0.1
RESTART_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1
_MESSAGE_BYTES = 4096


def serve(
    current: Path,
    host: str,
    port: int,
    limits: QueryLimits | None = None,
    options: WebOptions | None = None,
    on_tick: Callable[[], None] | None = None,
) -> int:
    """Serve a release until SIGINT or SIGTERM; return the exit status.

    :param current: the release's directory, or a link; another release that it is pointed at later
        is served from then on, and at SIGHUP one that was refused is tried again
    :param port: 0 takes any free one; the line printed at the start names it
    :param on_tick: called several times a second
    :raises KgError: if the port is taken, or the release cannot be loaded
    """
    limits, options = limits or QueryLimits(), options or WebOptions()
    release = open_whole(current)
    try:
        with listen(host, port) as listener:
            engine = start(release.path, limits)
            try:
                try_engine(engine, release)
            except BaseException:
                engine.stop()
                raise
            server = _Server(current, listener, limits, options)
            return server.run(release, engine, on_tick or (lambda: None))
    except KeyboardInterrupt:
        return 0  # stopped before it was up


class _Server:
    """The parent's state, and what it does about it several times a second."""

    def __init__(
        self, current: Path, listener: socket.socket, limits: QueryLimits, options: WebOptions
    ) -> None:
        self._current, self._listener = current, listener
        self._limits, self._options = limits, options
        self._stopping = self._asked_to_reload = self._was_hung_up = False
        self._has_terminal = _has_terminal()
        self._web, self._line = 0, socket.socket()
        self._next_start = self._next_fork = 0.0
        # The engine that serves, the one that is being loaded, those that only end what they began.
        self._engine: RunningEngine | None = None
        self._release: Release | None = None
        self._loading: tuple[RunningEngine, Release] | None = None
        self._retired: list[RunningEngine] = []
        self._refused: Path | None = None
        self._announced = ""

    def run(self, release: Release, engine: RunningEngine, on_tick: Callable[[], None]) -> int:
        """Keep everything alive until told to stop; then let requests end, and end the rest."""
        self._release, self._engine = release, engine
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._be_stopped)
        signal.signal(signal.SIGHUP, self._be_told_to_reload)
        try:
            self._fork_web()
            while not self._stopping:
                self._hear_web()
                try:
                    self._watch_terminal()
                    self._watch_web()
                    self._watch_engine()
                    self._watch_release()
                    self._watch_loading()
                    self._watch_retired()
                    on_tick()
                except OSError as error:  # memory or processes are short; that may pass
                    _say(f"{error.strerror}; trying again")
                    time.sleep(RESTART_SECONDS)
                time.sleep(TICK_SECONDS)
            self._listener.close()
            self._end_web()
        finally:
            for running in self._engines():
                running.stop()
        return 0

    def _engines(self) -> list[RunningEngine]:
        loading = [self._loading[0]] if self._loading else []
        return [self._engine, *loading, *self._retired]

    def _be_stopped(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _be_told_to_reload(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_reload = self._was_hung_up = True

    def _watch_terminal(self) -> None:
        """Stop where the terminal has closed, so that nobody is left to stop us later. It sends the
        signal that asks to reload, which may come before it is gone; who has disowned us does not
        have it sent, and wants us to go on."""
        if self._was_hung_up and self._has_terminal and not _has_terminal():
            self._stopping = True

    # The web process

    def _fork_web(self) -> None:
        self._line.close()
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        parent = os.getpid()
        self._web = os.fork()
        if self._web == 0:
            self._be_web(theirs, parent)
        theirs.close()
        self._line.setblocking(False)
        self._send_site()

    def _be_web(self, line: socket.socket, parent: int) -> None:
        """Be the web process. Never returns."""
        status = 1
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(0)  # the parent went before it could be watched
            self._line.close()
            for running in self._engines():
                running.release_in_fork()
            process.run(self._listener, line, self._limits, self._options)
            status = 0
        except BaseException as error:
            _say(f"the web process ends: {error!r}")
        os._exit(status)

    def _send_site(self) -> None:
        message = {"release": str(self._release.path), "address": str(self._engine.address)}
        with suppress(OSError):  # it has just ended, and the next one is sent it again
            self._line.send(json.dumps(message).encode())

    def _watch_web(self) -> None:
        if self._web and os.waitpid(self._web, os.WNOHANG)[0]:
            self._web = 0
            if not self._announced:
                raise KgError("the web process does not start")
            _say("the web process has ended; it is started again")
        if not self._web and time.monotonic() >= self._next_fork:
            self._next_fork = time.monotonic() + RESTART_SECONDS
            self._fork_web()

    def _end_web(self) -> None:
        if not self._web:
            return
        os.kill(self._web, signal.SIGTERM)
        deadline = time.monotonic() + self._options.drain_seconds + 1
        while time.monotonic() < deadline:
            if os.waitpid(self._web, os.WNOHANG)[0]:
                return
            time.sleep(TICK_SECONDS / 2)
        os.kill(self._web, signal.SIGKILL)
        os.waitpid(self._web, 0)

    def _hear_web(self) -> None:
        """Say what the web process serves, once it does, and let what it served before end."""
        try:
            message = self._line.recv(_MESSAGE_BYTES)
        except OSError:
            return
        serving = json.loads(message)["serving"] if message else self._announced
        if serving == self._announced:
            return
        if self._announced:
            print(f"Release {serving} is served now", flush=True)
        else:
            host, port = self._listener.getsockname()[:2]
            name = f"[{host}]" if ":" in host else host
            print(f"Release {serving} at http://{name}:{port}/ (Ctrl+C stops)", flush=True)
        self._announced = serving

    # The engine

    def _watch_engine(self) -> None:
        if self._engine.alive or time.monotonic() < self._next_start:
            return
        _say("the query engine has ended; it is started again, and its workers go on meanwhile")
        self._next_start = time.monotonic() + RESTART_SECONDS
        self._engine.restart()

    # The next release

    def _watch_release(self) -> None:
        """Begin to load a release that `current` has been pointed at."""
        try:
            path = self._current.resolve(strict=True)
        except OSError:
            return
        is_asked, self._asked_to_reload = self._asked_to_reload, False
        loading = self._loading[1].path if self._loading else None
        if path in (self._release.path, loading) or (path == self._refused and not is_asked):
            return
        if self._loading:
            self._loading[0].stop()
            self._loading = None
        try:
            release = open_whole(path)
            self._loading = (RunningEngine(path, self._limits), release)
        except KgError as error:
            self._refuse(path, error)

    def _watch_loading(self) -> None:
        """Serve the release that was being loaded, once it is there and its engine answers."""
        if not self._loading:
            return
        engine, release = self._loading
        try:
            if not engine.is_ready():
                return
            try_engine(engine, release)
        except KgError as error:  # a QueryError is one
            self._loading = None
            engine.stop()
            self._refuse(release.path, error)
            return
        old, self._loading, self._refused = self._engine, None, None
        self._engine, self._release = engine, release
        self._send_site()
        old.retire()
        self._retired.append(old)

    def _watch_retired(self) -> None:
        for engine in [engine for engine in self._retired if not engine.alive]:
            engine.stop()
            self._retired.remove(engine)

    def _refuse(self, path: Path, error: Exception) -> None:
        self._refused = path
        _say(f"release {path.name} is refused: {error}; release {self._release.id} goes on")


def _has_terminal() -> bool:
    """Whether a terminal controls this process."""
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal may have closed
        os.write(sys.stderr.fileno(), f"{text}\n".encode())
