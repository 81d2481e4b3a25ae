"""Organisations and outlets: what is reported of them, what they say, and whom they repeat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext

from kg.terms import BASE
from kg.web.asking import Answer, Row, answer
from kg.web.languages import current_language
from kg.web.names import name_of
from kg.web.things import listings
from kg.web.things.margin import Line, Value, cite_thing, shown, things
from kg.web.things.record import Thing
from kg.web.things.sources import Sources
from kg.wording import period

BELONGS_TO = f"{BASE}rule/belongs-to"
SAID = "?claim ref:producedBy ?thing ."
COMES_FROM = (
    "?claim ref:releasedBy|ref:obtainedFrom|ref:origin ?thing . "
    "FILTER NOT EXISTS { ?claim ref:producedBy ?thing }"
)
PASSED_ON = (
    "?claim ref:hasMention/ref:inArticle/ref:publishedBy ?thing . "
    "FILTER NOT EXISTS { ?claim ref:producedBy ?thing }"
)
BY_AND_ON = (
    '{ ?claim ref:producedBy ?thing BIND("says" AS ?relation) } UNION '
    "{ ?claim ref:subject|ref:topic|ref:object ?thing "
    'FILTER NOT EXISTS { ?claim ref:producedBy ?thing } BIND("on" AS ?relation) }'
)


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of an organisation shows."""
    related = answer("relations", thing.iri)
    whole = cite_thing(thing, sources)
    margin = _margin(thing, related, whole, sources)
    repeating, works = answer("repeating", thing.iri), answer("works_of", thing.iri)
    return {
        "template": "things/organisation.html",
        "margin": margin,
        "related": related,
        "lead_sources": whole,
        "said": listings.draw(SAID, thing.iri, gettext("Figures attributed to it"))
        if rows_of(related, "figure by it")
        else (),
        "coming": listings.draw(COMES_FROM, thing.iri, gettext("Figures that come from it"))
        if rows_of(related, "figure from it")
        else (),
        "passed_on": listings.draw(PASSED_ON, thing.iri, gettext("Figures that it passes on"))
        if any(row["annotated"].value == "true" for row in rows_of(works, "published"))
        else (),
        "statements": listings.statements(BY_AND_ON, thing.iri),
        "repeating": repeating,
        "works": works,
    }


def rows_of(found: Answer, relation: str) -> list[Row]:
    """The rows of one relation."""
    return [row for row in found.rows if row["relation"].value == relation]


def values_of(found: Answer, relation: str, sources: Sources) -> tuple[Value, ...]:
    """The values of one relation, with since when, for whom, and what shows them."""
    return tuple(_values(rows_of(found, relation), sources))


def _values(rows: Iterable[Row], sources: Sources) -> Iterable[Value]:
    for row in rows:
        note = period(row["when"].value, current_language()) if "when" in row else ""
        if "to" in row:
            groups = (name_of(iri).text for iri in sorted(row["to"].value.split()))
            note = gettext("to: %(groups)s", groups=", ".join(groups))
        yield Value(row["value"].value, note=note, sources=sources.cite_row(row))


def _margin(thing: Thing, related: Answer, whole: tuple[int, ...], sources: Sources) -> list[Line]:
    lines = [
        things(gettext("Kind"), thing.iris("organisationKind"), whole),
        things(gettext("Part of"), thing.iris("partOf"), whole),
        Line(gettext("Parts"), values_of(related, "part", sources)),
        Line(gettext("Led by"), values_of(related, "head", sources)),
        Line(gettext("Spokesperson"), values_of(related, "spokesperson", sources)),
        Line(gettext("Party to"), (*_party(thing, whole), *_party_through(related, sources))),
        Line(gettext("Legal status in Russia"), values_of(related, "status", sources)),
        Line(gettext("Website"), tuple(_websites(thing, whole))),
        Line(gettext("Offers, as reported"), values_of(related, "offers", sources)),
    ]
    return shown(lines)


def _party(thing: Thing, whole: tuple[int, ...]) -> Iterable[Value]:
    return (Value(war, sources=whole) for war in thing.iris("partyTo"))


def _websites(thing: Thing, whole: tuple[int, ...]) -> Iterable[Value]:
    for url in thing.iris("website"):
        yield Value(text=urlsplit(url).hostname or url, url=url, by=thing.iri, sources=whole)


def _party_through(related: Answer, sources: Sources) -> Iterable[Value]:
    """The wars that a body is party to, to which it belongs: no document says it of itself."""
    for row in rows_of(related, "party"):
        yield Value(
            row["value"].value,
            sources=sources.cite_row(row),
            rule=BELONGS_TO,
            by=row["node"].value,
        )
