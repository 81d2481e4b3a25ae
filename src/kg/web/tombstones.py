"""What has been withdrawn, as the release that is served tells it: by the hash of an address, when
and why, and never what (docs/withdrawing.md)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.archive import DATASET
from kg.release import Release
from kg.terms import BASE
from kg.web.problems import Problem, problem

FILE = "withdrawn.json"
_IRI = re.compile(f"<({re.escape(BASE)}[^>]*)>".encode())


class Withdrawn(Exception):
    """Something that is asked for has been withdrawn; carries the tombstone as a problem."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


@dataclass(frozen=True)
class Tombstones:
    """The tombstones of a release.

    :param things: by SHA-256 of an IRI, day and reason
    :param releases: by a release's identifier, day and reason
    :param reasons: by reason, in words in three languages
    """

    things: Mapping[str, Mapping[str, str]]
    releases: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, Mapping[str, str]]

    def check(self, iri: str) -> None:
        """
        :raises Withdrawn: if the thing with this IRI has been
        """
        if stone := self.things.get(hashlib.sha256(iri.encode()).hexdigest()):
            raise Withdrawn(self.problem_of(stone))

    def of_release(self, release: Release) -> Problem | None:
        """Why a release on disk must not be read: it holds what has been withdrawn."""
        if not self.things:
            return None
        data = (release.path / DATASET).read_bytes()
        held = (hashlib.sha256(iri).hexdigest() for iri in set(_IRI.findall(data)))
        stones = [self.things[name] for name in held if name in self.things]
        latest = max(stones, key=lambda stone: stone["date"], default=None)
        return latest and self.problem_of(latest, "Something that this release holds")

    def problem_of(self, stone: Mapping[str, str], what: str = "It") -> Problem:
        """A tombstone as it is told."""
        reason = self.reasons[stone["why"]]
        detail = f"{what} was withdrawn on {stone['date']} {reason['en']}."
        return problem("withdrawn", detail, {"date": stone["date"], "why": dict(reason)})


def read_tombstones(release: Release) -> Tombstones:
    """The tombstones that a release holds."""
    path = release.path / FILE
    record: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
    return Tombstones(*(record.get(name, {}) for name in ("things", "releases", "reasons")))
