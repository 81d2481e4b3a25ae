"""An engine for threads: the same queries, asked of an engine whose event loop runs elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from kg.query.engine import SITE, Answer, Engine, Term, boolean_of, rows_of


class BlockingAnswer:
    """An `Answer` for a thread: iterate over it once for its bytes, then close it."""

    def __init__(self, answer: Answer, loop: asyncio.AbstractEventLoop) -> None:
        self._answer, self._loop = answer, loop
        self.header = answer.header

    def __iter__(self) -> Iterator[bytes]:
        """The bytes of the result.

        :raises QueryError: if the query fails underway; what came before is then not the result
        """
        pieces = self._answer.__aiter__()
        while piece := asyncio.run_coroutine_threadsafe(_next(pieces), self._loop).result():
            yield piece

    def read(self) -> bytes:
        """The whole result."""
        return b"".join(self)

    def close(self) -> None:
        """Stop: the engine ends the query if it still runs."""
        self._loop.call_soon_threadsafe(self._answer.close)

    def __enter__(self) -> BlockingAnswer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BlockingEngine:
    """Any number of threads may share one; none of them may be that of the event loop.

    :ivar limits: that the engine was started with
    """

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self._engine, self._loop = engine, loop
        self.limits = engine.limits

    def query(self, text: str, format: str = "json", **options: object) -> BlockingAnswer:
        """Run a query; the arguments and errors are those of `Engine.query`."""
        asked = self._engine.query(text, format, **options)
        answer = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        return BlockingAnswer(answer, self._loop)

    def select(self, text: str) -> list[dict[str, Term]]:
        """The solutions of one of our own SELECT queries, each from variable name to term.

        :raises QueryError: if there is no complete result
        """
        return rows_of(self._fetch(text))

    def ask(self, text: str) -> bool:
        """The result of one of our own ASK queries.

        :raises QueryError: if there is none
        """
        return boolean_of(self._fetch(text))

    def _fetch(self, text: str) -> bytes:
        fetched = self._engine.fetch(text, lane=SITE)
        return asyncio.run_coroutine_threadsafe(fetched, self._loop).result()


async def _next(pieces: object) -> bytes:
    return await anext(pieces, b"")
