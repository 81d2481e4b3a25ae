"""The graph as files to take away: the same quads in each of the usual syntaxes, compressed.

Everything is sorted, and compressed without a time stamp, so the same graph gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.jsonld import read_context, write_all
from kg.terms import VOCABULARIES

Graphs = Mapping[NamedNode | None, Iterable[Triple]]

ONTOLOGY_FILES = {
    "ontology.ttl": "refusals.ttl",
    "concepts.ttl": "concepts.ttl",
    "alignments.ttl": "alignments.ttl",
    "context.jsonld": "context.jsonld",
}
"""Files that a release has as they are curated. In the graphs their restrictions have IRIs, which
OWL does not read."""


def ontology_files(root: Path) -> dict[str, bytes]:
    """The ontology, the concepts, the alignments and the JSON-LD context."""
    folder = root / "ontology"
    return {name: (folder / file).read_bytes() for name, file in ONTOLOGY_FILES.items()}


def to_nquads(graphs: Graphs) -> bytes:
    """Sorted N-Quads (RDF 1.1 N-Quads, canonical form); the key None is the default graph."""
    lines = {
        f"{Quad(*triple, name or DefaultGraph())} ."
        for name, triples in graphs.items()
        for triple in triples
    }
    return "".join(f"{line}\n" for line in sorted(lines)).encode("utf-8")


def to_trig(graphs: Graphs) -> bytes:
    """TriG, by graph and subject; the key None is the default graph, which comes first."""
    by_name = sorted(graphs.items(), key=lambda item: item[0].value if item[0] else "")
    quads = (
        Quad(*triple, name or DefaultGraph())
        for name, triples in by_name
        for triple in sorted(triples, key=str)
    )
    return serialize(quads, format=RdfFormat.TRIG, prefixes=VOCABULARIES)


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """Turtle, by subject."""
    ordered = sorted(triples, key=str)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=VOCABULARIES)


def to_jsonld(triples: Iterable[Triple], context: bytes) -> bytes:
    """JSON-LD, every node for itself.

    :param context: the JSON-LD context whose terms are used
    """
    return write_all(triples, read_context(context))


def compress(content: bytes) -> bytes:
    """gzip (RFC 1952) without time and name."""
    return gzip.compress(content, compresslevel=9, mtime=0)
