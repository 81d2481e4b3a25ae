"""The relations that annotators declare: orderings in words, sums, overlaps, rates, comparisons.

A declared relation is tested also between figures of different scopes, since the annotator says
that it holds between them; the reason then says in what they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.checks.agreement import CONSISTENT, INCONSISTENT, NOT_COMPARABLE, TENSION, UNDETERMINED
from kg.checks.changes import UNEVEN
from kg.checks.check import Amount, Check, Clause, Name, clause
from kg.checks.comparability import facets, not_comparable
from kg.checks.disputes import same_scope
from kg.checks.figure import Corpus, Figure
from kg.checks.rates import against_total
from kg.checks.series import sum_check
from kg.checks.shares import share_of_whole
from kg.interval import Interval
from kg.model import Relation


def check_relations(corpus: Corpus) -> Iterator[Check]:
    """Every declared relation, tested."""
    for relation in corpus.relations:
        if relation.kind == "penalty":
            continue  # needs the law: see kg.checks.laws
        for check in _TESTS[relation.kind](corpus, relation):
            inputs = check.inputs
            if relation.statement:
                inputs = (*inputs, relation.statement)
            note = (clause("note", **relation.note),) if relation.note else ()
            reason = (*check.reason, *note)
            yield replace(check, inputs=inputs, reason=reason, declared=True)


def _figures(corpus: Corpus, slugs: tuple[str, ...]) -> list[Figure]:
    return [corpus.figures[slug] for slug in slugs]


def _value(corpus: Corpus, figure: Figure) -> Interval:
    """The number of a figure; of a share of a counted whole, the part as a number."""
    part = share_of_whole(corpus, figure) if figure.kind == "share" else None
    return part or figure.interval


def _ordering(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    """Each of `more` above (or, for at-most, not below) each of `fewer`, by their bounds."""
    more, fewer = _figures(corpus, relation.more), _figures(corpus, relation.fewer)
    strict = relation.kind == "ordering"
    pairs = [(high, low) for high in more for low in fewer]
    verdicts = {_compare(_value(corpus, high), _value(corpus, low), strict) for high, low in pairs}
    verdict = next(v for v in (INCONSISTENT, UNDETERMINED, CONSISTENT) if v in verdicts)
    if verdict == INCONSISTENT and any(figure.is_weak for figure in (*more, *fewer)):
        verdict = TENSION
    values = {"more": tuple(_told(corpus, figure) for figure in more),
              "fewer": tuple(_told(corpus, figure) for figure in fewer)}  # fmt: skip
    told = [clause(f"{relation.kind}-{verdict}", **values)]
    told += _differences(corpus, more[0], fewer[0])
    inputs = tuple(figure.id for figure in (*more, *fewer))
    yield Check("ordering", inputs, verdict, tuple(told), True, relation.id,
                "{more} > {fewer}" if strict else "{fewer} ≤ {more}",
                values["fewer"], values["more"])  # fmt: skip


def _told(corpus: Corpus, figure: Figure) -> Figure | Amount:
    value = _value(corpus, figure)
    if value is figure.interval and figure.quantity:
        return figure
    return Amount(value, None if figure.kind == "share" else figure.unit)


def _compare(high: Interval, low: Interval, strict: bool) -> str:
    """Whether one number is above another: surely, surely not, or as the bounds allow.

    Bounds that are open towards each other allow both; that nothing speaks against an order in
    words is what one asks of them, so they count as consistent where one bound says so.
    """
    if high.below(low) or (strict and high.exact is not None and high == low):
        return INCONSISTENT
    if low.below(high) or (not strict and high.exact is not None and high == low):
        return CONSISTENT
    one_sided = high.lower is not None and low.lower is not None and high.lower > low.lower
    inside = low.upper is None and high.lower is not None and high.lower in low
    return CONSISTENT if one_sided or inside else UNDETERMINED


def _differences(corpus: Corpus, a: Figure, b: Figure) -> Iterator[Clause]:
    """What two figures of a declared relation count differently, and over how long."""
    yield from _counted_differently(corpus, a, b)
    lengths = [days and days.length for days in (a.period, b.period)]
    if all(lengths) and max(lengths) > UNEVEN * min(lengths):
        yield clause("lengths-differ", start=min(lengths), end=max(lengths))


def _counted_differently(corpus: Corpus, a: Figure, b: Figure) -> Iterator[Clause]:
    differing = facets(corpus, a, b)
    if "measure" in differing:
        yield clause("though-measure", a=Name("measure", a.measure), b=Name("measure", b.measure))
    elif "unit" in differing and a.unit and b.unit:
        yield clause("though-unit", a=Name("unit", a.unit), b=Name("unit", b.unit))


def _parts(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    whole, parts = corpus.figures[relation.whole], _figures(corpus, relation.parts)
    total = sum((part.interval for part in parts), Interval.exactly(0))
    inputs = (whole.id, *(part.id for part in parts))
    complete = relation.kind == "sum"
    check = sum_check(whole, parts, total, complete, inputs, name=relation.id)
    yield replace(check, reason=(*check.reason, *_counted_differently(corpus, whole, parts[0])))


def _overlap(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    """Lists with common members: their union lies between the largest and the sum; never add."""
    whole, parts = corpus.figures[relation.whole], _figures(corpus, relation.parts)
    total = sum((part.interval for part in parts), Interval.exactly(0))
    largest = max(parts, key=lambda part: part.interval.lower or 0)
    lower = largest.interval.lower
    union = Interval(lower, largest.interval.lower_inclusive, total.upper, total.upper_inclusive)
    verdict = CONSISTENT if union & whole.interval else INCONSISTENT
    values = {"whole": whole, "parts": tuple(parts), "largest": largest,
              "total": Amount(total, whole.unit)}  # fmt: skip
    inputs = (whole.id, *(part.id for part in parts))
    yield Check("overlap", inputs, verdict, (clause(f"overlap-{verdict}", **values),), True,
                relation.id, "{largest} ≤ {whole} ≤ {total}", Amount(union, whole.unit),
                whole)  # fmt: skip
    yield Check("addition", inputs[1:], NOT_COMPARABLE, (clause("never-added", **values),), True,
                relation.id, "{parts}", None, Amount(total, whole.unit), ("members",))  # fmt: skip


def _rate(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    rate, total = corpus.figures[relation.rate], corpus.figures[relation.total]
    yield against_total(corpus, rate, total, True, relation.id)


def _comparison(corpus: Corpus, relation: Relation) -> Iterator[Check]:
    a, b = _figures(corpus, relation.claims)
    if facets(corpus, a, b):
        yield not_comparable(corpus, a, b, declared=True, name=relation.id)
    else:
        yield same_scope(a, b)


_TESTS = {
    "ordering": _ordering,
    "at-most": _ordering,
    "sum": _parts,
    "part": _parts,
    "overlap": _overlap,
    "rate": _rate,
    "comparison": _comparison,
}
