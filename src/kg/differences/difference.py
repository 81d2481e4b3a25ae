"""What differs between two releases, as it is kept in a file and shown: things by group, each with
what was said of it before and what is said now.

What may not be told any more, since something was withdrawn, is taken out by `without_old` and
`without_new`; the counts stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from kg.errors import KgError

FORMAT = 1
WAYS = ("added", "changed", "removed")
Labels = Mapping[str, str]
"""What something is called, by language tag; "" where it has none."""


@dataclass(frozen=True)
class Value:
    """A value of a property.

    :ivar text: of a literal its lexical form, of a thing its IRI
    :ivar language: of a literal
    :ivar is_thing: whether it is an IRI
    :ivar labels: of a thing
    """

    text: str
    language: str = ""
    is_thing: bool = False
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What changed of one property of a thing, or of one kind of what belongs to it.

    :ivar property: its IRI; "" where it is only said that parts changed
    :ivar part: kind of the part that it is of, such as `caveat`
    :ivar count: how many parts changed
    """

    property: str
    labels: Labels
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()
    part: str = ""
    count: int = 0


@dataclass(frozen=True)
class Item:
    """A thing that was added or changed, or whose record is not there any more.

    :ivar labels: none of what is not there any more: only its address is told
    :ivar says: who says so, of a claim, by IRI
    :ivar origins: how many independent origins it has, of a claim
    """

    iri: str
    labels: Labels = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    says: tuple[Value, ...] = ()
    origins: int | None = None


@dataclass(frozen=True)
class Section:
    """A group of things.

    :ivar counts: how many were added, changed and removed, whether they are listed or not
    """

    group: str
    counts: Mapping[str, int]
    added: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Edition:
    """What a manifest says of a release."""

    release: str
    version: str
    date: str
    built_with: str = ""


@dataclass(frozen=True)
class Difference:
    """What differs between two releases.

    :ivar withdrawn: how many things of the old one were withdrawn, by reason
    :ivar derived: of how many things only what the program makes of others changed, by property
    :ivar inferred: how many facts each rule infers more and less, by the graph's IRI
    :ivar tombstones: SHA-256 of the tombstones by which it was last looked through
    :ivar revised: when something was taken out of it (RFC 3339, UTC); "" where nothing was
    """

    old: Edition
    new: Edition
    sections: tuple[Section, ...]
    withdrawn: Mapping[str, int] = field(default_factory=dict)
    derived: Mapping[str, int] = field(default_factory=dict)
    inferred: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tombstones: str = ""
    revised: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.sections or self.withdrawn or self.derived or self.inferred)

    def total(self, way: str) -> int:
        """How many things were added, changed or removed."""
        return sum(section.counts[way] for section in self.sections)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"format": FORMAT, **asdict(self)}


def folded(items: Iterable[Item]) -> list[list[Item]]:
    """Things of which the same changed, together, in the order of the first of each.

    Claims stand alone: put together by what they have in common, such as a speaker without a name,
    they would be a profile.
    """
    found: list[list[Item]] = []
    for item in items:
        same = next((other for other in found if other[0].changes == item.changes), None)
        if same and item.changes and not (item.says or same[0].says):
            same.append(item)
        else:
            found.append([item])
    return found


def without_old(found: Difference) -> Difference:
    """The difference without what only the old release said: what it said before, which things are
    not there any more, and which ones changed, since what they lost would be told by that."""
    sections = (replace(section, changed=(), removed=()) for section in found.sections)
    return replace(found, sections=tuple(sections), derived={})


def without_new(found: Difference, standing: Callable[[str], Labels | None]) -> Difference:
    """The difference without what only the new release said, which is the served one no more.

    :param standing: what the served release calls a thing; None where it has none such
    """

    def kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
        labels = {item.iri: standing(item.iri) for item in items}
        return tuple(
            Item(item.iri, labels[item.iri]) for item in items if labels[item.iri] is not None
        )

    sections = (
        replace(section, added=kept(section.added), changed=()) for section in found.sections
    )
    return replace(found, sections=tuple(sections), derived={})


def read_difference(record: object) -> Difference:
    """A difference that was kept as JSON.

    :raises KgError: if it is damaged, or was kept by another version of the program
    """
    try:
        if record["format"] != FORMAT:
            raise ValueError
        return Difference(
            Edition(**record["old"]),
            Edition(**record["new"]),
            tuple(_section(section) for section in record["sections"]),
            dict(record["withdrawn"]),
            dict(record["derived"]),
            {graph: tuple(counts) for graph, counts in record["inferred"].items()},
            str(record["tombstones"]),
            str(record["revised"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise KgError("a kept difference is damaged") from None


def _section(record: Mapping[str, Any]) -> Section:
    lists = {way: tuple(map(_item, record[way])) for way in WAYS}
    return Section(record["group"], {way: int(record["counts"][way]) for way in WAYS}, **lists)


def _item(record: Mapping[str, Any]) -> Item:
    values = {"changes": tuple(map(_change, record["changes"]))}
    return Item(**record | values | {"says": _values(record["says"])})


def _change(record: Mapping[str, Any]) -> Change:
    sides = {side: _values(record[side]) for side in ("before", "after")}
    return Change(**record | sides)


def _values(records: list[Mapping[str, Any]]) -> tuple[Value, ...]:
    return tuple(Value(**record) for record in records)
