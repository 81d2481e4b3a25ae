"""Rates kept up over a stretch of time against the totals of that time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from kg.checks.agreement import INCONSISTENT, TENSION, UNDETERMINED
from kg.checks.check import Amount, Check, clause
from kg.checks.comparability import facets, not_comparable
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.judgement import judge
from kg.dates import elapsed
from kg.interval import Interval

FORMULA = "{rate}, {start} to {end}"


def kept_up(bounds: Interval, rate: Figure, days: Days) -> Interval:
    """What a rate gives over closed days; months and years have their real lengths.

    :param bounds: of the rate, in its standard unit of time
    """
    units = elapsed(days.start, days.end + timedelta(days=1), rate.standard_per)
    return bounds * Interval.exactly(units)


def check_rates(corpus: Corpus) -> Iterator[Check]:
    """Every rate against the totals of its own scope and time; a total of a part of that time may
    well differ from the average."""
    totals: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in corpus.of_kind("count"):
        totals[figure.measure, figure.categories, figure.area, figure.total_days].append(figure)
    for rate in corpus.of_kind("rate"):
        own = rate.total_days
        for total in totals[rate.measure, rate.categories, rate.area, own]:
            if own and own.length:
                yield against_total(corpus, rate, total)


def days_of(rate: Figure, total: Figure) -> Days | None:
    """The days of a total; one that only says up to when is taken to start with the rate."""
    days = total.total_days
    start = rate.period and rate.period.start
    if days is None and total.as_of and start and start <= total.as_of:
        return Days(start, total.as_of)
    return days if days and days.length else None


def against_total(
    corpus: Corpus, rate: Figure, total: Figure, declared: bool = False, name: str = ""
) -> Check:
    """A rate against a total: not comparable if they count different things."""
    days = days_of(rate, total)
    inputs = (rate.id, total.id)
    if days is None:
        told = clause("rate-undated", rate=rate, total=total)
        return Check("rate", inputs, UNDETERMINED, (told,), declared, name)
    given = kept_up(rate.bounds, rate, days)
    values = {"rate": rate, "total": total, "given": Amount(given, total.unit)}
    values |= {"start": days.start, "end": days.end}
    differing = set(facets(corpus, rate, total)) - {"kind", "period"}
    if differing:
        check = not_comparable(corpus, rate, total, declared=declared)
        told = clause("rate-gives-apart", **values)
        reason = (told, *(part for part in check.reason if part.key not in _OF_A_RATE))
        return Check("rate", inputs, check.verdict, reason, declared, name, FORMULA,
                     values["given"], total, tuple(sorted(differing)))  # fmt: skip
    verdict = judge(given, kept_up(rate.near, rate, days), total, rate)
    told = clause("rate-gives", **values)
    assumed = total.total_days is None
    if verdict == INCONSISTENT and assumed:
        verdict = TENSION
    reason = [told, clause(f"rate-{verdict}")]
    if assumed:
        reason.append(clause("total-assumed-start"))
    return Check("rate", inputs, verdict, tuple(reason), declared, name, FORMULA,
                 values["given"], total)  # fmt: skip


_OF_A_RATE = ("apart", "differ-kind", "differ-period", "differ-period-unknown",
              "neither-period-known")  # fmt: skip
