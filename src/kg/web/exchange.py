"""One request and its response over ASGI, for what answers without Flask."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from kg.formats import prefers_page
from kg.web.held import Held
from kg.web.problems import PROBLEM_MEDIA_TYPE, Problem
from kg.web.site_address import site_address

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

FRAMED_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""Content security policy of what other sites may show in a frame."""
CONTENT_SECURITY_POLICY = f"{FRAMED_POLICY}; frame-ancestors 'none'"
COMMON_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Location, "
    "Content-Range, ETag, Link, Repr-Digest, Retry-After",
}
"""Of every response: no third-party content, no sniffing, no referrer; readable from other sites'
scripts (there is nothing here that needs a login)."""
PREFLIGHT_SECONDS = "86400"
NOTES_KEY = "kg.notes"
"""Where Flask finds an exchange's notes, in the ASGI scope."""
BODY_KEY = "kg.body"
"""Where it finds the body of a request, if that is one that may have any."""
PIECE_BYTES = 65_536
MOST_DISCARDED_BYTES = 4 * 2**20

_COMMON = [(name.lower().encode(), value.encode()) for name, value in COMMON_HEADERS.items()]


def preflight(methods: str) -> dict[str, str]:
    """What a browser is told that asks on behalf of a script of another site (Fetch §3.3.3)."""
    return {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, If-Range, Range",
        "Access-Control-Max-Age": PREFLIGHT_SECONDS,
    }


class BodyTooLarge(Exception):
    """A request whose body is longer than is accepted."""


class Gone(Exception):
    """The client has hung up."""


class Exchange:
    """A request, and what has been sent for it so far.

    :ivar method: in upper case
    :ivar headers: by lower-case name; those of one name are joined (RFC 9110 §5.3)
    :ivar held: what may wait in memory for this client and all others
    :ivar client: who asks, as far as fairness goes
    :ivar scheme: that the client used, "http" or "https"
    :ivar status: of the response, 0 before there is one
    :ivar sent: bytes of its body so far
    :ivar notes: what else the access log is to say
    """

    def __init__(
        self,
        scope: Mapping[str, Any],
        receive: Receive,
        send: Send,
        held: Held,
        client: str,
        scheme: str,
    ) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query_string: bytes = scope["query_string"]
        self.http_version: str = scope["http_version"]
        self.headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            key, text = name.decode("latin-1"), value.decode("latin-1")
            self.headers[key] = f"{self.headers[key]}, {text}" if key in self.headers else text
        self.scope, self.held, self.client, self.scheme = scope, held, client, scheme
        self.status = self.sent = 0
        self.notes: dict[str, object] = {}
        self.receive, self._send = receive, send

    async def send(self, message: dict[str, Any]) -> None:
        """Send an ASGI message, as soon as the client takes it."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.sent += len(message.get("body", b""))
        await self._send(message)

    @property
    def accept(self) -> str | None:
        """The Accept header."""
        return self.headers.get("accept")

    @property
    def prefers_page(self) -> bool:
        """Whether messages are better sent as pages."""
        return "html" in (self.accept or "") and prefers_page(self.accept)

    @property
    def media_type(self) -> str:
        """The media type of the request's body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def base_url(self) -> str:
        """The address that was asked, without its query."""
        return site_address(self.scheme, self.headers.get("host")) + self.path

    async def body(self, limit: int) -> bytes:
        """The whole body.

        :raises BodyTooLarge: beyond `limit` bytes
        :raises Gone: if the client hangs up before its end
        """
        received, taken, more = bytearray(), 0, True
        while more:
            message = await self.receive()
            if message["type"] != "http.request":
                raise Gone
            more = message["more_body"]
            taken += len(message["body"])
            if taken <= limit:
                received += message["body"]
            elif taken > limit + MOST_DISCARDED_BYTES:
                break
        if taken > limit:
            # Only now: who still sends would lose the answer with the connection.
            raise BodyTooLarge
        return bytes(received)

    async def hang_up(self) -> None:
        """Wait until the client hangs up (or the response is complete)."""
        while (await self.receive())["type"] == "http.request":
            pass

    async def respond(
        self, status: int, headers: Mapping[str, str], body: bytes = b"", length: int | None = None
    ) -> None:
        """Send a whole response.

        :param length: value of Content-Length where the body itself is not sent
        """
        if status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            length = len(body) if length is None else length
            headers = {**headers, "Content-Length": str(length)}
        await self.start(status, headers)
        body = b"" if self.method == "HEAD" else body
        # In pieces, so that a slow reader does not make us hold more than is under way.
        for begin in range(0, len(body) - PIECE_BYTES, PIECE_BYTES):
            await self.write(body[begin : begin + PIECE_BYTES])
        await self.finish(body[(len(body) - 1) // PIECE_BYTES * PIECE_BYTES :] if body else b"")

    async def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the status and the header fields."""
        fields = [
            (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
        ]
        own = {name for name, _ in fields}
        fields += [(name, value) for name, value in _COMMON if name not in own]
        await self.send({"type": "http.response.start", "status": status, "headers": fields})

    async def write(self, data: bytes) -> None:
        """Send a piece of the body."""
        await self.send({"type": "http.response.body", "body": data, "more_body": True})

    async def finish(self, data: bytes = b"") -> None:
        """Send the last piece."""
        await self.send({"type": "http.response.body", "body": data, "more_body": False})

    async def problem(self, found: Problem) -> None:
        """Send a problem document."""
        self.notes["problem"] = found.name or str(found.status)
        headers = {"Content-Type": PROBLEM_MEDIA_TYPE, "Vary": "Accept", **found.headers}
        await self.respond(found.status, headers, found.document)

    async def settle_method(self, methods: Sequence[str]) -> bool:
        """Answer OPTIONS, and methods that a resource does not have; tell whether that was it.

        OPTIONS is also a browser's preflight for scripts of other sites.
        """
        allowed = ", ".join(methods)
        if self.method == "OPTIONS":
            await self.respond(HTTPStatus.NO_CONTENT, {"Allow": allowed, **preflight(allowed)})
        elif self.method not in methods:
            status = HTTPStatus.METHOD_NOT_ALLOWED
            detail = f"{self.method[:20]} is not a method of this resource; it has {allowed}"
            found = Problem(status, status.phrase, detail, headers={"Allow": allowed})
            await self.problem(found)
        return self.status != 0


async def until_hang_up(exchange: Exchange, work: Awaitable[None], patience: float) -> None:
    """Do something, but stop it when the client hangs up.

    :param patience: seconds for which it is not looked, since most work is done before
    """
    task = asyncio.current_task()
    watcher: asyncio.Task[None] | None = None
    has_hung_up = False

    def watch() -> None:
        nonlocal watcher
        watcher = asyncio.create_task(exchange.hang_up())
        watcher.add_done_callback(stop)

    def stop(watching: asyncio.Task[None]) -> None:
        nonlocal has_hung_up
        if not watching.cancelled():
            has_hung_up = True
            task.cancel()

    timer = asyncio.get_running_loop().call_later(patience, watch)
    try:
        await work
    except asyncio.CancelledError:
        if not has_hung_up:
            raise
        task.uncancel()
        raise Gone from None
    finally:
        timer.cancel()
        if watcher:
            watcher.remove_done_callback(stop)
            watcher.cancel()
