"""Completion of names while they are typed (0.2 §6): of things, types and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.search import Entry
from kg.search.folding import folded
from kg.web.reconcile.properties import properties
from kg.web.reconcile.service import IDENTIFIER_SPACE, SCHEMA_SPACE, limits, service, short_id
from kg.web.reconcile.types import described, of_entry
from kg.web.site import current_site

ENTITY, TYPE, PROPERTY = KINDS = ("entity", "type", "property")


def suggest(kind: str, prefix: str, cursor: int, types: Sequence[str] = ()) -> dict[str, object]:
    """Those whose name has words that begin so, or whose identifier begins so.

    :param kind: one of KINDS
    :param prefix: "" for all types or properties; of things none
    :param cursor: how many to skip
    :param types: of things
    :raises TextTooLong: if the prefix is longer than what is compared
    """
    end = cursor + limits()["suggestions"]
    if kind == ENTITY:
        found = [_entity(entry) for entry in _entities(prefix, types, end)]
    elif kind == TYPE:
        known = map(described, _types_in_order())
        found = [record for record in known if _begins(prefix, record)]
    else:
        known = (property.described for property in properties().values())
        found = [record for record in known if _begins(prefix, record)]
    return {"result": found[cursor:end]}


def _entities(prefix: str, types: Sequence[str], limit: int) -> Iterator[Entry]:
    index = current_site().index
    own = index.entry(short_id(prefix, IDENTIFIER_SPACE))
    if own and not (types and set(types).isdisjoint(own.types)):
        yield own
    for hit in index.suggest(prefix, types, limit):
        if hit.entry != own:
            yield hit.entry


def _entity(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {"id": entry.id, "name": entry.label, "notable": of_entry(entry)}
    return found | {"description": entry.description} if entry.description else found


def _types_in_order() -> list[str]:
    """The default types first, then the others by how many things are of them."""
    first, types = service()["default types"], current_site().index.types
    others = sorted(types.keys() - set(first), key=lambda name: (-types[name].count, name))
    return [*(name for name in first if name in types), *others]


def _begins(prefix: str, record: dict[str, object]) -> bool:
    """Whether the identifier or each word of the prefix begins one of the name's."""
    id = str(record["id"]).casefold()
    if id.startswith(short_id(prefix, SCHEMA_SPACE).casefold()):
        return True
    asked, words = folded(prefix).split(), folded(str(record["name"])).split()
    return bool(asked) and all(any(word.startswith(one) for word in words) for one in asked)
