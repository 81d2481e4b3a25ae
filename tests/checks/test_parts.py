"""Parts of a period within the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import corpus, days, figure, keys, months, only, run

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.disputes import check_disputes
from kg.checks.series import check_series


def test_what_only_words_tell_apart_is_at_most_in_tension():
    quarter, parts = figure("quarter", "591", period="2023-09/2023-11"), months("101", "217", "259")
    noted = replace(parts[1], scope_note="First requests only.")
    found = only(check_series, corpus(quarter, parts[0], noted, parts[2]))
    assert (found.kind, found.verdict, keys(found)) == ("sum", TENSION, ["sum-noted"])
    month = replace(figure("month", "611"), scope_note="First requests only.")
    found = only(check_series, corpus(replace(quarter, scope_note=None), month))
    assert (found.kind, found.verdict, keys(found)) == ("part", TENSION, ["part-noted"])


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [("577", CONSISTENT), ("580", ROUNDED), ("600", ROUNDED), ("590", INCONSISTENT),
     ("578", INCONSISTENT), ("more than 500", CONSISTENT), ("more than 577", INCONSISTENT),
     ("almost 600", ROUNDED), ("almost 577", INCONSISTENT), ("about 900", UNDETERMINED),
     ("about 600", ROUNDED)],
)  # fmt: skip
def test_months_make_up_their_quarter(whole, verdict):
    quarter = figure("quarter", whole, period="2023-09/2023-11")
    parts = months("101", "217", "259")
    found = only(check_series, corpus(quarter, *parts))
    assert (found.kind, found.verdict) == ("sum", verdict)
    assert found.inputs == ("quarter", "m09", "m10", "m11")
    if verdict == INCONSISTENT:
        weak = replace(parts[1], modality="assumed")
        assert only(check_series, corpus(quarter, parts[0], weak, parts[2])).verdict == TENSION
        weak = replace(quarter, modality="estimated")
        assert only(check_series, corpus(weak, *parts)).verdict == TENSION


@pytest.mark.parametrize(
    ("first", "whole", "verdict"),
    [("100", "580", ROUNDED), ("100", "573", ROUNDED), ("100", "570", ROUNDED),
     ("100", "582", INCONSISTENT), ("100", "more than 576", ROUNDED),
     ("100", "more than 582", INCONSISTENT), ("101", "573", INCONSISTENT),
     ("about 100", "573", ROUNDED), ("about 100", "900", UNDETERMINED),
     ("almost 100", "575", CONSISTENT), ("almost 100", "560", INCONSISTENT)],
)  # fmt: skip
def test_zeros_at_the_end_of_a_month_may_be_rounded(first, whole, verdict):
    quarter = figure("quarter", whole, period="2023-09/2023-11")
    found = only(check_series, corpus(quarter, *months(first, "217", "259")))
    assert (found.kind, found.verdict) == ("sum", verdict)


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [("577", CONSISTENT), ("360", CONSISTENT), ("359", INCONSISTENT), ("350", INCONSISTENT),
     ("about 300", UNDETERMINED), ("about 360", CONSISTENT)],
)  # fmt: skip
def test_months_with_a_gap_are_only_a_part_of_their_quarter(whole, verdict):
    quarter = figure("quarter", whole, period="2023-09/2023-11")
    first, _, last = months("101", "218", "259")
    found = only(check_series, corpus(quarter, first, last))
    assert (found.kind, found.verdict) == ("part", verdict)


@pytest.mark.parametrize(
    ("whole", "verdict"), [("359", CONSISTENT), ("356", ROUNDED), ("353", INCONSISTENT)]
)
def test_a_part_may_be_rounded(whole, verdict):
    quarter = figure("quarter", whole, period="2023-09/2023-11")
    first, _, last = months("100", "218", "259")
    found = only(check_series, corpus(quarter, first, last))
    assert (found.kind, found.verdict) == ("part", verdict)


@pytest.mark.parametrize(
    ("part", "verdict"),
    [("577", CONSISTENT), ("500", CONSISTENT), ("582", INCONSISTENT),
     ("more than 600", INCONSISTENT), ("about 900", UNDETERMINED)],
)  # fmt: skip
@pytest.mark.parametrize("measure", ["requests", "visitors"])
def test_a_part_is_not_above_its_whole(measure, part, verdict):
    quarter = figure("quarter", "577", measure, period="2023-09/2023-11")
    found = only(check_series, corpus(quarter, *months(part, measure=measure)))
    assert (found.kind, found.verdict) == ("part", verdict)


def test_a_part_may_round_to_its_whole():
    quarter = figure("quarter", "580", period="2023-09/2023-11")
    assert only(check_series, corpus(quarter, *months("582"))).verdict == ROUNDED


def test_of_what_does_not_add_up_only_the_largest_part_counts():
    quarter = figure("quarter", "577", "visitors", period="2023-09/2023-11")
    parts = months("500", "510", "490", measure="visitors")
    found = only(check_series, corpus(quarter, *parts))
    assert (found.kind, found.verdict, found.inputs) == ("part", CONSISTENT, ("quarter", "m10"))


def test_overlapping_parts_are_not_added():
    quarter = figure("quarter", "577", period="2023-09/2023-11")
    parts = (figure("a", "400", period="2023-09/2023-10"),
             figure("b", "400", period="2023-10-15/2023-11-30"))  # fmt: skip
    found = only(check_series, corpus(quarter, *parts))
    assert (found.kind, found.verdict) == ("part", CONSISTENT)


def test_a_week_belongs_to_its_month_and_the_month_to_its_quarter():
    figures = (figure("quarter", "577", period="2023-09/2023-11"),
               figure("month", "300", period="2023-10"),
               figure("week", "400", period="2023-10-02/2023-10-08"))  # fmt: skip
    found = {check.inputs: check.verdict for check in run(check_series, corpus(*figures))}
    assert found == {("quarter", "month"): CONSISTENT, ("month", "week"): INCONSISTENT}


def test_a_period_that_reaches_out_of_another_does_not_hide_its_parts():
    figures = (figure("quarter", "100", period="2023-01/2023-03"),
               figure("start", "70", period="2023-01/2023-02"),
               figure("across", "90", period="2023-02/2023-04"),
               figure("march", "50", period="2023-03"))  # fmt: skip
    found = {check.inputs: check.verdict for check in run(check_series, corpus(*figures))}
    assert found[("quarter", "start", "march")] == INCONSISTENT


@pytest.mark.parametrize(
    "values",
    [{"measure": "arrivals"}, {"categories": ("officers",)}, {"area": "north"}, {"unit": "cases"},
     {"origin": "registry"}, {"period": days("2023-11/2023-12")}],
)  # fmt: skip
def test_a_period_has_no_part_of_another_scope(values):
    part = replace(figure("part", "900"), **values)
    of = corpus(figure("quarter", "577", period="2023-09/2023-11"), part)
    assert run(check_series, of) == []


def test_lists_are_neither_added_nor_disputed():
    figures = [figure("whole", "100", "listed", period="2023-09/2023-11"),
               figure("other", "300", "listed", period="2023-09/2023-11", origin="registry"),
               *months("200", "200", "200", measure="listed")]  # fmt: skip
    assert run(check_series, corpus(*figures)) == []
    assert run(check_disputes, corpus(*figures)) == []


def test_what_is_counted_of_one_moment_has_no_parts():
    year = figure("year", "301", "strength", period="2023")
    assert (
        run(check_series, corpus(year, figure("june", "500", "strength", period="2023-06"))) == []
    )
