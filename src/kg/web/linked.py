"""Linked data: every IRI of ours leads to a page or to data, as the client prefers.

A thing's IRI redirects (303) to the document about it (Cool URIs for the Semantic Web §4.2); a
document is had in each format by its suffix, or by negotiation (RFC 9110 §12.5.1). Typed
links (RFC 8288) tell a program what else there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, redirect, request
from pyoxigraph import NamedNode

from kg.citation import CITATION_FORMATS
from kg.formats import CITATION, GRAPH_FORMATS, HTML, Choice, Format, choose
from kg.web import citing, cube, descriptions, pages
from kg.web.addresses import SAFE, iri_of, split_suffix
from kg.web.asking import exists
from kg.web.descriptions import MOST_PAGES, Description
from kg.web.missing import missing
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("linked", __name__)

OFFER = (HTML, *GRAPH_FORMATS)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """Every thing: 303 to the document about it."""
    offer = offer_of(name)
    path, suffix = split_suffix(name, offer)
    if not exists(iri_of(path)) and not cube.describe(iri_of(path)):
        missing(iri_of(path))
    choice = chosen(suffix, offer)
    extension = "" if choice.format is HTML and not suffix else f".{choice.format.extension}"
    response = redirect(f"/{quote(path, safe=SAFE)}{extension}", 303)
    response.vary.add("Accept")
    add_links(response, path, (), offer=offer)
    return response


@blueprint.get("/.well-known/genid/<name>")
@blueprint.get("/<kind>/<path:name>")
def document(name: str, kind: str = "") -> Response:
    """The document about a thing, a graph, a rule or a part of the ontology."""
    offer = offer_of(request.path.strip("/"))
    path, suffix = split_suffix(request.path.strip("/"), offer)
    choice, iri = chosen(suffix, offer), iri_of(path)
    in_cube = cube.describe(iri)
    if choice.format is HTML and in_cube:
        response, types = redirect(cube.page_of(iri), 303), ()
    elif choice.format is HTML:
        text, types = pages.page_of(iri, page_number())
        response = Response(text)
    elif choice.format.family == CITATION:
        response, types = _citation(iri, choice.format), ()
    elif kind == "graph":
        return _graph(iri, choice.format)
    else:
        found = in_cube or descriptions.describe(iri, page_number())
        if not found:
            missing(iri)
        types = [node.value for node in found.types]
        response = send_description(found, choice)
    add_links(response, path, types, iri, offer)
    response.headers["Content-Location"] = _own_address(path, choice.format)
    if not suffix:
        response.vary.add("Accept")
    return response


def offer_of(path: str) -> tuple[Format, ...]:
    """The formats that the document at a path can be had in: of a claim its citation too."""
    return (*OFFER, *CITATION_FORMATS) if path.startswith("claim/") else OFFER


def _citation(iri: str, format: Format) -> Response:
    return citing.answer(citing.claim_citation(iri) or missing(iri), format)


def chosen(suffix: str, offer: tuple[Format, ...] = OFFER) -> Choice:
    """The format asked for: by the suffix (a format's name), by `?format=`, or by negotiation."""
    wanted = suffix or request.args.get("format")
    return choose(request.headers.get("Accept"), wanted, offer)


def page_number() -> int:
    """Which page of a long description is asked for."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_PAGES):
        abort(404, f"page={text[:20]}: pages are numbered from 1 to {MOST_PAGES}")
    return int(text)


def _graph(iri: str, format: Format) -> Response:
    """A named graph is a document: its description as data is the graph itself."""
    if not exists(iri):
        missing(iri)
    response = redirect(f"/graphs?{urlencode({'graph': iri, 'format': format.name})}", 303)
    response.vary.add("Accept")
    return response


def send_description(found: Description, choice: Choice) -> Response:
    """A description as data."""
    site, own = current_site(), asked_address() + quote(request.path, safe=SAFE)
    links = {relation: f"{own}?page={page}" for relation, page in _neighbouring_pages(found)}
    body = descriptions.write(
        found,
        choice.format,
        NamedNode(f"{own}?page={found.page}" if found.page > 1 else own),
        str(site.release.manifest.get("licence", "")),
        links,
        site.release.path / "context.jsonld",
    )
    response = Response(body, content_type=choice.content_type)
    for relation, address in links.items():
        response.headers.add("Link", f'<{address}>; rel="{relation}"')
    return response


def _neighbouring_pages(found: Description) -> Iterator[tuple[str, int]]:
    if found.page > 1:
        yield "prev", found.page - 1
    if found.has_next:
        yield "next", found.page + 1


def add_links(
    response: Response,
    path: str,
    types: Iterable[str],
    iri: str = "",
    offer: tuple[Format, ...] = OFFER,
) -> None:
    """Typed links of a document about a thing.

    :param path: of the document, without suffix and leading slash
    :param types: IRIs of the thing's classes
    :param iri: of the thing, where this is a document about it
    :param offer: the formats that it can be had in
    """
    own = f"/{quote(path, safe=SAFE)}"
    links = [f'<{own}>; rel="canonical"', f'<{own}.ttl>; rel="describedby"; type="text/turtle"']
    links += [
        f'<{own}.{format.extension}>; rel="alternate"; type="{format.media_types[0]}"'
        for format in offer
    ]
    links += [f'<{quote(type_, safe=SAFE + "#")}>; rel="type"' for type_ in types]
    if iri:
        links.append(f'<{quote(iri, safe=SAFE + "#")}>; rel="describes"')
    if licence := current_site().release.manifest.get("licence"):
        links.append(f'<{licence}>; rel="license"')
    response.headers.add("Link", ", ".join(links))


def _own_address(path: str, format: Format) -> str:
    number = f"?page={request.args['page']}" if "page" in request.args else ""
    return f"/{quote(path, safe=SAFE)}.{format.extension}{number}"
