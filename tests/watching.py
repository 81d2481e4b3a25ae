"""What a server does right now, by its own metrics and by the kernel, so that tests wait for what
happens and not for a time to pass."""

from __future__ import annotations

import re
import select
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from http_client import Client

PATIENCE = 30
"""Seconds that tests wait for what comes at once where the machine is idle: a busy one stands
still for seconds. What must not take for a limit of the server is given a limit beyond it."""
_QUERIES = re.compile(r'^kg_queries\{lane="public",state="(\w+)"\} (\S+)$', re.MULTILINE)


def queries(address: str) -> dict[str, int]:
    """Queries of strangers by state: waiting, quick, long, paused (which are long, too)."""
    found = {state: int(float(n)) for state, n in _QUERIES.findall(metrics(address))}
    assert found.keys() == {"waiting", "quick", "long", "paused"}
    return found


def is_busy(address: str) -> bool:
    """Whether a query of a stranger runs or waits."""
    return any(queries(address).values())


def metrics(address: str) -> str:
    """The metrics as text."""
    return Client(address).get("/metrics").text


def runs(process: int) -> bool:
    """Whether a process runs; one that nobody has reaped yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


@contextmanager
def asked(address: str, texts: Sequence[str]) -> Iterator[list[HTTPConnection]]:
    """Queries that are sent, each on a connection of its own; all hang up when the block ends."""
    with ExitStack() as stack:
        connections = []
        for text in texts:
            connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
            connections.append(stack.enter_context(closing(connection)))
            connection.request("GET", "/sparql?" + urlencode({"query": text, "format": "csv"}))
        yield connections


def answered(connections: Sequence[HTTPConnection]) -> list[HTTPConnection]:
    """Those on which an answer has begun to come."""
    readable, _, _ = select.select([connection.sock for connection in connections], [], [], 0)
    return [connection for connection in connections if connection.sock in readable]
