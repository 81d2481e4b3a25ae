"""What changed of parts, such as the caveats of a claim or the penalties of a provision, told with
the thing that they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode

from kg.archive import DATASET
from kg.differences.difference import Change
from kg.differences.groups import part_words, parts
from kg.differences.naming import Names
from kg.differences.reading import Changed, kind_of

DEEPEST = 4
"""A position is of an evidence, which is of a mention, which is of a claim."""


def owners_of(changed: Iterable[Changed], folder: Path) -> dict[str, str]:
    """The IRI of the thing to which each part belongs, by the part's.

    The dataset is read once for each step from part to whole, so that memory holds no more than
    the parts that changed.

    :param folder: with the dataset of the new release
    """
    owners: dict[str, str] = {}
    pending: dict[str, set[str]] = {}  # what is looked for, and of which parts it is an owner
    for found in changed:
        above = parts()[found.kind].up
        nodes = found.new.values.get(above, ()) if above else ()
        target = next((node.value for node in sorted(nodes, key=str)), "")
        if target and kind_of(target) not in parts():
            owners[found.iri] = target
        else:
            pending.setdefault(target or found.iri, set()).add(found.iri)
    for _ in range(DEEPEST):
        if not pending:
            break
        reached: dict[str, set[str]] = {}
        for target, owner in _owned(pending, folder):
            if kind_of(owner) in parts():
                reached.setdefault(owner, set()).update(pending[target])
            else:
                owners |= dict.fromkeys(pending[target], owner)
        pending = reached
    return owners


def _owned(wanted: Collection[str], folder: Path) -> Iterable[tuple[str, str]]:
    """Each of some parts with what it belongs to, by a property that leads up or down."""
    down = {str(part.down).encode() for part in parts().values() if part.down}
    up = {str(part.up).encode() for part in parts().values() if part.up}
    needles = {f"<{iri}>".encode(): iri for iri in wanted}
    with (folder / DATASET).open("rb") as file:
        for line in file:
            steps = line.split(b" ", 3)
            if len(steps) < 4:
                continue
            subject, name, value, _ = steps
            if name in down and value in needles:
                yield needles[value], subject[1:-1].decode()
            elif name in up and subject in needles:
                yield needles[subject], value[1:-1].decode()


def changes_of_parts(
    changed: Iterable[Changed], owners: Mapping[str, str], names: Names
) -> dict[str, list[Change]]:
    """What changed of parts, by the IRI of their owner: of some kinds what was said and is said, of
    the others only how many."""
    found: dict[str, list[Change]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for part in changed:
        if part.iri not in owners:
            continue
        owner = owners[part.iri]
        if not parts()[part.kind].is_told:
            counts[owner, part.kind] += 1
            continue
        for name in _told(part):
            before, after = (side.values.get(name, set()) for side in (part.old, part.new))
            change = Change(
                name.value,
                names.of_property(name.value),
                names.values(before - after),
                names.values(after - before),
                part.kind,
            )
            found.setdefault(owner, []).append(change)
    for (owner, kind), number in sorted(counts.items()):
        change = Change("", part_words(kind), part=kind, count=number)
        found.setdefault(owner, []).append(change)
    return found


def _told(part: Changed) -> list[NamedNode]:
    """Properties of a part that have other values, but for those that lead to its own parts."""
    downward = {other.down for other in parts().values()}
    names = {*part.old.values, *part.new.values} - downward
    differing = (name for name in names if part.old.values.get(name) != part.new.values.get(name))
    return sorted(differing, key=lambda name: name.value)
