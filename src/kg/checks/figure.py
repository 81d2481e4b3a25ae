"""What checks see of a figure: its scope, its exact bounds and whom it comes from.

A plain view of claims and computed figures, so that checks need neither files nor triples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.build.computed import compute
from kg.build.figures import kind_of, unit_of
from kg.concepts import Concept
from kg.dates import parse_date, parse_period
from kg.interval import Interval
from kg.load import Project
from kg.model import Claim, Relation
from kg.quantity import Quantity

WEAK = ("possible", "estimated", "assumed")
"""Modalities in which nobody says that the number is so."""


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
    :ivar as_of: the last day of the date to which a total counts
    :ivar from_context: whether its time follows from the context only
    :ivar origin: who really produced it, as far as is known; None where nobody is
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
    from_context: bool = False
    modality: str = "asserted"
    origin: str | None = None
    article: str | None = None
    of: str | None = None
    change_from: str | None = None
    change_to: str | None = None
    provision: str | None = None

    @property
    def per(self) -> str | None:
        """The time unit of a rate."""
        return self.quantity.per if self.quantity else None

    @property
    def scope(self) -> tuple:
        """What two figures must share, besides the period, before anything is compared."""
        return (self.measure, self.categories, self.area, self.unit, self.kind, self.per)

    @property
    def total_days(self) -> Days | None:
        """The days that a total covers: its period, up to its date where that end is open."""
        if self.period is None or self.period.end is not None or self.as_of is None:
            return self.period
        return Days(self.period.start, self.as_of)

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

    def of_kind(self, *kinds: str) -> list[Figure]:
        """Figures of these kinds of number, in the order of their ids."""
        return [self.figures[slug] for slug in sorted(self.figures)
                if self.figures[slug].kind in kinds]  # fmt: skip

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
    events = {slug: _days(located.record.date) for slug, located in project.events.items()}
    return Corpus(
        figures,
        project.concepts["measure"],
        tuple(located.record for located in project.relations.values()),
        {slug: days for slug, days in events.items() if days},
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
        "context" in (claim.period_basis if claim.period else claim.as_of_basis),
        claim.modality,
        None if origin == "unknown" else origin,
        article,
        claim.of,
        claim.change_from,
        claim.change_to,
        claim.provision,
    )


def _days(text: str | None) -> Days | None:
    if text is None:
        return None
    period = parse_period(text)
    return Days(period.start and period.start.first, period.end and period.end.last)
