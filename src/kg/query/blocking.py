"""An engine for threads: the same queries, asked of an engine whose event loop runs elsewhere."""

from __future__ import annotations

import asyncio

from kg.query.engine import Engine, Term, boolean_of, rows_of


class BlockingEngine:
    """Any number of threads may share one; none of them may be that of the event loop.

    :ivar limits: that the engine was started with
    """

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self._engine, self._loop = engine, loop
        self.limits = engine.limits

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
        return asyncio.run_coroutine_threadsafe(self._engine.fetch(text), self._loop).result()
