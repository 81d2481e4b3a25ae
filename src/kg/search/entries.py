"""What a search index holds, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.terms import BASE

LANGUAGES = ("en", "ru", "uk")
THINGS = f"{BASE}id/"


@dataclass(frozen=True)
class Entry:
    """A thing that can be found.

    :ivar id: what stands after `…/id/` in its IRI, such as `agent/mediazona`
    :ivar types: local names of its classes, the most specific first, then those above them
    :ivar labels: by language
    :ivar descriptions: a line on what it is, by language; of a figure or a statement who says so
    """

    number: int = field(repr=False)
    id: str
    types: tuple[str, ...]
    labels: Mapping[str, str]
    descriptions: Mapping[str, str] = field(repr=False)
    weight: float = field(repr=False)

    @property
    def iri(self) -> str:
        """Its IRI."""
        return THINGS + self.id

    @property
    def type(self) -> str:
        """Its most specific class."""
        return self.types[0]

    @property
    def label(self) -> str:
        """What it is called, in the first of LANGUAGES that has a label."""
        known = [self.labels[language] for language in LANGUAGES if language in self.labels]
        return (known or [*self.labels.values(), self.id])[0]

    @property
    def description(self) -> str:
        """A line on what it is, in English; empty where there is none."""
        return self.descriptions.get("en", "")


@dataclass(frozen=True)
class Type:
    """A class of things that can be found.

    :ivar name: its local name
    :ivar labels: by language
    :ivar parents: local names of the classes right above it
    :ivar count: how many things are of it, members of the classes below it included
    """

    name: str
    labels: Mapping[str, str]
    parents: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Hit:
    """A thing that was found.

    :ivar name: the one of its names that fits best
    :ivar language: of that name, or "" where it is not known
    :ivar score: from 0 to 100; it orders hits of one search, and says nothing across searches
    """

    entry: Entry
    name: str
    language: str
    score: float


@dataclass(frozen=True)
class Candidate(Hit):
    """A thing that a name may mean.

    :ivar score: from 0 to 100: how alike the names are
    :ivar match: whether it is safe to take it for what is meant (`kg.search.likeness`)
    :ivar features: what the score was made of, by name
    """

    match: bool = False
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A page of what a search found.

    :ivar total: how many things fit
    :ivar hits: those of this page, the best first
    :ivar by_type: how many of each most specific class fit, whatever classes were asked for
    :ivar corrections: words that nothing has, with those that were taken for them, in the letters
        of the word where they are written in them
    :ivar is_partial: whether nothing has all of the words, so that things with some are shown
    """

    total: int
    hits: tuple[Hit, ...]
    by_type: Mapping[str, int]
    corrections: Mapping[str, tuple[str, ...]]
    is_partial: bool = False
