"""What machines and people find of a release before they know it: its catalogue as data, the page
of what can be had, the list of all pages, and texts for crawlers.

All of it is made from the manifest and the graph of the release that is served. A document is made
once, for a placeholder in place of the address; the one that the client asked is put in each time.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from flask import Blueprint, Response, abort, redirect, render_template, request
from pyoxigraph import serialize

from kg.catalogue import (
    CATALOGUE,
    DATASET,
    PREFIXES,
    describe,
    files_by_part,
    sitemap,
    texts,
    version,
)
from kg.formats import GRAPH_FORMATS, HTML, Choice, choose
from kg.jsonld import read_context, write_tree
from kg.release import Release
from kg.terms import BASE
from kg.web import pages
from kg.web.addresses import path_of, split_suffix
from kg.web.asking import ask
from kg.web.description import ENGINE_FORMATS
from kg.web.linked import add_links, chosen
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("catalogue", __name__)

EXTENSIONS = {format.extension: format for format in GRAPH_FORMATS}
PLACEHOLDER = "http://address.invalid"
"""Of the address of the site, in documents that are kept (RFC 2606 §2: never anyone's)."""
PLAIN_TYPE = "text/plain; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"
FIXED_PAGES = ("/", "/data", "/dataset", "/checks", "/method", "/ontology")
_KEPT_RELEASES = 2


@blueprint.get("/catalogue")
def catalogue() -> Response:
    """The catalogue as data; people find the same on the page `/data`."""
    choice = _choose((*GRAPH_FORMATS, HTML))
    if choice.format is HTML:
        response = redirect("/data", 303)
        response.vary.add("Accept")
        return response
    return _negotiated(choice)


@blueprint.get("/dataset")
def dataset() -> Response:
    """The dataset: a page, or the same data as the catalogue, which is all about it."""
    choice = _choose((HTML, *GRAPH_FORMATS))
    if choice.format is not HTML:
        return _negotiated(choice)
    text, types = pages.page_of(DATASET.value)
    response = Response(text, content_type=choice.content_type)
    response.vary.add("Accept")
    add_links(response, "dataset", types, DATASET.value)
    return response


@blueprint.get(f"/<any(catalogue, dataset):name>.<any({', '.join(EXTENSIONS)}):extension>")
def in_format(name: str, extension: str) -> Response:
    """The catalogue in one format, whatever the client accepts."""
    format = EXTENSIONS[extension]
    return _catalogue(Choice(format, format.media_types[0]))


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Where the description of this site's datasets is (VoID §7.2)."""
    response = redirect(f"/catalogue.{_choose(GRAPH_FORMATS).format.extension}", 302)
    response.vary.add("Accept")
    return response


@blueprint.get("/data")
def data() -> Response:
    """The page of what can be had: files, sums, the endpoint."""
    response = _page(current_site().release, "/data")
    response.headers["Link"] = '</catalogue>; rel="describedby"'
    return response


@blueprint.get("/release/<name>")
def release(name: str) -> Response:
    """A release that is kept: the version of the dataset that it is, as a page or as data."""
    identifier, suffix = split_suffix(name)
    found, choice = _kept(identifier), chosen(suffix)
    if choice.format is HTML:
        response = _page(found, f"/release/{found.id}")
    else:
        response = _document(choice, found.id, False)
    add_links(response, f"release/{found.id}", (), version(found.id).value)
    if not suffix:
        response.vary.add("Accept")
    return response


def _kept(identifier: str) -> Release:
    found = current_site().kept.find(identifier)
    if not found:
        abort(404, f"There is no release {identifier[:40]} here")
    return found


def _page(release: Release, folder: str) -> Response:
    """The page of a release.

    :param folder: path of its files
    """
    manifest = release.manifest
    parts = [
        (texts()["parts"].get(key), {name: manifest["files"][name] for name in names})
        for key, names in files_by_part(manifest).items()
    ]
    page = render_template(
        "data.html",
        manifest=manifest,
        parts=parts,
        folder=folder,
        address=asked_address(),
        formats=GRAPH_FORMATS,
        statistics=manifest.get("statistics", {}),
        federated=pages.questions("federated-questions.json"),
        **pages.dataset_view(release, ask("facts", DATASET.value)),
    )
    return Response(page)


@blueprint.get("/data/SHA256SUMS")
@blueprint.get("/release/<identifier>/SHA256SUMS")
def sums(identifier: str = "") -> Response:
    """The hash of every file of a release, as `sha256sum -c` reads it."""
    entries = _kept(identifier or current_site().release_id).manifest["files"].items()
    lines = [f"{entry['sha256']}  {name}\n" for name, entry in sorted(entries)]
    return Response("".join(lines), content_type=PLAIN_TYPE)


@blueprint.get("/sitemap.xml")
@blueprint.get("/sitemap-<int:number>.xml")
def site_map(number: int | None = None) -> Response:
    """Every page (sitemaps.org), for search engines."""
    site = asked_address()
    addresses = [site + path for path in _paths(current_site().release_id)]
    found = sitemap(addresses, site, number)
    if found is None:
        abort(404, "The list of pages has no such part")
    return Response(found, content_type=XML_TYPE)


@blueprint.get("/robots.txt")
@blueprint.get("/llms.txt")
def text() -> Response:
    """What crawlers may do (RFC 9309), and what language models should know (llmstxt.org)."""
    manifest = current_site().release.manifest
    name = request.path.strip("/")
    page = render_template(name, manifest=manifest, address=asked_address())
    return Response(f"{page}\n", content_type=PLAIN_TYPE)


def _choose(offer: tuple) -> Choice:
    return choose(request.headers.get("Accept"), request.args.get("format"), offer)


def _negotiated(choice: Choice) -> Response:
    response = _catalogue(choice)
    response.vary.add("Accept")
    response.headers["Content-Location"] = f"/catalogue.{choice.format.extension}"
    return response


def _catalogue(choice: Choice) -> Response:
    response = _document(choice, current_site().release_id, True)
    add_links(response, "catalogue", (), DATASET.value, GRAPH_FORMATS)
    return response


def _document(choice: Choice, release: str, is_newest: bool) -> Response:
    body = _serialised(release, choice.format.name, is_newest)
    response = Response(
        body.replace(PLACEHOLDER.encode(), asked_address().encode()),
        content_type=choice.content_type,
    )
    name = f"refusals-{release}-catalogue.{choice.format.extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@lru_cache(_KEPT_RELEASES * len(GRAPH_FORMATS))
def _serialised(release: str, format: str, is_newest: bool) -> bytes:
    """The description of a release that is kept."""
    triples = list(describe(_kept(release).manifest, PLACEHOLDER, is_newest))
    if format == "jsonld":
        text = files("kg.catalogue").joinpath("context.jsonld").read_bytes()
        return write_tree(triples, CATALOGUE, read_context(text))
    return serialize(triples, format=ENGINE_FORMATS[format], prefixes=PREFIXES)


@lru_cache(_KEPT_RELEASES)
def _paths(release: str) -> tuple[str, ...]:
    """The paths of all pages of the release that the request is answered from."""
    things = {row["thing"].value for row in ask("pages")}
    own = (path_of(iri) for iri in things if iri.startswith(BASE) and "#" not in iri)
    found = {path for path in own if not path.startswith("/.well-known/")}
    return (*FIXED_PAGES, *sorted(found.difference(FIXED_PAGES)))
