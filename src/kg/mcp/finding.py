"""Search: what an agent calls something, to its id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode

from kg.mcp.answers import Answer, quoted, table
from kg.mcp.evidence import gather
from kg.opened import OpenRelease
from kg.search import Hit


def search(release: OpenRelease, text: str, types: Sequence[str], limit: int) -> Answer:
    """What a search finds, the best first; of figures and statements also who says so.

    :param types: names of classes, of any of which things are found
    :raises KgError: if there is no such class, or the text is too long
    """
    found = release.search(text, types, limit)
    values: dict[str, Any] = {
        "total": found.total,
        "hits": [_hit(hit) for hit in found.hits],
        "by_type": dict(found.by_type),
        "taken_for": {word: list(others) for word, others in found.corrections.items()},
        "only_some_words": found.is_partial,
    }
    return Answer(
        values, _text(values), gather(release, [NamedNode(h.entry.iri) for h in found.hits])
    )


def _hit(hit: Hit) -> dict[str, str]:
    return {
        "id": hit.entry.id,
        "type": hit.entry.types[0],
        "name": hit.entry.label,
        "found_by": hit.name,
        "description": hit.entry.description,
    }


def _text(values: dict[str, Any]) -> str:
    columns = ["id", "type", "name", "description"]
    rows = [[hit[name] for name in columns] for hit in values["hits"]]
    lines = [f"{len(rows)} of {values['total']} found.", table(columns, rows)]
    for word, others in values["taken_for"].items():
        lines.append(f"Nothing has {quoted(word)}; it was taken for {', '.join(others)}.")
    if values["only_some_words"]:
        lines.append("Nothing has all of the words; these have some.")
    return "\n".join(lines)
