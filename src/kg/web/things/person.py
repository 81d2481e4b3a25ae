"""People in public roles: the role, what shows it, and what is attributed to them. Nothing else."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from kg.web.asking import answer
from kg.web.things import listings
from kg.web.things.margin import Line, cite_thing, shown, things, words
from kg.web.things.organisation import SAID, values_of
from kg.web.things.record import Thing
from kg.web.things.sources import Sources


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a person in a public role shows."""
    related = answer("relations", thing.iri)
    whole = cite_thing(thing, sources)
    role = thing.worded("roleTitle")
    return {
        "template": "things/person.html",
        "margin": shown(
            [
                words(gettext("Role"), role.value if role else None, whole),
                things(gettext("Kind of role"), thing.iris("roleKind"), whole),
                Line(gettext("Heads"), values_of(related, "is head", sources)),
                Line(gettext("Speaks for"), values_of(related, "is spokesperson", sources)),
                things(gettext("Member of"), thing.iris("memberOf"), whole),
            ]
        ),
        "related": related,
        "said": listings.draw(SAID, thing.iri, gettext("Figures attributed to this person")),
        "statements": listings.statements(SAID, thing.iri),
        "is_public_only": True,
    }
