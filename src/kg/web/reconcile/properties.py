"""The properties of the service (`properties.yaml`) and their values in the release that is served.

The values of a property are asked for once in a release, of the guarded engine, and then kept: a
release never changes, and a batch costs the engine nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from kg.search import Entry
from kg.terms import term
from kg.web.asking import ask
from kg.web.reconcile.service import IDENTIFIER_SPACE, SCHEMA_SPACE, read
from kg.web.reconcile.types import with_parents
from kg.web.site import current_site

KEPT_TABLES = 256
_ONE_PROPERTY = re.compile(r"\w+:\w+")
Value = NamedNode | Literal
Table = Mapping[str, Sequence[Value]]


@dataclass(frozen=True)
class Property:
    """A property that things have, or that our model leads to (see properties.yaml)."""

    id: str
    name: str
    description: str
    path: str
    types: tuple[str, ...] = ()
    value_class: str = ""
    by_language: bool = False
    language: str = ""
    begins: str = ""
    exact: bool = False
    identifies: bool = False
    is_count: bool = False
    in_preview: bool = False

    @property
    def described(self) -> dict[str, str]:
        """It, as suggestions and proposals give it."""
        return {"id": self.id, "name": self.name, "description": self.description}

    def is_of(self, types: Iterable[str]) -> bool:
        """Whether things of these types, those above them included, may have it."""
        return not self.types or bool(set(self.types) & set(types))


@cache
def properties() -> Mapping[str, Property]:
    """All of them by id, in the order in which they are proposed."""
    return {
        id: Property(
            id,
            record["name"],
            record["description"],
            record["path"],
            tuple(record.get("types", ())),
            record.get("class", ""),
            record.get("language", False),
            record.get("in", ""),
            record.get("begins", ""),
            record.get("exact", False),
            record.get("identifies", False),
            record.get("count", False),
            record.get("in preview", False),
        )
        for id, record in read("properties.yaml").items()
    }


@cache
def _by_iri() -> Mapping[str, str]:
    """The ids of those that are one property of a vocabulary, by its IRI."""
    found: dict[str, str] = {}
    for property in properties().values():
        if _ONE_PROPERTY.fullmatch(property.path) and not (property.begins or property.is_count):
            found.setdefault(term(property.path).value, property.id)
    return found


def known_property(text: str) -> Property | None:
    """The property with an id or an IRI; None where there is no such property."""
    text = text.strip()
    id = _by_iri().get(text, text.removeprefix(SCHEMA_SPACE))
    return properties().get(id)


def proposed(type: str | None) -> list[Property]:
    """The properties that things of a type may have, those of few types first; all, where no type
    is given."""
    everything = list(properties().values())
    if type is None:
        return everything
    types = set(with_parents([type]))
    return [property for property in everything if property.is_of(types)]


def values_of(property: Property, entry: Entry) -> Sequence[Value]:
    """The values that a thing has for a property, in a lasting order. Things that cannot be found,
    such as speakers without a name, are no values."""
    found = table(property).get(entry.id, ())
    if property.is_count:
        has_it = bool(found) or property.is_of(entry.types)
        return [Literal(len(found))] if has_it else []
    return found


def table(property: Property) -> Table:
    """All values of a property by the id of the thing that has them."""
    return _table(current_site().release_id, property)


@lru_cache(KEPT_TABLES)
def _table(release: str, property: Property) -> Table:
    """The table of the release that the request is answered from."""
    pattern = f"?value a {property.value_class} ." if property.value_class else ""
    found: dict[str, list[Value]] = defaultdict(list)
    for row in ask("property_values", path=f"({property.path})", pattern=pattern):
        value = _own_value(property, row["value"])
        if value is not None:
            found[row["thing"].value.removeprefix(IDENTIFIER_SPACE)].append(value)
    return dict(found)


def _own_value(property: Property, value: Value) -> Value | None:
    """A value as the property has it; None if it is none of its values."""
    if property.language and getattr(value, "language", None) != property.language:
        return None
    if property.begins:
        is_one = value.value.startswith(property.begins)
        return Literal(value.value.removeprefix(property.begins).strip("/")) if is_one else None
    if isinstance(value, NamedNode) and value.value.startswith(IDENTIFIER_SPACE):
        return value if entry_of(value) else None
    return value


def entry_of(value: Value) -> Entry | None:
    """The thing that a value is; None where it is a text, or nothing that can be found."""
    is_thing = isinstance(value, NamedNode) and value.value.startswith(IDENTIFIER_SPACE)
    index = current_site().index
    return index.entry(value.value.removeprefix(IDENTIFIER_SPACE)) if is_thing else None
