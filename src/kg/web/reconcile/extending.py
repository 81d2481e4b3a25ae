"""The answer to a data extension (0.2 §7.4) and the properties that one may ask for (§7.2)."""

from __future__ import annotations

from kg.web.reconcile.extension import Extension
from kg.web.reconcile.properties import proposed
from kg.web.reconcile.values import cells


def extend(asked: Extension) -> dict[str, object]:
    """The values of the properties of each thing, by the identifiers that were asked for; where
    nothing has one, there are none."""
    return {
        "meta": [{"id": column.id, "name": column.property.name} for column in asked.columns],
        "rows": {
            id: {c.id: cells(c.property, entry, c.settings) if entry else [] for c in asked.columns}
            for id, entry in asked.things.items()
        },
    }


def proposals(type: str | None, limit: int | None) -> dict[str, object]:
    """The properties that things of a type may have.

    :param type: None for things of any
    :param limit: None for no limit
    """
    found: dict[str, object] = {
        "properties": [property.described for property in proposed(type)[:limit]]
    }
    if type is not None:
        found["type"] = type
    if limit is not None:
        found["limit"] = limit
    return found
