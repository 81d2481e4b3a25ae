"""The web side of the engine: send a query, receive its answer piece by piece.

An `Engine` belongs to one event loop. It decides which query runs when (`kg.query.schedule`), keeps
the time, and ends what takes too long.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple

from kg.query import messages
from kg.query.cache import ResultCache
from kg.query.errors import EngineDown, QueryBusy, QueryRefused
from kg.query.job import RETRY_AFTER_SECONDS, Answer, QueryJob
from kg.query.limits import START_SECONDS, QueryLimits
from kg.query.schedule import Schedule
from kg.query.text import Inspection, inspect, is_long
from kg.query.workers import Workers

TURN_SECONDS = 0.5
MOST_LOOKED_AT = 16
MOST_INSPECTED = 10_000
PUBLIC, SITE = "public", "site"

Term = NamedNode | BlankNode | Literal | Triple


class Engine:
    """A running engine, as one event loop asks it.

    :ivar limits: that it was started with
    :ivar lanes: by name, the schedules of the queries of strangers and of our own pages, which do
        not wait for each other
    :ivar cache: results that were asked for before
    """

    def __init__(self, address: Path, limits: QueryLimits) -> None:
        self.address, self.limits = address, limits
        self.lanes = {
            PUBLIC: Schedule(limits.concurrency, limits.long, limits.queue),
            SITE: Schedule(limits.site_concurrency, limits.site_concurrency, limits.queue),
        }
        self._places = limits.concurrency + limits.site_concurrency
        most = self._places + self.lanes[PUBLIC].most_long
        self.workers = Workers(address, limits.memory_mb, most)
        self.cache = ResultCache(limits.cache_mb * 2**20)
        self._ticking: asyncio.TimerHandle | None = None
        # One thread, so that however many long texts come, the event loop competes with one only.
        self._looking = ThreadPoolExecutor(1, "look")
        self._looked_at: set[str] = set()
        self._inspected: dict[bytes, Inspection] = {}

    async def open(self) -> None:
        """Have the first workers made.

        :raises EngineDown: if there is none within `START_SECONDS`
        """
        self.staff()
        try:
            async with asyncio.timeout(START_SECONDS):
                self.workers.give_back(await self.workers.take())
        except TimeoutError:
            raise EngineDown("the query engine does not make workers") from None

    async def close(self) -> None:
        """End the queries that still run, and every worker."""
        if self._ticking:
            self._ticking.cancel()
        self._looking.shutdown(wait=False, cancel_futures=True)
        await self.workers.close()

    async def query(
        self,
        text: str,
        format: str = "json",
        *,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        encoding: str = "",
        client: str = "",
        lane: str = PUBLIC,
        inspection: Inspection | None = None,
    ) -> Answer:
        """Run a SPARQL 1.1 query; return once the first bytes of its result are there.

        :param format: a name of `kg.query.serialise` that fits the form of the query
        :param default_graphs: IRIs of graphs that replace the query's FROM clauses
        :param named_graphs: IRIs of graphs that replace its FROM NAMED clauses
        :param encoding: a name of `kg.query.compression`, or "" for bytes as they are
        :param client: who asks; the clients take turns
        :param inspection: what `inspect` said of the text, if it was asked already
        :raises QueryError: of the type that says why there is no result
        """
        is_repeatable = (inspection or await self.inspect(text, client, lane)).is_repeatable
        request = messages.Request(
            text, format, tuple(default_graphs), tuple(named_graphs), encoding
        )
        message = _encode(request)
        key = sha256(message).digest()  # so that nobody's query is kept
        if is_repeatable and (kept := self.cache.get(key)):
            return Answer(*kept)
        job = QueryJob(self, client, self.lanes[lane])
        header, first, is_whole = await job.run(message)
        keep = partial(self.cache.put, key) if is_repeatable else None
        if is_whole:
            if keep:
                keep(header, first)
            return Answer(header, first)
        return Answer(header, first, job, keep, self.cache.largest)

    async def inspect(self, text: str, client: str = "", lane: str = PUBLIC) -> Inspection:
        """Check a query and tell what it is, once for one that is asked again and again.

        A long one is looked at in a thread; a client has one there at a time, and few wait. Those
        of our own pages, which ask for many readers, always wait.

        :raises QueryError: if it is refused
        """
        key = sha256(text.encode(errors="surrogatepass")).digest()
        if found := self._inspected.get(key):
            return found
        if not is_long(text):
            found = inspect(text, self.limits)
        elif lane == SITE:
            found = await self._look(text)
        elif client in self._looked_at or len(self._looked_at) >= MOST_LOOKED_AT:
            raise QueryBusy(RETRY_AFTER_SECONDS)
        else:
            self._looked_at.add(client)
            try:
                found = await self._look(text)
            finally:
                self._looked_at.discard(client)
        if len(self._inspected) >= MOST_INSPECTED:
            self._inspected.clear()
        self._inspected[key] = found
        return found

    async def _look(self, text: str) -> Inspection:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._looking, inspect, text, self.limits)

    async def fetch(self, text: str, lane: str = SITE) -> bytes:
        """The whole result of a SELECT or ASK query, as JSON.

        :raises QueryError: if there is no complete result
        """
        return await (await self.query(text, "json", lane=lane)).read()

    def staff(self) -> None:
        """Have a worker for each query that may be quick, and for each that is long."""
        self.workers.want(self._places + sum(lane.long for lane in self.lanes.values()))
        if not self._ticking and any(lane.paused for lane in self.lanes.values()):
            self._ticking = asyncio.get_running_loop().call_later(TURN_SECONDS, self._tick)

    def _tick(self) -> None:
        self._ticking = None
        for lane in self.lanes.values():
            lane.tick(TURN_SECONDS)
        self.staff()


def rows_of(data: bytes) -> list[dict[str, Term]]:
    """The solutions in SPARQL JSON, each from variable name to term."""
    names, solutions = solutions_of(data)
    return [
        {name: term for name, term in zip(names, terms, strict=True) if term is not None}
        for terms in solutions
    ]


def solutions_of(data: bytes) -> tuple[tuple[str, ...], tuple[tuple[Term | None, ...], ...]]:
    """The names of the variables in SPARQL JSON, and the solutions in their order."""
    solutions = pyoxigraph.parse_query_results(io.BytesIO(data), QueryResultsFormat.JSON)
    names = tuple(variable.value for variable in solutions.variables)
    return names, tuple(map(tuple, solutions))


def boolean_of(data: bytes) -> bool:
    """The boolean in SPARQL JSON."""
    return bool(pyoxigraph.parse_query_results(io.BytesIO(data), QueryResultsFormat.JSON))


def _encode(request: messages.Request) -> bytes:
    for iri in (*request.default_graphs, *request.named_graphs):
        try:
            NamedNode(iri)
        except ValueError:
            raise QueryRefused(f"{iri!r} is not the absolute IRI of a graph") from None
    message = messages.encode_request(request)
    if len(message) > messages.REQUEST_BYTES:
        raise QueryRefused("the query names too many graphs")
    return message
