"""The guarded query engine (`kg.query`) for a program without an event loop, a notebook included:
the engine's own loop runs in a thread in the background."""

from __future__ import annotations

import asyncio
import os
import threading
import weakref
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from contextvars import ContextVar, Token
from pathlib import Path

from kg.errors import KgError
from kg.query import Engine, QueryError, QueryLimits, RunningEngine, start

MOST_BYTES = 128 * 2**20
"""Largest result that is read into memory."""
CLOSED = "the release is closed; open it again to ask it something"
CANCELLED = "it was cancelled before there was an answer"


class ResultTooLarge(QueryError):
    """A result of more than `limit` bytes. A program reads it whole, so it must fit."""

    code = "result-too-large"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"the result has more than {limit:,} bytes; ask for less, or add a LIMIT")


class Cancellation:
    """Queries that a thread asks within it can be ended by any other thread.

    :ivar is_cancelled: whether they are ended

    >>> with Cancellation() as cancellation:
    ...     cancellation.cancel()
    ...     BackgroundEngine(Path("releases/current"), QueryLimits()).query("ASK {}")
    Traceback (most recent call last):
    kg.errors.KgError: it was cancelled before there was an answer
    """

    def __init__(self) -> None:
        self.is_cancelled = False
        self._lock = threading.Lock()
        self._asked: Future | None = None
        self._token: Token | None = None

    def cancel(self) -> None:
        """End the query that runs, if one does, and let no other begin."""
        with self._lock:
            self.is_cancelled = True
            if self._asked:
                self._asked.cancel()

    def watch(self, asked: Future) -> None:
        """Take what is asked now for what is to be ended."""
        with self._lock:
            self._asked = asked
            if self.is_cancelled:
                asked.cancel()

    def __enter__(self) -> Cancellation:
        self._token = _CANCELLATION.set(self)
        return self

    def __exit__(self, *error: object) -> None:
        _CANCELLATION.reset(self._token)


_CANCELLATION: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


class _Started:
    """The engine's processes, and the thread of its event loop."""

    def __init__(self, release: Path, limits: QueryLimits) -> None:
        """
        :raises QueryError: if the engine does not start
        """
        self._process = os.getpid()
        self.running: RunningEngine = start(release, limits)
        self.engine = Engine(self.running.address, limits)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kg-query", daemon=True)
        self._thread.start()
        try:
            self.submit(self.engine.open()).result()
        except BaseException:
            self.end()
            raise

    @property
    def is_ours(self) -> bool:
        """Whether this process started it, and is not a fork of the one that did."""
        return self._process == os.getpid()

    def submit(self, coroutine: Coroutine) -> Future:
        """Run something in the event loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def end(self) -> None:
        """End its processes and its thread."""
        if not self.is_ours:
            self.running.release_in_fork()
        elif threading.current_thread() is self._thread:
            # The garbage collector may run there, and the loop must go on until it is ended.
            threading.Thread(target=self.end).start()
        else:
            self.submit(self.engine.close()).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self.running.stop()


class BackgroundEngine:
    """An engine that is started by the first query, and ended by `close`, with the program, or when
    nobody holds it any more. Any number of threads may share one; a fork has its own.

    :ivar limits: of each query
    """

    def __init__(self, release: Path, limits: QueryLimits, most_bytes: int = MOST_BYTES) -> None:
        self.limits = limits
        self._most_bytes = most_bytes
        self._release = release
        self._lock = threading.Lock()
        self._started: _Started | None = None
        self._finalizer: weakref.finalize | None = None
        self._asked: set[Future] = set()
        self._is_closed = False
        if hasattr(os, "register_at_fork"):  # where there are forks
            renew = weakref.WeakMethod(self._renew)
            os.register_at_fork(after_in_child=lambda: (found := renew()) and found())

    def query(self, text: str) -> tuple[str, bytes]:
        """The result of a query: its kind (see `kg.query.serialise`), and SPARQL JSON, or N-Triples
        of a graph.

        :raises QueryError: if there is no complete result
        :raises KgError: if the engine is closed, or the query is cancelled (`Cancellation`)
        """
        client = str(threading.get_ident())  # so that threads take turns
        cancellation = _CANCELLATION.get()
        if cancellation and cancellation.is_cancelled:
            raise KgError(CANCELLED)
        with self._lock:
            started = self._start()
            asked = started.submit(_read(started.engine, text, client, self._most_bytes))
            self._asked.add(asked)
        try:
            if cancellation:
                cancellation.watch(asked)
            return asked.result()
        except CancelledError:
            raise KgError(CLOSED if self._is_closed else CANCELLED) from None
        finally:
            asked.cancel()  # where it is interrupted by the user
            self._asked.discard(asked)

    def close(self) -> None:
        """End what still runs; threads that wait for an answer get an error."""
        with self._lock:
            self._is_closed = True
            for asked in list(self._asked):
                asked.cancel()
            if self._finalizer:
                self._finalizer()

    def _renew(self) -> None:
        """Let go, in a fork, of a lock that a thread held which is not there."""
        self._lock = threading.Lock()

    def _start(self) -> _Started:
        if self._is_closed:
            raise KgError(CLOSED)
        if self._started and self._started.is_ours and self._started.running.alive:
            return self._started
        if self._finalizer:
            self._finalizer()
        self._started = _Started(self._release, self.limits)
        self._finalizer = weakref.finalize(self, self._started.end)
        return self._started


async def _read(engine: Engine, text: str, client: str, most: int) -> tuple[str, bytes]:
    inspection = await engine.inspect(text, client)
    format = "ntriples" if inspection.form in ("CONSTRUCT", "DESCRIBE") else "json"
    answer = await engine.query(text, format, client=client, inspection=inspection)
    content = bytearray()
    try:
        async for piece in answer:
            content += piece
            if len(content) > most:
                raise ResultTooLarge(most)
    finally:
        answer.close()
    return answer.header.kind, bytes(content)
