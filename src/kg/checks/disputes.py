"""Figures of one scope side by side: whether they can both be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.checks.agreement import CONSISTENT, INCONSISTENT, ROUNDED, UNDETERMINED
from kg.checks.check import Check, clause
from kg.checks.figure import Corpus, Figure
from kg.checks.judgement import softened, told


def check_disputes(corpus: Corpus) -> Iterator[Check]:
    """Every pair inside one scope, period and date included; undated figures are left out.

    Lists are left out too: each is what it is, and two of them need not name the same people.
    """
    scopes: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in corpus.of_kind("count", "rate", "share", "penalty", "duration"):
        dated = figure.is_dated or (figure.period and figure.kind in ("penalty", "duration"))
        overlapping = corpus.measures[figure.measure].value("overlapping")
        if dated and not overlapping and not figure.is_computed:
            key = (*figure.scope, figure.whole, figure.provision, *figure.times)
            scopes[key].append(figure)
    for group in scopes.values():
        for a, b in combinations(sorted(group, key=lambda figure: figure.id), 2):
            yield same_scope(a, b)


def same_scope(a: Figure, b: Figure) -> Check:
    """Two printed figures that count the same thing in the same time."""
    verdict, words = told(_verdict(a, b), a, b)
    reason = (clause(f"dispute-{words}", a=a, b=b),)
    return Check("dispute", (a.id, b.id), verdict, reason, expected=a, found=b)


def _verdict(a: Figure, b: Figure) -> str:
    approximate = [figure for figure in (a, b) if figure.quantity.qualifier == "about"]
    if approximate:
        if all(figure.stated in other.bounds for figure, other in ((a, b), (b, a))) and (
            len(approximate) == 1 or a.stated == b.stated
        ):
            return CONSISTENT
        return ROUNDED if a.near & b.near else UNDETERMINED
    if a.bounds & b.bounds:
        return CONSISTENT
    return ROUNDED if a.near & b.near else softened(INCONSISTENT, a, b)
