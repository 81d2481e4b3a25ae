"""What to answer for what the release, or the folder of releases, knows nothing of."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NoReturn

from flask import abort
from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import NotFound

from kg.release import Release
from kg.terms import BASE
from kg.web.asking import ask, exists
from kg.web.problems import Problem
from kg.web.site import current_site
from kg.web.tombstones import Withdrawn

MOST_CHARACTERS = 100
SEARCH = f"{BASE}id/search/"


def missing(iri: str, page: int = 1) -> NoReturn:
    """Answer 404, or 410 for what has been withdrawn.

    :param page: of the description, that was asked for
    """
    current_site().kept.check(iri)
    if page > 1 and exists(iri):
        abort(404, f"What points at {iri} does not fill {page} pages; begin with the first")
    if iri.startswith(SEARCH):
        abort(404, "Under /search there are /search, /search.json and /search/suggest")
    near = _nearest(iri)
    names = " or ".join(other.rpartition("/")[2] for other in near)
    hint = f"; did you mean {names}?" if near else ""
    error = NotFound(f"Nothing in this release has the IRI {iri}{hint}")
    error.near, error.unknown = near, iri.removeprefix(f"{BASE}id/")[:MOST_CHARACTERS]
    raise error


def _nearest(iri: str) -> list[str]:
    """IRIs of things of the same kind whose names are like one that does not exist."""
    folder, _, name = iri.rpartition("/")
    try:
        kind = NamedNode(f"{folder}/")
    except ValueError:
        return []
    things = (row["thing"].value for row in ask("of_kind", kind=str(Literal(kind.value))))
    known = [thing.rpartition("/")[2] for thing in things]
    found = get_close_matches(name[:MOST_CHARACTERS], known, n=3)
    return [f"{kind.value}{other}" for other in found]


def kept_release(identifier: str) -> Release:
    """The release with this identifier; 404 where there is none, 410 where there was one."""
    kept = current_site().kept
    found = kept.find(identifier)
    if not found and identifier in kept.published:
        detail = f"Release {identifier} was published here, and is not kept any more"
        raise Withdrawn(Problem(410, "Gone", detail))
    if not found:
        abort(404, f"There is no release {identifier[:40]} here")
    return found
