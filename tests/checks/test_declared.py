"""Declared relations: orders, sums, overlaps, rates, comparisons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import computed, corpus, figure, keys, only, relation, run
from pydantic import ValidationError

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.declared import check_relations


@pytest.mark.parametrize(
    ("more", "fewer", "ordering", "at_most"),
    [
        ("577", "305", CONSISTENT, CONSISTENT),
        ("305", "577", INCONSISTENT, INCONSISTENT),
        ("305", "305", INCONSISTENT, CONSISTENT),
        ("more than 305", "305", CONSISTENT, CONSISTENT),
        ("at least 305", "305", UNDETERMINED, CONSISTENT),
        ("305", "more than 305", INCONSISTENT, INCONSISTENT),
        ("fewer than 305", "305", INCONSISTENT, INCONSISTENT),
        ("more than 500", "more than 300", CONSISTENT, CONSISTENT),
        ("500", "more than 300", CONSISTENT, CONSISTENT),
        ("more than 300", "500", UNDETERMINED, UNDETERMINED),
        ("about 500", "300", UNDETERMINED, UNDETERMINED),
        ("fewer than 300", "fewer than 500", UNDETERMINED, UNDETERMINED),
    ],
)
def test_an_order_in_words_is_tested_by_bounds(more, fewer, ordering, at_most):
    figures = (figure("more", more), figure("fewer", fewer))
    for kind, verdict in (("ordering", ordering), ("at-most", at_most)):
        if (kind, more, fewer) == ("at-most", "at least 305", "305"):
            continue  # see the test below
        of = corpus(*figures, relations=[relation(kind, more="more", fewer="fewer")])
        found = only(check_relations, of)
        assert (found.kind, found.verdict, found.declared) == ("ordering", verdict, True)
        weak = replace(figures[0], modality="estimated")
        of = corpus(weak, figures[1], relations=of.relations)
        expected = TENSION if verdict == INCONSISTENT else verdict
        assert only(check_relations, of).verdict == expected


@pytest.mark.parametrize(
    ("kind", "more", "fewer", "verdict"),
    [
        ("at-most", "at least 305", "305", CONSISTENT),
        ("at-most", "at least 305", "up to 305", CONSISTENT),
        ("ordering", "up to 305", "at least 305", INCONSISTENT),
        ("ordering", "up to 305", "305", INCONSISTENT),
    ],
)
def test_bounds_that_touch_decide_an_order(kind, more, fewer, verdict):
    of = corpus(figure("more", more), figure("fewer", fewer),
                relations=[relation(kind, more="more", fewer="fewer")])  # fmt: skip
    assert only(check_relations, of).verdict == verdict


def test_an_order_holds_for_every_pair():
    figures = [figure(slug, number) for slug, number in
               (("a", "500"), ("b", "400"), ("c", "300"), ("d", "450"))]  # fmt: skip
    rule = relation("ordering", more=["a", "b"], fewer="c")
    assert only(check_relations, corpus(*figures, relations=[rule])).verdict == CONSISTENT
    rule = relation("ordering", more=["a", "b"], fewer=["c", "d"])
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert (found.verdict, found.inputs) == (INCONSISTENT, ("a", "b", "c", "d"))


def test_an_order_between_measures_or_times_says_so():
    figures = (figure("more", "500", period="2023"), figure("fewer", "300 cases", "arrivals"))
    rule = relation("ordering", more="more", fewer="fewer", statement="it-says-so",
                    note={"en": "and that is that"})  # fmt: skip
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert keys(found) == ["ordering-consistent", "though-measures", "lengths-differ", "note"]
    assert found.inputs == ("more", "fewer")
    assert found.claims == ("more", "fewer", "it-says-so")
    same = (figures[0], replace(figures[1], measure="requests", period=figures[0].period))
    found = only(check_relations, corpus(*same, relations=[rule]))
    assert keys(found) == ["ordering-consistent", "though-units", "note"]
    same = (figures[0], replace(same[1], unit="people"))
    found = only(check_relations, corpus(*same, relations=[rule]))
    assert keys(found) == ["ordering-consistent", "note"]


@pytest.mark.parametrize(
    ("more", "fewer", "verdict"),
    [("2 years", "23 months", CONSISTENT), ("2 years", "25 months", INCONSISTENT),
     ("3 weeks", "20 days", CONSISTENT), ("3 weeks", "22 days", INCONSISTENT),
     ("90 days", "2 months", UNDETERMINED)],
)  # fmt: skip
def test_an_order_of_times_is_one_of_months_or_of_days(more, fewer, verdict):
    of = corpus(figure("a", more), figure("b", fewer),
                relations=[relation("ordering", more="a", fewer="b")])  # fmt: skip
    assert only(check_relations, of).verdict == verdict


@pytest.mark.parametrize(
    ("more", "fewer", "verdict"),
    [("300", "310", ROUNDED), ("301", "302", INCONSISTENT), ("300", "340", INCONSISTENT)],
)
def test_what_cannot_be_less_may_be_less_by_its_rounding(more, fewer, verdict):
    figures = (figure("a", more), figure("b", fewer))
    of = corpus(*figures, relations=[relation("at-most", more="a", fewer="b")])
    assert only(check_relations, of).verdict == verdict
    of = corpus(*figures, relations=[relation("ordering", more="a", fewer="b")])
    assert only(check_relations, of).verdict == INCONSISTENT


@pytest.mark.parametrize(("weak", "verdict"), [("c", TENSION), ("d", INCONSISTENT),
                                               ("a", TENSION)])  # fmt: skip
def test_one_weak_pair_does_not_soften_another(weak, verdict):
    figures = [figure(slug, number, modality="estimated" if slug == weak else "asserted")
               for slug, number in (("a", "400"), ("c", "501"), ("d", "399"))]  # fmt: skip
    rule = relation("ordering", more="a", fewer=["c", "d"])
    assert only(check_relations, corpus(*figures, relations=[rule])).verdict == verdict


def test_a_share_in_an_order_stands_for_its_part():
    figures = (figure("whole", "200"), figure("share", "1/5", of="whole"), figure("low", "30"))
    for number, verdict in (("39", CONSISTENT), ("41", INCONSISTENT)):
        of = corpus(*figures[:2], figure("low", number),
                    relations=[relation("ordering", more="share", fewer="low")])  # fmt: skip
        assert only(check_relations, of).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "whole", "verdict"),
    [
        ("sum", "304", CONSISTENT),
        ("sum", "305", INCONSISTENT),
        ("sum", "300", ROUNDED),
        ("sum", "320", INCONSISTENT),
        ("sum", "more than 250", CONSISTENT),
        ("sum", "about 900", UNDETERMINED),
        ("part", "305", CONSISTENT),
        ("part", "303", INCONSISTENT),
        ("part", "300", ROUNDED),
        ("part", "about 200", UNDETERMINED),
    ],
)
def test_declared_parts_make_up_or_lie_within_their_whole(kind, whole, verdict):
    figures = (figure("whole", whole), figure("a", "101"), figure("b", "203"))
    rule = relation(kind, whole="whole", parts=["a", "b"])
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert (found.kind, found.verdict, found.id) == (kind, verdict, f"{kind}/rule")
    assert keys(found) == [f"{kind}-{verdict}"]
    for weak in range(3):
        of = [replace(each, modality="possible") if k == weak else each
              for k, each in enumerate(figures)]  # fmt: skip
        expected = TENSION if verdict == INCONSISTENT else verdict
        assert only(check_relations, corpus(*of, relations=[rule])).verdict == expected
    other = replace(figures[1], measure="arrivals")
    found = only(check_relations, corpus(figures[0], other, figures[2], relations=[rule]))
    assert (found.verdict, keys(found)[-1]) == (verdict, "though-measures")


@pytest.mark.parametrize(("low", "high", "verdict"), [(290, 310, CONSISTENT),
                                                      (305, 310, INCONSISTENT)])  # fmt: skip
def test_declared_parts_are_tested_against_a_computed_whole(low, high, verdict):
    figures = (computed("whole", low, high), figure("a", "101"), figure("b", "203"))
    rule = relation("sum", whole="whole", parts=["a", "b"])
    assert only(check_relations, corpus(*figures, relations=[rule])).verdict == verdict


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [("203", CONSISTENT), ("250", CONSISTENT), ("304", CONSISTENT), ("202", INCONSISTENT),
     ("305", INCONSISTENT), ("200", ROUNDED), ("about 900", UNDETERMINED)],
)  # fmt: skip
def test_lists_that_overlap_lie_between_the_largest_and_the_sum(whole, verdict):
    figures = [figure(slug, number, "listed")
               for slug, number in (("whole", whole), ("a", "101"), ("b", "203"))]  # fmt: skip
    rule = relation("overlap", whole="whole", parts=["a", "b"])
    overlap, addition = run(check_relations, corpus(*figures, relations=[rule]))
    assert (overlap.kind, overlap.verdict) == ("overlap", verdict)
    assert (addition.kind, addition.verdict) == ("addition", NOT_COMPARABLE)
    assert (addition.inputs, addition.facets) == (("a", "b"), ("members",))
    weak = [replace(each, modality="estimated") for each in figures[1:]]
    overlap = run(check_relations, corpus(figures[0], *weak, relations=[rule]))[0]
    assert overlap.verdict == (TENSION if verdict == INCONSISTENT else verdict)


def test_what_looks_like_parts_of_one_sum_is_told_not_to_be_added():
    figures = (figure("a", "100"), figure("b", "200", "arrivals", "2023-10"),
               figure("c", "300", area="north"))  # fmt: skip
    rule = relation("no-sum", parts=["a", "b", "c"])
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert (found.kind, found.verdict, found.id) == ("addition", NOT_COMPARABLE, "addition/rule")
    assert (found.inputs, found.declared) == (("a", "b", "c"), True)
    assert found.facets == ("area", "measure", "period")
    assert keys(found) == ["not-one-sum", "though-measures"]
    same = (figures[0], figure("b", "200"))
    rule = relation("no-sum", parts=["a", "b"])
    found = only(check_relations, corpus(*same, relations=[rule]))
    assert (found.facets, keys(found)) == ((), ["not-one-sum"])


@pytest.mark.parametrize("values", [{}, {"whole": "a", "parts": ["b", "c"]},
                                    {"parts": ["b", "c"], "total": "a"}])  # fmt: skip
def test_what_is_no_sum_has_parts_and_no_whole(values):
    assert relation("no-sum", parts=["b", "c"]).figures == ("b", "c")
    with pytest.raises(ValidationError, match="parts|takes no"):
        relation("no-sum", **values)


def test_a_declared_comparison_is_refused_between_scopes_and_made_within_one():
    rule = relation("comparison", claims=["a", "b"])
    figures = (figure("a", "100", period=None), figure("b", "200", "arrivals", None))
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert (found.kind, found.verdict, found.id) == (
        "comparability", NOT_COMPARABLE, "comparability/rule")  # fmt: skip
    for period, verdict, key in ((None, UNDETERMINED, "dispute-undated"),
                                 ("2023-09", INCONSISTENT, "dispute-inconsistent")):  # fmt: skip
        figures = (figure("a", "100", period=period), figure("b", "200", period=period))
        found = only(check_relations, corpus(*figures, relations=[rule]))
        assert (found.kind, found.verdict, keys(found)) == ("dispute", verdict, [key])
