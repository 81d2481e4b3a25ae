"""Figures of one scope side by side: whether they can both be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.checks.agreement import CONSISTENT, INCONSISTENT, ROUNDED, TENSION, UNDETERMINED, rounding
from kg.checks.check import Check, clause
from kg.checks.figure import Corpus, Figure


def check_disputes(corpus: Corpus) -> Iterator[Check]:
    """Every pair inside one scope, period and date included; undated figures are left out.

    Lists are left out too: each is what it is, and two of them need not name the same people.
    """
    scopes: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in corpus.of_kind("count", "rate", "share", "penalty", "duration"):
        dated = figure.period or figure.as_of
        overlapping = corpus.measures[figure.measure].value("overlapping")
        if dated and not overlapping and not figure.is_computed:
            key = (*figure.scope, figure.of, figure.total_days, figure.as_of)
            scopes[key].append(figure)
    for group in scopes.values():
        for a, b in combinations(sorted(group, key=lambda figure: figure.id), 2):
            yield same_scope(a, b)


def same_scope(a: Figure, b: Figure) -> Check:
    """Two printed figures that count the same thing in the same time."""
    verdict = _verdict(a, b)
    reason = (clause(f"dispute-{verdict}", a=a, b=b),)
    return Check("dispute", (a.id, b.id), verdict, reason, expected=a, found=b)


def _verdict(a: Figure, b: Figure) -> str:
    if "about" in (a.quantity.qualifier, b.quantity.qualifier):
        if a.quantity.stated == b.quantity.stated:
            return CONSISTENT
        return ROUNDED if _rounds(a, b) else UNDETERMINED
    if a.interval & b.interval:
        return CONSISTENT
    if _rounds(a, b):
        return ROUNDED
    return TENSION if a.is_weak or b.is_weak else INCONSISTENT


def _rounds(a: Figure, b: Figure) -> bool:
    """Whether one is the other after rounding; bounds are not rounded."""
    window = ("exactly", "range", "about")
    near = [rounding(figure.quantity) if figure.quantity.qualifier in window else figure.interval
            for figure in (a, b)]  # fmt: skip
    return bool(near[0] & near[1])
