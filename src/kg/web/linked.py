"""Linked data: every IRI of ours leads to a page or to data, as the client prefers.

A thing's IRI redirects (303) to the document about it (Cool URIs for the Semantic Web §4.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, redirect, request
from pyoxigraph import NamedNode

from kg.citation import CITATION_FORMATS
from kg.formats import CITATION, HTML, Format
from kg.release import Release
from kg.web import citing, cube, descriptions, pages
from kg.web.addresses import DOCUMENTS, SAFE
from kg.web.asking import exists
from kg.web.descriptions import Description
from kg.web.documents import OFFER, Asked, add_links, finish, read_request
from kg.web.languages import page_address
from kg.web.missing import missing
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("linked", __name__)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """Every thing: 303 to the document about it."""
    asked = read_request(offer_of(name))
    path = asked.path.removeprefix("id/")
    if path.startswith(DOCUMENTS) or not (exists(asked.iri) or cube.describe(asked.iri)):
        missing(asked.iri)
    extension = "" if asked.format is HTML and asked.is_negotiated else asked.format.extension
    document = replace(asked, path=path)
    address = document.address(extension)
    is_page = asked.format is HTML
    return finish(redirect(page_address(address) if is_page else address, 303), document)


@blueprint.get("/.well-known/genid/<name>")
@blueprint.get("/<kind>/<path:name>")
def document(name: str, kind: str = "") -> Response:
    """The document about a thing, a graph or a rule."""
    asked = read_request(offer_of(request.path.strip("/")))
    in_cube = cube.describe(asked.iri)
    if asked.format is HTML and in_cube:
        return finish(redirect(cube.page_of(asked.iri), 303), asked)
    if asked.format is HTML:
        text, types = pages.page_of(asked.iri, asked.page)
        return finish(Response(text), asked, types, asked.iri)
    if asked.format.family == CITATION:
        citation = citing.claim_citation(asked.iri) or missing(asked.iri)
        return finish(citing.answer(citation, asked.format), asked, (), asked.iri)
    if kind == "graph":
        return _graph(asked)
    found = in_cube or descriptions.describe(asked.iri, asked.page)
    if not found:
        missing(asked.iri, asked.page)
    return send_description(found, asked, current_site().release)


def offer_of(path: str) -> tuple[Format, ...]:
    """The formats that the document at a path can be had in: of a claim its citation too."""
    return (*OFFER, *CITATION_FORMATS) if path.startswith("claim/") else OFFER


def _graph(asked: Asked) -> Response:
    """A named graph is a document: its description as data is the graph itself."""
    if not exists(asked.iri):
        missing(asked.iri)
    parameters = urlencode({"graph": asked.iri, "format": asked.format.name})
    return finish(redirect(f"/graphs?{parameters}", 303), asked)


def send_description(found: Description, asked: Asked, release: Release) -> Response:
    """A description as data.

    :param release: that it is taken from
    """
    own = asked_address() + quote(request.path, safe=SAFE)
    links = {relation: f"{own}?page={page}" for relation, page in _neighbouring_pages(found)}
    licence = str(release.manifest.get("licence", ""))
    body = descriptions.write(
        found,
        asked.format,
        NamedNode(f"{own}?page={found.page}" if found.page > 1 else own),
        licence,
        links,
        current_site().release.path / "context.jsonld",
    )
    response = Response(body, content_type=asked.choice.content_type)
    if links:
        add_links(response, [(address, relation, "") for relation, address in links.items()])
    types = [node.value for node in found.types]
    return finish(response, asked, types, found.thing.value, licence)


def _neighbouring_pages(found: Description) -> Iterator[tuple[str, int]]:
    if found.page > 1:
        yield "prev", found.page - 1
    if found.has_next:
        yield "next", found.page + 1
