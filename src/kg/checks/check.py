"""A check: one tested relation with its verdict and the reason, before it is put into words.

Numbers and names stay what they are until `kg.checks.words` says them in a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.checks.figure import Figure
from kg.interval import Interval


@dataclass(frozen=True)
class Amount:
    """The values that an interval allows, in a unit (slug); None is a plain number.

    :ivar about: whether it is worked out from a number that may be rounded
    """

    interval: Interval
    unit: str | None = None
    about: bool = False


@dataclass(frozen=True)
class Name:
    """The name of a thing: a concept, an agent, a document or an event."""

    kind: str
    slug: str


@dataclass(frozen=True)
class Elapsed:
    """A stretch of time in whole months and the days that are left."""

    months: int
    days: int


Value = Amount | Name | Elapsed | Figure | date | int | str | tuple
"""A tuple is an enumeration of the others; a figure stands for its number as it is printed."""


@dataclass(frozen=True)
class Clause:
    """One clause of a reason: the key of its wording, and what fills it."""

    key: str
    values: Mapping[str, Value]


def clause(key: str, /, **values: Value) -> Clause:
    """A clause by its key in wordings.yaml."""
    return Clause(key, values)


@dataclass(frozen=True)
class Check:
    """One relation that was tested.

    :ivar kind: slug of the kind of check
    :ivar inputs: ids of the claims that enter, the tested one first
    :ivar verdict: slug of the verdict
    :ivar reason: clauses that make one sentence
    :ivar declared: whether an annotator declared the relation; else the program proposed it
    :ivar name: what the check is called among its kind; by default its inputs
    :ivar formula: the arithmetic, filled with the values of the first clause
    :ivar facets: for figures that cannot be compared, in what they differ
    :ivar statements: ids of statements in which a text words the relation
    :ivar roots: agents at which the chain ends; `repeaters` only pass it on
    """

    kind: str
    inputs: tuple[str, ...]
    verdict: str
    reason: tuple[Clause, ...]
    declared: bool = False
    name: str = ""
    formula: str = ""
    expected: Value | None = None
    found: Value | None = None
    facets: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    repeaters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that enters: figures, then the statement that words their relation."""
        return tuple(dict.fromkeys((*self.inputs, *self.statements)))

    @property
    def id(self) -> str:
        """The path of its IRI under `check/`: stable as long as its inputs are the same."""
        return f"{self.kind}/{self.name or '/'.join(self.inputs)}"
