"""A reader beside the attack: small queries at a steady pace, each another one, and how long each
of them took; and beside it one of a bare server, which tells how long the machine itself makes
readers wait."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from itertools import count
from types import TracebackType

import wire

INTERVAL_SECONDS = 0.02
PATIENCE_SECONDS = 30.0
LATE_SECONDS = 0.3
"""A bare server that takes so long says that the machine stood still."""
MOST_TIMES = 5
"""A query passes through three processes and back, each of which may have to wait for its turn."""
BARE = """
import asyncio
ANSWER = b"HTTP/1.1 200 OK\\r\\nContent-Length: 8\\r\\nConnection: close\\r\\n\\r\\nbindings"
async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(ANSWER)
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


class _Reader:
    """Asks until told to stop.

    :ivar latencies: seconds from the moment at which a query was due to the end of its answer, so
        that a query that holds up the next ones counts as often as it does to readers
    :ivar failures: what came instead of an answer, with the moments between which it did
    :ivar late: moments between which somebody waited for longer than LATE_SECONDS
    """

    def __init__(self, port: int, message: Callable[[int], bytes], source: str) -> None:
        self.latencies: list[float] = []
        self.failures: list[tuple[float, float, str]] = []
        self.late: list[tuple[float, float]] = []
        self._port, self._message, self._source = port, message, source
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def percentile(self, share: float) -> float:
        """The latency that this share of the queries stays below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(2 * PATIENCE_SECONDS)

    def _run(self) -> None:
        due = time.monotonic()
        for number in count():
            if self._stop.wait(max(0.0, due - time.monotonic())):
                return
            began = time.monotonic()
            failure = self._ask(number)
            end = time.monotonic()
            if failure:
                self.failures.append((began, end, failure))
            if end - due > LATE_SECONDS:
                self.late.append((due, end))
            while due <= end:
                self.latencies.append(end - due)
                due += INTERVAL_SECONDS

    def _ask(self, number: int) -> str:
        """What came instead of an answer, or ""."""
        try:
            message = self._message(number)
            reply = wire.exchange(self._port, message, self._source, PATIENCE_SECONDS)
        except OSError as error:
            return repr(error)
        is_answer = reply.outcome == "200" and b"bindings" in reply.body
        return "" if is_answer else f"{reply.outcome} {reply.body[:200]!r}"


class Probe:
    """Asks until the block ends."""

    def __init__(self, port: int, subjects: Sequence[str], source: str = "127.0.0.77") -> None:
        def query(number: int) -> bytes:
            lap, place = divmod(number, len(subjects))
            return wire.query_request(f"SELECT ?o {{ <{subjects[place]}> ?p ?o }} LIMIT {lap + 1}")

        self._bare = subprocess.Popen(
            [sys.executable, "-c", BARE], stdout=subprocess.PIPE, text=True
        )
        bare_port = int(self._bare.stdout.readline())
        self._reader = _Reader(port, query, source)
        self._control = _Reader(bare_port, lambda number: wire.request("/"), source)

    @property
    def asked(self) -> int:
        """How many queries were due so far."""
        return len(self._reader.latencies)

    def assert_unnoticed(self, seconds: float) -> None:
        """Nobody was refused, and 99 of 100 waited no longer than this, beyond what they would have
        waited at a bare server on this machine at this time."""
        control = self._control.percentile(0.99)
        found = self._reader.percentile(0.99)
        assert found < seconds + MOST_TIMES * control, (found, control)
        failures = [
            failure
            for began, ended, failure in self._reader.failures
            if not any(late < ended and began < until for late, until in self._control.late)
        ]
        assert not failures, f"{len(failures)}: {failures[:5]}"

    def __enter__(self) -> Probe:
        for reader in (self._reader, self._control):
            reader.start()
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for reader in (self._reader, self._control):
            reader.stop()
        self._bare.kill()
        self._bare.communicate()
