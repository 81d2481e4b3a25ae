"""The SHACL gate: data that breaks a shape is not released, and the message leads to its line.

Shapes are validated by pySHACL over the default graph (SHACL Core and SHACL-SPARQL).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.build import BuiltProject
from kg.build.vocabulary import read_turtle
from kg.errors import Problem
from kg.memoized import MemoizedGraph
from kg.terms import BASE, ONTOLOGY

# Facets that stand under another key in the files.
KEYS = {
    "stated": "quantity",
    "statedText": "quantity",
    "lowerBound": "quantity",
    "upperBound": "quantity",
    "qualifier": "quantity",
    "unit": "quantity",
    "per": "quantity",
    "kind": "quantity",
    "ofWhole": "quantity",
    "ofCategory": "of",
    "periodStart": "period",
    "periodEnd": "period",
    "baseStart": "base period",
    "baseEnd": "base period",
    "statementKind": "kind",
    "organisationKind": "kind",
    "eventKind": "kind",
    "placeKind": "kind",
    "legalStatus": "status",
    "absenceMoreThanDays": "absence more than",
    "absenceUpToDays": "absence up to",
    "attestedFrom": "attested",
    "attestedTo": "attested",
    "hasMention": "evidence",
    "hasEvidence": "evidence",
    "credits": "produced by",
    "hasRelay": "through",
    "roleTitle": "role",
    "label": "name",
    "prefLabel": "name",
}


@dataclass(frozen=True)
class Report:
    """The outcome of a validation: the problems found, and the report as Turtle."""

    problems: tuple[Problem, ...]
    turtle: bytes


def load_shapes(root: Path) -> Graph:
    """All shapes of the project as one graph.

    :raises InvalidData: if a shapes file is not Turtle
    """
    shapes = MemoizedGraph()
    for path in sorted((root / "shapes").glob("*.ttl")):
        read_turtle(path, root)  # its messages name the line; rdflib's do not
        shapes.parse(path, format="turtle")
    return shapes


def validate(built: BuiltProject) -> Report:
    """Validate the default graph against the shapes."""
    data = MemoizedGraph()
    triples = serialize(built.default_graph, format=RdfFormat.N_TRIPLES)
    data.parse(data=triples, format="nt")
    shapes = load_shapes(built.project.root)
    conforms, results, _ = pyshacl_validate(data, shacl_graph=shapes, inplace=True)
    found = () if conforms else _problems(results, built)
    return Report(tuple(sorted(set(found))), canonical_turtle(results))


def _problems(results: Graph, built: BuiltProject):
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus = results.value(result, SH.focusNode)
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        message = min((str(m) for m in results.objects(result, SH.resultMessage)), default="")
        yield _located(built, focus, path, value, message)


def _located(
    built: BuiltProject, focus: object, path: object, value: object, message: str
) -> Problem:
    name = _short(focus)
    shown = f" (value: {_short(value)})" if value is not None and value != focus else ""
    text = f"{name}: {message}{shown}"
    record = built.records.get(NamedNode(str(focus))) if isinstance(focus, URIRef) else None
    if record is None:
        return Problem("graph", 0, text)
    return record.problem(text, path=(_key(path),))


def _key(path: object) -> str:
    """The key of a file that stands behind a property: producedBy is "produced by"."""
    local = re.split(r"[#/]", str(path))[-1]
    return KEYS.get(local) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()


def _short(node: object) -> str:
    text = str(node).removeprefix(f"{BASE}id/").replace(f"{ONTOLOGY}#", "ref:")
    return repr(text) if isinstance(node, Literal) else text


def canonical_turtle(report: Graph) -> bytes:
    """The report as sorted N-Triples with canonical blank nodes, which is Turtle too."""
    text = report.serialize(format="nt")
    dataset = Dataset(Quad(*quad.triple) for quad in parse(text, format=RdfFormat.N_TRIPLES))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(serialize([quad.triple], format=RdfFormat.N_TRIPLES) for quad in dataset)
    return b"".join(lines)
