"""The relations that annotators declare: orderings in words, sums, overlaps, rates, comparisons.

A declared relation is tested also between figures of different scopes, since the annotator says
that it holds between them; the reason then says in what they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.changes import UNEVEN
from kg.checks.check import Amount, Check, Clause, Name, clause
from kg.checks.comparability import facets, not_comparable
from kg.checks.disputes import same_scope
from kg.checks.figure import Corpus, Figure
from kg.checks.judgement import judge, softened
from kg.checks.rates import against_total
from kg.checks.series import sum_check
from kg.checks.shares import behind, share_of_whole
from kg.interval import Interval
from kg.model import Relation


def check_relations(corpus: Corpus) -> Iterator[Check]:
    """Every declared relation, tested."""
    for relation in corpus.relations:
        if relation.kind == "penalty":
            continue  # needs the law: see kg.checks.laws
        for check in _TESTS[relation.kind](corpus, relation):
            statements = (relation.statement,) if relation.statement else ()
            note = (clause("note", **relation.note),) if relation.note else ()
            reason = (*check.reason, *note)
            yield replace(
                check, name=relation.id, statements=statements, reason=reason, declared=True
            )


def _figures(corpus: Corpus, slugs: tuple[str, ...]) -> list[Figure]:
    return [corpus.figures[slug] for slug in slugs]


def _value(corpus: Corpus, figure: Figure, rounded: bool = False) -> Interval:
    """The number of a figure; of a share of a counted whole, the part as a number."""
    if figure.kind == "share":
        return share_of_whole(corpus, figure, rounded) or Interval(None, False, None, False)
    return figure.near if rounded else figure.bounds


def _ordering(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    """Each of `more` above (or, for at-most, not below) each of `fewer`, by their bounds."""
    more, fewer = _figures(corpus, relation.more), _figures(corpus, relation.fewer)
    strict = relation.kind == "ordering"
    verdicts = {_order(corpus, high, low, strict) for high in more for low in fewer}
    order = (INCONSISTENT, TENSION, UNDETERMINED, ROUNDED, CONSISTENT)
    verdict = next(verdict for verdict in order if verdict in verdicts)
    values = {"more": tuple(_told(corpus, figure) for figure in more),
              "fewer": tuple(_told(corpus, figure) for figure in fewer)}  # fmt: skip
    told = [clause(f"{relation.kind}-{verdict}", **values)]
    told += _differences([*more, *fewer])
    inputs = tuple(figure.id for figure in (*more, *fewer))
    yield Check("ordering", inputs, verdict, tuple(told), True, relation.id,
                "{more} > {fewer}" if strict else "{fewer} ≤ {more}",
                values["fewer"], values["more"])  # fmt: skip


def _order(corpus: Corpus, high: Figure, low: Figure, strict: bool) -> str:
    """Whether one figure is above another; at-most also allows for rounding."""
    units = {high.standard_unit, low.standard_unit}
    if high.standard_per != low.standard_per or (len(units) > 1 and "day" in units):
        return UNDETERMINED  # days and months have no common length
    verdict = _compare(_value(corpus, high), _value(corpus, low), strict)
    near = [_value(corpus, figure, rounded=True) for figure in (high, low)]
    if verdict == INCONSISTENT and not strict and not near[0].below(near[1]):
        return ROUNDED
    return softened(verdict, *behind(corpus, high), *behind(corpus, low))


def _told(corpus: Corpus, figure: Figure) -> Figure | Amount:
    value = _value(corpus, figure)
    if figure.quantity and value == figure.bounds:
        return figure
    return Amount(value, behind(corpus, figure)[-1].unit if figure.kind == "share" else figure.unit)


def _compare(high: Interval, low: Interval, strict: bool) -> str:
    """Whether one number is above another: surely, surely not, or as the bounds allow.

    Bounds that are open towards each other allow both; that nothing speaks against an order in
    words is what one asks of them, so they count as consistent where one bound says so.
    """
    meeting = None not in (high.upper, low.lower) and high.upper <= low.lower
    if high.below(low) or (strict and meeting):
        return INCONSISTENT
    apart = None not in (low.upper, high.lower) and low.upper <= high.lower
    if low.below(high) or (not strict and apart):
        return CONSISTENT
    one_sided = high.lower is not None and low.lower is not None and high.lower > low.lower
    inside = low.upper is None and high.lower is not None and high.lower in low
    return CONSISTENT if one_sided or inside else UNDETERMINED


def _differences(figures: list[Figure]) -> Iterator[Clause]:
    """What the figures of a declared relation count differently, and over how long."""
    yield from _counted_differently(figures)
    lengths = [figure.period.length for figure in figures if figure.period]
    known = len(lengths) == len(figures) and None not in lengths
    if known and max(lengths) > UNEVEN * min(lengths):
        yield clause("lengths-differ", start=min(lengths), end=max(lengths))


def _counted_differently(figures: list[Figure]) -> Iterator[Clause]:
    """Different measures, or else different units, of the figures in their order."""
    for key, kind in (("though-measures", "measure"), ("though-units", "unit")):
        counted = figures if kind == "measure" else [f for f in figures if f.kind != "share"]
        found = dict.fromkeys(getattr(figure, kind) for figure in counted)
        names = tuple(Name(kind, slug) for slug in found if slug)
        if len(names) > 1:
            yield clause(key, all=names)
            return


def _parts(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    whole, parts = corpus.figures[relation.whole], _figures(corpus, relation.parts)
    total = sum((part.bounds for part in parts), Interval.exactly(0))
    inputs = (whole.id, *(part.id for part in parts))
    complete = relation.kind == "sum"
    check = sum_check(whole, parts, total, complete, inputs, name=relation.id)
    yield replace(check, reason=(*check.reason, *_counted_differently([*parts, whole])))


def _overlap(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    """Lists with common members: their union lies between the largest and the sum; never add."""
    whole, parts = corpus.figures[relation.whole], _figures(corpus, relation.parts)
    total = sum((part.bounds for part in parts), Interval.exactly(0))
    largest = max(parts, key=lambda part: (part.bounds.lower or 0, part.id))
    union, loose = (_union([getattr(part, key) for part in parts]) for key in ("bounds", "near"))
    verdict = judge(union, loose, whole, *parts)
    values = {"whole": whole, "parts": tuple(parts), "largest": largest,
              "total": Amount(total, whole.unit)}  # fmt: skip
    inputs = (whole.id, *(part.id for part in parts))
    yield Check("overlap", inputs, verdict, (clause(f"overlap-{verdict}", **values),), True,
                relation.id, "{largest} ≤ {whole} ≤ {total}", Amount(union, whole.unit),
                whole)  # fmt: skip
    yield Check("addition", inputs[1:], NOT_COMPARABLE, (clause("never-added", **values),), True,
                relation.id, "{parts}", None, None, ("members",))  # fmt: skip


def _union(parts: list[Interval]) -> Interval:
    """How many different names lists can hold together: the longest one's at least, all at most."""
    total = sum(parts, Interval.exactly(0))
    longest = max(parts, key=lambda part: (part.lower or 0, not part.lower_inclusive))
    return Interval(longest.lower, longest.lower_inclusive, total.upper, total.upper_inclusive)


def _no_sum(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    """Figures that look like parts of one sum and are not."""
    parts = _figures(corpus, relation.parts)
    differing = {facet for a, b in combinations(parts, 2) for facet in facets(corpus, a, b)}
    told = [clause("not-one-sum", parts=tuple(parts)), *_counted_differently(parts)]
    yield Check("addition", tuple(part.id for part in parts), NOT_COMPARABLE, tuple(told), True,
                relation.id, "{parts}", None, None, tuple(sorted(differing)))  # fmt: skip


def _rate(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    rate, total = corpus.figures[relation.rate], corpus.figures[relation.total]
    yield against_total(corpus, rate, total, True, relation.id)


def _comparison(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    a, b = _figures(corpus, relation.claims)
    if facets(corpus, a, b):
        yield not_comparable(corpus, a, b, declared=True)
    elif corpus.measures[a.measure].value("overlapping"):
        yield not_comparable(corpus, a, b, clause("differ-members"), facets=("members",))
    elif not a.is_dated and a.kind not in ("penalty", "duration"):
        told = clause("dispute-undated", a=a, b=b)
        yield Check("dispute", (a.id, b.id), UNDETERMINED, (told,), True, expected=a, found=b)
    else:
        yield same_scope(a, b)


_TESTS = {
    "ordering": _ordering,
    "at-most": _ordering,
    "sum": _parts,
    "part": _parts,
    "overlap": _overlap,
    "no-sum": _no_sum,
    "rate": _rate,
    "comparison": _comparison,
}
