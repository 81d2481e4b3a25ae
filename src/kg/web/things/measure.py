"""Measures: what they count, what adds up, and what their figures must not be compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from kg.web.asking import answer
from kg.web.things import concept, listings
from kg.web.things.margin import Line, shown, things
from kg.web.things.record import Thing
from kg.web.things.sources import Sources


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a measure shows."""
    concepts = answer("concepts", thing.iris("inScheme")[0])
    return {
        "template": "things/measure.html",
        "margin": _margin(thing),
        "scheme": thing.iris("inScheme")[0],
        "concepts": concepts,
        "branches": listings.around(listings.tree(concepts), thing.iri),
        "rules": list(_rules(thing)),
        "apart": answer("apart", thing.iri),
        "figures": listings.draw("?claim ref:measure ?thing .", thing.iri, thing.title),
        "statements": listings.statements(concept.NAMES_IT, thing.iri),
    }


def _margin(thing: Thing) -> list[Line]:
    return shown(
        [
            things(gettext("In the list"), thing.iris("inScheme")),
            things(gettext("Broader"), thing.iris("broader")),
            things(gettext("Counted in"), thing.iris("defaultUnit")),
            things(gettext("Kind of figure"), thing.iris("quantityKind")),
            things(gettext("Stage of a case"), thing.iris("caseStage")),
            things(gettext("Share of what is counted as"), thing.iris("countedAs")),
            things(gettext("Measured from"), thing.iris("measuredFrom")),
            things(gettext("Measured to"), thing.iris("measuredTo")),
            things(gettext("Related"), thing.iris("related")),
        ]
    )


def _rules(thing: Thing) -> Iterable[str]:
    """In words, what may be done with its figures."""
    if thing.is_true("additive"):
        yield gettext("Figures of the parts of a period add up to that of the whole period.")
    if thing.is_true("accumulates"):
        yield gettext(
            "Totals to date do not fall, and no part of a period exceeds the whole; parts need not "
            "add up, since one person may be counted in several."
        )
    if thing.is_true("overlapping"):
        yield gettext("Lists can have members in common, so they are never added.")
    if not any(map(thing.is_true, ("additive", "accumulates", "overlapping"))):
        yield gettext("Nothing is recorded about whether its figures add up: do not add them.")
