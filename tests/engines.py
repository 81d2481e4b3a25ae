"""A running query engine for tests: real processes, and an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.query import Answer, BlockingEngine, Engine, QueryLimits, RunningEngine, start


class TestAnswer:
    """An `Answer` for a thread: iterate over it once for its bytes, then close it."""

    __test__ = False

    def __init__(self, answer: Answer, loop: asyncio.AbstractEventLoop) -> None:
        self._answer, self._loop = answer, loop
        self.header = answer.header

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._answer.__aiter__()
        while piece := asyncio.run_coroutine_threadsafe(_next(pieces), self._loop).result():
            yield piece

    def read(self) -> bytes:
        """The whole result."""
        return b"".join(self)

    def close(self) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._answer.close)

    def __enter__(self) -> TestAnswer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class TestEngine(BlockingEngine):
    """An engine that also takes strangers' queries from threads."""

    __test__ = False

    def query(self, text: str, format: str = "json", **options: object) -> TestAnswer:
        """Run a query; the arguments and errors are those of `Engine.query`."""
        asked = self._engine.query(text, format, **options)
        answer = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        return TestAnswer(answer, self._loop)


async def _next(pieces: AsyncIterator[bytes]) -> bytes:
    return await anext(pieces, b"")


@contextmanager
def running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that runs in a thread until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def opened(zygote: RunningEngine, loop: asyncio.AbstractEventLoop) -> Iterator[TestEngine]:
    """An engine that asks a zygote."""
    engine = Engine(zygote.address, zygote.limits)
    asyncio.run_coroutine_threadsafe(engine.open(), loop).result()
    try:
        yield TestEngine(engine, loop)
    finally:
        asyncio.run_coroutine_threadsafe(engine.close(), loop).result()


@contextmanager
def running_engine(release: Path, limits: QueryLimits) -> Iterator[TestEngine]:
    """An engine that has loaded a release."""
    with start(release, limits) as zygote, running_loop() as loop, opened(zygote, loop) as engine:
        yield engine


def descendants(process: int) -> list[int]:
    """The process ids of a process's children, their children and so on; none of one that ended."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [found for child in map(int, children) for found in (child, *descendants(child))]
