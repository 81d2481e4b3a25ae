"""Percentages and ratios against the counts that they are the change between."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg.checks.agreement import INCONSISTENT, ROUNDED, UNDETERMINED, agreement
from kg.checks.check import Amount, Check, Clause, Name, clause
from kg.checks.comparability import facets, not_comparable
from kg.checks.figure import Corpus, Days, Figure
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
        start = start or _find(index, change, change.base)
        end = end or _find(index, change, change.period)
        if end is None or start is end:
            continue
        if start is None:
            yield _without_base(change, end)
            continue
        differing = set(facets(corpus, start, end)) - {"period", "unit"}
        if differing:
            yield not_comparable(corpus, start, end, declared=declared, kind="change",
                                 inputs=(change.id, start.id, end.id))  # fmt: skip
        elif start.interval.exact != 0:
            yield _change(change, start, end, declared)


def _counts(corpus: Corpus) -> dict[tuple, list[Figure]]:
    index: dict[tuple, list[Figure]] = {}
    for figure in corpus.of_kind("count", "rate", "penalty", "duration"):
        key = (figure.measure, figure.categories, figure.area, figure.period)
        index.setdefault(key, []).append(figure)
    return index


def _find(index: dict[tuple, list[Figure]], change: Figure, days: Days | None) -> Figure | None:
    """The one count of the change's own scope and origin for a period; none where several are."""
    key = (change.measure, change.categories, change.area, days)
    found = index.get(key, []) if days else []
    own = [figure for figure in found if figure.origin == change.origin]
    return own[0] if len(own) == 1 else None


def limit(figure: Figure) -> Interval:
    """The bounds of a figure; a maximum that a law sets is exactly what is printed."""
    if figure.kind == "penalty" and figure.quantity.qualifier == "up-to":
        return Interval.exactly(figure.quantity.stated)
    return figure.interval


def _change(change: Figure, start: Figure, end: Figure, declared: bool) -> Check:
    ratio = limit(end) / limit(start)
    percent = change.quantity.form == "change"
    expected = ratio
    if percent:
        expected = ratio * Interval.exactly(100) - Interval.exactly(100)
    verdict = agreement(expected, change.quantity)
    almost = change.quantity.qualifier == "almost"
    key = {ROUNDED: "change-almost" if almost else "change-rounded", INCONSISTENT: "change-wrong"}
    values = {"start": Amount(limit(start)), "end": Amount(limit(end)), "printed": change}
    values["expected"] = Amount(expected, change.unit)
    told = clause(key.get(verdict, f"change-{verdict}"), **values)
    return Check(
        "change",
        (change.id, start.id, end.id),
        verdict,
        (told, *_notes(start, end)),
        declared,
        formula="({end} − {start}) ÷ {start} × 100" if percent else "{end} ÷ {start}",
        expected=values["expected"],
        found=change,
    )


def _notes(start: Figure, end: Figure) -> Iterator[Clause]:
    """What else a reader must know of the two ends."""
    if start.unit != end.unit:
        names = {"start": Name("unit", start.unit), "end": Name("unit", end.unit)}
        yield clause("units-differ", **names)
    lengths = [days.length if days else None for days in (start.period, end.period)]
    if None not in lengths and max(lengths) > UNEVEN * min(lengths):
        yield clause("lengths-differ", start=lengths[0], end=lengths[1])


def _without_base(change: Figure, end: Figure) -> Check:
    """The base is not printed: what it would have to be."""
    factor = change.interval
    if change.quantity.form == "change":
        factor = (factor + Interval.exactly(100)) / Interval.exactly(100)
    base = limit(end) / factor
    reason = [clause("change-without-base", end=Amount(limit(end)), printed=change,
                     base=Amount(base, end.unit))]  # fmt: skip
    lengths = [days.length if days else None for days in (change.base, change.period)]
    if None not in lengths and max(lengths) > UNEVEN * min(lengths):
        reason.append(clause("lengths-differ", start=lengths[0], end=lengths[1]))
    return Check("change", (change.id, end.id), UNDETERMINED, tuple(reason),
                 formula="{end} ÷ {printed}", expected=Amount(base, end.unit),
                 declared=change.change_to is not None)  # fmt: skip
