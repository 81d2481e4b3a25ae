"""One query from its arrival to its last byte, and its answer as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from kg.query import messages
from kg.query.errors import EngineDown, QueryBusy, QueryError, QueryTimeout, ReaderGone
from kg.query.lease import Lease
from kg.query.schedule import Schedule

if TYPE_CHECKING:
    from kg.query.engine import Engine

RETRY_AFTER_SECONDS = 3


class QueryJob:
    """One query. Its schedule says when it runs and when it pauses; it keeps the time itself.

    There are two clocks. The query's own runs from its arrival; it stands while the reader has a
    piece of the answer and has not asked for the next one, and the reader's runs instead.
    """

    def __init__(self, engine: Engine, client: str, lane: Schedule) -> None:
        self.client = client
        self._engine, self._lane = engine, lane
        self._loop = asyncio.get_running_loop()
        # What it waits for: its turn, then a worker.
        self._awaited: asyncio.Future[Lease | None] = self._loop.create_future()
        self._lease: Lease | None = None
        self._is_paused, self._has_ended = False, False
        # Why it is to end, where nobody waits who could be told at once.
        self._failure: QueryError | None = None
        self._is_with_reader = False
        self._clock = self._loop.call_later(engine.limits.seconds, self._expire)
        self._clock_ends = self._loop.time() + engine.limits.seconds
        self._patience: asyncio.TimerHandle | None = None
        self._spare = engine.limits.reader_seconds
        lane.arrive(self)
        engine.staff()

    async def run(self, message: bytes) -> tuple[messages.Header, bytes, bool]:
        """Wait for its turn and for a worker, send the request, and wait for the first bytes.

        :returns: what the bytes are, the first of them, and whether they are all there are
        :raises QueryError: that says why there are none
        """
        limits = self._engine.limits
        try:
            await self._wait()
            while not self._lease:
                self._awaited = self._engine.workers.take()
                self._lease = await self._wait()
                try:
                    self._lease.send(message)
                except ConnectionError:  # it ended while it was idle
                    self._let_go()
            self._patience = self._loop.call_later(limits.quick_seconds, self._overstay)
            type_, body = await self._lease.receive()
            header, first = messages.decode_header(body)
        except BaseException:
            self.end()
            raise
        is_whole = type_ == messages.WHOLE
        self._hand_over(is_whole)
        return header, first, is_whole

    async def next(self) -> tuple[bytes, bool]:
        """The next piece of the answer, and whether it is the last one.

        :raises QueryError: if there is none
        """
        if self._failure:
            raise self._failure
        self._is_with_reader = False
        self._turn_clock(self._expire)
        try:
            type_, body = await self._lease.receive()
        except BaseException:
            self.end()
            raise
        is_last = type_ == messages.END
        self._hand_over(is_last)
        return body, is_last

    def end(self) -> None:
        """The query is over; end the worker if it still runs it."""
        if self._has_ended:
            return
        self._has_ended = True
        self._clock.cancel()
        if self._patience:
            self._patience.cancel()
        if not self._lease and self._awaited.done() and not self._awaited.cancelled():
            self._lease = None if self._awaited.exception() else self._awaited.result()
        if self._lease:
            self._let_go()
        self._lane.leave(self)
        self._engine.staff()

    def start(self) -> None:
        """Run: it is this query's turn."""
        if not self._awaited.done():
            self._awaited.set_result(None)

    def pause(self) -> None:
        """Let others run."""
        self._is_paused = True
        if self._lease:
            self._lease.pause()

    def resume(self) -> None:
        """Run again."""
        self._is_paused = False
        if self._lease:
            self._lease.resume()

    def refuse(self) -> None:
        """End: there is no room."""
        self._stop(QueryBusy(RETRY_AFTER_SECONDS))

    async def _wait(self) -> Lease | None:
        found = await self._awaited
        if self._failure:
            raise self._failure
        return found

    def _hand_over(self, is_all: bool) -> None:
        """The reader has a piece; unless it is the last one, it is the reader's time now."""
        if is_all:
            self.end()
        else:
            self._is_with_reader = True
            self._turn_clock(self._desert)

    def _turn_clock(self, on_end: Callable[[], None]) -> None:
        """Stop one clock and let the other run."""
        now = self._loop.time()
        left = max(0.0, self._clock_ends - now)
        self._clock.cancel()
        self._clock = self._loop.call_later(self._spare, on_end)
        self._clock_ends, self._spare = now + self._spare, left

    def _overstay(self) -> None:
        self._patience = self._loop.call_later(self._engine.limits.quick_seconds, self._lengthen)
        self._lane.overstay(self)
        self._engine.staff()

    def _lengthen(self) -> None:
        self._lane.lengthen(self)
        self._engine.staff()

    def _expire(self) -> None:
        if self._is_paused:
            self.refuse()
        elif self._lease:
            self._stop(QueryTimeout(self._engine.limits.seconds))
        elif self._engine.workers.alive:
            self.refuse()
        else:
            self._stop(EngineDown("the query engine is away"))

    def _desert(self) -> None:
        self._stop(ReaderGone(self._engine.limits.reader_seconds))

    def _stop(self, error: QueryError) -> None:
        if self._is_with_reader:
            self._failure = error  # the reader may never come back for it
            self.end()
        elif self._lease:
            self._lease.kill(error)
        elif not self._awaited.done():
            self._awaited.set_exception(error)
        else:
            self._failure = error

    def _let_go(self) -> None:
        lease, self._lease = self._lease, None
        if self._is_paused:  # it had its last words ready before it was stopped
            lease.resume()
        self._engine.workers.give_back(lease)


class Answer:
    """A result as it arrives: iterate over it once for its bytes, or close it.

    :ivar header: what its bytes are
    :ivar first: the first of them
    :ivar is_whole: whether they are all there are
    """

    def __init__(
        self,
        header: messages.Header,
        first: bytes,
        job: QueryJob | None = None,
        keep: Callable[[messages.Header, bytes], None] | None = None,
        most_kept: int = 0,
    ) -> None:
        """
        :param job: that brings the other bytes, if there are any
        :param keep: takes the whole result, if it has at most `most_kept` bytes
        """
        self.header, self.first, self.is_whole = header, first, job is None
        self._job, self._keep, self._most_kept = job, keep, most_kept

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The bytes of the result.

        :raises QueryError: if the query fails underway; what came before is then not the result
        """
        yield self.first
        is_last, collected = self.is_whole, bytearray(self.first)
        while not is_last:
            piece, is_last = await self._job.next()
            if self._keep and len(collected) <= self._most_kept:
                collected += piece
            yield piece
        if self._keep and self._job and len(collected) <= self._most_kept:
            self._keep(self.header, bytes(collected))

    async def read(self) -> bytes:
        """The whole result.

        :raises QueryError: if the query fails underway
        """
        if self.is_whole:
            return self.first
        return b"".join([piece async for piece in self])

    def close(self) -> None:
        """Stop: the engine ends the query if it still runs."""
        if self._job:
            self._job.end()
