"""A worker as the web process holds it: its socket, its process, and its last words."""

from __future__ import annotations

import asyncio
import os
import signal
import socket

from kg.query import messages
from kg.query.errors import QueryCrashed, QueryError, QueryRefused, QueryTooLarge, from_record

_LAST_WORDS_BYTES = 65_536


class Lease:
    """One worker. It answers one request at a time."""

    def __init__(self, descriptors: list[int], memory_mb: int) -> None:
        """
        :param descriptors: its socket, its process and its diagnostics
        :param memory_mb: limit of a query's memory, for messages
        """
        connection, self._process, self._diagnostics = descriptors
        self._socket = socket.socket(fileno=connection)
        self._socket.setblocking(False)
        self._memory_mb = memory_mb
        self._reason: QueryError | None = None
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[bytes] | None = None
        self._is_heard = False
        self._is_closed = False
        self.is_ready = True
        """Whether it can take a request."""

    def send(self, message: bytes) -> None:
        """Send a request.

        :raises OSError: if the worker has gone
        """
        self.is_ready = False
        self._socket.send(message)

    async def receive(self) -> tuple[bytes, bytes]:
        """The type and the content of the next message.

        :raises QueryError: that the worker sent, or that says why it has gone
        """
        message = await self._next_message()
        type_ = message[:1]
        if type_ in (messages.HEADER, messages.DATA):
            return type_, message[1:]
        self.is_ready = message[1:2] == messages.READY
        if type_ == messages.ERROR:
            raise from_record(messages.content(message[2:]))
        if not message:
            raise self._verdict()
        return type_, message[2:]

    def kill(self, reason: QueryError) -> None:
        """End the process; who waits for its answer is told the reason."""
        if not self._reason:
            self._reason = reason
            self._signal(signal.SIGKILL)

    def pause(self) -> None:
        """Stop the process for a while."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """End the process, and let go of its descriptors. A second time does nothing."""
        if self._is_closed:
            return
        self._signal(signal.SIGKILL)
        self._is_closed = True
        if self._is_heard:
            self._loop.remove_reader(self._socket.fileno())
        self._socket.close()
        os.close(self._process)
        os.close(self._diagnostics)

    def _signal(self, number: signal.Signals) -> None:
        if self._is_closed:
            return
        try:
            # By descriptor, since another process may have got the number by now.
            signal.pidfd_send_signal(self._process, number)
        except ProcessLookupError:
            pass

    async def _next_message(self) -> bytes:
        """The next message, or b"" if the worker has gone."""
        self._waiter = self._loop.create_future()
        if not self._is_heard:
            try:
                return self._socket.recv(messages.MESSAGE_BYTES)
            except BlockingIOError:
                self._loop.add_reader(self._socket.fileno(), self._hear)
                self._is_heard = True
            except OSError:
                return b""
        return await self._waiter

    def _hear(self) -> None:
        """Something has come. It is taken only if somebody waits for it; who does not keeps the
        worker waiting, which is as much as is ever buffered."""
        if not self._waiter or self._waiter.done():
            self._loop.remove_reader(self._socket.fileno())
            self._is_heard = False
            return
        try:
            self._waiter.set_result(self._socket.recv(messages.MESSAGE_BYTES))
        except BlockingIOError:
            pass
        except OSError:
            self._waiter.set_result(b"")

    def _verdict(self) -> QueryError:
        """Why the worker has gone."""
        if self._reason:
            return self._reason
        try:
            last_words = os.read(self._diagnostics, _LAST_WORDS_BYTES).decode(errors="replace")
        except BlockingIOError:
            last_words = ""
        if "memory allocation" in last_words or "MemoryError" in last_words:
            return QueryTooLarge(self._memory_mb)
        if "total order" in last_words:
            return QueryRefused(
                "the engine cannot order these values together; ORDER BY values of one datatype, "
                "or their STR()"
            )
        return QueryCrashed("the engine broke on this query")
