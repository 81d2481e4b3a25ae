"""Totals over time: cumulative ones that must not fall, and parts of a period within the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, agreement
from kg.checks.check import Amount, Check, clause
from kg.checks.figure import Corpus, Figure
from kg.interval import Interval


def check_series(corpus: Corpus) -> Iterator[Check]:
    """Cumulative totals of one scope, producer and start; then periods inside periods."""
    running: dict[tuple, list[Figure]] = defaultdict(list)
    closed: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in corpus.of_kind("count"):
        if figure.period is None or figure.period.start is None or figure.is_computed:
            continue
        key = (*figure.scope, figure.origin)
        if figure.period.end is None:
            if figure.as_of:
                running[*key, figure.period.start].append(figure)
        elif not corpus.measures[figure.measure].value("overlapping"):
            closed[key].append(figure)
    for group in running.values():
        yield from _must_not_fall(group)
    for group in closed.values():
        additive = corpus.measures[group[0].measure].value("additive") is not None
        yield from _inside(group, additive)


def _must_not_fall(group: list[Figure]) -> Iterator[Check]:
    """Each total against the highest before it: its bounds must reach that far."""
    group.sort(key=lambda figure: (figure.as_of, figure.interval.lower or 0, figure.id))
    highest = group[0]
    for figure in group[1:]:
        if figure.as_of == highest.as_of:
            continue  # two figures for one day are a dispute, not a series
        verdict = INCONSISTENT if figure.interval.below(highest.interval) else CONSISTENT
        if verdict == INCONSISTENT and (figure.is_weak or highest.is_weak):
            verdict = TENSION
        told = clause(f"cumulative-{verdict}", earlier=highest, later=figure,
                      earlier_day=highest.as_of, later_day=figure.as_of)  # fmt: skip
        lower = highest.interval.lower
        floor = Interval(lower, highest.interval.lower_inclusive, None, False)
        yield Check("cumulative", (figure.id, highest.id), verdict, (told,),
                    expected=Amount(floor, figure.unit), found=figure)  # fmt: skip
        if (figure.interval.lower or 0) >= (lower or 0):
            highest = figure


def _inside(group: list[Figure], additive: bool) -> Iterator[Check]:
    """Parts of a period against the smallest period of the group that holds them."""
    group.sort(key=lambda figure: (figure.period.start, -figure.period.length, figure.id))
    parts: dict[str, list[Figure]] = defaultdict(list)
    open_periods: list[Figure] = []
    for figure in group:
        while open_periods and not open_periods[-1].period.holds(figure.period):
            open_periods.pop()
        if open_periods and open_periods[-1].period == figure.period:
            continue  # two figures for one period are a dispute
        if open_periods:
            parts[open_periods[-1].id].append(figure)
        open_periods.append(figure)
    for whole in group:
        if own := parts.get(whole.id):
            yield _parts(whole, own, additive)


def _parts(whole: Figure, parts: list[Figure], additive: bool) -> Check:
    """The parts make up the whole where they fill its time without a gap, else are some of it."""
    inputs = (whole.id, *(part.id for part in parts))
    apart = all(a.period.end < b.period.start for a, b in pairwise(parts))
    if additive and apart:
        total = sum((part.interval for part in parts), Interval.exactly(0))
        return sum_check(whole, parts, total, _fills(whole, parts), inputs)
    largest = max(parts, key=lambda part: (part.interval.lower or 0, part.id))
    return sum_check(whole, [largest], largest.interval, False, (whole.id, largest.id))


def _fills(whole: Figure, parts: list[Figure]) -> bool:
    one = timedelta(days=1)
    ends = [part.period.end + one for part in parts]
    starts = [part.period.start for part in parts]
    return (
        starts[0] == whole.period.start
        and ends[-1] == whole.period.end + one
        and ends[:-1] == starts[1:]
    )


def sum_check(
    whole: Figure,
    parts: list[Figure],
    total: Interval,
    complete: bool,
    inputs: tuple[str, ...],
    **extra: object,
) -> Check:
    """The sum of parts against their whole: equal if they are all of it, else at most the whole."""
    expected = total
    if not complete:
        expected = Interval(total.lower, total.lower_inclusive, None, False)
    if whole.quantity:
        verdict = agreement(expected, whole.quantity)
    else:
        verdict = CONSISTENT if expected & whole.interval else INCONSISTENT
    if verdict == INCONSISTENT and any(figure.is_weak for figure in (whole, *parts)):
        verdict = TENSION
    values = {"whole": whole, "parts": tuple(parts), "total": Amount(total, whole.unit)}
    if not complete:
        values["rest"] = Amount(_rest(whole.interval, total), whole.unit)
    told = clause(f"{'sum' if complete else 'part'}-{verdict}", **values)
    return Check("sum" if complete else "part", inputs, verdict, (told,), formula="{parts}",
                 expected=Amount(expected, whole.unit), found=whole, **extra)  # fmt: skip


def _rest(whole: Interval, total: Interval) -> Interval:
    rest = whole - total
    return rest & Interval(0, True, None, False) or rest
