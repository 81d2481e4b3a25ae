"""What may not be told any more of a difference between releases, since something was withdrawn
(docs/withdrawing.md).

A difference is a copy of words of two releases. Once one of these may not be read any more, its
words may stand in no difference either.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from kg.archive import DATASET
from kg.differences.comparing import hash_of_tombstones
from kg.differences.difference import (
    Change,
    Difference,
    Item,
    Section,
    Value,
    without_new,
    without_old,
)
from kg.differences.naming import standing_in
from kg.errors import KgError
from kg.release import CURRENT, Release, open_release
from kg.tombstones import Tombstones, tombstones_of


@dataclass(frozen=True)
class Telling:
    """What may be told.

    :ivar release: folder of the release by which that is judged, the one that is served
    :ivar stones: tombstones
    :ivar readable: identifiers of the releases that may be read
    :ivar barred: identifiers of those that may not, since something that they hold was withdrawn
    """

    release: Path
    stones: Tombstones
    readable: Collection[str]
    barred: Collection[str]

    def limit(self, found: Difference) -> Difference:
        """A difference without what may not be told any more.

        Of a release that is not kept it is told what was told before, until something else is
        withdrawn: then nobody can see any more whether it held that.
        """
        now = hash_of_tombstones(self.release)
        unchanged = found.tombstones == now

        def is_told(release: str) -> bool:
            return release in self.readable or (unchanged and release not in self.barred)

        told = found
        if not is_told(found.new.release):
            told = without_new(told, lambda iri: standing_in(self.release, iri))
        if not is_told(found.old.release):
            told = without_old(told)
        return replace(_without_things(told, self.stones), tombstones=now)


def telling_between(old: Release, new: Release, folder: Path) -> Telling:
    """What may be told of two releases to who has them on disk: what neither of them, nor the one
    that is published, tells to be withdrawn.

    :param folder: of releases
    """
    known = [tombstones_of(release.path) for release in (old, new)]
    try:
        known.append(tombstones_of(open_release(folder / CURRENT).path))
    except KgError:
        pass  # none is published from there
    things = {name: stone for stones in known for name, stone in stones.things.items()}
    releases = {name: stone for stones in known for name, stone in stones.releases.items()}
    reasons = {why: words for stones in known for why, words in stones.reasons.items()}
    stones = Tombstones(things, releases, reasons)
    barred = {
        release.id
        for release in (old, new)
        if release.id in releases or (things and stones.latest_in(_dataset(release.path)))
    }
    return Telling(new.path, stones, {old.id, new.id} - barred, barred)


def _dataset(release: Path) -> bytes:
    path = release / DATASET
    return path.read_bytes() if path.is_file() else gzip.decompress(_packed(release))


def _packed(release: Path) -> bytes:
    path = release / f"{DATASET}.gz"
    if not path.is_file():
        raise KgError(f"{release}: no {DATASET} here, so this is not a whole release")
    return path.read_bytes()


def _without_things(found: Difference, stones: Tombstones) -> Difference:
    """The difference without things that are withdrawn, whatever names them."""
    if not stones.things:
        return found

    def told(iri: str) -> bool:
        return not stones.of(iri)

    def is_told(value: Value) -> bool:
        return told(value.text)

    def change(change: Change) -> Change:
        sides = (tuple(filter(is_told, side)) for side in (change.before, change.after))
        return replace(change, **dict(zip(("before", "after"), sides, strict=True)))

    def items(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            replace(
                item,
                says=tuple(filter(is_told, item.says)),
                changes=tuple(map(change, item.changes)),
            )
            for item in items
            if told(item.iri)
        )

    def section(section: Section) -> Section:
        return replace(
            section,
            added=items(section.added),
            changed=items(section.changed),
            removed=items(section.removed),
        )

    return replace(found, sections=tuple(map(section, found.sections)))
