"""The beginning of a result, for a page: rows of cells, or the text of a graph."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat

from kg.query import Answer
from kg.terms import BASE, VOCABULARIES

MOST_ROWS = 1_000
MOST_LINES = 2_000
MOST_BYTES = 4_000_000
MOST_CELL_CHARACTERS = 1_000
_PLAIN_DATATYPES = (
    VOCABULARIES["xsd"] + "string",
    VOCABULARIES["rdf"] + "langString",
)


@dataclass(frozen=True)
class Cell:
    """One term as it is shown.

    :param kind: "iri", "literal", "blank", "triple" or "unbound"
    :param link: path on this site for an IRI of ours, otherwise ""
    :param note: the whole IRI, or the datatype of a literal
    """

    kind: str
    text: str = ""
    language: str = ""
    link: str = ""
    note: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """The first rows of a result. `is_whole` is false if there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_whole: bool


@dataclass(frozen=True)
class GraphPreview:
    """The first lines of a graph in Turtle. `is_whole` is false if there are more."""

    text: str
    is_whole: bool


class _Exhausted(Exception):
    """More bytes have come than a page is made from."""


def preview(answer: Answer) -> Table | GraphPreview | bool:
    """The beginning of an answer in the formats json or turtle; the boolean of an ASK.

    :raises QueryError: if the query fails underway
    """
    if answer.kind == "graph":
        return _graph_preview(answer)
    reader = _Reader(answer)
    results = pyoxigraph.parse_query_results(io.BufferedReader(reader), QueryResultsFormat.JSON)
    if answer.kind == "boolean":
        return bool(results)
    columns = tuple(variable.value for variable in results.variables)
    rows: list[tuple[Cell, ...]] = []
    try:
        for solution in islice(results, MOST_ROWS + 1):
            rows.append(tuple(map(cell, solution)))
    except _Exhausted:
        return Table(columns, tuple(rows[:MOST_ROWS]), is_whole=False)
    return Table(columns, tuple(rows[:MOST_ROWS]), is_whole=len(rows) <= MOST_ROWS)


def cell(term: object) -> Cell:
    """A term (or None, where a variable is unbound) as it is shown in a table."""
    if term is None:
        return Cell("unbound")
    if isinstance(term, NamedNode):
        link = "/" + term.value.removeprefix(BASE) if term.value.startswith(BASE) else ""
        return Cell("iri", compact(term.value), link=link, note=term.value)
    if isinstance(term, BlankNode):
        return Cell("blank", str(term))
    if isinstance(term, Literal):
        datatype = term.datatype.value
        return Cell(
            "literal",
            _shortened(term.value),
            language=term.language or "",
            note="" if datatype in _PLAIN_DATATYPES else compact(datatype),
            is_number=datatype in _NUMBERS,
        )
    return Cell("triple", _shortened(str(term)))


_NUMBERS = frozenset(
    VOCABULARIES["xsd"] + name
    for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger")
)


def compact(iri: str) -> str:
    """An IRI with the prefix of its vocabulary, where it has a known one.

    >>> compact("http://www.w3.org/2001/XMLSchema#date")
    'xsd:date'
    """
    for prefix, namespace in VOCABULARIES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CELL_CHARACTERS else text[:MOST_CELL_CHARACTERS] + " …"


def _graph_preview(answer: Answer) -> GraphPreview:
    data, is_whole = bytearray(), True
    for piece in answer:
        data += piece
        if data.count(b"\n") > MOST_LINES or len(data) > MOST_BYTES:
            is_whole = False
            break
    lines = data.decode(errors="ignore").splitlines(keepends=True)
    return GraphPreview("".join(lines[:MOST_LINES]), is_whole and len(lines) <= MOST_LINES)


class _Reader(io.RawIOBase):
    """The answer as a file that ends with an error after `MOST_BYTES`."""

    def __init__(self, answer: Answer) -> None:
        self._pieces: Iterator[bytes] = iter(answer)
        self._rest = memoryview(b"")
        self._taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
            self._taken += len(self._rest)
            if self._taken > MOST_BYTES:
                raise _Exhausted
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
