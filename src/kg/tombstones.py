"""Tombstones: what a release says of what is gone, which is when and why, and never what.

`withdrawn.json` holds the SHA-256 of every IRI that is gone, so that a server can tell a withdrawn
address from one that never was (RFC 9110 §15.5.11). Whoever has an earlier copy can find out which
of its addresses are gone; whoever has none can only guess. `kg.gone` makes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.terms import BASE

FILE = "withdrawn.json"
Stone = Mapping[str, str]
"""`{"date": …, "why": …}`: the day, and one of the reasons."""


@dataclass(frozen=True)
class Tombstones:
    """The tombstones of a release, as a server needs them.

    :ivar things: by the SHA-256 of an IRI
    :ivar releases: the same by the id of a release
    :ivar reasons: the words for each reason by language
    """

    things: Mapping[str, Stone]
    releases: Mapping[str, Stone]
    reasons: Mapping[str, Mapping[str, str]]

    def of(self, iri: str) -> Stone | None:
        """When and why an IRI was withdrawn; None where it was not."""
        return self.things.get(hash_of(iri))

    def latest_in(self, nquads: bytes) -> Stone | None:
        """The latest tombstone of what a dataset, such as an older release's, still holds."""
        pieces = {piece.partition(b">")[0] for piece in nquads.split(b"<" + BASE.encode())[1:]}
        stones = (self.of(BASE + piece.decode()) for piece in pieces)
        return max(filter(None, stones), key=lambda stone: stone["date"], default=None)


def read_tombstones(content: bytes) -> Tombstones:
    """The tombstones in a withdrawn.json.

    :raises KgError: if it is damaged
    """
    try:
        record = json.loads(content)
        return Tombstones(record["things"], record["releases"], record["reasons"])
    except (ValueError, KeyError, TypeError):
        raise KgError(f"{FILE} is damaged; run `kg release` again") from None


def tombstones_of(release: Path) -> Tombstones:
    """The tombstones in a release directory; one made before there were any has none.

    :raises KgError: if the file is damaged
    """
    path = release / FILE
    return read_tombstones(path.read_bytes()) if path.is_file() else Tombstones({}, {}, {})


def hash_of(iri: str) -> str:
    """By what an IRI is found among tombstones."""
    return hashlib.sha256(iri.encode("utf-8")).hexdigest()
