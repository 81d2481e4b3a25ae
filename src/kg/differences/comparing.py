"""Comparing two releases by what a reader cares for: claims, articles, organisations, laws, links
and checks, each with what was said of it before and is said now.

Only what is asserted or computed in the datasets is compared, never how files are written. What
rules infer is counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.differences.difference import WAYS, Change, Difference, Edition, Item, Section
from kg.differences.groups import (
    Group,
    group_of,
    groups,
    implied,
    parts,
)
from kg.differences.naming import Names
from kg.differences.parts import changes_of_parts, owners_of
from kg.differences.reading import Changed, Facts, changed_subjects, folder_with_dataset
from kg.release import Release
from kg.terms import BASE, term
from kg.tombstones import FILE as WITHDRAWN
from kg.tombstones import Tombstones, tombstones_of

MOST_LISTED = 500
"""Things that are listed of a group that were added, changed or removed; the others are counted."""
MOST_DERIVED = 25
"""The same of what the program makes: another version of it may make all of it anew."""
INFERRED = "inferred.nq"
PRODUCER, ORIGINS = term("ref:producedBy"), term("ref:independentOrigins")
_PART_PROPERTIES = frozenset(part.down for part in parts().values() if part.down)


@dataclass
class _Found:
    """What was found so far, by group and way."""

    items: dict[str, dict[str, list[Changed]]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    derived: Counter[str] = field(default_factory=Counter)
    parts: list[Changed] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def add(self, group: Group, way: str, changed: Changed) -> None:
        self.counts[group.name, way] += 1
        self.told.add(changed.iri)
        most = MOST_DERIVED if group.is_derived else MOST_LISTED
        listed = self.items.setdefault(group.name, {name: [] for name in WAYS})[way]
        if group.is_listed and len(listed) <= most:  # one more tells that there are too many
            listed.append(changed)


def compare(old: Release, new: Release, stones: Tombstones | None = None) -> Difference:
    """What differs between two releases.

    :param stones: by which things are withdrawn; those of the new release, if none are given
    :raises KgError: if a dataset is missing or damaged
    """
    stones = stones or tombstones_of(new.path)
    with folder_with_dataset(old.path) as before, folder_with_dataset(new.path) as after:
        found = _Found()
        for changed in changed_subjects(before, after):
            _sort(changed, found, stones)
        names = Names(after, before)
        part_changes = _part_changes(found, names, after)
        sections = tuple(_sections(found, names, part_changes))
        return Difference(
            edition_of(old),
            edition_of(new),
            sections,
            dict(sorted(found.withdrawn.items())),
            dict(sorted(found.derived.items())),
            dict(_inferred(old.path / INFERRED, new.path / INFERRED)),
            hash_of_tombstones(new.path),
        )


def edition_of(release: Release) -> Edition:
    """What the manifest of a release says that a reader wants to know."""
    manifest = release.manifest
    texts = (str(manifest.get(name, "")) for name in ("version", "date", "built_with"))
    return Edition(release.id, *texts)


def hash_of_tombstones(release: Path) -> str:
    """The SHA-256 of the tombstones of a release; "" where it has none."""
    path = release / WITHDRAWN
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _sort(changed: Changed, found: _Found, stones: Tombstones) -> None:
    """Put a subject to its group, or among the parts."""
    if changed.kind in parts():
        if changed.old and changed.new:  # else its owner says that it has one more, or one less
            found.parts.append(changed)
        return
    types = (changed.old.types if changed.old else set()) | (
        changed.new.types if changed.new else set()
    )
    group = group_of(changed.kind, types)
    if not group:
        return
    if stone := stones.of(changed.iri):
        if changed.old:
            found.withdrawn[stone["why"]] += 1
    elif not changed.old:
        found.add(group, "added", changed)
    elif not changed.new:
        found.add(group, "removed", replace(changed, old=None))
    elif properties := _properties(changed.old, changed.new):
        if properties - group.composed:
            found.add(group, "changed", changed)
        else:
            found.derived.update(name.value for name in properties)


def _properties(old: Facts, new: Facts) -> set[NamedNode]:
    """Properties that have other values."""
    names = {*old.values, *new.values}
    return {name for name in names if old.values.get(name) != new.values.get(name)}


def _part_changes(found: _Found, names: Names, folder: Path) -> dict[str, list[Change]]:
    """What changed of parts, by the IRI of the thing that they belong to."""
    if not found.parts:
        return {}
    owners = owners_of(found.parts, folder)
    changes = changes_of_parts(found.parts, owners, names)
    for iri in sorted(changes.keys() - found.told):
        facts = Facts(names.facts(iri))
        group = group_of(Changed(iri, facts, facts).kind, facts.types)
        if group:
            found.add(group, "changed", Changed(iri, facts, facts))
    return changes


def _sections(
    found: _Found, names: Names, part_changes: Mapping[str, list[Change]]
) -> Iterator[Section]:
    for group in groups().values():
        counts = {way: found.counts[group.name, way] for way in WAYS}
        if not any(counts.values()):
            continue
        listed = found.items.get(group.name) or {way: [] for way in WAYS}
        if group.is_derived and sum(counts.values()) > MOST_DERIVED:
            listed = {way: [] for way in WAYS}
        yield Section(
            group.name,
            counts,
            tuple(_item(c.iri, c.new, names) for c in listed["added"][:MOST_LISTED]),
            tuple(
                replace(
                    _item(c.iri, c.new, names),
                    changes=(*_changes(c, group, names), *part_changes.get(c.iri, ())),
                )
                for c in listed["changed"][:MOST_LISTED]
            ),
            tuple(Item(c.iri) for c in listed["removed"][:MOST_LISTED]),
        )


def _item(iri: str, facts: Facts, names: Names) -> Item:
    says = names.values(facts.values.get(PRODUCER, ()))
    origins = [v.value for v in facts.values.get(ORIGINS, ()) if isinstance(v, Literal)]
    number = int(origins[0]) if len(origins) == 1 and origins[0].isdigit() else None
    return Item(iri, names.of(iri), (), says, number)


def _changes(changed: Changed, group: Group, names: Names) -> Iterator[Change]:
    properties = _properties(changed.old, changed.new)
    silent = {other for name in properties for other in implied().get(name, ())}
    for name in sorted(properties - silent - group.composed, key=lambda p: p.value):
        before = changed.old.values.get(name, set())
        after = changed.new.values.get(name, set())
        lost, won = before - after, after - before
        if name in _PART_PROPERTIES:
            # How many there are is told; what a part said that is gone is not.
            yield Change(name.value, names.of_property(name.value), (), names.values(won),
                         count=len(lost))  # fmt: skip
        else:
            yield Change(name.value, names.of_property(name.value),
                         names.values(lost), names.values(won))  # fmt: skip


def _inferred(old: Path, new: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """How many facts each rule infers more and less, by its graph."""
    if not (old.is_file() and new.is_file()):
        return
    more, less = Counter(), Counter()
    with old.open("rb") as first, new.open("rb") as second:
        before, after = first.readline(), second.readline()
        while before or after:
            if before == after:
                before, after = first.readline(), second.readline()
            elif not after or (before and before < after):
                less[_graph(before)] += 1
                before = first.readline()
            else:
                more[_graph(after)] += 1
                after = second.readline()
    for graph in sorted(more.keys() | less.keys()):
        yield graph, (more[graph], less[graph])


def _graph(line: bytes) -> str:
    """The name of the graph at the end of a line of N-Quads; "" where it is none of ours."""
    name = line.rstrip(b" .\n").rpartition(b" <")[2].removesuffix(b">").decode("utf-8", "replace")
    return name if name.startswith(BASE) else ""
