"""A running query engine for tests: real processes, and an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.query import BlockingEngine, Engine, QueryLimits, RunningEngine, start


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
def opened(zygote: RunningEngine, loop: asyncio.AbstractEventLoop) -> Iterator[BlockingEngine]:
    """An engine that asks a zygote."""
    engine = Engine(zygote.address, zygote.limits)
    asyncio.run_coroutine_threadsafe(engine.open(), loop).result()
    try:
        yield BlockingEngine(engine, loop)
    finally:
        asyncio.run_coroutine_threadsafe(engine.close(), loop).result()


@contextmanager
def running_engine(release: Path, limits: QueryLimits) -> Iterator[BlockingEngine]:
    """An engine that has loaded a release."""
    with start(release, limits) as zygote, running_loop() as loop, opened(zygote, loop) as engine:
        yield engine


def descendants(process: int) -> list[int]:
    """The process ids of a process's children, their children and so on."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [found for child in map(int, children) for found in (child, *descendants(child))]
