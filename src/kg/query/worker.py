"""A process that answers queries one after the other, under limits that the kernel enforces.

The zygote forks it with the release already in memory. Whatever a query does (overflow the stack,
abort the engine, take all memory, try to open a connection) ends here, and costs this one process.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import threading
from contextlib import suppress
from pathlib import Path
from time import thread_time

from kg.query import messages, serialise
from kg.query.compression import COMPRESSORS, SMALLEST_BYTES, Compressor
from kg.query.dataset import Dataset, dataset_of, graphs_of
from kg.query.errors import QueryError, QueryRefused, QueryTooLarge
from kg.query.groups import flatten
from kg.query.limits import QueryLimits
from kg.query.optionals import rewrite
from kg.query.parsing import PARSED, parse, parsed
from kg.query.places import Spread
from kg.query.repairs import MOST_PARSING_SECONDS
from kg.query.syntax import readable
from kg.store import Stores
from kg.terms import BASE

STACK_BYTES = 256 * 2**20
"""The engine parses and evaluates by recursion: 256 MiB hold 9,000 nested groups, 8 MiB hold
fewer than 3,000."""
_KEPT_SHARE = 4
_OUT_OF_MEMORY_SCORE = b"1000"


def run(
    stores: Stores,
    connection: socket.socket,
    diagnostics: int,
    limits: QueryLimits,
    base_bytes: int,
) -> None:
    """Answer requests until the other side closes, then end the process. Never returns.

    :param diagnostics: descriptor that takes what the engine prints when it dies
    :param base_bytes: address space of the process before any query
    """
    status = 1
    try:
        usage = _confine(connection, diagnostics, limits, base_bytes)
        worker = _Worker(stores, connection, limits, base_bytes, usage)
        # Results may only be used in the thread that made them, so one thread does everything.
        threading.stack_size(STACK_BYTES)
        thread = threading.Thread(target=worker.serve)
        thread.start()
        thread.join()
        status = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(status)


def _confine(
    connection: socket.socket, diagnostics: int, limits: QueryLimits, base_bytes: int
) -> int:
    """Take away all that a query does not need; gives a descriptor that tells memory use."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Where memory is short, the kernel is to end this process and none of the others.
    with suppress(OSError):  # not every container lets it be said
        Path("/proc/self/oom_score_adj").write_bytes(_OUT_OF_MEMORY_SCORE)

    nothing = os.open(os.devnull, os.O_RDWR)
    usage = os.open("/proc/self/statm", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(diagnostics, 2)
    kept = sorted((connection.fileno(), usage))
    last = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    for below, above in zip([2, *kept], [*kept, last], strict=True):
        os.closerange(below + 1, above)

    memory = base_bytes + STACK_BYTES + limits.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Last: from here on no file and no connection can be opened, by SERVICE or otherwise.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return usage


class _Worker:
    """Answers requests until it is told to stop or is used up."""

    def __init__(
        self,
        stores: Stores,
        connection: socket.socket,
        limits: QueryLimits,
        base_bytes: int,
        usage: int,
    ) -> None:
        self._stores, self._connection, self._limits = stores, connection, limits
        self._usage = usage
        self._most_bytes = base_bytes + STACK_BYTES + limits.memory_mb * 2**20 // _KEPT_SHARE
        self._page_bytes = os.sysconf("SC_PAGE_SIZE")

    def serve(self) -> None:
        """Answer one request after the other. The web process keeps the time; the alarm ends this
        process where that one is gone."""
        ready = True
        while ready and (message := self._connection.recv(messages.REQUEST_BYTES)):
            longest = self._limits.seconds + self._limits.reader_seconds + 1
            signal.setitimer(signal.ITIMER_REAL, longest)
            try:
                ready = self._answer(messages.decode_request(message))
            except OSError:
                return  # nobody is left to be told
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _answer(self, request: messages.Request) -> bool:
        """Answer one request; tell whether this process can take another.

        :raises OSError: if the other side has gone
        """
        ready = True
        writer = _AnswerWriter(self._connection, request.encoding)
        try:
            if request.format == PARSED:
                graphs_of(self._stores, request)
                writer.header = messages.Header(PARSED, "application/json", "")
                writer.write(parsed(request.text))
            else:
                dataset = dataset_of(self._stores, request)
                ready = not dataset.is_changed
                results = _evaluate(request.text, dataset)
                writer.header = messages.Header(
                    serialise.kind_of(results), serialise.media_type_of(results, request.format), ""
                )
                serialise.write(results, request.format, writer)
                del results
        except BaseException as error:
            if writer.deserted:
                raise OSError("the other side has gone") from None
            failure = self._typed(error, request)
            del error  # and with it what its traceback holds
            self._finish(messages.ERROR, messages.encode_error(failure), ready)
            return ready and self._is_slim()
        ready = ready and self._is_slim()
        self._finish(*writer.last_message(), ready)
        return ready

    def _finish(self, type_: bytes, body: bytes, ready: bool) -> None:
        flag = messages.READY if ready else messages.USED_UP
        self._connection.send(type_ + flag + body)

    def _is_slim(self) -> bool:
        """Whether the process has given back most of what queries took."""
        pages = int(os.pread(self._usage, 64, 0).split()[0])
        return pages * self._page_bytes <= self._most_bytes

    def _typed(self, error: BaseException, request: messages.Request) -> QueryError:
        if isinstance(error, QueryError):
            return error
        if isinstance(error, MemoryError):
            return QueryTooLarge(self._limits.memory_mb)
        if isinstance(error, SyntaxError):
            return self._located(request.text, error)
        return QueryRefused(f"the engine does not answer this query: {error}")

    def _located(self, text: str, error: SyntaxError) -> QueryError:
        began = thread_time()
        try:
            # So that the places named are those of the whole query.
            parse(Spread(text).text)
        except SyntaxError as found:
            error = found
        is_quick = thread_time() - began < MOST_PARSING_SECONDS
        return readable(text, str(error), is_quick=is_quick)


def _evaluate(text: str, dataset: Dataset) -> serialise.Results:
    rewritten = rewrite(flatten(text))
    if rewritten != text:
        with suppress(SyntaxError):  # which is to be told of the text as it was sent
            return dataset.store.query(rewritten, base_iri=BASE, **dataset.arguments)
    return dataset.store.query(text, base_iri=BASE, **dataset.arguments)


class _AnswerWriter:
    """The binary file that a result is written to: it sends what it takes, in large messages.

    The header goes out with the first of them, so an error before that point comes alone.
    """

    header: messages.Header

    def __init__(self, connection: socket.socket, encoding: str) -> None:
        self._connection, self._encoding = connection, encoding
        self._compressor: Compressor | None = None
        self._buffer = bytearray()
        self._started = False
        self.deserted = False
        """True once the other side has gone."""

    def write(self, data: bytes) -> int:
        self._buffer += self._compressor.compress(data) if self._compressor else data
        if self._encoding and not self._compressor and len(self._buffer) >= SMALLEST_BYTES:
            self._compressor = COMPRESSORS[self._encoding]()
            self._buffer = bytearray(self._compressor.compress(bytes(self._buffer)))
        while len(self._buffer) >= messages.CHUNK_BYTES:
            self._send_chunk()
        return len(data)

    def flush(self) -> None:
        """The engine calls this at its end; `last_message` takes the rest."""

    def last_message(self) -> tuple[bytes, bytes]:
        """The type of the last message, and what it carries.

        :raises OSError: if the other side has gone
        """
        if self._compressor:
            self._buffer += self._compressor.flush()
        while len(self._buffer) > messages.CHUNK_BYTES:
            self._send_chunk()
        if self._started:
            return messages.END, bytes(self._buffer)
        return messages.WHOLE, self._head() + self._buffer

    def _head(self) -> bytes:
        header = self.header
        coding = self._encoding if self._compressor else ""
        return messages.encode_header(messages.Header(header.kind, header.media_type, coding))

    def _send_chunk(self) -> None:
        chunk = self._buffer[: messages.CHUNK_BYTES]
        message = messages.DATA + chunk
        if not self._started:
            self._started = True
            message = messages.HEADER + self._head() + chunk
        try:
            self._connection.send(message)
        except OSError:
            self.deserted = True
            raise
        del self._buffer[: messages.CHUNK_BYTES]
