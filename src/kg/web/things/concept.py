"""Concepts and their schemes: topics, routes, motives, obstacles, services, categories of people,
and the terms that claims are described with."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import Any

from flask_babel import gettext

from kg.build.entities import NEVER_TOGETHER
from kg.web.asking import Answer, answer
from kg.web.things import listings
from kg.web.things.margin import Line, Value, shown, things
from kg.web.things.organisation import rows_of, values_of
from kg.web.things.record import Thing
from kg.web.things.sources import Sources

REPORTED_ONLY = {"Route", "Service", "Obstacle"}
"""Classes of what texts report of ways out, which is never advice."""
OF_PEOPLE = "RoleKind"
"""What points at such a concept are people, and there is no list of people."""
OF_EVENTS = {"EventKind", "LegalStatus"}
OF_OFFERS = {"Service", "SoldierCategory"}
"""Classes of what offers are made of, or to."""
NOTHING = Answer((), "")
NAMES_IT = "?claim ref:subject|ref:topic|ref:object|ref:category|ref:area ?thing ."
COUNTS_IT = "?claim ref:category ?thing ."
COUNTS_BELOW = (
    "?claim ref:category/skos:broader+ ?thing . FILTER NOT EXISTS { ?claim ref:category ?thing }"
)
NAMED = f"""FILTER NOT EXISTS {{ ?claim ref:producedBy/a ?class
  FILTER(?class IN ({", ".join(sorted(map(str, NEVER_TOGETHER)))})) }}"""
"""Of a mark, what somebody without a name says is left out: all of one report may bear the mark."""
USES_IT = "{ ?claim ?any ?thing } UNION { ?claim ref:caveat/ref:mark ?thing }"


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a concept shows."""
    pattern = f"{USES_IT} ?claim ref:measure ?which ."
    concepts = _concepts(thing)
    is_used = _is_named(thing, concepts, "figures")
    figures = listings.draw(pattern, thing.iri, thing.title) if is_used else ()
    events = answer("events_where", thing.iri) if OF_EVENTS & thing.classes else None
    return _common(thing, sources, concepts, figures) | {"events": events}


def _concepts(thing: Thing) -> Answer | None:
    """Those of its scheme."""
    scheme = next(iter(thing.iris("inScheme")), None)
    return answer("concepts", scheme) if scheme else None


def _common(
    thing: Thing, sources: Sources, concepts: Answer | None, figures: Sized
) -> dict[str, Any]:
    related = answer("relations", thing.iri) if OF_OFFERS & thing.classes else NOTHING
    narrowed = NAMED if "Mark" in thing.classes else ""
    pattern = f"{USES_IT} ?claim a ref:Statement . {narrowed}"
    is_said = _is_named(thing, concepts, "statements")
    statements = listings.statements(pattern, thing.iri) if is_said else NOTHING
    return {
        "template": "things/concept.html",
        "is_public_only": OF_PEOPLE in thing.classes,
        "is_sparse": not figures and not statements.rows,
        "margin": _margin(thing, related, sources),
        "related": related if related.rows else None,
        "reported_only": bool(REPORTED_ONLY & thing.classes),
        "scheme": next(iter(thing.iris("inScheme")), None),
        "concepts": concepts,
        "branches": listings.around(listings.tree(concepts), thing.iri) if concepts else (),
        "figures": figures,
        "statements": statements,
    }


def _is_named(thing: Thing, concepts: Answer | None, by: str) -> bool:
    """Whether figures, or statements, name a concept, by the counts of its scheme; marks are named
    by caveats, which are not counted."""
    rows = concepts.rows if concepts else ()
    return "Mark" in thing.classes or any(
        row["concept"].value == thing.iri and by in row for row in rows
    )


def category(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a category of people shows: those of narrower ones stand apart."""
    more = {
        "below": listings.draw(COUNTS_BELOW, thing.iri, gettext("Figures on narrower categories")),
        "apart": answer("apart", thing.iri),
    }
    figures = listings.draw(COUNTS_IT, thing.iri, thing.title)
    return (
        _common(thing, sources, _concepts(thing), figures)
        | more
        | {"template": "things/category.html"}
    )


def scheme(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a scheme shows: its concepts."""
    concepts = answer("concepts", thing.iri)
    return {
        "template": "things/scheme.html",
        "margin": [],
        "concepts": concepts,
        "branches": listings.tree(concepts),
    }


def _margin(thing: Thing, related: Answer, sources: Sources) -> list[Line]:
    return shown(
        [
            things(gettext("In the list"), thing.iris("inScheme")),
            things(gettext("Broader"), thing.iris("broader")),
            things(gettext("Related"), thing.iris("related")),
            things(gettext("Next stage"), thing.iris("nextStage")),
            Line(gettext("Offered by, as reported"), values_of(related, "offered", sources)),
            Line(gettext("Offered to them, as reported"), tuple(_for(related, sources))),
        ]
    )


def _for(related: Answer, sources: Sources) -> Iterable[Value]:
    for row in rows_of(related, "for"):
        yield Value(row["value"].value, by=row["through"].value, sources=sources.cite_row(row))
