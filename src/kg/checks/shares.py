"""Shares of a whole against counts and rates, and shares that make up a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
    says_nothing,
)
from kg.checks.check import Amount, Check, clause
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.judgement import judge, softened
from kg.checks.rates import kept_up
from kg.interval import Interval


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
        rates[figure.measure, figure.origin, figure.area].append(figure)
    for share in corpus.of_kind("share"):
        part, days = share_of_whole(corpus, share), share.total_days
        if part is None or days is None or days.length is None:
            continue
        measure = corpus.measures[share.measure].value("countedAs")
        place = (measure or share.measure, days, share.area)
        if measure is None:
            against = counts[*place, share.categories]
        else:
            against = own_counts[*place, share.origin] if share.origin else []
        if share.origin:
            near = rates[place[0], share.origin, share.area]
            against = [*against, *(rate for rate in near if _fits(rate, days))]
        against = [f for f in against if _is_of_the_part(corpus, share, f, measure is not None)]
        for figure in against:
            yield _against(corpus, share, part, figure, days)
        if not against and not says_nothing(part):
            yield _alone(corpus, share, part)
    yield from _complements(corpus)


def _is_of_the_part(corpus: Corpus, share: Figure, figure: Figure, own_measure: bool) -> bool:
    """Whether a number is surely of the part, and not another print of the whole or its rate."""
    if figure.id == share.of:
        return False
    if own_measure:
        return True
    wholes = behind(corpus, share)[1:]
    if not wholes or figure.categories != share.categories:
        return False
    scope = (figure.measure, figure.categories)
    return all((whole.measure, whole.categories) != scope for whole in wholes)


def behind(corpus: Corpus, figure: Figure) -> list[Figure]:
    """A figure and, of a share, its whole, the whole of that one, and so on."""
    found = [figure]
    while (whole := corpus.figures.get(found[-1].of or "")) and whole not in found:
        found.append(whole)
    return found


def share_of_whole(
    corpus: Corpus, share: Figure, rounded: bool = False, within: frozenset[str] = frozenset()
) -> Interval | None:
    """The share of its whole as a number; None where the whole is not counted.

    A share without an upper bound still cannot exceed its whole. A share of a share is worked out
    from the whole of that one.

    :param rounded: whether the printed numbers are taken as rounded
    :param within: shares of which this one is the whole, so that a circle ends
    """
    if share.quantity.whole is not None:
        whole = Interval.exactly(share.quantity.whole)
    elif share.of in corpus.figures:
        figure = corpus.figures[share.of]
        if figure.id in within:
            return None
        if figure.kind == "share":
            whole = share_of_whole(corpus, figure, rounded, within | {share.id})
        else:
            whole = figure.near if rounded else figure.bounds
    else:
        return None
    part = share.near & Interval(Fraction(0), True, Fraction(1), True)
    if part is None or whole is None:
        return None
    if rounded:
        return part * whole
    if share.quantity.qualifier == "about":
        return Interval(Fraction(0), True, None, False)
    exact = share.bounds & Interval(Fraction(0), True, Fraction(1), True)
    return exact and exact * whole


def _fits(rate: Figure, days: Days) -> bool:
    """Whether a rate is said of a time that holds these days, or of a day among them."""
    own = rate.total_days
    if own and own.length and days.length:
        return own.holds(days)
    return bool(rate.as_of and days.length and days.start <= rate.as_of <= days.end)


def _whole_of(corpus: Corpus, share: Figure) -> Amount | Figure:
    if share.quantity.whole is not None:
        return Amount(Interval.exactly(share.quantity.whole))
    return corpus.figures[share.of]


def _against(corpus: Corpus, share: Figure, part: Interval, figure: Figure, days: Days) -> Check:
    """The share's number against a count, or against a rate kept up over the same days."""
    values = {"share": share, "whole": _whole_of(corpus, share), "figure": figure}
    inputs = (share.id, *((share.of,) if share.of else ()), figure.id)
    if figure.kind == "rate":
        total = kept_up(figure.bounds, figure, days)
        loose = share_of_whole(corpus, share, rounded=True), kept_up(figure.near, figure, days)
        verdict = _both(part, total)
        if verdict in (UNDETERMINED, INCONSISTENT) and _both(*loose) == CONSISTENT:
            verdict = ROUNDED
        if verdict == INCONSISTENT and figure.total_days != days:
            verdict = TENSION  # the rate is of a longer time, or of a day in it
        verdict = softened(verdict, figure, *behind(corpus, share))
        values |= {"part": Amount(part, figure.unit), "total": Amount(total, figure.unit)}
        values["days"] = days.length
        reason = [clause(f"share-against-rate-{verdict}", **values)]
        return Check("rate", inputs, verdict, tuple(reason),
                     formula="{figure} × {days}; {share} × {whole}",
                     expected=values["total"], found=values["part"])  # fmt: skip
    loose = share_of_whole(corpus, share, rounded=True)
    verdict = judge(part, loose, figure, *behind(corpus, share))
    values["part"] = Amount(part, figure.unit)
    return Check("share", inputs, verdict, (clause(f"share-{verdict}", **values),),
                 formula="{share} × {whole}", expected=values["part"], found=figure)  # fmt: skip


def _both(part: Interval, total: Interval) -> str:
    """The verdict on two ranges: nothing follows where one of them says nothing."""
    if says_nothing(part) or says_nothing(total):
        return UNDETERMINED
    return CONSISTENT if part & total else INCONSISTENT


def _alone(corpus: Corpus, share: Figure, part: Interval) -> Check:
    inputs = (share.id, *((share.of,) if share.of else ()))
    unit = behind(corpus, share)[-1].unit if share.of else None
    values = {"share": share, "whole": _whole_of(corpus, share), "part": Amount(part, unit)}
    return Check("share", inputs, UNDETERMINED, (clause("share-alone", **values),),
                 declared=True, formula="{share} × {whole}", expected=values["part"])  # fmt: skip


def _complements(corpus: Corpus) -> Iterator[Check]:
    """Two shares that one source gives of one whole, and that together are all of it."""
    waiting: dict[tuple, Figure] = {}
    for share in corpus.of_kind("share"):
        value = share.bounds.exact
        if share.of is None or value is None or share.origin is None:
            continue
        group = (share.article, share.of, share.origin, share.total_days)
        other = waiting.pop((*group, 1 - value), None)
        if other is None or other.scope == share.scope:
            waiting[*group, value] = share
            continue
        values = {"a": other, "b": share}
        yield Check("sum", (other.id, share.id), CONSISTENT, (clause("shares-add-up", **values),),
                    formula="{a} + {b}", expected=Amount(Interval.exactly(100), "percent"),
                    found=Amount(Interval.exactly(100), "percent"))  # fmt: skip
