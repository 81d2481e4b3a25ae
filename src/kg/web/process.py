"""The web process: one event loop that answers, and a line to the parent that says from what.

The parent sends which release to serve and where its engine listens; this process takes new
requests to it, lets those under way end with the release that they began with, and tells.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import signal
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop
from uvicorn import Config, Server

from kg.query import Engine, QueryError, QueryLimits
from kg.release import open_release
from kg.web.access_log import AccessLog
from kg.web.app import create_app
from kg.web.clients import Clients
from kg.web.connections import KEEP_ALIVE_SECONDS, GuardedProtocol
from kg.web.front import Front
from kg.web.pages_pool import PagesPool
from kg.web.releases import find_kept_releases
from kg.web.site import Site

MESSAGE_BYTES = 65_536
SWITCH_SECONDS = 0.0005
"""How long a thread that makes a page may keep the event loop waiting."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class WebOptions:
    """How the web process answers.

    :param threads: that make pages
    :param waiting: requests for pages that may wait for a thread
    :param proxies: addresses whose X-Forwarded-For is believed
    :param access_log: whether it is written
    :param drain_seconds: time for requests under way when it is told to stop
    :param contact: where errors are reported, an e-mail or https address; "" for nowhere
    """

    threads: int = 8
    waiting: int = 64
    proxies: frozenset[str] = frozenset()
    access_log: bool = False
    drain_seconds: float = 15.0
    contact: str = ""


def run(
    listener: socket.socket, line: socket.socket, limits: QueryLimits, options: WebOptions
) -> None:
    """Answer until SIGTERM, then until the requests under way have ended.

    :param line: to the parent; what to serve comes over it first
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    _raise_descriptor_limit()
    # It reports what clients do wrong; what we do wrong is logged where it happens.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    uvloop.run(_Process(listener, line, limits, options).serve())


class _Server(Server):
    """uvicorn, but the signals are ours."""

    @contextmanager
    def capture_signals(self):
        yield


class _Process:
    def __init__(
        self, listener: socket.socket, line: socket.socket, limits: QueryLimits, options: WebOptions
    ) -> None:
        self._listener, self._line = listener, line
        self._limits, self._options = limits, options
        self._front: Front | None = None
        self._draining: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_fault)
        self._line.setblocking(False)
        site = await self._open(json.loads(await loop.sock_recv(self._line, MESSAGE_BYTES)))
        pages = PagesPool(
            create_app(self._options.contact), self._options.threads, self._options.waiting
        )
        log = AccessLog(self._options.access_log)
        self._front = Front(site, pages, Clients(self._options.proxies), log)
        server = _Server(
            Config(
                self._front,
                http=GuardedProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=self._options.drain_seconds,
            )
        )

        def stop() -> None:
            self._front.is_draining = True
            server.should_exit = True

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        self._tell(site)
        hearing = asyncio.create_task(self._hear())
        await server.serve([self._listener])
        hearing.cancel()
        await self._front.site.event_engine.close()

    async def _open(self, message: dict[str, str]) -> Site:
        """The site for what the parent says."""
        engine = Engine(Path(message["address"]), self._limits)
        try:
            await engine.open()
        except QueryError as error:
            # Its zygote has just ended, and another one will listen at the same address.
            logger.warning("%s", error)
        release = open_release(Path(message["release"]))
        kept = await asyncio.to_thread(find_kept_releases, release)
        return Site(kept, engine, asyncio.get_running_loop())

    async def _hear(self) -> None:
        """Take new requests to each release that the parent sends."""
        loop = asyncio.get_running_loop()
        while message := await loop.sock_recv(self._line, MESSAGE_BYTES):
            try:
                site = await self._open(json.loads(message))
            except Exception:
                logger.exception("the next release cannot be served")
                os._exit(1)  # the parent starts another process, with the right release
            old, self._front.site = self._front.site, site
            self._tell(self._front.site)
            task = asyncio.create_task(old.drain())
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    def _tell(self, site: Site) -> None:
        self._line.send(json.dumps({"serving": site.release_id}).encode())


def _log_fault(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what went wrong in a callback; that a connection broke is no fault of ours."""
    error = context.get("exception")
    if not isinstance(error, OSError):
        logger.error("%s", context.get("message"), exc_info=error)


def _raise_descriptor_limit() -> None:
    """Use all descriptors that we may: each connection takes one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
