"""The pages of what has an IRI but is no claim, article or check: one table maps a class to its
page, and each module here is one kind of page.

A view takes what is said of a thing and the list of sources that it adds to, and returns what its
template shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext

from kg.terms import VOCABULARIES, term
from kg.web.asking import local_name
from kg.web.names import name_of
from kg.web.things import (
    concept,
    document,
    event,
    law,
    measure,
    organisation,
    part,
    passage,
    person,
    place,
)
from kg.web.things.crumbs import crumbs_of
from kg.web.things.record import Thing
from kg.web.things.sources import Sources

View = Callable[[Thing, Sources], dict[str, Any]]
VIEWS: dict[str, View] = {
    "Organisation": organisation.view,
    "Outlet": organisation.view,
    "PublicPerson": person.view,
    "Law": law.view,
    "Provision": law.view,
    "Place": place.view,
    "Event": event.view,
    "CitedDocument": document.view,
    "Measure": measure.view,
    "SoldierCategory": concept.category,
    "Concept": concept.view,
    "ConceptScheme": concept.scheme,
    "Evidence": passage.view,
    "TextPositionSelector": passage.view,
    "TextQuoteSelector": passage.view,
    "Mention": passage.view,
    "PrintedCaveat": passage.view,
    "EditorialCaveat": passage.view,
    "LedgerEntry": passage.view,
}
"""By local name of a class; the first that a thing has decides. What has none is a part."""
PUBLIC_PERSON = "PublicPerson"
SCHEME = term("skos:ConceptScheme").value


def show(thing: Thing) -> tuple[str, dict[str, Any]]:
    """The template of a thing's page, and what it shows."""
    classes = set(map(local_name, thing.iris("type")))
    view = next((view for name, view in VIEWS.items() if name in classes), part.view)
    sources = Sources()
    shown = view(thing, sources)
    template = shown.pop("template")
    common = {
        "thing": thing,
        "made": thing.answer,
        "crumbs": crumbs_of(thing, classes),
        "is_term": "Concept" in classes,
        "also": thing.other_names,
        "lead": thing.worded("definition", "description"),
        "scope": thing.worded("scopeNote"),
    }
    listed = list(sources.listed())
    values = (value for line in shown["margin"] for value in line.values)
    has_unsourced = bool(listed) and any(not value.sources for value in values)
    return template, {**common, **shown, "sources": listed, "has_unsourced": has_unsourced}


def kind_of(thing: Thing) -> str:
    """What a thing is, in the language of the page; "" where it has no class of ours."""
    if SCHEME in thing.iris("type"):
        return gettext("List of terms")
    own = sorted(thing.classes)
    text = name_of(f"{VOCABULARIES['ref']}{own[0]}").text if own else ""
    return text[:1].upper() + text[1:]
