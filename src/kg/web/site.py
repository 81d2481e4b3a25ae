"""What requests are answered from: a release, and the engine that has loaded it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request

from kg.query import BlockingEngine, Engine, QueryBusy, QueryError, QueryLimits
from kg.query.engine import Term, boolean_of
from kg.search import open_index
from kg.web.kept_pages import KeptPages
from kg.web.releases import KeptReleases

SCOPE_KEY = "kg.site"
PROBE_SECONDS = 1.0
MOST_RESULTS, MOST_ROWS = 512, 1000
"""Results of the pages' own queries that are kept in memory, and rows of one of them."""
PROBE = "ASK { FILTER(NOW() > 0 || true) }"
"""With NOW in it the result cache does not answer for the engine."""


class Site:
    """A release as it is served. Each request keeps to one from its beginning to its end.

    :ivar release: that is served
    :ivar kept: it and those that are kept beside it
    :ivar index: by which things are found by name
    :ivar engine: for threads
    :ivar pages: that were made already
    :ivar labels: how things are called, by IRI and language, once somebody has asked
    :ivar facets: what figures are narrowed down by, by name, once somebody has asked
    :ivar event_engine: for the event loop
    """

    def __init__(self, kept: KeptReleases, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self.kept, self.release, self.event_engine = kept, kept.served, engine
        self.index = open_index(self.release.path)
        self.engine = BlockingEngine(engine, loop)
        self._results: dict[str, tuple[dict[str, Term], ...]] = {}
        self.pages = KeptPages()
        self.labels: dict[str, dict[str, str]] | None = None
        self.facets: Mapping[str, Any] | None = None
        self._users = 0
        self._probe: asyncio.Task[str] | None = None
        self._probed = 0.0
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

    def knows(self, text: str) -> bool:
        """Whether the solutions of a query are kept, so that the engine need not be asked."""
        return text in self._results

    def select(self, text: str) -> tuple[dict[str, Term], ...]:
        """The solutions of one of our own SELECT queries; they are kept, since a release does not
        change.

        :raises QueryError: if there is no complete result
        """
        rows = self._results.get(text)
        if rows is None:
            rows = tuple(self.engine.select(text))
            if len(self._results) >= MOST_RESULTS:
                self._results.clear()
            if len(rows) <= MOST_ROWS:
                self._results[text] = rows
        return rows

    async def state(self) -> str:
        """Whether queries are answered: "ok", "busy" or "down".

        However many ask, the engine is asked once a second.
        """
        now = asyncio.get_running_loop().time()
        if not self._probe or (self._probe.done() and now > self._probed + PROBE_SECONDS):
            self._probe, self._probed = asyncio.create_task(self._ask_engine()), now
        return await asyncio.shield(self._probe)

    async def _ask_engine(self) -> str:
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                answered = boolean_of(await self.event_engine.fetch(PROBE))
        except (QueryBusy, TimeoutError):
            return "busy" if self.event_engine.workers.alive else "down"
        except QueryError:
            return "down"
        return "ok" if answered else "down"

    async def drain(self) -> None:
        """Wait for the last request, then let go of the engine."""
        await self._unused.wait()
        await self.event_engine.close()


def current_site() -> Site:
    """The site of the request that Flask answers: the one that the request came in with, since
    another release may be served by now."""
    return request.environ["asgi.scope"][SCOPE_KEY]
