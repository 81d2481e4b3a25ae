"""A batch of queries (0.2 §4.1), checked whole before any of them is answered, so that a mistake in
one is never an empty result. What a cell of a table may hold is no mistake: clients that send fifty
cells at once would lose the others with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.web.reconcile.faults import Faults, check_size, quoted, read_object
from kg.web.reconcile.properties import Property, known_property
from kg.web.reconcile.service import limits, service
from kg.web.reconcile.types import known_type

STRICTNESS = ("any", "should", "all")
QUERY_MEMBERS = ("query", "type", "limit", "properties", "type_strict")


@dataclass(frozen=True)
class Thing:
    """A value of a property that was reconciled before."""

    id: str


Given = str | int | float | bool | Thing


@dataclass(frozen=True)
class Query:
    """One query.

    :ivar name: "" where only properties are given, or nothing that could be found
    :ivar strictness: what types that are asked for do: candidates are of "any" or of "all" of them,
        or "should" be of one
    :ivar properties: with the values that each may have
    """

    name: str = ""
    types: tuple[str, ...] = ()
    strictness: str = STRICTNESS[0]
    limit: int = 0
    properties: tuple[tuple[Property, tuple[Given, ...]], ...] = ()


def read_batch(text: str) -> dict[str, Query]:
    """The queries of a batch by their keys.

    :raises Unfit: if it cannot be read, holds too much, or any of its queries asks for what is not
        there
    """
    batch = read_object(text, "queries")
    check_size("queries", len(batch), "queries")
    faults = Faults("queries")
    found = {key: _query(key, value, faults) for key, value in batch.items()}
    faults.check()
    return found


def _query(key: str, value: object, faults: Faults) -> Query:
    place = quoted(key)
    if len(key) > limits()["characters"]:
        faults.add(place, f"a key has at most {limits()['characters']} characters")
    if not isinstance(value, dict):
        faults.add(place, "a query is an object")
        return Query()
    for name in sorted(value.keys() - set(QUERY_MEMBERS)):
        members = ", ".join(QUERY_MEMBERS)
        faults.add(f"{place}.{quoted(name)}", f"it is no member of a query; those are {members}")
    strictness = value.get("type_strict", STRICTNESS[0])
    if strictness not in STRICTNESS:
        faults.add(f"{place}.type_strict", f"give one of {', '.join(STRICTNESS)}")
    name = ""
    if "query" in value:
        name = _text(value["query"], f"{place}.query", faults)
    elif not value.get("properties"):
        faults.add(place, "a query has a query, or properties, or both")
    return Query(
        name,
        _types(value.get("type", []), f"{place}.type", faults),
        strictness,
        _limit(value.get("limit", service()["default candidates"]), f"{place}.limit", faults),
        tuple(_mapped(value.get("properties", []), f"{place}.properties", faults)),
    )


def _text(value: object, place: str, faults: Faults) -> str:
    """As much of a text as is compared."""
    if isinstance(value, str):
        return value.strip()[: limits()["characters"]]
    faults.add(place, "give a text")
    return ""


def _types(value: object, place: str, faults: Faults) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(type, str) for type in given):
        faults.add(place, "give the identifier of a type, or a list of them")
        return ()
    if len(given) > limits()["types"]:
        faults.add(place, f"at most {limits()['types']} types are compared")
        return ()
    found = []
    # Clients send an empty text where they mean none.
    for text in filter(None, given):
        name = known_type(text)
        if name:
            found.append(name)
        else:
            detail = f"there is no type {quoted(text)}; /reconcile/suggest/type lists them"
            faults.add(place, detail)
    return tuple(found)


def _limit(value: object, place: str, faults: Faults) -> int:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or value < 1 or value != int(value):
        faults.add(place, "give a whole number above zero")
        return 0
    return min(int(value), limits()["candidates"])


def _mapped(
    value: object, place: str, faults: Faults
) -> Iterator[tuple[Property, tuple[Given, ...]]]:
    if not isinstance(value, list):
        faults.add(place, "give a list of objects, each with pid and v")
        return
    if len(value) > limits()["properties"]:
        faults.add(place, f"at most {limits()['properties']} properties are compared")
        return
    given_of: dict[Property, tuple[Given, ...]] = {}
    for number, pair in enumerate(value):
        here = f"{place}[{number}]"
        if not isinstance(pair, dict) or pair.keys() != {"pid", "v"}:
            faults.add(here, "give an object of pid and v, and nothing else")
            continue
        property = read_property(pair["pid"], f"{here}.pid", faults)
        given = _given(pair["v"], f"{here}.v", faults)
        if property and given:
            # Two columns of a table may hold the same property: each value is one that it may have.
            given_of[property] = (*given_of.get(property, ()), *given)
    yield from given_of.items()


def read_property(value: object, place: str, faults: Faults) -> Property | None:
    """The property with an identifier or an IRI; notes where there is none."""
    if not isinstance(value, str):
        faults.add(place, "give the identifier of a property")
        return None
    found = known_property(value)
    if not found:
        detail = f"there is no property {quoted(value)}; /reconcile/suggest/property lists them"
        faults.add(place, detail)
    return found


def _given(value: object, place: str, faults: Faults) -> tuple[Given, ...]:
    given = value if isinstance(value, list) else [value]
    if not given or len(given) > limits()["values"]:
        faults.add(place, f"give a value, or a list of one to {limits()['values']}")
        return ()
    found: list[Given] = []
    for one in given:
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            found.append(Thing(_text(one["id"], f"{place}.id", faults)))
        elif isinstance(one, str):
            found += filter(None, [_text(one, place, faults)])
        elif isinstance(one, bool | int | float):
            found.append(one)
        else:
            faults.add(place, "a value is a text, a number, true, false or an object with an id")
    return tuple(found)
