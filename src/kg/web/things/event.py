"""Events: when and where they were, what they concern, what shows them, what is said of them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from kg.web.languages import current_language
from kg.web.things import concept, listings
from kg.web.things.margin import cite_thing, shown, things, words
from kg.web.things.record import Thing
from kg.web.things.sources import Sources
from kg.wording import period


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of an event shows."""
    dated = cite_thing(thing, sources)
    told = sources.cite(sorted(thing.iris("basedOn")))
    whole = tuple(sorted({*dated, *told}))
    when = thing.text("period")
    date = period(when, current_language()) if when else gettext("not known")
    return {
        "template": "things/event.html",
        "margin": shown(
            [
                words(gettext("Date"), date, dated or told),
                things(gettext("Kind"), thing.iris("eventKind"), whole),
                things(gettext("Place"), thing.iris("place"), whole),
                things(gettext("Who acted"), thing.iris("actor"), whole),
                things(gettext("Concerns"), thing.iris("concerns"), whole),
                things(gettext("Status given"), thing.iris("legalStatus"), whole),
            ]
        ),
        "figures": listings.draw(
            "?claim ref:periodEvent|ref:measure/ref:measuredFrom ?thing .", thing.iri, thing.title
        ),
        "statements": listings.statements(concept.NAMES_IT, thing.iri),
    }
