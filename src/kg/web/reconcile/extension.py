"""A data extension (0.2 §7.3): of which things which properties are asked for, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.search import Entry
from kg.web.reconcile.faults import Faults, check_size, quoted, read_object
from kg.web.reconcile.properties import Property
from kg.web.reconcile.reading import read_property
from kg.web.reconcile.service import IDENTIFIER_SPACE, LIMIT, choices, limits, settings, short_id
from kg.web.site import current_site
from kg.web.tombstones import Withdrawn, tombstone


@dataclass(frozen=True)
class Column:
    """A property that a data extension fetches, and how.

    :ivar id: by which it was asked for, which may be an IRI
    """

    id: str
    property: Property
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Extension:
    """A data extension: things by the identifiers that they were asked for by, and properties.

    :ivar things: None where nothing has the identifier
    """

    things: Mapping[str, Entry | None]
    columns: tuple[Column, ...]


def read_extension(text: str) -> Extension:
    """A data extension.

    :raises Unfit: if it cannot be read, holds too much, or asks for what is not there
    :raises Withdrawn: if it asks for something withdrawn
    """
    asked = read_object(text, "extend")
    faults = Faults("extend")
    ids, columns = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        faults.add("ids", "give a list of identifiers, which are texts")
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        faults.add("properties", "give a list of objects, each with an id")
    faults.check()
    check_size("extend", len(ids), "ids")
    check_size("extend", len(columns), "columns")
    found = Extension(dict(_things(ids)), tuple(_columns(columns, faults)))
    faults.check()
    return found


def thing_with(id: str) -> Entry | None:
    """The thing with an identifier or an IRI; None where there is none to be found.

    :raises Withdrawn: if it has been
    """
    id = short_id(id, IDENTIFIER_SPACE)
    if len(id) > limits()["characters"]:
        return None
    current_site().kept.check(IDENTIFIER_SPACE + id)
    return current_site().index.entry(id)


def _things(ids: list[str]) -> Iterator[tuple[str, Entry | None]]:
    stones = current_site().kept.tombstones
    for number, id in enumerate(ids):
        if stone := stones.of(IDENTIFIER_SPACE + short_id(id, IDENTIFIER_SPACE)):
            raise Withdrawn(tombstone(stones, stone, f"The thing of ids[{number}]"))
        yield id, thing_with(id)


def _columns(columns: list[dict[str, object]], faults: Faults) -> Iterator[Column]:
    for number, column in enumerate(columns):
        place = f"properties[{number}]"
        property = read_property(column.get("id"), f"{place}.id", faults)
        chosen = _settings(column.get("settings", {}), f"{place}.settings", faults)
        if column.get("id") in (other.get("id") for other in columns[:number]):
            faults.add(f"{place}.id", "it is asked for twice")
        elif property:
            yield Column(column["id"], property, chosen)


def _settings(value: object, place: str, faults: Faults) -> dict[str, object]:
    if not isinstance(value, dict):
        faults.add(place, "give an object")
        return {}
    found = {name: setting["default"] for name, setting in settings().items()}
    for name, chosen in value.items():
        here = f"{place}.{quoted(name)}"
        if name not in settings():
            faults.add(here, f"there is no such setting; there are {', '.join(settings())}")
        elif name == LIMIT:
            # OpenRefine sends what is in the form, which is text.
            is_whole = str(chosen).isascii() and str(chosen).isdigit() and len(str(chosen)) < 10
            if not is_whole or isinstance(chosen, bool):
                faults.add(here, "give a whole number, 0 for no limit")
            else:
                found[name] = int(chosen)
        elif chosen not in choices(name):
            faults.add(here, f"give one of {', '.join(choices(name))}")
        else:
            found[name] = chosen
    return found
