"""The way to a page from the part of `/browse` that lists what is like it."""

from __future__ import annotations

from collections.abc import Iterable, Set

from flask_babel import gettext

from kg.web.addresses import path_of
from kg.web.names import name_of
from kg.web.things.record import Thing

Crumb = tuple[str, str]


def crumbs_of(thing: Thing, classes: Set[str]) -> list[Crumb]:
    """Names and paths, from the widest part of the site down to what the thing belongs to."""
    return [(gettext("Browse"), "/browse"), *_kinds(classes), *_above(thing)]


def _kinds(classes: Set[str]) -> Iterable[Crumb]:
    """The list of those of its kind; of people there is none."""
    for name, words, kind in (
        ("Outlet", gettext("Outlets"), "Outlet"),
        ("Organisation", gettext("Organisations"), "Organisation"),
        ("Law", gettext("Laws"), "Law"),
        ("Provision", gettext("Laws"), "Law"),
        ("Place", gettext("Places"), "Place"),
        ("Event", gettext("Events"), "Event"),
        ("CitedDocument", gettext("Documents"), "CitedDocument"),
    ):
        if name in classes:
            return [(words, f"/browse?kind={kind}")]
    return []


def _above(thing: Thing) -> Iterable[Crumb]:
    for name in ("inScheme", "partOfLaw", "inArticle", "linkFrom", "offeredBy", "postIn"):
        for iri in thing.iris(name)[:1]:
            yield name_of(iri).text, path_of(iri)
