"""What belongs to a claim, a law or a link, and documents of the graph: every fact, a line each."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from kg.web.names import name_of
from kg.web.things.margin import Line, Value, shown
from kg.web.things.record import Thing
from kg.web.things.sources import Sources

TOLD_ELSEWHERE = {"type", "label", "prefLabel", "title", "altLabel", "description", "comment"}


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of such a thing shows: as much as is said of it."""
    lines: dict[str, list[Value]] = {}
    for row in thing.answer.rows:
        value, name = row["value"], row["property"].value
        if name.replace("#", "/").rpartition("/")[2] in TOLD_ELSEWHERE:
            continue
        is_thing = isinstance(value, NamedNode)
        shown_as = (
            Value(value.value, label=row.get("valueLabel")) if is_thing else Value(text=value.value)
        )
        lines.setdefault(name, []).append(shown_as)
    return {
        "template": "things/part.html",
        "margin": [],
        "lines": shown(Line(name_of(name).text, tuple(values)) for name, values in lines.items()),
    }
