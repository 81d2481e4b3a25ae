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


def id_in(name: str, release: str) -> str:
    """The id in what a reader has of a thing.

    :param name: its id, or what of it names it among its kind; or an IRI, also that of a version
    :param release: identifier of the release, since only its versions are here
    :raises KgError: if it is the IRI of a version in another release

    >>> id_in("https://w3id.org/refusals/id/claim/one", "0123456789abcdef")
    'claim/one'
    """
    versions = f"{BASE}release/"
    if name.startswith(versions):
        other, _, name = name.removeprefix(versions).partition("/")
        if other != release:
            raise KgError(f"that is a version in release {other}; this is release {release}")
    return name.removeprefix(BASE).removeprefix("id/")


def refuse_withdrawn(release: Path, id: str) -> None:
    """
    :raises Withdrawn: if the thing with an id has been withdrawn
    """
    stones = tombstones_of(release)
    if id.isascii() and (stone := stones.of(f"{BASE}id/{id}")):
        raise Withdrawn(id, stone["date"], stones.reasons[stone["why"]]["en"])


def find(known: Mapping[str, Found], name: str, kind: str, release: Path) -> Found:
    """What has a name.

    :param known: things of that kind by their name
    :raises Withdrawn: if it has been withdrawn
    :raises KgError: if there is none; with the nearest names
    """
    if name in known:
        return known[name]
    refuse_withdrawn(release, f"{kind}/{name}")
    shown = name[:MOST_CHARACTERS]
    if "/" in shown:
        raise KgError(f"{shown!r} is no {kind}; search() finds things by what they are called")
    raise KgError(f"there is no {kind} {shown!r} ({nearest(shown, list(known))})")
