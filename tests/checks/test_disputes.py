"""Figures of one scope side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import computed, corpus, figure, keys, only, run

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.disputes import check_disputes


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("577", "577", CONSISTENT),
        ("577", "580", ROUNDED),
        ("577", "600", ROUNDED),
        ("577", "305", INCONSISTENT),
        ("577", "578", INCONSISTENT),
        ("577", "more than 500", CONSISTENT),
        ("500", "more than 500", ROUNDED),
        ("501", "more than 501", INCONSISTENT),
        ("505", "more than 600", INCONSISTENT),
        ("500", "at least 500", CONSISTENT),
        ("577", "about 500", UNDETERMINED),
        ("577", "about 577", CONSISTENT),
        ("577", "about 600", ROUNDED),
        ("about 100", "about 900", UNDETERMINED),
        ("more than 600", "fewer than 500", INCONSISTENT),
        ("1/5", "1/5", CONSISTENT),
        ("3 per day", "5 per day", INCONSISTENT),
        ("3..5 per day", "5 per day", CONSISTENT),
        ("3..5 per day", "6 per day", INCONSISTENT),
        ("7 per week", "1 per day", CONSISTENT),
        ("7 per week", "9 per day", INCONSISTENT),
        ("24 per year", "2 per month", CONSISTENT),
        ("24 per year", "3 per month", INCONSISTENT),
        ("2 years", "24 months", CONSISTENT),
        ("2 years", "20 months", ROUNDED),
        ("2 years", "31 months", INCONSISTENT),
        ("3 weeks", "21 days", CONSISTENT),
        ("3 weeks", "30 days", INCONSISTENT),
        ("20%", "1/5", CONSISTENT),
        ("21%", "1/5", ROUNDED),
        ("40%", "1/5", INCONSISTENT),
        ("1000", "951", ROUNDED),
        ("1000", "949", INCONSISTENT),
        ("22000", "21501", ROUNDED),
        ("22000", "21499", INCONSISTENT),
        ("almost 600", "571", CONSISTENT),
        ("almost 600", "569", INCONSISTENT),
        ("almost 600", "601", INCONSISTENT),
    ],
)
def test_two_figures_of_one_scope_are_compared(a, b, verdict):
    figures = (figure("a", a), figure("b", b, origin="registry", article="herald"))
    found = only(check_disputes, corpus(*figures))
    assert (found.kind, found.verdict, found.inputs) == ("dispute", verdict, ("a", "b"))
    for modality in ("possible", "estimated", "assumed"):
        for k in (0, 1):
            of = [replace(each, modality=modality) if i == k else each
                  for i, each in enumerate(figures)]  # fmt: skip
            expected = TENSION if verdict == INCONSISTENT else verdict
            assert only(check_disputes, corpus(*of)).verdict == expected
    turned = (replace(figures[1], id="a"), replace(figures[0], id="b"))
    assert only(check_disputes, corpus(*turned)).verdict == verdict


def test_what_only_words_tell_apart_is_at_most_in_tension():
    a, b = figure("a", "577"), figure("b", "305", scope_note="Whoever wrote again is left out.")
    found = only(check_disputes, corpus(a, b))
    assert (found.verdict, keys(found)) == (TENSION, ["dispute-noted"])
    assert only(check_disputes, corpus(a, replace(b, scope_note=None))).verdict == INCONSISTENT
    of_both = (replace(a, scope_note=b.scope_note), b)
    assert only(check_disputes, corpus(*of_both)).verdict == INCONSISTENT


def test_undated_and_computed_figures_are_not_disputed():
    undated = (figure("a", "577", period=None), figure("b", "305", period=None))
    assert run(check_disputes, corpus(*undated)) == []
    assert run(check_disputes, corpus(figure("a", "577"), computed("b", 1, 2))) == []


@pytest.mark.parametrize(
    ("measure", "numbers", "values"),
    [
        ("arrivals-share", ("1/5", "4/5"), {"of": "women"}),
        ("arrivals-share", ("1/5 of 200", "4/5 of 900"), {}),
        ("sentence", ("10 years", "16 years"), {"provision": "article-338"}),
    ],
)
def test_shares_of_two_wholes_and_terms_of_two_laws_are_not_disputed(measure, numbers, values):
    a, b = (figure(slug, number, measure) for slug, number in zip("ab", numbers, strict=True))
    if "of" in values:
        a = replace(a, of="men")
    if "provision" in values:
        a = replace(a, provision="article-337")
    assert run(check_disputes, corpus(a, replace(b, **values))) == []
