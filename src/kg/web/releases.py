"""The releases that are kept beside the one that is served: they stay citable, file by file and
claim by claim, until something that they hold is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.archive import DATASET
from kg.differences.withholding import Telling
from kg.errors import KgError
from kg.release import ID_PATTERN, Release, open_release, published_from
from kg.tombstones import Tombstones, tombstones_of
from kg.web.problems import Problem
from kg.web.tombstones import Withdrawn, tombstone


@dataclass(frozen=True)
class KeptReleases:
    """The releases in one folder, as the one that is served lets them be seen.

    :param others: by identifier, those beside it that may be read
    :param barred: by identifier, why others may not
    :param published: identifiers of all that were ever published from this folder
    """

    served: Release
    tombstones: Tombstones
    others: Mapping[str, Release]
    barred: Mapping[str, Problem]
    published: frozenset[str]

    def find(self, identifier: str) -> Release | None:
        """The release with this identifier; None if there is none.

        :raises Withdrawn: if it has been withdrawn, or holds something that has been
        """
        if identifier == self.served.id:
            return self.served
        if identifier in self.barred:
            raise Withdrawn(self.barred[identifier])
        found = self.others.get(identifier)
        return found if found and found.path.is_dir() else None

    def check(self, iri: str) -> None:
        """
        :raises Withdrawn: if the thing with this IRI has been
        """
        if stone := self.tombstones.of(iri):
            raise Withdrawn(tombstone(self.tombstones, stone))


def telling_of(kept: KeptReleases) -> Telling:
    """What may be told of what releases that are or were kept say."""
    readable = {kept.served.id, *(name for name in kept.others if kept.others[name].path.is_dir())}
    return Telling(kept.served.path, kept.tombstones, readable, kept.barred.keys())


def find_kept_releases(served: Release) -> KeptReleases:
    """Look through the folder of a release. With tombstones this reads every release in it."""
    stones = tombstones_of(served.path)
    others: dict[str, Release] = {}
    barred = {name: tombstone(stones, stone) for name, stone in stones.releases.items()}
    folder = served.path.parent
    for path in folder.iterdir():
        if not ID_PATTERN.fullmatch(path.name) or path.name in barred or path == served.path:
            continue
        try:
            release = open_release(path)
            held = stones.things and stones.latest_in((path / DATASET).read_bytes())
        except (KgError, OSError):
            continue  # one that is being removed, or is no whole release
        if held:
            barred[release.id] = tombstone(stones, held, "Something that this release holds")
        else:
            others[release.id] = release
    return KeptReleases(served, stones, others, barred, frozenset(published_from(folder)))
