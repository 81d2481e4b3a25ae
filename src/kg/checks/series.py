"""Totals over time: cumulative ones that must not fall, and parts of a period within the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from kg.checks.agreement import CONSISTENT, INCONSISTENT, ROUNDED, UNDETERMINED
from kg.checks.check import Amount, Check, clause
from kg.checks.figure import Corpus, Figure
from kg.checks.judgement import judge, softened, told
from kg.interval import Interval


def check_series(corpus: Corpus) -> Iterator[Check]:
    """Cumulative totals of one scope, producer and start; then periods inside periods."""
    running: dict[tuple, list[Figure]] = defaultdict(list)
    closed: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in corpus.of_kind("count"):
        # Nobody knows whether two unknown producers are one; what is counted of one moment may
        # rise and fall, and a list is what it is.
        measure = corpus.measures[figure.measure]
        grows = measure.value("additive") or measure.value("accumulates")
        if not grows or figure.period is None or figure.is_computed or figure.origin is None:
            continue
        key = (*figure.scope, figure.origin)
        if None in (figure.period.start, figure.period.end):
            if figure.up_to:
                running[*key, figure.period.start].append(figure)
        else:
            closed[key].append(figure)
    for group in running.values():
        yield from _must_not_fall(group)
    for group in closed.values():
        additive = corpus.measures[group[0].measure].value("additive") is not None
        yield from _inside(group, additive)


def _must_not_fall(group: list[Figure]) -> Iterator[Check]:
    """Each total against the highest of an earlier day: its bounds must reach that far."""
    group.sort(key=lambda figure: (figure.up_to, figure.id))
    highest: Figure | None = None
    waiting: list[Figure] = []
    for figure in group:
        # Figures for one date are a dispute, not a series; so are dates that overlap.
        for earlier in [other for other in waiting if other.up_to < figure.as_of_from]:
            waiting.remove(earlier)
            if highest is None or _floor(earlier) > _floor(highest):
                highest = earlier
        if highest is not None:
            yield _not_fallen(figure, highest)
        waiting.append(figure)


def _floor(figure: Figure) -> tuple[bool, Fraction]:
    """How high a total surely is; one without a lower bound gives way to any that has one."""
    lower = figure.bounds.lower
    return lower is not None, lower or figure.near.lower or Fraction(0)


def _not_fallen(figure: Figure, highest: Figure) -> Check:
    """A total against the highest before it."""
    floor, loose = (Interval(bounds.lower, bounds.lower_inclusive, None, False)
                    for bounds in (highest.bounds, highest.near))  # fmt: skip
    about = "about" in (figure.quantity.qualifier, highest.quantity.qualifier)
    if about or not figure.bounds & floor:
        otherwise = UNDETERMINED if about else INCONSISTENT
        verdict = softened(ROUNDED if figure.near & loose else otherwise, figure, highest)
    else:
        verdict = CONSISTENT
    verdict, words = told(verdict, figure, highest)
    reason = clause(f"cumulative-{words}", earlier=highest, later=figure,
                    earlier_day=highest.up_to, later_day=figure.up_to)  # fmt: skip
    return Check("cumulative", (figure.id, highest.id), verdict, (reason,),
                 expected=Amount(floor, figure.unit), found=figure)  # fmt: skip


def _inside(group: list[Figure], additive: bool) -> Iterator[Check]:
    """Parts of a period against the smallest periods of the group that hold them."""
    group.sort(key=lambda figure: (figure.period.start, -figure.period.length, figure.id))
    parts: dict[str, list[Figure]] = defaultdict(list)
    open_periods: list[Figure] = []
    for figure in group:
        open_periods = [other for other in open_periods if other.period.end >= figure.period.start]
        holding = [other for other in open_periods if other.period.holds(figure.period)]
        if any(other.period == figure.period for other in holding):
            continue  # two figures for one period are a dispute
        for whole in holding:
            between = (other for other in holding if other is not whole)
            if not any(whole.period.holds(other.period) for other in between):
                parts[whole.id].append(figure)
        open_periods.append(figure)
    for whole in group:
        if own := parts.get(whole.id):
            yield _parts(whole, own, additive)


def _parts(whole: Figure, parts: list[Figure], additive: bool) -> Check:
    """The parts make up the whole where they fill its time without a gap, else are some of it."""
    inputs = (whole.id, *(part.id for part in parts))
    apart = all(a.period.end < b.period.start for a, b in pairwise(parts))
    if additive and apart:
        total = sum((part.bounds for part in parts), Interval.exactly(0))
        return sum_check(whole, parts, total, _fills(whole, parts), inputs)
    largest = max(parts, key=lambda part: (part.bounds.lower or 0, part.id))
    return sum_check(whole, [largest], largest.bounds, False, (whole.id, largest.id))


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
    """The sum of parts against their whole: equal if they are all of it, else at most the whole.

    :param extra: more of the check; a relation that somebody declared has a `name`
    """
    expected, loose = total, sum((part.near for part in parts), Interval.exactly(0))
    if not complete:
        expected, loose = (Interval(bounds.lower, bounds.lower_inclusive, None, False)
                           for bounds in (expected, loose))  # fmt: skip
    verdict = judge(expected, loose, whole, *parts)
    if not complete and _surely_within(total, whole.bounds):
        verdict = CONSISTENT
    values = {"whole": whole, "parts": tuple(parts), "total": Amount(total, whole.unit)}
    if not complete:
        values["rest"] = Amount(_rest(whole.bounds, total), whole.unit)
    kind = "sum" if complete else "part"
    verdict, words = (verdict, verdict) if "name" in extra else told(verdict, whole, *parts)
    reason = clause(f"{kind}-{words}", **values)
    return Check(kind, inputs, verdict, (reason,), formula="{parts}",
                 expected=Amount(expected, whole.unit), found=whole, **extra)  # fmt: skip


def _surely_within(total: Interval, whole: Interval) -> bool:
    return None not in (total.upper, whole.lower) and total.upper <= whole.lower


def _rest(whole: Interval, total: Interval) -> Interval:
    rest = whole - total
    return rest & Interval(Fraction(0), True, None, False) or rest
