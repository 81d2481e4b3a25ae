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
from kg.formats import GRAPH_FORMATS, HTML, choose
from kg.jsonld import read_context, write_tree
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS
from kg.release import Release
from kg.terms import BASE
from kg.web import pages
from kg.web.addresses import path_of
from kg.web.asking import ask
from kg.web.documents import Asked, finish, read_request
from kg.web.languages import LANGUAGES, page_address
from kg.web.missing import kept_release
from kg.web.questions_page import FEDERATED, in_language, questions
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("catalogue", __name__)

SUFFIXES = ", ".join(format.extension for format in GRAPH_FORMATS)
CLASSES = (f"{PREFIXES['dcat']}Dataset", f"{PREFIXES['void']}Dataset")
PLACEHOLDER = "http://address.invalid"
"""Of the address of the site, in documents that are kept (RFC 2606 §2: never anyone's)."""
PLAIN_TYPE = "text/plain; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"
TABLES = "tables"
"""The part of a release that the page of its files begins with."""
FIXED_PAGES = (
    "/", "/figures", "/browse", "/sources", "/checks", "/disagreements", "/questions", "/data",
    "/dataset", "/changes", "/about", "/method", "/ontology",
)  # fmt: skip
_KEPT_RELEASES = 2


@blueprint.get("/catalogue")
@blueprint.get(f"/catalogue.<any({SUFFIXES}, html):suffix>")
def catalogue(suffix: str = "") -> Response:
    """The catalogue as data; people find the same on the page `/data`."""
    asked = read_request((*GRAPH_FORMATS, HTML))
    if asked.format is HTML:
        return finish(redirect("/data", 303), asked)
    return finish(_document(asked, current_site().release_id, True), asked, (), DATASET.value)


@blueprint.get("/dataset")
@blueprint.get(f"/dataset.<any({SUFFIXES}, html):suffix>")
def dataset(suffix: str = "") -> Response:
    """The dataset: a page, or the same data as the catalogue, which is all about it."""
    asked = read_request()
    if asked.format is HTML:
        text, types = pages.page_of(DATASET.value)
        return finish(Response(text), asked, [*types, *CLASSES], DATASET.value)
    return finish(_document(asked, current_site().release_id, True), asked, (), DATASET.value)


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Where the description of this site's datasets is (VoID §7.2)."""
    offer = (*GRAPH_FORMATS, HTML)
    choice = choose(request.headers.get("Accept"), request.args.get("format"), offer)
    response = redirect(f"/catalogue.{choice.format.extension}", 302)
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
    asked = read_request()
    found = kept_release(asked.path.removeprefix("release/"))
    if asked.format is HTML:
        response = _page(found, f"/release/{found.id}")
    else:
        response = _document(asked, found.id, False)
    return finish(response, asked, (), version(found.id).value, found.manifest.get("licence"))


def _page(release: Release, folder: str) -> Response:
    """The page of a release.

    :param folder: path of its files
    """
    manifest = release.manifest
    by_part = files_by_part(manifest)
    first = [key for key in by_part if key == TABLES]
    parts = [
        (
            texts()["parts"].get(key),
            {name: manifest["files"][name] for name in sorted(by_part[key], key=_place)},
        )
        for key in dict.fromkeys((*first, *by_part))
    ]
    page = render_template(
        "data.html",
        manifest=manifest,
        parts=parts,
        folder=folder,
        address=asked_address(),
        formats=GRAPH_FORMATS,
        statistics=manifest.get("statistics", {}),
        federated=[in_language(one) for one in questions(FEDERATED, release)],
        **pages.dataset_view(release),
    )
    return Response(page)


def _place(name: str) -> tuple[bool, bool, str]:
    """Where a file stands: first the tables that most readers look for, then by name."""
    return not name.startswith("figures."), not name.startswith("statements."), name


@blueprint.get("/data/SHA256SUMS")
@blueprint.get("/release/<identifier>/SHA256SUMS")
def sums(identifier: str = "") -> Response:
    """The hash of every file of a release, as `sha256sum -c` reads it."""
    entries = kept_release(identifier or current_site().release_id).manifest["files"].items()
    lines = [f"{entry['sha256']}  {name}\n" for name, entry in sorted(entries)]
    return Response("".join(lines), content_type=PLAIN_TYPE)


@blueprint.get("/sitemap.xml")
@blueprint.get("/sitemap-<int:number>.xml")
def site_map(number: int | None = None) -> Response:
    """Every page in every language (sitemaps.org), for search engines."""
    found = _listed(current_site().release_id, number)
    if found is None:
        abort(404, "The list of pages has no such part")
    return Response(found.replace(PLACEHOLDER, asked_address()), content_type=XML_TYPE)


@blueprint.get("/robots.txt")
@blueprint.get("/llms.txt")
def text() -> Response:
    """What crawlers may do (RFC 9309), and what language models should know (llmstxt.org)."""
    manifest = current_site().release.manifest
    name = request.path.strip("/")
    page = render_template(name, manifest=manifest, address=asked_address())
    return Response(f"{page}\n", content_type=PLAIN_TYPE)


def _document(asked: Asked, release: str, is_newest: bool) -> Response:
    body = _serialised(release, asked.format.name, is_newest)
    response = Response(
        body.replace(PLACEHOLDER.encode(), asked_address().encode()),
        content_type=asked.choice.content_type,
    )
    name = f"refusals-{release}-catalogue.{asked.format.extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@lru_cache(_KEPT_RELEASES * len(GRAPH_FORMATS))
def _serialised(release: str, format: str, is_newest: bool) -> bytes:
    """The description of a release that is kept."""
    triples = list(describe(kept_release(release).manifest, PLACEHOLDER, is_newest))
    if format == "jsonld":
        text = files("kg.catalogue").joinpath("context.jsonld").read_bytes()
        return write_tree(triples, CATALOGUE, read_context(text))
    return serialize(triples, format=ENGINE_FORMATS[format], prefixes=PREFIXES)


@lru_cache(_KEPT_RELEASES)
def _listed(release: str, number: int | None) -> str | None:
    """The sitemap, or a part of it, of the release that the request is answered from."""
    pages = [
        {language: PLACEHOLDER + page_address(path, language) for language in LANGUAGES}
        for path in _paths()
    ]
    return sitemap(pages, PLACEHOLDER, number)


def _paths() -> tuple[str, ...]:
    """The paths of all pages of the release that the request is answered from."""
    things = {row["thing"].value for row in ask("pages")}
    own = (path_of(iri) for iri in things if iri.startswith(BASE) and "#" not in iri)
    found = {path for path in own if not path.startswith("/.well-known/")}
    return (*FIXED_PAGES, *sorted(found.difference(FIXED_PAGES)))
