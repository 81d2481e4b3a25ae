"""Things as a release has them, for citing: `/release/<id>/claim/x` stays as it is when later
releases say something else, for as long as that release is kept.

A release that is not the one served is not loaded: its facts are read from its file.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from flask import Blueprint, Response, abort, render_template
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.archive import quads_at, quads_of
from kg.build.entities import NEVER_TOGETHER
from kg.formats import CITATION, GRAPH_FORMATS, HTML
from kg.release import Release
from kg.terms import BASE
from kg.web import citing
from kg.web.addresses import path_of
from kg.web.asking import node
from kg.web.descriptions import (
    NAMES,
    PAGE_FACTS,
    PARTS,
    Description,
    labels_in,
    without_names,
)
from kg.web.documents import add_links, finish, read_request
from kg.web.linked import offer_of, send_description
from kg.web.missing import kept_release, missing
from kg.web.site import current_site

blueprint = Blueprint("versions", __name__)


@blueprint.get("/data/<path:name>")
@blueprint.get("/release/<identifier>/<name>")
def no_file(name: str, identifier: str = "") -> NoReturn:
    """Files are sent by `kg.web.files`; what comes here is none, or none any more."""
    release = kept_release(identifier or current_site().release_id)
    listed = f"/release/{identifier}" if identifier else "/data"
    abort(404, f"Release {release.id} has no file {name[:60]}; {listed} lists those that it has")


@blueprint.get("/release/<identifier>/<kind>/<path:name>")
def version(identifier: str, kind: str, name: str) -> Response:
    """A thing as it is in one release."""
    asked = read_request(offer_of(f"{kind}/"))
    release, path = kept_release(identifier), asked.path.split("/", 2)[2]
    try:
        found = describe(release.path, asked.iri, asked.page)
    except OSError:  # the release is being removed
        abort(404, f"Release {release.id} is not kept any more")
    if asked.format is HTML:
        types, licence = [node.value for node in found.types], release.manifest.get("licence")
        response = Response(_page(release, path, found))
        finish(response, asked, types, found.thing.value, licence)
    elif asked.format.family == CITATION:
        whole = describe(release.path, asked.iri)  # whichever page is asked for
        citation = citing.cite_version(release.manifest, whole) or missing(asked.iri)
        response = finish(citing.answer(citation, asked.format), asked)
    else:
        response = send_description(found, asked, release)
    latest, own = path_of(found.thing.value), f"{BASE}{asked.path}"
    add_links(response, [(latest, "latest-version", ""), (own, "cite-as", "")])
    return response


def describe(release: Path, iri: str, page: int = 1) -> Description:
    """A page of what a release on disk says of a thing."""
    thing = node(iri)
    facts: dict[Quad, None] = {}
    pending = [thing]
    while pending:
        subject = pending.pop(0)
        own = _quads(release, subject)
        facts |= dict.fromkeys(own)
        seen = {quad.subject for quad in facts}
        pending += [q.object for q in own if q.predicate in PARTS and q.object not in seen]
    types = {quad.object for quad in facts if quad.subject == thing}
    pointing: list[Quad] = []
    if not types & NEVER_TOGETHER:
        begin = (page - 1) * PAGE_FACTS
        pointing = quads_at(release, thing, begin, PAGE_FACTS + 1)
    if page > 1:
        facts = {}
    facts |= dict.fromkeys(pointing[:PAGE_FACTS])
    if not facts:
        missing(iri, page)
    names = [
        quad
        for neighbour in without_names(facts)
        for quad in _quads(release, neighbour)
        if quad.predicate in NAMES
    ]
    has_next = len(pointing) > PAGE_FACTS
    return Description(thing, tuple(facts), tuple(names), page, has_next)


def _quads(release: Path, subject: NamedNode) -> list[Quad]:
    """The named graphs say all that the default graph says."""
    quads = quads_of(release, subject)
    return [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]


def _page(release: Release, path: str, found: Description) -> str:
    labels = labels_in(found)
    rows = [
        {"property": quad.predicate, "value": quad.object, "valueLabel": labels.get(quad.object)}
        for quad in found.facts
        if quad.subject == found.thing
    ]
    references = [
        {
            "subject": quad.subject,
            "subjectLabel": labels.get(quad.subject),
            "property": quad.predicate,
        }
        for quad in found.facts
        if quad.object == found.thing
    ]
    title = labels.get(found.thing)
    return render_template(
        "version.html",
        iri=f"{BASE}release/{release.id}/{path}",
        path=f"/release/{release.id}/{path}",
        today=path_of(found.thing.value),
        title=title.value if title else path,
        release=release.manifest,
        is_served=release.id == current_site().release_id,
        facts=rows,
        references=references,
        number=found.page,
        has_next=found.has_next,
        citation=citing.cite_version(release.manifest, found) if found.page == 1 else None,
        formats=GRAPH_FORMATS,
    )
