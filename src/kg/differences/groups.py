"""Into which group a thing belongs, what is part of what, and what all that is called
(`groups.yaml`, `words.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pyoxigraph import Literal, NamedNode

from kg.build.entities import NEVER_TOGETHER
from kg.terms import term


@dataclass(frozen=True)
class Group:
    """Things that are told together.

    :ivar title: in words, by language
    :ivar composed: properties whose values the program makes of others
    :ivar is_derived: whether the program makes them
    :ivar is_listed: whether single ones are told
    """

    name: str
    title: Mapping[str, str]
    kinds: Set[str] = frozenset()
    classes: Set[NamedNode] = frozenset()
    excluded: Set[NamedNode] = frozenset()
    composed: Set[NamedNode] = frozenset()
    is_derived: bool = False
    is_listed: bool = True

    def has(self, kind: str, types: Set[NamedNode | Literal]) -> bool:
        """Whether a thing of this kind and these classes belongs to it."""
        of_kind = not self.kinds or kind in self.kinds
        of_class = not self.classes or bool(self.classes & types)
        return of_kind and of_class and not self.excluded & types


@dataclass(frozen=True)
class Part:
    """What belongs to one thing alone.

    :ivar up: the property that leads from it to the thing
    :ivar down: the property that leads from the thing to it
    :ivar is_told: whether it is told how it changed
    """

    up: NamedNode | None
    down: NamedNode | None
    is_told: bool


@cache
def groups() -> Mapping[str, Group]:
    """Every group by name, in the order in which they are told."""
    return {
        entry["name"]: Group(
            entry["name"],
            entry["title"],
            frozenset(entry.get("kinds", ())),
            frozenset(map(term, entry.get("classes", ()))),
            frozenset(map(term, entry.get("not", ()))),
            frozenset(map(term, entry.get("composed", ()))) | _derived_properties(),
            entry.get("derived", False),
            entry.get("listed", True),
        )
        for entry in _read("groups")["groups"]
    }


def group_of(kind: str, types: Set[NamedNode | Literal]) -> Group | None:
    """The group of a thing; None for what is not told of at all, such as whoever has no name.

    :param types: its classes, in either release
    """
    if types & NEVER_TOGETHER:
        return None
    return next((group for group in groups().values() if group.has(kind, types)), None)


@cache
def parts() -> Mapping[str, Part]:
    """What belongs to one thing alone, by kind."""
    return {
        kind: Part(
            term(entry["up"]) if "up" in entry else None,
            term(entry["down"]) if "down" in entry else None,
            entry["told"],
        )
        for kind, entry in _read("groups")["parts"].items()
    }


@cache
def implied() -> Mapping[NamedNode, Set[NamedNode]]:
    """Properties that say again what another one says in words."""
    found = _read("groups")["implied"]
    return {term(name): frozenset(map(term, others)) for name, others in found.items()}


@cache
def _derived_properties() -> Set[NamedNode]:
    """Properties whose values the program computes, of whatever."""
    return frozenset(map(term, _read("groups")["derived"]))


@cache
def property_words() -> Mapping[str, Mapping[str, str]]:
    """What properties of other vocabularies are called, by IRI and language."""
    return {term(name).value: words for name, words in _read("words")["properties"].items()}


def part_words(kind: str) -> Mapping[str, str]:
    """What a kind of parts is called, by language."""
    return _read("words")["parts"][kind]


@cache
def _read(name: str) -> Mapping[str, object]:
    text = files("kg.differences").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
