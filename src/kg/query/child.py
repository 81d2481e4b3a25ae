"""One query in a process of its own, under limits that the kernel enforces.

The zygote forks this process with the store already in memory. Whatever the query does (overflow
the stack, abort the engine, take all memory, try to open a connection) ends here.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import socket
import threading

from pyoxigraph import Store

from kg.query import messages, serialise
from kg.query.dataset import dataset_arguments
from kg.query.errors import QueryError, QueryRefused, QueryTooLarge
from kg.query.limits import QueryLimits
from kg.query.syntax import readable
from kg.query.text import outline

STACK_BYTES = 256 * 2**20
"""The engine parses and evaluates by recursion: 256 MiB hold 9,000 nested groups, 8 MiB hold
fewer than 3,000."""


def run(
    store: Store,
    message: bytes,
    connection: socket.socket,
    diagnostics: int,
    limits: QueryLimits,
    base_bytes: int,
) -> None:
    """Answer one request, then end the process. Never returns.

    :param diagnostics: descriptor that takes what the engine prints when it dies
    :param base_bytes: address space of the process before the query
    """
    status = 1
    try:
        _confine(connection, diagnostics, limits, base_bytes)
        # Results may only be used in the thread that made them, so one thread does everything.
        threading.stack_size(STACK_BYTES)
        worker = threading.Thread(target=_answer, args=(store, message, connection, limits))
        worker.start()
        worker.join()
        status = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(status)


def _confine(
    connection: socket.socket, diagnostics: int, limits: QueryLimits, base_bytes: int
) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # The zygote keeps the time; these two end the process if the zygote is gone.
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    processor = math.ceil(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(diagnostics, 2)
    kept = connection.fileno()
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])

    memory = base_bytes + STACK_BYTES + limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Last: from here on no file and no connection can be opened, by SERVICE or otherwise.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _answer(store: Store, message: bytes, connection: socket.socket, limits: QueryLimits) -> None:
    writer = None
    try:
        request = messages.decode_request(message)
        results = _evaluate(store, request)
        media_type = serialise.media_type_of(results, request.format)
        writer = _AnswerWriter(connection, serialise.kind_of(results), media_type)
        serialise.write(results, request.format, writer)
        writer.finish()
    except BaseException as error:
        if not (writer and writer.deserted):
            _send_error(connection, _typed(error, limits))


def _evaluate(store: Store, request: messages.Request) -> serialise.Results:
    try:
        arguments = dataset_arguments(store, request, outline(request.text))
        return store.query(request.text, **arguments)
    except SyntaxError:
        try:
            store.query(request.text)  # so that the places named are those of the whole query
        except SyntaxError as error:
            raise readable(request.text, str(error)) from None
        raise


def _typed(error: BaseException, limits: QueryLimits) -> QueryError:
    if isinstance(error, QueryError):
        return error
    if isinstance(error, MemoryError):
        return QueryTooLarge(limits.memory_mb)
    return QueryRefused(f"the engine does not answer this query: {error}")


def _send_error(connection: socket.socket, error: QueryError) -> None:
    try:
        connection.send(messages.error_message(error))
    except OSError:
        pass  # nobody is left to be told


class _AnswerWriter:
    """The binary file that a result is written to: it sends what it takes, in large messages.

    The header goes out with the first of them, so an error before that point comes alone.
    """

    def __init__(self, connection: socket.socket, kind: str, media_type: str) -> None:
        self._connection = connection
        self._kind, self._media_type = kind, media_type
        self._buffer = bytearray()
        self._started = False
        self.deserted = False
        """True once the other side has gone."""

    def write(self, data: bytes) -> int:
        self._buffer += data
        while len(self._buffer) >= messages.CHUNK_BYTES:
            self._start(None)
            self._send(messages.DATA + self._buffer[: messages.CHUNK_BYTES])
            del self._buffer[: messages.CHUNK_BYTES]
        return len(data)

    def flush(self) -> None:
        """The engine calls this at its end; `finish` sends the rest."""

    def finish(self) -> None:
        self._start(len(self._buffer))
        if self._buffer:
            self._send(messages.DATA + self._buffer)
        self._send(messages.END)

    def _start(self, length: int | None) -> None:
        if not self._started:
            self._started = True
            self._send(messages.header_message(self._kind, self._media_type, length))

    def _send(self, message: bytes) -> None:
        try:
            self._connection.send(message)
        except OSError:
            self.deserted = True
            raise
