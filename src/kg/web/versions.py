"""Things as a release has them, for citing: `/release/<id>/claim/x` stays as it is when later
releases say something else, for as long as that release is kept.

A release that is not the one served is not loaded: its facts are read from its file.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from flask import Blueprint, Response, abort, render_template
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.archive import quads_of
from kg.formats import GRAPH_FORMATS, HTML
from kg.release import Release
from kg.terms import BASE
from kg.web.addresses import iri_of, path_of
from kg.web.asking import node
from kg.web.descriptions import NAMES, PARTS, Description, without_names
from kg.web.documents import add_links, finish, read_request
from kg.web.linked import send_description
from kg.web.missing import kept_release, missing
from kg.web.site import current_site

blueprint = Blueprint("versions", __name__)


@blueprint.get("/release/<identifier>/<name>")
def no_file(identifier: str, name: str) -> NoReturn:
    """Files are sent by `kg.web.files`; what comes here is none, or none any more."""
    release = kept_release(identifier)
    abort(404, f"There is no file {name[:60]} in release {release.id}")


@blueprint.get("/release/<identifier>/<kind>/<path:name>")
def version(identifier: str, kind: str, name: str) -> Response:
    """A thing as it is in one release."""
    release, asked = kept_release(identifier), read_request()
    path = asked.path.split("/", 2)[2]
    try:
        found = describe(release.path, iri_of(path))
    except OSError:  # the release is being removed
        abort(404, f"Release {release.id} is not kept any more")
    if asked.format is HTML:
        types, licence = [node.value for node in found.types], release.manifest.get("licence")
        response = Response(_page(release, path, found))
        finish(response, asked, types, found.thing.value, licence)
    else:
        response = send_description(found, asked, release)
    latest, own = path_of(found.thing.value), f"{BASE}{asked.path}"
    add_links(response, [(latest, "latest-version", ""), (own, "cite-as", "")])
    return response


def describe(release: Path, iri: str) -> Description:
    """What a release on disk says of a thing; what points at it is not looked for."""
    thing = node(iri)
    facts: dict[Quad, None] = {}
    pending = [thing]
    while pending:
        subject = pending.pop(0)
        own = _quads(release, subject)
        facts |= dict.fromkeys(own)
        seen = {quad.subject for quad in facts}
        pending += [q.object for q in own if q.predicate in PARTS and q.object not in seen]
    if not facts:
        missing(iri)
    names = [
        quad
        for neighbour in without_names(facts)
        for quad in _quads(release, neighbour)
        if quad.predicate in NAMES
    ]
    return Description(thing, tuple(facts), tuple(names))


def _quads(release: Path, subject: NamedNode) -> list[Quad]:
    """The named graphs say all that the default graph says."""
    quads = quads_of(release, subject)
    return [quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]


def _page(release: Release, path: str, found: Description) -> str:
    labels = {}
    for quad in sorted((*found.names, *found.facts), key=str):
        is_label = isinstance(quad.object, Literal) and quad.predicate in NAMES
        if is_label and quad.object.language in ("en", None):
            labels[quad.subject] = quad.object
    rows = [
        {"property": quad.predicate, "value": quad.object, "valueLabel": labels.get(quad.object)}
        for quad in found.facts
        if quad.subject == found.thing
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
        formats=GRAPH_FORMATS,
    )
