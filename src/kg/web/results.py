"""The beginning of a result, for a page: rows of cells, or the text of a graph."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat

from kg.terms import BASE, VOCABULARIES

MOST_ROWS = 1_000
MOST_LINES = 2_000
PAGE_BYTES = 4_000_000
"""Bytes of a result that a page is made from."""
MOST_CARRIED_BYTES = 200_000
"""Bytes of a result that a page carries for its scripts beside the table that it shows."""
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


def preview(kind: str, data: bytes, is_whole: bool) -> Table | GraphPreview | bool:
    """The beginning of a result in the formats json or turtle; the boolean of an ASK.

    :param kind: "solutions", "boolean" or "graph"
    :param data: the first bytes of the result
    :param is_whole: whether they are all there are
    """
    if kind == "graph":
        lines = data.decode(errors="ignore").splitlines(keepends=True)
        return GraphPreview("".join(lines[:MOST_LINES]), is_whole and len(lines) <= MOST_LINES)
    results = pyoxigraph.parse_query_results(io.BytesIO(data), QueryResultsFormat.JSON)
    if kind == "boolean":
        return bool(results)
    columns = tuple(variable.value for variable in results.variables)
    rows: list[tuple[Cell, ...]] = []
    try:
        for solution in islice(results, MOST_ROWS + 1):
            rows.append(tuple(map(cell, solution)))
    except (SyntaxError, OSError):
        if is_whole:
            raise
    return Table(columns, tuple(rows[:MOST_ROWS]), is_whole and len(rows) <= MOST_ROWS)


def carried(kind: str, data: bytes, is_whole: bool) -> dict[str, str] | None:
    """A whole result as scripts read it, so that they need not ask for it again; None if it is too
    long for that.

    :param kind: "solutions", "boolean" or "graph"
    :param data: in the formats json or turtle
    """
    if not is_whole or len(data) > MOST_CARRIED_BYTES:
        return None
    if kind != "graph":
        return {"mediaType": "application/sparql-results+json", "text": data.decode()}
    triples = pyoxigraph.parse(data, format=RdfFormat.TURTLE)
    text = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES).decode()
    return {"mediaType": "application/n-triples", "text": text}


def cell(term: object) -> Cell:
    """A term (or None, where a variable is unbound) as it is shown in a table."""
    if term is None:
        return Cell("unbound")
    if isinstance(term, NamedNode):
        iri = _shortened(term.value)
        # Not "//": that would lead to another host.
        link = "/" + iri.removeprefix(BASE).lstrip("/") if iri.startswith(BASE) else ""
        return Cell("iri", compact(iri), link=link, note=iri)
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
