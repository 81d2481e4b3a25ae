"""What belongs to a claim, a law or a link, and documents of the graph: every fact, a line each."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.terms import BASE
from kg.web.asking import local_name
from kg.web.names import name_of
from kg.web.things.margin import Line, Value, shown
from kg.web.things.record import Thing
from kg.web.things.sources import Sources

TOLD_ELSEWHERE = {"type", "label", "prefLabel", "title", "altLabel", "description", "comment"}


BELONGS_TO = ("mentionOf", "claim", "inArticle", "hasSource", "relayAgent")
"""Properties that lead to what such a thing is a part of."""


def short_name(iri: str) -> str:
    """An IRI of ours without what all of them have in common; another one as it is."""
    return iri.removeprefix(f"{BASE}id/").removeprefix(BASE)


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of such a thing shows: as much as is said of it."""
    lines: dict[str, list[Value]] = {}
    for row in thing.answer.rows:
        value, name = row["value"], row["property"].value
        if local_name(name) in TOLD_ELSEWHERE:
            continue
        is_thing = isinstance(value, NamedNode)
        label = row.get("valueLabel") or Literal(short_name(value.value))
        lines.setdefault(name, []).append(
            Value(value.value, label=label) if is_thing else Value(text=value.value)
        )
    of = next(
        (
            row["valueLabel"]
            for name in BELONGS_TO
            for row in thing.answer.rows
            if row["property"].value.endswith(f"#{name}") and "valueLabel" in row
        ),
        None,
    )
    return {
        "template": "things/part.html",
        "part_of": None if thing.values("label", "prefLabel", "title") else of,
        "margin": [],
        "lines": shown(Line(name_of(name).text, tuple(values)) for name, values in lines.items()),
    }
