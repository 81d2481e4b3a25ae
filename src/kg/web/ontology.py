"""The ontology as a document: a page where each term has an anchor, and its file in every syntax.

A term's IRI without its fragment is the document's (Best Practice Recipes for Publishing RDF
Vocabularies §4, hash namespace).
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template

from kg.formats import HTML
from kg.terms import ONTOLOGY, term
from kg.web import pages
from kg.web.asking import answer, node
from kg.web.documents import finish, read_request
from kg.web.languages import page_address
from kg.web.missing import missing
from kg.web.site import current_site
from kg.web.turtle_files import send_file

blueprint = Blueprint("ontology", __name__)

CLASSES = (term("owl:Ontology").value,)


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
@blueprint.get("/ontology/<path:version>")
def ontology(suffix: str = "", version: str = "") -> Response:
    """Every class and property with its definition, also by the IRI of the version."""
    asked = read_request()
    if asked.path != "ontology" and not _is_version(asked.iri):
        missing(asked.iri)
    if asked.format is HTML:
        page = render_template("ontology.html", terms=answer("terms"), ontology=ONTOLOGY)
        return finish(Response(page), asked, CLASSES)
    return finish(send_file("ontology.ttl", asked.choice), asked, CLASSES)


@blueprint.get("/schema")
def schema() -> Response:
    """The ontology under another name."""
    return redirect(page_address("/ontology"), 308)


@blueprint.get("/ontology/alignments")
@blueprint.get("/ontology/alignments.<suffix>")
def alignments(suffix: str = "") -> Response:
    """How our terms stand to those of other vocabularies."""
    asked = read_request()
    if asked.path != "ontology/alignments":
        missing(asked.iri)
    if asked.format is HTML:
        return finish(Response(pages.page_of(asked.iri)[0]), asked, CLASSES)
    return finish(send_file("alignments.ttl", asked.choice), asked, CLASSES)


def _is_version(iri: str) -> bool:
    query = f"ASK {{ <{ONTOLOGY}> {term('owl:versionIRI')} {node(iri)} }}"
    return current_site().engine.ask(query)
