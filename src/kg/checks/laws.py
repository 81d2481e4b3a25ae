"""What texts say of penalties against what the law says, where documents confirm its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
    agreement,
)
from kg.checks.changes import limit
from kg.checks.check import Amount, Check, Name, Value, clause
from kg.checks.figure import Corpus, Figure
from kg.checks.judgement import softened
from kg.dates import parse_date, parse_period
from kg.interval import Interval
from kg.load import Located, Project
from kg.model import Provision
from kg.quantity import parse_quantity

MAXIMUM = "statutory-maximum"
IMPRISONMENT = "imprisonment"


def check_laws(project: Project, corpus: Corpus) -> Iterator[Check]:
    """Statutory maxima and how they changed; then sentences within what the law allows."""
    parts = _parts(project.provisions)
    for figure in corpus.of_kind("penalty", "change"):
        if figure.measure != MAXIMUM or figure.provision is None:
            continue
        start = figure.period and figure.period.start
        if start is None:
            continue
        provisions = parts.get(figure.provision, ())
        after = _maximum(provisions, date(start.year, 12, 31))
        before = _maximum(provisions, date(start.year - 1, 12, 31))
        if figure.kind == "penalty" and after is not None:
            yield _against(figure, after)
        elif figure.kind == "change" and after and before:
            yield _change(figure, before, after)
    for relation in corpus.relations:
        if relation.kind == "penalty":
            (figure,) = (corpus.figures[slug] for slug in relation.claims)
            yield _within(figure, project.provisions[relation.provision].record, relation.id)


def _parts(provisions: Mapping[str, Located]) -> dict[str, list[Provision]]:
    """For each provision it and all that belong to it."""
    parts: dict[str, list[Provision]] = {}
    for located in provisions.values():
        above: str | None = located.record.id
        while above in provisions:
            parts.setdefault(above, []).append(located.record)
            above = provisions[above].record.part_of
    return parts


def _maximum(provisions: list[Provision], day: date) -> Fraction | None:
    """The longest term of imprisonment, in years, of the parts in force on a day.

    Terms in days or weeks are left out: they are never the longest.
    """
    terms = [
        parse_quantity(penalty.maximum)
        for provision in provisions
        if provision.confirmation != "unconfirmed" and _in_force(provision, day)
        for penalty in provision.penalties
        if penalty.kind == IMPRISONMENT and penalty.maximum
    ]
    years = {"year": Fraction(1), "month": Fraction(1, 12)}
    known = [term.stated * years[term.unit] for term in terms if term.unit in years]
    return max(known, default=None)


def _in_force(provision: Provision, day: date) -> bool:
    """Whether documents show a provision in force (decision 0007)."""
    start = provision.in_force_from and parse_date(provision.in_force_from).first
    end = provision.in_force_to and parse_date(provision.in_force_to).last
    if start:
        return start <= day and (end is None or day <= end)
    if provision.attested:
        shown = parse_period(provision.attested)
        first, last = shown.start and shown.start.first, shown.end and shown.end.last
        return (first is None or first <= day) and (last is None or day <= last)
    return False


def _against(figure: Figure, maximum: Fraction) -> Check:
    """A printed maximum against the law's; the bounds of a penalty are in months."""
    if figure.quantity.qualifier == "about":
        verdict = ROUNDED if 12 * maximum in figure.near else UNDETERMINED
    else:
        verdict = CONSISTENT if 12 * maximum in limit(figure) else INCONSISTENT
    verdict = softened(verdict, figure)
    expected = Amount(Interval.exactly(maximum), "year")
    told = clause(f"law-{verdict}", **_law(figure), maximum=expected)
    return Check("law", (figure.id,), verdict, (told,), expected=expected, found=figure)


def _change(figure: Figure, before: Fraction, after: Fraction) -> Check:
    ratio = Interval.exactly(after) / Interval.exactly(before)
    if figure.quantity.form == "change":
        ratio = ratio * Interval.exactly(100) - Interval.exactly(100)
    verdict = softened(agreement(ratio, figure.quantity), figure)
    values = {"before": Amount(Interval.exactly(before), "year"),
              "after": Amount(Interval.exactly(after), "year")}  # fmt: skip
    told = clause(f"law-change-{verdict}", **_law(figure), **values)
    return Check("law", (figure.id,), verdict, (told,), formula="{after} ÷ {before}",
                 expected=Amount(ratio, figure.unit), found=figure)  # fmt: skip


def _law(figure: Figure) -> dict[str, Value]:
    """The law, the year and the printed number, as the wordings want them."""
    law = Name("provision", figure.provision)
    return {"law": law, "year": str(figure.period.start.year), "printed": figure}


def _within(figure: Figure, provision: Provision, name: str) -> Check:
    """Sentences against the shortest and longest imprisonment that the provision allows."""
    (penalty,) = (p for p in provision.penalties if p.kind == IMPRISONMENT)
    lower, upper = (text and parse_quantity(text).stated
                    for text in (penalty.minimum, penalty.maximum))  # fmt: skip
    allowed = Interval(lower, lower is not None, upper, upper is not None)
    printed = Interval.exactly(figure.bounds.upper) if figure.bounds.upper else figure.near
    inside = bool(printed & allowed.scaled(Fraction(12)))
    verdict = CONSISTENT if inside else TENSION
    expected = Amount(allowed, "year")
    told = clause(f"sentence-{verdict}", law=Name("provision", provision.id), allowed=expected,
                  printed=figure)  # fmt: skip
    return Check("law", (figure.id,), verdict, (told,), True, name, expected=expected,
                 found=figure)  # fmt: skip
