"""Verdicts on which the checks once slipped: rounding, units, shares of shares, laws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import corpus, figure, only, relation, run, total, verdicts

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.changes import check_changes
from kg.checks.declared import check_relations
from kg.checks.disputes import check_disputes
from kg.checks.durations import check_durations
from kg.checks.series import check_series
from kg.checks.shares import check_shares


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("about 577", "100", UNDETERMINED),
        ("about 577", "577", CONSISTENT),
        ("577", "578", INCONSISTENT),
        ("1000", "500", INCONSISTENT),
        ("1000", "1040", ROUNDED),
    ],
)
def test_about_and_zeros_round_only_so_far(one, other, verdict):
    a, b = figure("a", one), figure("b", other, origin="other")
    assert verdicts(check_disputes, corpus(a, b)) == [("dispute", verdict)]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("18 months", "1.5 years", CONSISTENT),
        ("about 2 years", "2 months", UNDETERMINED),
        ("14 months", "2 years", INCONSISTENT),
    ],
)
def test_years_are_compared_in_months(one, other, verdict):
    a, b = (figure(slug, number, "sentence", unit=number.split()[-1].rstrip("s"), origin=slug)
            for slug, number in (("a", one), ("b", other)))  # fmt: skip
    assert verdicts(check_disputes, corpus(a, b)) == [("dispute", verdict)]


@pytest.mark.parametrize(("more", "fewer"), [("2 months", "30 days"), ("30 days", "2 months")])
def test_days_and_months_have_no_order(more, fewer):
    a, b = (figure(slug, number, "sentence", unit=number.split()[-1].rstrip("s"))
            for slug, number in (("a", more), ("b", fewer)))  # fmt: skip
    of = corpus(a, b, relations=[relation("ordering", more="a", fewer="b")])
    assert only(check_relations, of).verdict == UNDETERMINED


def test_an_order_is_of_the_part_and_not_of_the_fraction():
    whole, share = figure("whole", "207"), figure("share", "1/3", of="whole")
    rule = relation("at-most", more="few", fewer="share")
    found = only(check_relations, corpus(whole, share, figure("few", "30"), relations=[rule]))
    assert found.verdict == INCONSISTENT
    assert "though-units" not in [part.key for part in found.reason]


def test_an_estimated_whole_softens_its_share():
    whole = figure("whole", "207", modality="estimated")
    share = figure("share", "1/3", of="whole", categories=("officers",))
    part = figure("part", "150", categories=("officers",))
    assert only(check_shares, corpus(whole, share, part)).verdict == TENSION
    asserted = replace(whole, modality="asserted")
    assert only(check_shares, corpus(asserted, share, part)).verdict == INCONSISTENT


def test_a_share_of_a_share_is_worked_out_and_not_held_against_its_whole():
    whole = figure("whole", "1000")
    half = figure("half", "1/2", of="whole", categories=("officers",))
    fifth = figure("fifth", "1/5", of="half")
    found = {check.inputs[0]: check for check in run(check_shares, corpus(whole, half, fifth))}
    assert found["fifth"].verdict == UNDETERMINED
    assert found["fifth"].expected.interval.exact == 100
    assert found["fifth"].expected.unit == "people"
    circle = [figure("a", "1/2", of="b"), figure("b", "1/2", of="a")]
    assert run(check_shares, corpus(*circle)) == []


def test_an_approximate_share_leaves_its_part_open():
    whole = figure("whole", "205")
    share = figure("share", "about 1/5", of="whole", categories=("officers",))
    for number in ("90", "300"):
        part = figure("part", number, categories=("officers",))
        assert only(check_shares, corpus(whole, share, part)).verdict == UNDETERMINED
    near = figure("part", "41", categories=("officers",))
    assert only(check_shares, corpus(whole, share, near)).verdict == ROUNDED


def test_lists_that_share_names_may_be_rounded():
    figures = [figure("a", "100", "listed"), figure("b", "200", "listed"),
               figure("all", "301", "listed")]  # fmt: skip
    rule = relation("overlap", whole="all", parts=["a", "b"])
    union = run(check_relations, corpus(*figures, relations=[rule]))[0]
    assert union.verdict == ROUNDED


def test_an_approximate_total_hides_no_fall():
    totals = [total("a", "about 1000", "2023-01"), total("b", "901", "2023-02"),
              total("c", "850", "2023-03")]  # fmt: skip
    found = {check.inputs: check.verdict for check in run(check_series, corpus(*totals))}
    assert found["c", "b"] == INCONSISTENT


def test_what_does_not_fit_is_rounded_half_upwards():
    start, end = figure("start", "2", period="2023-08"), figure("end", "9")
    change = figure("change", "x7", base="2023-08")
    found = only(check_changes, corpus(start, end, change))
    assert found.reason[0].values["rounded"].interval.exact == 5


def test_an_undated_stretch_points_to_its_day_also_with_a_fraction():
    text = figure("a", "1.5 years", "since-call-up", period=None, unit="year", kind="duration")
    found = only(check_durations, corpus(text))
    assert found.reason[0].values["day"].isoformat() == "2024-03-21"


def test_a_text_older_than_the_event_is_not_measured_from_it():
    text = figure("a", "6 months", "since-call-up", period=None, unit="month", kind="duration",
                  as_of="2022-01-01")  # fmt: skip
    assert run(check_durations, corpus(text)) == []


def test_running_totals_of_unknown_dates_are_no_dispute():
    totals = [figure(slug, number, period="2022-09/..", origin=slug)
              for slug, number in (("a", "3001"), ("b", "6001"))]  # fmt: skip
    assert run(check_disputes, corpus(*totals)) == []


def test_a_time_from_the_context_is_no_contradiction():
    a, b = figure("a", "301"), figure("b", "411", origin="other", from_context=True)
    assert verdicts(check_disputes, corpus(a, b)) == [("dispute", TENSION)]


def test_penalties_of_two_laws_and_lists_are_not_of_one_scope():
    penalties = [figure(slug, number, "sentence", unit="year", provision=slug)
                 for slug, number in (("a", "5 years"), ("b", "10 years"))]  # fmt: skip
    lists = [figure(slug, number, "listed") for slug, number in (("c", "501"), ("d", "1001"))]
    named = relation("comparison", claims=["c", "d"]).model_copy(update={"id": "lists"})
    rules = [relation("comparison", claims=["a", "b"]), named]
    of = corpus(*penalties, *lists, relations=rules)
    found = {check.name: check.facets for check in run(check_relations, of)}
    assert found == {"rule": ("provision",), "lists": ("members",)}


def test_a_part_that_surely_fits_is_consistent():
    whole, part = figure("whole", "100"), figure("part", "fewer than 50")
    rule = relation("part", whole="whole", parts=["part"])
    assert only(check_relations, corpus(whole, part, relations=[rule])).verdict == CONSISTENT


def test_a_change_between_maxima_is_not_loosened():
    start, end = (figure(slug, number, "sentence", unit="year", period=time)
                  for slug, number, time in (("start", "5 years", "2021"),
                                             ("end", "up to 10 years", "2022")))  # fmt: skip
    change = figure("change", "+50%", "sentence", "2022", change_from="start", change_to="end")
    assert only(check_changes, corpus(start, end, change)).verdict == INCONSISTENT


def test_a_change_is_between_counts_rather_than_rates():
    figures = [figure("start", "100", period="2023-08"), figure("rate", "3 per day"),
               figure("end", "150"), figure("change", "+50%", base="2023-08")]  # fmt: skip
    found = only(check_changes, corpus(*figures))
    assert (found.inputs, found.verdict) == (("change", "start", "end"), CONSISTENT)


def test_a_fall_is_rounded_half_away_from_zero():
    start, end = figure("start", "8", period="2023-08"), figure("end", "7")
    change = figure("change", "-12%", base="2023-08")
    found = only(check_changes, corpus(start, end, change))
    assert found.reason[0].values["rounded"].interval.exact == -13


def test_an_approximate_share_above_all_gets_no_check():
    whole = figure("whole", "205")
    share = figure("share", "about 150%", of="whole", categories=("officers",))
    part = figure("part", "90", categories=("officers",))
    assert run(check_shares, corpus(whole, share, part)) == []
