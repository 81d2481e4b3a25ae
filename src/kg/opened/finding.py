"""A thing of a release by the name that a reader gives it; errors say what is near, or that it was
withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError, nearest
from kg.terms import BASE
from kg.tombstones import tombstones_of

MOST_CHARACTERS = 100
Found = TypeVar("Found")


class Withdrawn(KgError):
    """Something that has been withdrawn.

    :ivar date: the day, ISO 8601
    :ivar why: the reason, in English
    """

    def __init__(self, name: str, date: str, why: str) -> None:
        self.name, self.date, self.why = name, date, why
        super().__init__(f"{name} was withdrawn on {date} {why}")


def slug_of(name: str, kind: str, release: str) -> str:
    """The name of a thing among its kind.

    :param name: that name; or with the kind before it, such as `claim/proekt-convictions-2023`; or
        an IRI, also that of a version
    :param release: identifier of the release, since only its versions are here
    :raises KgError: if it is the IRI of a version in another release

    >>> slug_of("https://w3id.org/refusals/id/claim/one", "claim", "0123456789abcdef")
    'one'
    """
    versions = f"{BASE}release/"
    if name.startswith(versions):
        other, _, name = name.removeprefix(versions).partition("/")
        if other != release:
            raise KgError(f"that is a version in release {other}; this is release {release}")
    return name.removeprefix(f"{BASE}id/").removeprefix(f"{kind}/")


def find(known: Mapping[str, Found], name: str, kind: str, release: Path) -> Found:
    """What has a name.

    :param known: things of that kind by their name
    :raises Withdrawn: if it has been withdrawn
    :raises KgError: if there is none; with the nearest names
    """
    if name in known:
        return known[name]
    stones = tombstones_of(release)
    if name.isascii() and (stone := stones.of(f"{BASE}id/{kind}/{name}")):
        raise Withdrawn(f"{kind}/{name}", stone["date"], stones.reasons[stone["why"]]["en"])
    shown = name[:MOST_CHARACTERS]
    raise KgError(f"there is no {kind} {shown!r} ({nearest(shown, list(known))})")
