"""Laws and their provisions: since when they are in force, what they threaten before and after an
amendment, and what of them was in force on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from flask import abort, request
from flask_babel import gettext

from kg.web.asking import Answer, answer, compose
from kg.web.languages import current_language
from kg.web.things import listings
from kg.web.things.margin import Line, Value, cite_thing, shown, things, words
from kg.web.things.penalties import drawn, length_of, penalty, stretch
from kg.web.things.record import Thing
from kg.web.things.sources import Sources
from kg.wording import date

SPEAKS_OF = "?named ref:partOfLaw* ?thing . ?claim ref:subject|ref:object|ref:provision ?named ."
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
"""Between which days a reader may ask what was in force."""


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a law or a provision shows."""
    whole = cite_thing(thing, sources)
    parts, penalties = answer("provision_parts", thing.iri), _penalties(thing.iri)
    day = _day_asked()
    in_force = _in_force(thing.iri, day) if day else None
    penalty_rows = [penalty(row, sources) for row in penalties.rows]
    for row in (*(in_force.rows if in_force else ()), *parts.rows):
        sources.cite_row(row)
    days = sorted({row["amendmentDay"].value for row in penalties.rows if "amendmentDay" in row})
    return {
        "template": "things/law.html",
        "margin": _margin(thing, whole),
        "lead_sources": whole,
        "note": thing.worded("comment"),
        "parts": parts,
        "penalties": penalties,
        "penalty_rows": penalty_rows,
        "plot": drawn(penalty_rows, gettext("The longest terms of imprisonment, and since when")),
        "amendment_day": days[0] if len(days) == 1 else None,
        "day": day,
        "in_force": in_force,
        "events": answer("events_where", thing.iri),
        "figures": listings.draw(SPEAKS_OF, thing.iri, thing.title),
        "statements": listings.statements(SPEAKS_OF, thing.iri),
        "row_sources": sources.cite_row,
    }


def _day_asked() -> datetime.date | None:
    """The day that the form asks about; a text that is no day is answered 400."""
    text = request.args.get("on", "").strip()
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text) if len(text) == len("2023-01-15") else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        abort(
            400,
            gettext(
                "“%(text)s” is no day: write year, month and day, such as 2023-01-15, from "
                "%(first)s to %(last)s",
                text=text[:20],
                first=FIRST_DAY.isoformat(),
                last=LAST_DAY.isoformat(),
            ),
        )
    return day


def _in_force(iri: str, day: datetime.date) -> Answer:
    typed = f'"{day.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'
    return answer("in_force", iri, verdict=compose("norm_in_force", day=typed))


def _penalties(iri: str) -> Answer:
    return answer("penalties", iri, verdict=compose("norm_in_force", day="?date"))


def _margin(thing: Thing, whole: tuple[int, ...]) -> list[Line]:
    language = current_language()

    def day(name: str) -> str | None:
        text = thing.text(name)
        return date(text, language) if text else None

    absence = length_of(thing.text("absenceMoreThan"), thing.text("absenceUpTo"))
    return shown(
        [
            things(gettext("Part of"), thing.iris("partOfLaw"), whole),
            words(gettext("Number"), thing.text("number"), whole),
            things(gettext("Law of"), thing.iris("jurisdiction"), whole),
            words(gettext("In force from"), day("inForceFrom"), whole),
            words(gettext("Or from, by another source"), day("inForceFromDisputed"), whole),
            words(gettext("In force to"), day("inForceTo"), whole),
            Line(gettext("Documents show it"), tuple(_attested(thing, whole))),
            things(gettext("Introduced by"), thing.iris("introducedBy"), whole),
            things(gettext("Amended by"), thing.iris("amendedBy"), whole),
            things(gettext("Circumstances"), thing.iris("circumstance"), whole),
            words(gettext("Length of absence"), absence, whole),
            things(gettext("Applies to"), thing.iris("appliesTo"), whole),
            things(gettext("Forbids"), thing.iris("forbids"), whole),
            things(gettext("Permits"), thing.iris("permits"), whole),
            words(gettext("Confirmed"), confirmation(thing.text("confirmation") or ""), whole),
        ]
    )  # fmt: skip


def _attested(thing: Thing, whole: tuple[int, ...]) -> Iterable[Value]:
    text = stretch(thing.text("attestedFrom"), thing.text("attestedTo"))
    if text:
        yield Value(text=text, sources=whole)


def confirmation(slug: str) -> str:
    """How far public sources confirm a norm, in words."""
    return {
        "confirmed": gettext("confirmed"),
        "partly-confirmed": gettext("in part"),
        "unconfirmed": gettext("not confirmed"),
    }.get(slug, slug)


def verdict(slug: str) -> str:
    """Whether something was in force, in words."""
    return {
        "yes": gettext("in force"),
        "no": gettext("not in force"),
        "unknown": gettext("unknown"),
    }.get(slug, "")


def because(slug: str) -> str:
    """Why it is held to have been in force or not, in words."""
    return {
        "outside": gettext("the day is before its start or after its end"),
        "unconfirmed": gettext("no document confirms it"),
        "shown": gettext("documents show it on the day"),
        "between": gettext("it had started, and no end is known"),
        "silent": gettext("nothing shows it on the day"),
    }.get(slug, "")
