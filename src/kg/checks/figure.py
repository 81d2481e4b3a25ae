"""What checks see of a figure: its scope, its exact bounds and whom it comes from.

A plain view of claims and computed figures, so that checks need neither files nor triples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kg.build.computed import compute
from kg.build.figures import kind_of, unit_of
from kg.checks.agreement import meant, rounding
from kg.concepts import Concept
from kg.dates import parse_date, parse_period
from kg.interval import Interval
from kg.load import Project
from kg.model import Claim, Relation
from kg.quantity import Quantity

WEAK = ("possible", "estimated", "assumed")
"""Modalities in which nobody says that the number is so."""


# Units of time that have an exact length in another.
_STANDARD = {"year": ("month", 12), "week": ("day", 7)}


@dataclass(frozen=True)
class Days:
    """From `start` to `end`, both included; None is an end that is open or not known."""

    start: date | None
    end: date | None

    @property
    def length(self) -> int | None:
        """How many days; None where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def holds(self, other: Days) -> bool:
        """Whether the other lies in it; both must be closed."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Figure:
    """A printed or computed figure.

    :ivar categories: slugs of the categories of people, sorted
    :ivar quantity: as printed; None for a computed figure
    :ivar period: the days that it covers; None where none is given
    :ivar as_of: the last day of the date to which a total counts; `as_of_start` its first where
        that is another
    :ivar from_context: whether its time follows from the context only
    :ivar origin: who really produced it, as far as is known; None where nobody is
    :ivar scope_note: in words, what of its scope the other facets do not hold
    :ivar article: the annotated article that it is from; None for a computed figure
    """

    id: str
    measure: str
    interval: Interval
    kind: str = "count"
    quantity: Quantity | None = None
    unit: str | None = None
    categories: tuple[str, ...] = ()
    area: str | None = None
    period: Days | None = None
    base: Days | None = None
    as_of: date | None = None
    as_of_start: date | None = None
    from_context: bool = False
    modality: str = "asserted"
    origin: str | None = None
    article: str | None = None
    of: str | None = None
    change_from: str | None = None
    change_to: str | None = None
    provision: str | None = None
    scope_note: str | None = None

    @property
    def per(self) -> str | None:
        """The time unit of a rate."""
        return self.quantity.per if self.quantity else None

    @property
    def up_to(self) -> date | None:
        """The last day that a total counts."""
        return self.as_of or (self.period.end if self.period else None)

    @property
    def as_of_from(self) -> date | None:
        """The first day of the date to which a total counts."""
        return self.as_of_start or self.up_to

    @property
    def standard_unit(self) -> str | None:
        """The unit in which it is compared: years in months, weeks in days, percent as a part."""
        if self.kind == "share":
            return "fraction"
        return _STANDARD.get(self.unit, (self.unit,))[0]

    @property
    def standard_per(self) -> str | None:
        """The time unit of a rate in which it is compared."""
        return _STANDARD.get(self.per, (self.per,))[0]

    @property
    def bounds(self) -> Interval:
        """The values that the number allows, in its standard unit; "almost" also means near."""
        return self._standard(meant(self.quantity) if self.quantity else self.interval)

    @property
    def stated(self) -> Fraction:
        """The printed number, in its standard unit; a decrease is negative."""
        return self.factor * self.quantity.signed

    @property
    def near(self) -> Interval:
        """The values that it allows if it is rounded, in its standard unit.

        A count that does not end in a zero is not rounded.
        """
        quantity = self.quantity
        if quantity is None or quantity.qualifier not in ("exactly", "range", "about"):
            return self.bounds
        window = rounding(quantity)
        ends = (quantity.stated_high or quantity.stated) - quantity.stated
        whole = self.kind == "count" and window.upper - window.lower - ends == 1
        exact = whole and quantity.qualifier != "about"
        return self.bounds if exact else self._standard(window)

    @property
    def factor(self) -> Fraction:
        """By what its number is multiplied to be in its standard unit."""
        if self.kind == "share" and self.unit == "percent":
            return Fraction(1, 100)
        units, times = (_STANDARD.get(unit, ("", 1))[1] for unit in (self.unit, self.per))
        return Fraction(units, times)

    def _standard(self, interval: Interval) -> Interval:
        return interval.scaled(self.factor)

    @property
    def scope(self) -> tuple:
        """What two figures must share, besides the period, before anything is compared."""
        people = (self.measure, self.categories, self.area)
        return (*people, self.standard_unit, self.kind, self.standard_per)

    @property
    def whole(self) -> tuple[str | None, Fraction | None]:
        """Of what a share is a part: a claim or category, or a printed number."""
        return self.of, self.quantity.whole if self.quantity else None

    @property
    def times(self) -> tuple[Days | None, date | None]:
        """The days that it covers, and its date where that is not the last of them."""
        days = self.total_days
        return days, None if days and days.end == self.as_of else self.as_of

    @property
    def total_days(self) -> Days | None:
        """The days that a total covers: its period, up to its date where that end is open."""
        if self.period is None or self.period.end is not None or self.as_of is None:
            return self.period
        return Days(self.period.start, self.as_of)

    @property
    def is_dated(self) -> bool:
        """Whether it is known up to when it counts."""
        return self.up_to is not None

    @property
    def is_computed(self) -> bool:
        """Whether this project computed it from printed ones."""
        return self.quantity is None

    @property
    def is_weak(self) -> bool:
        """Whether nobody asserts the number."""
        return self.modality in WEAK


@dataclass(frozen=True)
class Corpus:
    """All figures with the vocabulary by which they are compared and the declared relations."""

    figures: Mapping[str, Figure]
    measures: Mapping[str, Concept]
    relations: tuple[Relation, ...] = ()
    events: Mapping[str, Days] = field(default_factory=dict)
    """For each dated event the days on one of which it began."""
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each producer the bodies to which it belongs."""

    def of_kind(self, *kinds: str) -> list[Figure]:
        """Figures of these kinds of number, in the order of their ids."""
        return [self.figures[slug] for slug in sorted(self.figures)
                if self.figures[slug].kind in kinds]  # fmt: skip

    def are_apart(self, a: Figure, b: Figure) -> bool:
        """Whether two figures surely come from two: a body and those who belong to it are one."""
        one, other = a.origin, b.origin
        if one is None or other is None or one == other:
            return False
        return other not in self.bodies.get(one, ()) and one not in self.bodies.get(other, ())

    def stage(self, figure: Figure) -> str | None:
        """The stage of a criminal case that a figure counts."""
        return self.measures[figure.measure].value("caseStage")


def read_corpus(project: Project) -> Corpus:
    """The figures, measures, relations and dated events of a project."""
    figures = {
        claim.id: _printed(project, claim, bundle.slug)
        for bundle in project.bundles
        for claim in bundle.annotations.claims
    }
    for slug, located in project.computations.items():
        computation = located.record
        result = compute(project, located)
        figures[slug] = Figure(
            slug,
            computation.measure,
            result.interval,
            unit=result.unit,
            categories=tuple(sorted(computation.category)),
            area=computation.area,
            period=_days(computation.period),
            modality=computation.modality,
            origin="refusals",
        )
    events = {slug: _beginning(located.record.date) for slug, located in project.events.items()}
    return Corpus(
        figures,
        project.concepts["measure"],
        tuple(located.record for located in project.relations.values()),
        {slug: days for slug, days in events.items() if days},
        {slug: project.bodies_of(slug) for slug in project.agents},
    )


def _printed(project: Project, claim: Claim, article: str) -> Figure:
    quantity = claim.parsed_quantity
    origin = claim.origin.agent if claim.origin else claim.produced_by
    return Figure(
        claim.id,
        claim.measure,
        quantity.interval,
        kind_of(project, claim.measure, quantity),
        quantity,
        unit_of(project, claim.measure, quantity),
        tuple(sorted(claim.category)),
        claim.area,
        _days(claim.period),
        _days(claim.base_period),
        parse_date(claim.as_of).last if claim.as_of else None,
        parse_date(claim.as_of).first if claim.as_of else None,
        "context" in (claim.period_basis if claim.period else claim.as_of_basis),
        claim.modality,
        None if origin == "unknown" else origin,
        article,
        claim.of,
        claim.change_from,
        claim.change_to,
        claim.provision,
        claim.scope_note,
    )


def _beginning(text: str | None) -> Days | None:
    """The days on one of which an event began."""
    start = parse_period(text).start if text else None
    return Days(start.first, start.last) if start else None


def _days(text: str | None) -> Days | None:
    if text is None:
        return None
    period = parse_period(text)
    return Days(period.start and period.start.first, period.end and period.end.last)
