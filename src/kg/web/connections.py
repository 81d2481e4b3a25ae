"""Connections that cost their clients more than us: the HTTP/1.1 protocol of uvicorn, with limits.

A request must arrive whole within a time, its line and its fields within a size, and its response
must be taken without long stops; who has no request under way is let go when room is short. What
is refused here, before there is a request, is answered with a problem document, too.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from kg.web.exchange import COMMON_HEADERS
from kg.web.problems import PROBLEM_MEDIA_TYPE, Problem, problem

REQUEST_SECONDS = 15.0
STALL_SECONDS = 30.0
KEEP_ALIVE_SECONDS = 30
LONGEST_REQUEST_LINE = 65_536
LARGEST_HEADERS = 16_384
LONGEST_HEADER = 4_096
MOST_HEADERS = 100
MOST_CONNECTIONS = 1000
MOST_HELD_BYTES = 16_384
BUSY_RETRY_SECONDS = "3"


class _Refused(Exception):
    """A request that is not read to its end."""


class _JoinedWrites:
    """A transport that sends together what is written within one turn of the event loop: most
    responses have two parts, and to send each apart takes twice the time of the kernel."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: list[bytes] = []
        self._held_bytes = 0

    def write(self, data: bytes) -> None:
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(data)
        self._held_bytes += len(data)
        if self._held_bytes > MOST_HELD_BYTES:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            data = b"".join(self._held)
            self._held, self._held_bytes = [], 0
            self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class GuardedProtocol(HttpToolsProtocol):
    """One connection."""

    _arrival: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None
    _refusal: Problem | None = None
    _header_bytes = 0
    # Bytes of the request that the parser still keeps to itself.
    _unread_bytes = 0

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    # What happens to the connection

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(_JoinedWrites(transport, self.loop))
        if len(self.connections) > MOST_CONNECTIONS and not self._make_room():
            detail = f"more than {MOST_CONNECTIONS} connections are open"
            headers = {"Retry-After": BUSY_RETRY_SECONDS}
            self._refuse(problem("server-busy", detail, headers=headers))
        else:
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        _cancel(self._arrival, self._stall, self.timeout_keep_alive_task)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refusal:
            return  # the rest of what was refused
        if not self._arrival:
            self._await_request()
        self._unread_bytes += len(data)
        super().data_received(data)
        if self._unread_bytes > LARGEST_HEADERS + LONGEST_REQUEST_LINE and not self._refusal:
            self._refuse(_headers_too_large())

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        _cancel(self._stall)
        super().resume_writing()

    # What the parser finds

    def on_message_begin(self) -> None:
        self._header_bytes = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > LONGEST_REQUEST_LINE:
            detail = f"it has more than {LONGEST_REQUEST_LINE:,} bytes"
            self._stop(problem("request-line-too-long", detail, {"limit": LONGEST_REQUEST_LINE}))

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_bytes += len(name) + len(value)
        if (
            self._header_bytes > LARGEST_HEADERS
            or len(value) > LONGEST_HEADER
            or len(self.headers) >= MOST_HEADERS
        ):
            self._stop(_headers_too_large())
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            # RFC 9112 §3.2
            self._stop(problem("bad-request", f"a request has one Host field; it has {hosts}"))
        self._unread_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._unread_bytes -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        _cancel(self._arrival)
        self._arrival = None
        self._unread_bytes = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """uvicorn calls this where its parser or one of the methods above fails."""
        self._refuse(self._refusal or problem("bad-request", "this is not HTTP as in RFC 9112"))

    # What is done about it

    def _await_request(self) -> None:
        self._arrival = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.scope is None or (self.cycle is not None and self.cycle.response_complete):
            self.transport.close()  # nothing has begun that could be answered
        else:
            detail = f"it must be whole within {REQUEST_SECONDS:g} seconds"
            self._refuse(problem("request-timeout", detail))

    def _make_room(self) -> bool:
        """Let go of a connection that is idle; tell whether there was one."""
        for other in self.connections:
            if other is not self and other.is_idle and not other.transport.is_closing():
                other.transport.abort()
                return True
        return False

    def _stop(self, found: Problem) -> None:
        """Refuse from within the parser, which then ends with an error."""
        self._refusal = found
        raise _Refused

    def _refuse(self, found: Problem) -> None:
        self._refusal = found
        _cancel(self._arrival)
        if not self.is_idle and self.cycle.response_started:
            self.transport.abort()  # an answer is under way, which this must not be part of
            return
        for cycle in (self.cycle, *(waiting for waiting, _ in self.pipeline)):
            if cycle:
                cycle.disconnected = True
                cycle.message_event.set()
        self.pipeline.clear()
        body = found.document
        headers = {
            **COMMON_HEADERS,
            **found.headers,
            "Content-Type": PROBLEM_MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = [f"{name.lower()}: {value}\r\n".encode() for name, value in headers.items()]
        self.transport.write(b"".join([STATUS_LINE[found.status], *lines, b"\r\n", body]))
        self.transport.close()


def _headers_too_large() -> Problem:
    detail = (
        f"at most {LARGEST_HEADERS:,} bytes in {MOST_HEADERS} fields are accepted, and "
        f"{LONGEST_HEADER:,} in one"
    )
    return problem("headers-too-large", detail, {"limit": LARGEST_HEADERS})


def _cancel(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer:
            timer.cancel()
