"""HTTP as a stranger speaks it: any bytes, from any loopback address, within a bounded time."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import urlencode

PIECE_BYTES = 1 << 16
KEPT_BYTES = 1 << 18
PATIENCE = 30.0
"""Seconds: as long as a machine that is busy may take for what an idle one does at once."""

SILENCE, CLOSED = "silence", "closed"


@dataclass
class Reply:
    """What came back.

    :ivar outcome: a status such as "400"; "200" only if it came to its end, otherwise "broken";
        CLOSED if the connection ended without a response; SILENCE if it was still open at the end
        of our patience
    :ivar body: the first KEPT_BYTES of it
    """

    outcome: str = SILENCE
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    size: int = 0
    seconds: float = 0.0

    def header(self, name: str) -> str:
        """A header's value, or "" where there is none."""
        return self.headers.get(name.lower(), "")


def request(
    target: str,
    method: str = "GET",
    body: bytes = b"",
    headers: Sequence[tuple[str, str]] = (),
    version: str = "HTTP/1.1",
) -> bytes:
    """The bytes of a request; no header is checked."""
    lines = [f"{method} {target} {version}", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


def query_request(query: str | bytes, *parameters: tuple[str, str]) -> bytes:
    """A POST of a query and further parameters, as a form."""
    form = urlencode([("query", query), *parameters], errors="surrogatepass").encode()
    return request("/sparql", "POST", form, [("Content-Type", "application/x-www-form-urlencoded")])


def connect(port: int, source: str = "127.0.0.1", patience: float = PATIENCE) -> socket.socket:
    """A connection from a loopback address."""
    return socket.create_connection(("127.0.0.1", port), patience, (source, 0))


def exchange(
    port: int, message: bytes, source: str = "127.0.0.1", patience: float = PATIENCE
) -> Reply:
    """Send a message on a connection of its own, and read the first response to its end."""
    start = time.monotonic()
    with connect(port, source, patience) as connection:
        try:
            connection.sendall(message)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            pass  # it has read enough; its answer may be on the way
        reply = receive(connection, start + patience, message.partition(b" ")[0].decode("latin-1"))
    reply.seconds = time.monotonic() - start
    return reply


def receive(connection: socket.socket, until: float, method: str = "GET") -> Reply:
    """Read one response.

    :param until: moment of the monotonic clock at which our patience ends
    """
    reply = Reply()
    response = HTTPResponse(connection, method=method)
    try:
        connection.settimeout(max(0.01, until - time.monotonic()))
        response.begin()
        reply.headers = {name.lower(): value for name, value in response.getheaders()}
        reply.outcome = "broken"
        kept = bytearray()
        while piece := response.read1(PIECE_BYTES):
            reply.size += len(piece)
            kept += piece[: KEPT_BYTES - len(kept)]
            reply.body = bytes(kept)
            connection.settimeout(max(0.01, until - time.monotonic()))
        if not response.length:
            reply.outcome = str(response.status)
    except TimeoutError:
        reply.outcome = SILENCE
    except IncompleteRead:
        reply.outcome = "broken"
    except (ConnectionResetError, BrokenPipeError, HTTPException):
        reply.outcome = "broken" if reply.headers else CLOSED
    return reply
