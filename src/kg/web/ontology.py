"""The ontology as a document: a page where each term has an anchor, and its file in every syntax.

A term's IRI without its fragment is the document's (Best Practice Recipes for Publishing RDF
Vocabularies §4, hash namespace).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from flask import Blueprint, Response, render_template
from pyoxigraph import BlankNode, RdfFormat, Triple, parse, serialize

from kg.formats import HTML, Choice
from kg.terms import BASE, ONTOLOGY, term
from kg.web import pages
from kg.web.addresses import split_suffix
from kg.web.asking import ask, node
from kg.web.description import ENGINE_FORMATS
from kg.web.descriptions import PREFIXES
from kg.web.linked import add_links, chosen
from kg.web.missing import missing
from kg.web.site import current_site

blueprint = Blueprint("ontology", __name__)

Node = TypeVar("Node")


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
def ontology(suffix: str = "") -> Response:
    """Every class and property with its definition."""
    path, name = split_suffix(f"ontology.{suffix}") if suffix else ("ontology", "")
    if path != "ontology":
        missing(f"{BASE}{path}")
    return _ontology(path, name)


@blueprint.get("/ontology/alignments")
@blueprint.get("/ontology/alignments.<suffix>")
@blueprint.get("/ontology/<path:version>")
def part(version: str = "", suffix: str = "") -> Response:
    """The ontology by the IRI of its version, or a part of it."""
    name = version or ".".join(filter(None, ("alignments", suffix)))
    path, format_name = split_suffix(f"ontology/{name}")
    if path != "ontology/alignments":
        if not _is_version(f"{BASE}{path}"):
            missing(f"{BASE}{path}")
        return _ontology(path, format_name)
    choice = chosen(format_name)
    if choice.format is HTML:
        response = Response(pages.page_of(f"{BASE}{path}")[0])
    else:
        response = _file("alignments.ttl", choice)
    return _linked(response, path, format_name)


def _ontology(path: str, format_name: str) -> Response:
    choice = chosen(format_name)
    if choice.format is HTML:
        page = render_template("ontology.html", terms=ask("terms"), ontology=ONTOLOGY)
        return _linked(Response(page), path, format_name)
    return _linked(_file("ontology.ttl", choice), path, format_name)


def _file(name: str, choice: Choice) -> Response:
    """A file of the release, in the syntax chosen: in Turtle as it is curated."""
    path = current_site().release.path / name
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        missing(ONTOLOGY)
    if choice.format.name != "turtle":
        triples = [quad.triple for quad in parse(body, format=RdfFormat.TURTLE)]
        format = ENGINE_FORMATS[choice.format.name]
        body = serialize(_numbered(triples), format=format, prefixes=PREFIXES)
    return Response(body, content_type=choice.content_type)


def _numbered(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples with their blank nodes numbered in order: a parser calls them anew each time."""
    labels: dict[BlankNode, BlankNode] = {}

    def label(node: Node) -> Node:
        if isinstance(node, BlankNode):
            return labels.setdefault(node, BlankNode(f"b{len(labels)}"))
        return node

    for triple in triples:
        yield Triple(label(triple.subject), triple.predicate, label(triple.object))


def _linked(response: Response, path: str, format_name: str) -> Response:
    add_links(response, path, [term("owl:Ontology").value])
    if not format_name:
        response.vary.add("Accept")
    return response


def _is_version(iri: str) -> bool:
    query = f"ASK {{ <{ONTOLOGY}> {term('owl:versionIRI')} {node(iri)} }}"
    return current_site().engine.ask(query)
