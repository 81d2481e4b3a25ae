"""Results of queries, read from every format that the suites and the endpoint use.

The readers of solutions are written for these tests rather than taken from the engine, so that the
engine is not asked whether it is right; Turtle and RDF/XML are read by it. Its terms are used,
because they keep the lexical form of each literal.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SR = "{http://www.w3.org/2005/sparql-results#}"
ITS_DIR = "{http://www.w3.org/2005/11/its}dir"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[tuple[str, Term], ...]


@dataclass(frozen=True)
class Result:
    """The result of a query: a boolean, or rows (solutions; the triples of a graph).

    :param variables: of a SELECT query
    :param rows: of (variable, term), sorted by variable
    :param is_ordered: whether the order of the rows is part of the result
    :param is_graph: whether each row is a triple
    """

    boolean: bool | None = None
    variables: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    is_ordered: bool = False
    is_graph: bool = False


def _row(values: Iterable[tuple[str, Term]]) -> Row:
    return tuple(sorted(values, key=lambda value: value[0]))


def _literal(
    text: str, datatype: str | None, language: str | None, direction: str | None
) -> Literal:
    if direction:
        return Literal(text, language=language, direction=BaseDirection(direction))
    if language:
        return Literal(text, language=language)
    return Literal(text, datatype=NamedNode(datatype) if datatype else None)


def read_json(data: bytes) -> Result:
    """Query Results JSON Format, with the triple terms and directions of SPARQL 1.2."""
    document = json.loads(data)
    if "boolean" in document:
        return Result(document["boolean"])
    rows = [
        _row((name, _json_term(value)) for name, value in binding.items())
        for binding in document["results"]["bindings"]
    ]
    return Result(None, frozenset(document["head"]["vars"]), tuple(rows))


def _json_term(term: dict) -> Term:
    value = term["value"]
    if term["type"] == "uri":
        return NamedNode(value)
    if term["type"] == "bnode":
        return BlankNode(value)
    if term["type"] == "triple":
        return Triple(*(_json_term(value[part]) for part in ("subject", "predicate", "object")))
    return _literal(value, term.get("datatype"), term.get("xml:lang"), term.get("its:dir"))


def read_xml(data: bytes) -> Result:
    """Query Results XML Format, with the triple terms and directions of SPARQL 1.2."""
    document = ElementTree.fromstring(data)
    boolean = document.find(f"{SR}boolean")
    if boolean is not None:
        return Result(boolean.text.strip() == "true")
    names = [variable.get("name") for variable in document.iterfind(f"{SR}head/{SR}variable")]
    rows = [
        _row((binding.get("name"), _xml_term(binding[0])) for binding in result)
        for result in document.iterfind(f"{SR}results/{SR}result")
    ]
    return Result(None, frozenset(names), tuple(rows))


def _xml_term(element: ElementTree.Element) -> Term:
    text = element.text or ""
    if element.tag == f"{SR}uri":
        return NamedNode(text)
    if element.tag == f"{SR}bnode":
        return BlankNode(text)
    if element.tag == f"{SR}triple":
        return Triple(*(_xml_term(part[0]) for part in element))
    return _literal(text, element.get("datatype"), element.get(XML_LANG), element.get(ITS_DIR))


def read_csv(data: bytes) -> Result:
    """Query Results CSV: it keeps only the text of a term, so that is what is compared."""
    names, *lines = csv.reader(io.StringIO(data.decode(), newline=""))
    rows = [
        _row(
            (name, BlankNode(text[2:]) if text.startswith("_:") else Literal(text))
            for name, text in zip(names, line, strict=True)
        )
        for line in lines
    ]
    return Result(None, frozenset(names), tuple(rows))


def read_tsv(data: bytes) -> Result:
    """Query Results TSV: its terms are written as in Turtle."""
    first, *lines = data.decode().splitlines()
    names = [name.removeprefix("?") for name in first.split("\t")]
    rows = [
        _row(
            (name, _turtle_term(term))
            for name, term in zip(names, line.split("\t"), strict=True)
            if term
        )
        for line in lines
    ]
    return Result(None, frozenset(names), tuple(rows))


def _turtle_term(term: str) -> Term:
    (quad,) = parse(f"<urn:s> <urn:p> {term} .", RdfFormat.TURTLE)
    return quad.object


def read_triples(triples: Iterable[Triple]) -> Result:
    """A graph, or the solutions or the boolean that it describes (result set vocabulary)."""
    found = set(triples)
    values: dict[Term, dict[str, list[Term]]] = {}
    for triple in found:
        properties = values.setdefault(triple.subject, {})
        properties.setdefault(triple.predicate.value, []).append(triple.object)
    for properties in values.values():
        if NamedNode(f"{RS}ResultSet") in properties.get(RDF_TYPE, ()):
            return _described(properties, values)
    rows = (_row(zip("spo", triple, strict=True)) for triple in found)
    return Result(rows=tuple(rows), is_graph=True)


def _described(about: dict[str, list[Term]], values: dict[Term, dict[str, list[Term]]]) -> Result:
    if f"{RS}boolean" in about:
        return Result(about[f"{RS}boolean"][0].value == "true")
    # A solution without any binding may be a node without any property.
    solutions = [values.get(node, {}) for node in about.get(f"{RS}solution", ())]
    is_ordered = any(f"{RS}index" in solution for solution in solutions)
    if is_ordered:
        solutions.sort(key=lambda solution: int(solution[f"{RS}index"][0].value))
    rows = []
    for solution in solutions:
        bindings = [values[node] for node in solution.get(f"{RS}binding", ())]
        rows.append(
            _row((each[f"{RS}variable"][0].value, each[f"{RS}value"][0]) for each in bindings)
        )
    names = frozenset(name.value for name in about.get(f"{RS}resultVariable", ()))
    return Result(None, names, tuple(rows), is_ordered)


def read_turtle(data: bytes) -> Result:
    """A graph in Turtle."""
    return read_triples(quad.triple for quad in parse(data, RdfFormat.TURTLE))


READERS = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/csv": read_csv,
    "text/tab-separated-values": read_tsv,
    "text/turtle": read_turtle,
}
"""By the media type of an answer."""
