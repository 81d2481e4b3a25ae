"""The web side of the engine: send a query, receive its answer piece by piece.

Any number of threads may share one `Engine`; each query has its own connection.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple

from kg.query import messages
from kg.query.errors import EngineDown, QueryRefused, from_record
from kg.query.limits import QueryLimits
from kg.query.text import check

GRACE_SECONDS = 5.0
"""How much longer than the engine's own limits the web side waits before it calls it down."""

Term = NamedNode | BlankNode | Literal | Triple


class Answer:
    """A result as it arrives: iterate over it once for its bytes, then close it.

    :ivar kind: "solutions", "boolean" or "graph"
    :ivar media_type: of the bytes
    :ivar length: number of bytes, or None where the result is still being computed
    """

    def __init__(self, connection: socket.socket) -> None:
        """Wait for the first bytes.

        :raises QueryError: if the query fails before there are any
        """
        self._connection = connection
        _, header = self._next(messages.HEADER)
        record = messages.content(header)
        self.kind: str = record["kind"]
        self.media_type: str = record["media_type"]
        self.length: int | None = record["length"]
        self._first = self._next(messages.DATA, messages.END)

    def __iter__(self) -> Iterator[bytes]:
        """The bytes of the result.

        :raises QueryError: if the query fails underway; what came before is then not the result
        """
        type_, body = self._first
        while type_ == messages.DATA:
            yield body
            type_, body = self._next(messages.DATA, messages.END)
        self.close()

    def read(self) -> bytes:
        """The whole result."""
        return b"".join(self)

    def close(self) -> None:
        """Stop: the engine ends the query if it still runs."""
        self._connection.close()

    def __enter__(self) -> Answer:
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _next(self, *expected: bytes) -> tuple[bytes, bytes]:
        try:
            type_, body = messages.receive(self._connection)
        except OSError as error:
            raise EngineDown(f"the query engine stopped answering: {error}") from None
        if type_ == messages.ERROR:
            raise from_record(messages.content(body))
        if type_ not in expected:
            raise EngineDown("the query engine broke off before the end of the result")
        return type_, body


@dataclass(frozen=True)
class Engine:
    """The address of a running engine, and the limits that it was started with."""

    address: Path
    limits: QueryLimits

    def query(
        self,
        text: str,
        format: str = "json",
        *,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        lane: str = messages.PUBLIC,
    ) -> Answer:
        """Run a SPARQL 1.1 query; return once the first bytes of its result are there.

        :param format: json, xml, csv or tsv for SELECT and ASK; turtle, ntriples, jsonld or
            rdfxml for CONSTRUCT and DESCRIBE
        :param default_graphs: IRIs of graphs that replace the query's FROM clauses
        :param named_graphs: IRIs of graphs that replace its FROM NAMED clauses
        :param lane: `messages.SITE` for the queries of our own pages
        :raises QueryError: of the type that says why there is no result
        """
        check(text, self.limits)
        request = messages.Request(
            text, format, _graphs(default_graphs), _graphs(named_graphs), lane
        )
        message = messages.encode_request(request)
        if len(message) > messages.REQUEST_BYTES:
            raise QueryRefused("the query names too many graphs")
        connection = self._connect()
        try:
            connection.send(message)
            return Answer(connection)
        except OSError as error:
            connection.close()
            raise EngineDown(f"the query engine does not listen: {error}") from None
        except BaseException:
            connection.close()
            raise

    def select(self, text: str) -> list[dict[str, Term]]:
        """The solutions of one of our own SELECT queries, each from variable name to term.

        :raises QueryError: if there is no complete result
        """
        with self.query(text, "json", lane=messages.SITE) as answer:
            data = answer.read()
        solutions = pyoxigraph.parse_query_results(io.BytesIO(data), QueryResultsFormat.JSON)
        names = [variable.value for variable in solutions.variables]
        return [
            {name: term for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in solutions
        ]

    def ask(self, text: str) -> bool:
        """The result of one of our own ASK queries.

        :raises QueryError: if there is none
        """
        with self.query(text, "json", lane=messages.SITE) as answer:
            data = answer.read()
        return bool(pyoxigraph.parse_query_results(io.BytesIO(data), QueryResultsFormat.JSON))

    def _connect(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A query may wait as long as one may run, and then run.
        connection.settimeout(2 * self.limits.seconds + GRACE_SECONDS)
        try:
            connection.connect(str(self.address))
        except OSError as error:
            connection.close()
            raise EngineDown(f"the query engine does not listen: {error.strerror}") from None
        return connection


def _graphs(iris: Iterable[str]) -> tuple[str, ...]:
    found = tuple(iris)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError:
            raise QueryRefused(f"{iri!r} is not the absolute IRI of a graph") from None
    return found
