"""Places: what lies within them, what happened there, whose law it is, and what is said of them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from kg.web.asking import answer
from kg.web.things import concept, listings
from kg.web.things.margin import shown, things
from kg.web.things.record import Thing
from kg.web.things.sources import Sources


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a place shows."""
    return {
        "template": "things/place.html",
        "margin": shown(
            [
                things(gettext("Kind"), thing.iris("placeKind")),
                things(gettext("Within"), thing.iris("within")),
            ]
        ),
        "figures": listings.draw("?claim ref:area ?thing .", thing.iri, thing.title),
        "statements": listings.statements(concept.NAMES_IT, thing.iri),
        "events": answer("events_where", thing.iri),
        "laws": answer("belonging", thing.iri),
    }
