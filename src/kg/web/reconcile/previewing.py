"""What small pages about a thing, a type or a property show inside other programs (0.2 §5, §6)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.search import Entry
from kg.web.reconcile.properties import Property, properties
from kg.web.reconcile.service import settings
from kg.web.reconcile.types import label_of
from kg.web.reconcile.values import Cell, cells

MOST_ROWS = 6
_MOST_VALUES = 3


@dataclass(frozen=True)
class Preview:
    """What a small page shows.

    :ivar kind: what it is, such as "outlet"
    :ivar names: in other languages than the title's
    :ivar rows: names of properties with their values as text
    """

    title: str
    kind: str
    description: str
    names: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    path: str = ""


def of_thing(entry: Entry, path: str) -> Preview:
    """The preview of a thing.

    :param path: of its page on this site
    """
    names = [(code, text) for code, text in entry.labels.items() if text != entry.label]
    chosen = {name: setting["default"] for name, setting in settings().items()}
    rows = []
    for property in properties().values():
        if property.in_preview and property.is_of(entry.types):
            values = [_text(cell) for cell in cells(property, entry, chosen)]
            if values:
                rest = [f"and {len(values) - _MOST_VALUES} more"] if values[_MOST_VALUES:] else []
                rows.append((property.name, ", ".join([*values[:_MOST_VALUES], *rest])))
    return Preview(
        entry.label,
        label_of(entry.type),
        entry.description,
        tuple(names),
        tuple(rows[:MOST_ROWS]),
        path,
    )


def of_type(name: str, count: int) -> Preview:
    """The preview of a type."""
    return Preview(label_of(name), "type", f"{count:,} things of it can be found")


def of_property(property: Property) -> Preview:
    """The preview of a property."""
    return Preview(property.name, "property", property.description)


def _text(cell: Cell) -> str:
    value = cell.get("name", next(iter(cell.values())))
    return str(value).removesuffix("T00:00:00Z")
