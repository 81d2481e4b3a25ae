"""Connections that cost their clients more than us: the HTTP/1.1 protocol of uvicorn, with limits.

A request must arrive whole within a time, its line and its fields within a size, and its response
must be taken without long stops; who has no request under way is let go when room is short. What
is refused here, before there is a request, is answered with a problem document, too.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

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
MOST_PIPELINED = 128
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
        held, self._held, self._held_bytes = self._held, [], 0
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class GuardedProtocol(HttpToolsProtocol):
    """One connection.

    `cycle` is the request that was parsed last, `_answered` the one that is being answered; with
    pipelining they differ, and those between them wait in `pipeline`.
    """

    _arrival: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None
    _refusal: Problem | None = None
    _answered: RequestResponseCycle | None = None
    _is_in_head = _is_in_body = False
    _header_bytes = 0
    # Bytes of the request that the parser still keeps to itself.
    _unread_bytes = 0

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered."""
        return self._answered is None or self._answered.response_complete

    @property
    def peer(self) -> str:
        """The address at the other end."""
        return self.client[0] if self.client else ""

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
        self._let_go()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refusal:
            return  # the rest of what was refused
        if not self._arrival:
            self._await_request()
        self._unread_bytes += len(data)
        super().data_received(data)
        if self._refusal:
            return
        if self._unread_bytes > LARGEST_HEADERS + LONGEST_REQUEST_LINE:
            self._refuse(_headers_too_large())
        elif not (self._is_in_head or self._is_in_body or self.is_idle):
            self._end_arrival()  # there were only line ends behind a request

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        _cancel(self._stall)
        super().resume_writing()

    # What the parser finds

    def on_message_begin(self) -> None:
        self._is_in_head = True
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
        if len(self.pipeline) >= MOST_PIPELINED:
            self._stop(
                problem("bad-request", f"more than {MOST_PIPELINED} requests are sent ahead")
            )
        self._is_in_head, self._is_in_body = False, True
        self._unread_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._unread_bytes = max(0, self._unread_bytes - len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._is_in_body = False
        self._unread_bytes = 0
        self._end_arrival()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """uvicorn calls this where its parser or one of the methods above fails."""
        self._refuse(self._refusal or problem("bad-request", "this is not HTTP as in RFC 9112"))

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    # What is done about it

    def _await_request(self) -> None:
        self._arrival = self.loop.call_later(REQUEST_SECONDS, self._give_up)

    def _end_arrival(self) -> None:
        _cancel(self._arrival)
        self._arrival = None

    def _give_up(self) -> None:
        is_own_body = self._is_in_body and self.cycle is self._answered
        if not self.is_idle and not is_own_body:
            self._await_request()  # another one is being answered, which this must not harm
        elif self._is_in_head or self._is_in_body:
            detail = f"it must be whole within {REQUEST_SECONDS:g} seconds"
            self._refuse(problem("request-timeout", detail))
        else:
            self.transport.close()

    def _make_room(self) -> bool:
        """Let go of a connection that is idle, or else of one of the peer that has most of them,
        if it has more than this one's; tell whether there was one."""
        others = [
            other
            for other in self.connections
            if other is not self and not other.transport.is_closing()
        ]
        counts = Counter(other.peer for other in others)
        greediest = max(counts, key=counts.__getitem__, default="")
        for other in others:
            if other.is_idle:
                other.transport.abort()
                return True
        if counts[greediest] > counts[self.peer] + 1:
            next(other for other in others if other.peer == greediest).transport.abort()
            return True
        return False

    def _stop(self, found: Problem) -> None:
        """Refuse from within the parser, which then ends with an error."""
        self._refusal = found
        raise _Refused

    def _refuse(self, found: Problem) -> None:
        self._refusal = found
        self._end_arrival()
        self.app.count_refusal(found)
        if not self.is_idle and self._answered.response_started:
            self.transport.abort()  # an answer is under way, which this must not be part of
            return
        self._let_go()
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

    def _let_go(self) -> None:
        """Tell who answers that nobody is there, and forget who waits."""
        if not self.is_idle:
            self._answered.disconnected = True
            self._answered.message_event.set()
        self.pipeline.clear()


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
