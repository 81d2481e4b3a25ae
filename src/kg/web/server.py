"""The running server: one query engine, one gunicorn, and a parent that keeps both alive.

The parent has one thread and forks before any other exists. The engine is started first and never
by a web worker; if it dies it is started again, while pages answer 503.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import sys
import time
from types import FrameType

from flask import Flask
from gunicorn.app.base import BaseApplication

from kg.errors import KgError
from kg.query import QueryError, QueryLimits, RunningEngine, start
from kg.web.app import Release, create_app

BACKLOG = 2048
WATCH_SECONDS = 0.2
RESTART_SECONDS = 2.0
STOP_SECONDS = 5
LONGEST_REQUEST_LINE = 8190
"""The most that gunicorn bounds; longer queries are sent by POST."""
_PR_SET_PDEATHSIG = 1


def serve(
    release: Release,
    host: str,
    port: int,
    limits: QueryLimits | None = None,
    *,
    workers: int = 1,
    threads: int = 8,
) -> int:
    """Serve a release until SIGINT or SIGTERM; return the exit status.

    :param port: 0 takes any free one; the line printed at the start names it
    :param workers: web processes; all of them ask the same engine
    :param threads: requests that each of them serves beside those that wait for a query
    :raises KgError: if the port is taken, or the release cannot be loaded
    """
    limits = limits or QueryLimits()
    try:
        with _listen(host, port) as listener, start(release.path, limits) as running:
            web = os.fork()
            if web == 0:
                _run_web(release, running, listener, workers, threads)
            listener.close()  # it is the web process's now
            return _watch(running, web)
    except KeyboardInterrupt:
        return 0  # stopped before it was up


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} is in use; choose another with PORT=…") from None
        raise KgError(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    return listener


def _run_web(
    release: Release, running: RunningEngine, listener: socket.socket, workers: int, threads: int
) -> None:
    """Be the web process. Never returns."""
    try:
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)  # the parent went before it could be watched
        running.release_in_fork()
        limits = running.engine.limits
        line = _announcement(release, listener)
        options = {
            "bind": f"fd://{listener.detach()}",  # gunicorn takes the descriptor over
            "workers": workers,
            # Threads that wait for a query do nothing else; pages must not wait for them.
            "threads": threads + limits.concurrency + limits.queue,
            "worker_class": "gthread",
            "preload_app": False,
            "loglevel": "warning",
            "graceful_timeout": STOP_SECONDS,
            "limit_request_line": LONGEST_REQUEST_LINE,
            "control_socket_disable": True,
            "when_ready": lambda _: print(line, flush=True),
        }
        _WebServer(options, release, running).run()
    except SystemExit as error:
        os._exit(error.code if isinstance(error.code, int) else 1)
    except BaseException as error:
        print(f"the web server does not start: {error!r}", file=sys.stderr, flush=True)
    os._exit(1)


class _WebServer(BaseApplication):
    """gunicorn, set up in code; each worker makes its own application."""

    def __init__(
        self, options: dict[str, object], release: Release, running: RunningEngine
    ) -> None:
        self._options, self._release, self._running = options, release, running
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self._running.engine, self._release)


def _announcement(release: Release, listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"Release {release.manifest['release']} at http://{name}:{port}/ (Ctrl+C stops)"


def _watch(running: RunningEngine, web: int) -> int:
    """Keep the engine alive until told to stop or the web process ends; then stop both."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    next_start = 0.0
    while not stopping:
        ended, status = os.waitpid(web, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) or 1
        now = time.monotonic()
        if not running.alive and now >= next_start:
            print("the query engine has ended; it is started again", file=sys.stderr, flush=True)
            next_start = now + RESTART_SECONDS
            try:
                running.restart()
            except QueryError as error:
                print(f"the query engine does not start: {error}", file=sys.stderr, flush=True)
        time.sleep(WATCH_SECONDS)
    _end_web(web)
    return 0


def _end_web(web: int) -> None:
    os.kill(web, signal.SIGTERM)
    deadline = time.monotonic() + 2 * STOP_SECONDS
    while time.monotonic() < deadline:
        if os.waitpid(web, os.WNOHANG)[0]:
            return
        time.sleep(WATCH_SECONDS)
    os.kill(web, signal.SIGKILL)
    os.waitpid(web, 0)
