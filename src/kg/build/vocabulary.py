"""The ontology, the concepts and the alignments as named graphs without blank nodes.

Blank nodes get IRIs from their RDFC-1.0 canonical labels, so that every build names them alike
(RDF 1.1 Concepts §3.5, Skolem IRIs). The files themselves stay OWL 2 DL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kg.build.describe import Fact
from kg.errors import InvalidData, Problem, relative
from kg.terms import BASE, graph

FILES = {"ontology": "refusals.ttl", "concepts": "concepts.ttl", "alignments": "alignments.ttl"}


def read_turtle(path: Path, root: Path) -> list[Triple]:
    """The triples of a Turtle file.

    :raises InvalidData: with the line of a syntax error
    """
    try:
        return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    except OSError:
        problem = Problem(relative(path, root), 0, "the file cannot be read")
    except SyntaxError as error:
        problem = Problem(relative(path, root), error.lineno or 0, error.msg)
    raise InvalidData([problem])


def build_vocabulary(root: Path) -> Iterator[Fact]:
    """Every triple of the ontology files, each file a graph."""
    for name, file in FILES.items():
        for triple in skolemise(read_turtle(root / "ontology" / file, root), name):
            yield Fact(triple, graph(name))


def names_any(triple: Triple, things: Collection[NamedNode]) -> bool:
    """Whether a triple is about one of these things, or leads to it."""
    return triple.subject in things or triple.object in things


def skolemise(triples: list[Triple], name: str) -> Iterator[Triple]:
    """The same triples with an IRI in place of each blank node."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    def to_iri(node: object) -> object:
        if isinstance(node, BlankNode):
            return NamedNode(f"{BASE}.well-known/genid/{name}-{node.value}")
        return node

    for quad in dataset:
        yield Triple(to_iri(quad.subject), quad.predicate, to_iri(quad.object))
