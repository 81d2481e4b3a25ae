"""What a web thread, the zygote and its children say to each other over one Unix socket.

The socket is of type SOCK_SEQPACKET: it keeps messages apart and never delivers part of one, so a
child that is killed while it sends leaves no torn message, and the zygote can still say why.

A request is one message. An answer is HEADER, any number of DATA, then END; or, at any point,
ERROR. A connection that closes before END or ERROR means that the engine itself broke.
"""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass
from typing import Any

from kg.query.errors import QueryError, to_record

HEADER, DATA, END, ERROR = b"H", b"D", b"E", b"X"

CHUNK_BYTES = 65_536
REQUEST_BYTES = 196_608
"""Longest request: the longest query, and room for the names of many graphs."""

PUBLIC, SITE = "public", "site"


@dataclass(frozen=True)
class Request:
    """One query and how to answer it.

    :param text: the query
    :param format: a name of `kg.query.serialise`
    :param default_graphs: IRIs that replace the query's FROM clauses (SPARQL 1.1 Protocol §2.1.4)
    :param named_graphs: IRIs that replace its FROM NAMED clauses
    :param lane: PUBLIC for the queries of strangers, SITE for those of our own pages; each lane
        has its own line, so strangers do not hold up the pages
    """

    text: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    lane: str = PUBLIC


def encode_request(request: Request) -> bytes:
    """One line of JSON, then the query as it is (escaping could make it six times as long)."""
    fields = asdict(request)
    text = fields.pop("text")
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n" + text.encode()


def decode_request(message: bytes) -> Request:
    """The request that `encode_request` wrote."""
    fields, _, text = message.partition(b"\n")
    record = json.loads(fields)
    for name in ("default_graphs", "named_graphs"):
        record[name] = tuple(record[name])
    return Request(text=text.decode(), **record)


def error_message(error: QueryError) -> bytes:
    """The ERROR message for an error."""
    return ERROR + json.dumps(to_record(error)).encode()


def header_message(kind: str, media_type: str, length: int | None) -> bytes:
    """The HEADER message; `length` is the number of bytes that follow, where it is known."""
    return HEADER + json.dumps({"kind": kind, "media_type": media_type, "length": length}).encode()


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """The next message's type and content; (b"", b"") where the other side has gone."""
    message = connection.recv(CHUNK_BYTES + 1)
    return message[:1], message[1:]


def content(body: bytes) -> dict[str, Any]:
    """The JSON object in a HEADER or ERROR message."""
    return json.loads(body)
