"""The graph as files to take away: the same quads in each of the usual syntaxes, compressed.

Everything is sorted, and compressed without a time stamp, so the same graph gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from kg.build.statements import reference_iri
from kg.build.vocabulary import names_any
from kg.jsonld import read_context, write_all
from kg.terms import VOCABULARIES

Graphs = Mapping[NamedNode | None, Iterable[Triple]]

ONTOLOGY_FILES = {
    "ontology.ttl": "refusals.ttl",
    "concepts.ttl": "concepts.ttl",
    "alignments.ttl": "alignments.ttl",
    "context.jsonld": "context.jsonld",
}
"""Files that a release has as they are curated, but for what is withdrawn. In the graphs their
restrictions have IRIs, which OWL does not read."""


def ontology_files(root: Path, withdrawn: Collection[str] = ()) -> dict[str, bytes]:
    """The ontology, the concepts, the alignments and the JSON-LD context.

    As they are curated, byte for byte, but for a file that names what is withdrawn.

    :param withdrawn: kinds and slugs of what is withdrawn
    """
    gone = {reference_iri(reference) for reference in withdrawn}
    files: dict[str, bytes] = {}
    for name, file in ONTOLOGY_FILES.items():
        content = (root / "ontology" / file).read_bytes()
        files[name] = _turtle_without(content, gone) if file.endswith(".ttl") and gone else content
    return files


def _turtle_without(content: bytes, gone: Collection[NamedNode]) -> bytes:
    """A Turtle file written anew without triples of what is gone; as it was where it has none.

    An expression in brackets would mean something else without a part of it, and so stays whole;
    then `kg.leaks` refuses the release.
    """
    parser = parse(content, format=RdfFormat.TURTLE)
    dataset = Dataset(parser)
    told = [
        quad
        for quad in dataset
        if names_any(quad.triple, gone) and not isinstance(quad.subject, BlankNode)
    ]
    if not told:
        return content
    for quad in told:
        dataset.remove(quad)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    rest = sorted((quad.triple for quad in dataset), key=str)
    return serialize(rest, format=RdfFormat.TURTLE, prefixes=parser.prefixes)


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
