"""Percentages and ratios against the counts that they are the change between."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from kg.checks.agreement import INCONSISTENT, ROUNDED, TENSION, UNDETERMINED, agreement
from kg.checks.check import Amount, Check, Clause, Name, clause
from kg.checks.comparability import facets, not_comparable
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.judgement import judge
from kg.interval import Interval

# Two calendar months or years differ by a few days; half a year and a year by half a year.
UNEVEN = Fraction(5, 4)


def check_changes(corpus: Corpus) -> Iterator[Check]:
    """Every change against its two ends: declared ones, else those of its own scope and periods."""
    index = _counts(corpus)
    for change in corpus.of_kind("change"):
        start = corpus.figures.get(change.change_from or "")
        end = corpus.figures.get(change.change_to or "")
        declared = start is not None and end is not None
        kinds = (start or end).kind if start or end else None
        end = end or _find(index, change, change.period, kinds)
        start = start or _find(index, change, change.base, end.kind if end else kinds)
        if end is None or start is end:
            continue
        if start is None:
            # What a law changed is tested against the law.
            if change.provision is None and _factor(change).exact != 0:
                yield _without_base(change, end)
            continue
        differing = set(facets(corpus, start, end)) - {"period", "unit"}
        if differing:
            yield not_comparable(corpus, start, end, declared=declared, kind="change",
                                 inputs=(change.id, start.id, end.id))  # fmt: skip
        elif limit(start).counted().exact != 0:
            yield _change(change, start, end, declared)


def _counts(corpus: Corpus) -> dict[tuple, list[Figure]]:
    index: dict[tuple, list[Figure]] = {}
    for figure in corpus.of_kind("count", "rate", "penalty", "duration"):
        key = (figure.measure, figure.categories, figure.area, figure.period)
        index.setdefault(key, []).append(figure)
    return index


def _find(
    index: dict[tuple, list[Figure]], change: Figure, days: Days | None, kind: str | None
) -> Figure | None:
    """The number of the change's own scope and producer for a period: a count rather than a rate
    unless the other end is one; that of its own article, or else an exact one."""
    key = (change.measure, change.categories, change.area, days)
    found = index.get(key, []) if days else []
    known = [figure for figure in found if figure.origin and figure.origin == change.origin]
    counts = [figure for figure in known if figure.kind == (kind or "count")]
    known = counts if kind else counts or known
    own = [figure for figure in found if figure.article == change.article and figure in known] or [
        figure for figure in known if figure.quantity is None or figure.interval.exact is not None
    ]
    return own[0] if own else next(iter(known), None)


def limit(figure: Figure, rounded: bool = False) -> Interval:
    """The bounds of a figure in its standard unit; a maximum that a law sets is exactly what is
    printed.

    :param rounded: whether other numbers are taken as rounded
    """
    if figure.kind == "penalty" and figure.quantity.qualifier == "up-to":
        return Interval.exactly(figure.bounds.upper)
    return figure.near if rounded else figure.bounds


def _change(change: Figure, start: Figure, end: Figure, declared: bool) -> Check:
    percent = change.quantity.form == "change"
    expected = _ratio(limit(end), limit(start), percent)
    loose = expected
    if limit(start, True).counted().exact != 0:
        loose = _ratio(limit(end, True), limit(start, True), percent)
    verdict = judge(expected, loose, change, start, end)
    almost = change.quantity.qualifier == "almost"
    rounds = expected.exact is not None and change.quantity.stated.denominator == 1
    told = agreement(expected, change.quantity)
    rounded = "change-almost" if almost else "change-rounded"
    key = {
        ROUNDED: rounded if told == ROUNDED else "change-rounded-inputs",
        INCONSISTENT: "change-wrong-rounded" if rounds else "change-wrong",
        TENSION: "change-wrong-rounded" if rounds else "change-wrong",
    }
    values = {"start": start, "end": end, "printed": change}
    values["expected"] = Amount(expected, change.unit)
    if expected.exact is not None:
        nearest = floor(abs(expected.exact) + Fraction(1, 2))  # half upwards, as wordings do
        nearest = nearest if expected.exact > 0 else -nearest
        values["rounded"] = Amount(Interval.exactly(nearest), change.unit)
    first = clause(key.get(verdict, f"change-{verdict}"), **values)
    return Check(
        "change",
        (change.id, start.id, end.id),
        verdict,
        (first, *_notes(start, end)),
        declared,
        formula="({end} − {start}) ÷ {start} × 100" if percent else "{end} ÷ {start}",
        expected=values["expected"],
        found=change,
    )


def _ratio(end: Interval, start: Interval, percent: bool) -> Interval:
    """How many times the start the end is, or by how many percent it is more."""
    ratio = end / start
    return ratio * Interval.exactly(100) - Interval.exactly(100) if percent else ratio


def _notes(start: Figure, end: Figure) -> Iterator[Clause]:
    """What else a reader must know of the two ends."""
    if start.unit and end.unit and start.unit != end.unit:
        names = {"start": Name("unit", start.unit), "end": Name("unit", end.unit)}
        yield clause("units-differ", **names)
    lengths = [days.length if days else None for days in (start.period, end.period)]
    if None not in lengths and max(lengths) > UNEVEN * min(lengths):
        yield clause("lengths-differ", start=lengths[0], end=lengths[1])


def _factor(change: Figure) -> Interval:
    """The number by which the base is multiplied."""
    if change.quantity.form != "change":
        return change.interval.counted()
    return (change.interval + Interval.exactly(100)).counted() / Interval.exactly(100)


def _without_base(change: Figure, end: Figure) -> Check:
    """The base is not printed: what it would have to be."""
    base = limit(end) / _factor(change)
    # A percentage or ratio may be rounded, so that its base is not known to the last digit.
    amount = Amount(base, end.standard_unit, about=base.exact is not None)
    reason = [clause("change-without-base", end=end, printed=change, base=amount)]
    lengths = [days.length if days else None for days in (change.base, change.period)]
    if None not in lengths and max(lengths) > UNEVEN * min(lengths):
        reason.append(clause("lengths-differ", start=lengths[0], end=lengths[1]))
    return Check("change", (change.id, end.id), UNDETERMINED, tuple(reason),
                 formula="{end} ÷ {printed}", expected=amount,
                 declared=change.change_to is not None)  # fmt: skip
