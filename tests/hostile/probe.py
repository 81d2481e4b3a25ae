"""A reader beside the attack: small queries at a steady pace, each another one, and how long each
of them took."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from itertools import count
from types import TracebackType

import wire

INTERVAL_SECONDS = 0.02
PATIENCE_SECONDS = 5.0


class Probe:
    """Asks until the block ends.

    :ivar latencies: seconds from the moment at which a query was due to the end of its answer, so
        that a query that holds up the next ones counts as often as it does to readers
    :ivar failures: outcomes other than 200
    """

    def __init__(self, port: int, subjects: Sequence[str], source: str = "127.0.0.77") -> None:
        self.latencies: list[float] = []
        self.failures: list[str] = []
        self._port, self._subjects, self._source = port, subjects, source
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def percentile(self, share: float) -> float:
        """The latency that this share of the queries stays below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def __enter__(self) -> Probe:
        self._thread.start()
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(2 * PATIENCE_SECONDS)

    def _run(self) -> None:
        due = time.monotonic()
        for number in count():
            if self._stop.wait(max(0.0, due - time.monotonic())):
                return
            lap, place = divmod(number, len(self._subjects))
            query = f"SELECT ?o {{ <{self._subjects[place]}> ?p ?o }} LIMIT {lap + 1}"
            try:
                message = wire.query_request(query)
                reply = wire.exchange(self._port, message, self._source, PATIENCE_SECONDS)
                if reply.outcome != "200" or b"bindings" not in reply.body:
                    self.failures.append(f"{reply.outcome} {reply.body[:200]!r}")
            except OSError as error:
                self.failures.append(repr(error))
            end = time.monotonic()
            while due <= end:
                self.latencies.append(end - due)
                due += INTERVAL_SECONDS
