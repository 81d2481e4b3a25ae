"""Which figures may be compared: only those of one scope. Elsewhere the differing facets are named.

A scope is a measure (with the stage of a case that it counts), a unit, a category of people, an
area, a kind of number and a period. Of figures that differ, the program points out those that a
reader may be tempted to compare: measures whose definitions warn of each other, and the same
measure as counted by somebody else, each with its nearest neighbour in time. That takes n log n.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from kg.checks.agreement import NOT_COMPARABLE
from kg.checks.check import Check, Clause, Name, clause
from kg.checks.figure import Corpus, Figure

COUNTED = ("count", "penalty", "duration")


def facets(corpus: Corpus, a: Figure, b: Figure) -> tuple[str, ...]:
    """The facets in which two figures differ, the weightiest first; none inside one scope."""
    differing = (
        ("measure", a.measure != b.measure),
        ("stage", corpus.stage(a) != corpus.stage(b)),
        ("kind", (a.kind, a.standard_per) != (b.kind, b.standard_per)),
        ("unit", a.standard_unit != b.standard_unit),
        ("category", a.categories != b.categories),
        ("area", a.area != b.area),
        ("whole", a.whole != b.whole),
        ("provision", a.provision != b.provision and a.kind == b.kind == "penalty"),
        ("base", a.base != b.base and a.kind == b.kind == "change"),
        ("period", a.times != b.times),
    )
    return tuple(name for name, differs in differing if differs)


def not_comparable(
    corpus: Corpus, a: Figure, b: Figure, *more: Clause, declared: bool = False, **extra: object
) -> Check:
    """That two figures cannot be compared, and in what they differ."""
    differing = facets(corpus, a, b)
    told = [_clause(corpus, facet, a, b) for facet in _told(differing)]
    if "period" not in differing and not a.is_dated:
        told.append(clause("neither-period-known"))
    if corpus.are_apart(a, b):
        told.append(clause("counted-by", a=Name("agent", a.origin), b=Name("agent", b.origin)))
    reason = (clause("apart", a=a, b=b), *told, *more)
    check = Check("comparability", (a.id, b.id), NOT_COMPARABLE, reason, declared,
                  expected=a, found=b, facets=differing)  # fmt: skip
    return replace(check, **extra)


def _told(differing: tuple[str, ...]) -> Iterator[str]:
    """What is worth saying: the stage with its measure, the unit only where the measure is one."""
    for facet in differing:
        if facet == "unit" and "measure" in differing:
            continue
        if facet != "stage":
            yield facet


def _clause(corpus: Corpus, facet: str, a: Figure, b: Figure) -> Clause:
    if facet == "measure":
        return clause("differ-measure", a=Name("measure", a.measure), b=Name("measure", b.measure))
    if facet == "unit":
        if not (a.unit and b.unit):
            return clause("differ-unit-unknown")
        return clause("differ-unit", a=Name("unit", a.unit), b=Name("unit", b.unit))
    if facet == "category":
        if not (a.categories and b.categories):
            return clause("differ-category-unknown")
        names = {key: tuple(Name("category", slug) for slug in figure.categories)
                 for key, figure in (("a", a), ("b", b))}  # fmt: skip
        return clause("differ-category", **names)
    if facet == "area":
        known = {key: Name("place", figure.area)
                 for key, figure in (("a", a), ("b", b)) if figure.area}  # fmt: skip
        return clause("differ-area" if len(known) == 2 else "differ-area-unknown", **known)
    if facet == "period":
        both = a.is_dated and b.is_dated
        return clause("differ-period" if both else "differ-period-unknown")
    return clause(f"differ-{facet}")


def check_comparability(corpus: Corpus) -> Iterator[Check]:
    """The tempting pairs of counts, penalties and durations that are not comparable, each once."""
    groups: dict[str, dict[str | None, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in corpus.of_kind(*COUNTED):
        if not figure.is_computed:
            groups[figure.measure][figure.origin].append(figure)
    seen: set[frozenset[str]] = set()
    for a, b in _tempting(corpus, groups):
        pair = frozenset((a.id, b.id))
        if pair in seen or not facets(corpus, a, b):
            continue
        seen.add(pair)
        first, second = sorted((a, b), key=lambda figure: figure.id)
        yield not_comparable(corpus, first, second)


def _tempting(
    corpus: Corpus, groups: dict[str, dict[str | None, list[Figure]]]
) -> Iterator[tuple[Figure, Figure]]:
    """For each producer of a measure: its neighbours under every measure that the definition warns
    of, by the same producer and by another; under the same measure, by another producer."""
    lines = {measure: _Timeline(figures for figures in by_origin.values())
             for measure, by_origin in groups.items()}  # fmt: skip
    for measure, by_origin in sorted(groups.items()):
        warned = [other for other in corpus.measures[measure].values.get("notComparableWith", ())
                  if other in groups]  # fmt: skip
        for origin, own in sorted(by_origin.items(), key=lambda item: item[0] or ""):
            for other in warned:
                same = groups[other].get(origin) if origin else None
                if same:
                    yield _closest(own, _Timeline([same]))
                if len(groups[other]) > (origin in groups[other]):
                    yield _closest(own, lines[other], others_only=True)
            if len(by_origin) > 1:
                yield _closest(own, lines[measure], others_only=True)


class _Timeline:
    """Figures in the order of the time that they are about; undated ones stand last."""

    def __init__(self, groups: Iterable[list[Figure]]) -> None:
        self.figures = sorted((f for group in groups for f in group), key=lambda f: (_day(f), f.id))
        self.days = [_day(figure) for figure in self.figures]
        # For each place the nearest one, on either side, of another producer: so that passing over
        # the many figures of one producer takes a single step.
        count = len(self.figures)
        self.before, self.after = [-1] * count, [count] * count
        for i in range(1, count):
            self.before[i] = i - 1 if self._differ(i - 1, i) else self.before[i - 1]
        for i in range(count - 2, -1, -1):
            self.after[i] = i + 1 if self._differ(i, i + 1) else self.after[i + 1]

    def _differ(self, i: int, k: int) -> bool:
        return self.figures[i].origin != self.figures[k].origin

    def nearest(self, figure: Figure, others_only: bool) -> Figure | None:
        """The figure nearest in time, if asked for one by another producer."""
        right = bisect_left(self.days, _day(figure))
        left = right - 1
        if others_only:
            if right < len(self.figures) and self.figures[right].origin == figure.origin:
                right = self.after[right]
            if left >= 0 and self.figures[left].origin == figure.origin:
                left = self.before[left]
        places = [place for place in (left, right) if 0 <= place < len(self.figures)]
        known = [self.figures[place] for place in places]
        return min(known, key=lambda other: (_distance(figure, other), other.id), default=None)


def _closest(
    own: list[Figure], line: _Timeline, others_only: bool = False
) -> tuple[Figure, Figure]:
    pairs = [(figure, line.nearest(figure, others_only)) for figure in own]
    pairs.sort(key=lambda pair: (_day(pair[0]), pair[0].id), reverse=True)
    return min(pairs, key=lambda pair: _distance(*pair))


def _distance(a: Figure, b: Figure) -> timedelta:
    """How far apart in time; nobody knows how far undated ones are."""
    return abs(_day(a) - _day(b)) if a.is_dated and b.is_dated else timedelta.max


def _day(figure: Figure) -> date:
    """The last day that a figure is about; those that are open or undated stand last."""
    days = figure.total_days
    return (days and days.end) or figure.as_of or date.max
