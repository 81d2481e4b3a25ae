"""Shares of a whole against counts and rates, and shares that make up a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, UNDETERMINED, agreement
from kg.checks.check import Amount, Check, clause
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.rates import kept_up
from kg.interval import Interval

WHOLE = Interval.exactly(1)


def check_shares(corpus: Corpus) -> Iterator[Check]:
    """Every share of a counted whole against what else counts the same part in the same time.

    A part that is counted under another measure than the share's has other categories too, so there
    only the same producer's numbers are taken.
    """
    counts, own_counts, rates = defaultdict(list), defaultdict(list), defaultdict(list)
    for figure in corpus.of_kind("count"):
        place = (figure.measure, figure.total_days, figure.area)
        counts[*place, figure.categories].append(figure)
        own_counts[*place, figure.origin].append(figure)
    for figure in corpus.of_kind("rate"):
        rates[figure.measure, figure.origin].append(figure)
    for share in corpus.of_kind("share"):
        part, days = share_of_whole(corpus, share), share.total_days
        if part is None or days is None:
            continue
        measure = corpus.measures[share.measure].value("countedAs")
        place = (measure or share.measure, days, share.area)
        own = share.origin is not None
        same = own_counts[*place, share.origin] if measure and own else []
        same = same if measure else counts[*place, share.categories]
        against = [figure for figure in same if figure.id != share.of]
        if own:
            against += [rate for rate in rates[place[0], share.origin] if _fits(rate, days)]
        for figure in against:
            yield _against(corpus, share, part, figure, days)
        if not against:
            yield _alone(corpus, share, part)
    yield from _complements(corpus)


def fraction_of(share: Figure) -> Interval:
    """A share as a part of one, whether it is printed in percent or as a fraction."""
    interval = share.interval.counted()
    return interval / Interval.exactly(100) if share.unit == "percent" else interval


def share_of_whole(corpus: Corpus, share: Figure) -> Interval | None:
    """The share of its whole as a number; None where the whole is not counted.

    A share without an upper bound still cannot exceed its whole.
    """
    if share.quantity.whole is not None:
        whole = Interval.exactly(share.quantity.whole)
    elif share.of in corpus.figures:
        whole = corpus.figures[share.of].interval
    else:
        return None
    part = fraction_of(share) & Interval(Fraction(0), True, Fraction(1), True)
    return part and part * whole


def _fits(rate: Figure, days: Days) -> bool:
    """Whether a rate is said of a time that holds these days, or of a day among them."""
    own = rate.total_days
    if own and own.length and days.length:
        return own.holds(days)
    return bool(rate.as_of and days.length and days.start <= rate.as_of <= days.end)


def _whole_of(corpus: Corpus, share: Figure) -> Amount:
    if share.quantity.whole is not None:
        return Amount(Interval.exactly(share.quantity.whole))
    return Amount(corpus.figures[share.of].interval)


def _against(corpus: Corpus, share: Figure, part: Interval, figure: Figure, days: Days) -> Check:
    """The share's number against a count, or against a rate kept up over the same days."""
    values = {"share": share, "whole": _whole_of(corpus, share), "figure": figure}
    inputs = (share.id, *((share.of,) if share.of else ()), figure.id)
    if figure.kind == "rate":
        total = kept_up(figure, days)
        verdict = CONSISTENT
        if not part & total:
            verdict = TENSION if figure.from_context or figure.is_weak else INCONSISTENT
        values |= {"part": Amount(part, figure.unit), "total": Amount(total, figure.unit)}
        values["days"] = days.length
        reason = [clause(f"share-against-rate-{verdict}", **values)]
        return Check("rate", inputs, verdict, tuple(reason),
                     formula="{figure} × {days}; {share} × {whole}",
                     expected=values["total"], found=values["part"])  # fmt: skip
    verdict = agreement(part, figure.quantity) if figure.quantity else (
        CONSISTENT if part & figure.interval else INCONSISTENT)  # fmt: skip
    values["part"] = Amount(part, figure.unit)
    return Check("share", inputs, verdict, (clause(f"share-{verdict}", **values),),
                 formula="{share} × {whole}", expected=values["part"], found=figure)  # fmt: skip


def _alone(corpus: Corpus, share: Figure, part: Interval) -> Check:
    inputs = (share.id, *((share.of,) if share.of else ()))
    unit = corpus.figures[share.of].unit if share.of else None
    values = {"share": share, "whole": _whole_of(corpus, share), "part": Amount(part, unit)}
    return Check("share", inputs, UNDETERMINED, (clause("share-alone", **values),),
                 declared=True, formula="{share} × {whole}", expected=values["part"])  # fmt: skip


def _complements(corpus: Corpus) -> Iterator[Check]:
    """Two shares that one source gives of one whole, and that together are all of it."""
    waiting: dict[tuple, Figure] = {}
    for share in corpus.of_kind("share"):
        value = fraction_of(share).exact
        if share.of is None or value is None or share.origin is None:
            continue
        group = (share.article, share.of, share.origin, share.total_days)
        other = waiting.pop((*group, 1 - value), None)
        if other is None:
            waiting[*group, value] = share
            continue
        values = {"a": other, "b": share}
        yield Check("sum", (other.id, share.id), CONSISTENT, (clause("shares-add-up", **values),),
                    formula="{a} + {b}", expected=Amount(Interval.exactly(100), "percent"),
                    found=Amount(Interval.exactly(100), "percent"))  # fmt: skip
