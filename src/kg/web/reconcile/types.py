"""The types of the service: the classes of what can be found in the release that is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.search import Entry
from kg.web.reconcile.service import SCHEMA_SPACE, short_id
from kg.web.site import current_site


def known_type(text: str) -> str | None:
    """The name of a type from its name or its IRI; None where there is no such type."""
    name = short_id(text, SCHEMA_SPACE)
    return name if name in current_site().index.types else None


def label_of(name: str) -> str:
    """What a type is called in English."""
    return current_site().index.types[name].labels.get("en", name)


def described(name: str) -> dict[str, object]:
    """A type with those right above it (0.2 §2.2)."""
    parents = [known for known in current_site().index.types[name].parents if known_type(known)]
    found: dict[str, object] = {"id": name, "name": label_of(name)}
    return found | {"broader": [described(parent) for parent in parents]} if parents else found


def of_entry(entry: Entry) -> list[dict[str, str]]:
    """The types of a thing, the most specific first."""
    return [{"id": name, "name": label_of(name)} for name in entry.types]


def with_parents(names: Iterable[str]) -> Iterator[str]:
    """Types and all above them."""
    for name in names:
        yield name
        if known_type(name):
            yield from with_parents(current_site().index.types[name].parents)
