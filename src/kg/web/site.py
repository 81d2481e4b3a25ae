"""What requests are answered from: a release, and the engine that has loaded it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from flask import current_app, request

from kg.query import BlockingEngine, Engine, QueryLimits


class Release(Protocol):
    """The release that is served: its directory and its manifest."""

    path: Path
    manifest: Mapping[str, object]


class Site:
    """A release as it is served. Each request keeps to one from its beginning to its end.

    :ivar engine: for threads
    :ivar event_engine: for the event loop
    """

    def __init__(self, release: Release, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self.release, self.event_engine = release, engine
        self.engine = BlockingEngine(engine, loop)
        self._users = 0
        self._unused = asyncio.Event()
        self._unused.set()

    @property
    def limits(self) -> QueryLimits:
        """The limits of queries."""
        return self.event_engine.limits

    @property
    def release_id(self) -> str:
        """The identifier of the release."""
        return self.release.manifest["release"]

    @contextmanager
    def in_use(self) -> Iterator[Site]:
        """For the time of a request."""
        self._users += 1
        self._unused.clear()
        try:
            yield self
        finally:
            self._users -= 1
            if not self._users:
                self._unused.set()

    async def drain(self) -> None:
        """Wait for the last request, then let go of the engine."""
        await self._unused.wait()
        await self.event_engine.close()


def current_site() -> Site:
    """The site of the request that Flask answers: the one that the request came in with, since
    another release may be served by now."""
    scope = request.environ.get("asgi.scope", {})
    return scope.get("kg.site") or current_app.extensions["kg"]
