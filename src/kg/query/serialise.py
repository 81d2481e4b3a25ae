"""The result formats of the engine, by short name, and how a result is written in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

import pyoxigraph
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from kg.query.errors import QueryRefused
from kg.terms import VOCABULARIES

SOLUTIONS, BOOLEAN, GRAPH = "solutions", "boolean", "graph"

SOLUTION_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

_NAME_CHARACTERS = re.compile(r"[\w.\-]*+")
_NAME_START = re.compile(r"[^\W\d]")

Results = QuerySolutions | QueryBoolean | QueryTriples


def kind_of(results: Results) -> str:
    """SOLUTIONS for SELECT, BOOLEAN for ASK, GRAPH for CONSTRUCT and DESCRIBE."""
    if isinstance(results, QueryTriples):
        return GRAPH
    return BOOLEAN if isinstance(results, QueryBoolean) else SOLUTIONS


def media_type_of(results: Results, format: str) -> str:
    """The media type of a result in a format.

    :raises QueryRefused: if the format cannot hold this kind of result
    """
    formats = GRAPH_FORMATS if kind_of(results) == GRAPH else SOLUTION_FORMATS
    if format not in formats:
        raise QueryRefused(
            f"{format} cannot hold the result of this query; ask for {', '.join(formats)}"
        )
    return formats[format].media_type


def write(results: Results, format: str, output: IO[bytes]) -> None:
    """Write a result to a binary file, as it is computed.

    :raises OSError: if the file cannot be written, or evaluation fails
    """
    if kind_of(results) == GRAPH:
        triples = _writable_as_xml(results) if format == "rdfxml" else results
        pyoxigraph.serialize(triples, output, GRAPH_FORMATS[format], prefixes=VOCABULARIES)
    else:
        results.serialize(output, SOLUTION_FORMATS[format])


def _writable_as_xml(triples: QueryTriples) -> Iterator[Triple]:
    """The triples, as long as RDF/XML can hold them: a predicate must end in an XML name
    (RDF 1.1 XML Syntax §5.1.4). The engine would write an element without a name.

    :raises QueryRefused: at the first predicate that does not
    """
    checked = set()
    for triple in triples:
        if triple.predicate not in checked:
            if not _ends_in_xml_name(triple.predicate.value):
                raise QueryRefused(
                    f"RDF/XML cannot hold the predicate {triple.predicate}; ask for another format"
                )
            checked.add(triple.predicate)
        yield triple


def _ends_in_xml_name(iri: str) -> bool:
    """
    >>> _ends_in_xml_name("http://a/1b2"), _ends_in_xml_name("http://a/12"), _ends_in_xml_name("a/")
    (True, False, False)
    """
    # From behind, since a search for an end from the front looks at most characters many times.
    return bool(_NAME_START.search(_NAME_CHARACTERS.match(iri[::-1]).group()))
