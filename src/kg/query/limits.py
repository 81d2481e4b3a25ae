"""What one query may cost, and how many may run: fixed when the engine starts."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError

LARGEST_QUERY_BYTES = 131_072
"""A request is one socket message, and Linux accepts about 200 kB in one."""
START_SECONDS = 30.0
"""Time in which an engine that has loaded its release must have a worker that answers, however
little time queries are given: it says whether anything works, not how fast the machine is."""


@dataclass(frozen=True)
class QueryLimits:
    """Limits of the query engine.

    :param seconds: time from the arrival of a query to its last byte, without the reader's share
    :param reader_seconds: time that the reader of a result may keep the engine waiting, in all
    :param memory_mb: address space in MiB that a query may add to that of the loaded store
    :param concurrency: queries of strangers that run at the same time before they are long
    :param quick_seconds: time after which a query is long: it makes room, and goes on behind others
    :param long: long queries that run at the same time; the clients take turns, the others pause
    :param queue: queries of strangers that may wait in line; the next one is told to come back
    :param query_bytes: longest query text, in bytes of UTF-8
    :param nesting: deepest nesting of round, square and curly brackets
    :param site_concurrency: queries of our own pages that run at the same time, beside the others
    :param cache_mb: MiB of results that are kept for who asks the same again; 0 keeps none
    :raises KgError: if a limit is not above zero (`cache_mb`: is below it), or one socket message
        does not hold `query_bytes`
    """

    seconds: float = 10.0
    reader_seconds: float = 30.0
    memory_mb: int = 512
    concurrency: int = 2
    quick_seconds: float = 0.25
    long: int = 2
    queue: int = 64
    query_bytes: int = 65_536
    nesting: int = 64
    site_concurrency: int = 2
    cache_mb: int = 64

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not (value > 0 or (name == "cache_mb" and value == 0)):
                raise KgError(f"query limit {name} is {value}; it must be above zero")
        if self.query_bytes > LARGEST_QUERY_BYTES:
            raise KgError(
                f"query limit query_bytes is {self.query_bytes}; at most {LARGEST_QUERY_BYTES}"
            )
