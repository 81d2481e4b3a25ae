"""What the web process, the zygote and its workers say to each other over Unix sockets.

The sockets are of type SOCK_SEQPACKET: they keep messages apart and never deliver part of one, so a
worker that is killed while it sends leaves no torn message.

To the zygote: WORKER asks for a worker. It answers WORKER with three descriptors (the socket of a
new worker, its process, and what it prints when it dies), or ERROR.

To a worker: one request a message. It answers WHOLE; or HEADER, any number of DATA and END; or, at
any point, ERROR. WHOLE, END and ERROR are its last words on a request, and say whether the worker
takes another one. A socket that closes before means that the worker broke.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from kg.query.errors import QueryError, to_record

WORKER, WHOLE, HEADER, DATA, END, ERROR = b"F", b"W", b"H", b"D", b"E", b"X"
READY, USED_UP = b"1", b"0"
DESCRIPTORS = 3
"""How many come with a worker: its socket, its process, and what it prints when it dies."""

CHUNK_BYTES = 65_536
MESSAGE_BYTES = CHUNK_BYTES + 4096
REQUEST_BYTES = 196_608
"""Longest request: the longest query, and room for the names of many graphs."""


@dataclass(frozen=True)
class Request:
    """One query and how to answer it.

    :param text: the query
    :param format: a name of `kg.query.serialise`
    :param default_graphs: IRIs that replace the query's FROM clauses (SPARQL 1.1 Protocol §2.1.4)
    :param named_graphs: IRIs that replace its FROM NAMED clauses
    :param encoding: a name of `kg.query.compression`, or "" for bytes as they are
    """

    text: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    encoding: str = ""


@dataclass(frozen=True)
class Header:
    """What the bytes of an answer are.

    :param kind: "solutions", "boolean" or "graph"
    :param encoding: the one they are in, or ""
    """

    kind: str
    media_type: str
    encoding: str


def encode_request(request: Request) -> bytes:
    """One line of JSON, then the query as it is (escaping could make it six times as long)."""
    fields = (request.format, request.default_graphs, request.named_graphs, request.encoding)
    return f"{json.dumps(fields, ensure_ascii=False)}\n{request.text}".encode()


def decode_request(message: bytes) -> Request:
    """The request that `encode_request` wrote."""
    fields, _, text = message.partition(b"\n")
    format, default_graphs, named_graphs, encoding = json.loads(fields)
    return Request(text.decode(), format, tuple(default_graphs), tuple(named_graphs), encoding)


@lru_cache(64)  # there are only so many
def encode_header(header: Header) -> bytes:
    """One line of JSON."""
    return json.dumps(asdict(header)).encode() + b"\n"


def decode_header(body: bytes) -> tuple[Header, bytes]:
    """The header at the start of a HEADER or WHOLE message, and the bytes after it."""
    line, _, rest = body.partition(b"\n")
    return _parse_header(line), rest


@lru_cache(64)
def _parse_header(line: bytes) -> Header:
    return Header(**json.loads(line))


def encode_error(error: QueryError) -> bytes:
    """The content of an ERROR message."""
    return json.dumps(to_record(error)).encode()


def content(body: bytes) -> dict[str, Any]:
    """The JSON object in a message."""
    return json.loads(body)
