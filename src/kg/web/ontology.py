"""The ontology as a document: a page where each term has an anchor, and its file in every syntax.

A term's IRI without its fragment is the document's (Best Practice Recipes for Publishing RDF
Vocabularies §4, hash namespace).
"""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from kg.formats import HTML
from kg.terms import BASE, ONTOLOGY, term
from kg.web import pages
from kg.web.addresses import split_suffix
from kg.web.asking import ask, node
from kg.web.linked import add_links, chosen
from kg.web.missing import missing
from kg.web.site import current_site
from kg.web.turtle_files import send_file

blueprint = Blueprint("ontology", __name__)


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
        response = send_file("alignments.ttl", choice)
    return _linked(response, path, format_name)


def _ontology(path: str, format_name: str) -> Response:
    choice = chosen(format_name)
    if choice.format is HTML:
        page = render_template("ontology.html", terms=ask("terms"), ontology=ONTOLOGY)
        return _linked(Response(page), path, format_name)
    return _linked(send_file("ontology.ttl", choice), path, format_name)


def _linked(response: Response, path: str, format_name: str) -> Response:
    add_links(response, path, [term("owl:Ontology").value])
    if not format_name:
        response.vary.add("Accept")
    return response


def _is_version(iri: str) -> bool:
    query = f"ASK {{ <{ONTOLOGY}> {term('owl:versionIRI')} {node(iri)} }}"
    return current_site().engine.ask(query)
