"""Rates against the totals of their days."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import F, computed, corpus, days, figure, keys, only, relation, run

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.declared import check_relations
from kg.checks.rates import check_rates, kept_up
from kg.interval import Interval


@pytest.mark.parametrize(
    ("rate", "total", "period", "verdict"),
    [
        ("101 per day", "2828", "2023-02", CONSISTENT),
        ("101 per day", "3131", "2023-08", CONSISTENT),
        ("101 per day", "2929", "2024-02", CONSISTENT),
        ("101 per day", "2828", "2023-08", INCONSISTENT),
        ("101 per day", "3131", "2023-02", INCONSISTENT),
        ("101 per day", "2830", "2023-02", ROUNDED),
        ("101 per day", "2841", "2023-02", ROUNDED),  # below 101.5 a day
        ("101 per day", "2842", "2023-02", INCONSISTENT),
        ("101 per day", "2813", "2023-02", INCONSISTENT),
        ("100 per day", "2900", "2023-02", ROUNDED),  # 95 to 105 a day
        ("100 per day", "3111", "2023-02", INCONSISTENT),
        ("3..5 per day", "100", "2023-02", CONSISTENT),
        ("3..5 per day", "153", "2023-02", ROUNDED),
        ("3..5 per day", "154", "2023-02", INCONSISTENT),
        ("7 per week", "28", "2023-02", CONSISTENT),
        ("7 per week", "26", "2023-02", ROUNDED),
        ("7 per week", "31", "2023-02", INCONSISTENT),
        ("28 per month", "28", "2023-02", CONSISTENT),
        ("31 per month", "31", "2023-08", CONSISTENT),
        ("31 per month", "28", "2023-02", INCONSISTENT),
        ("28 per month", "14", "2023-02-01/2023-02-14", CONSISTENT),
        ("366 per year", "366", "2024", CONSISTENT),
        ("366 per year", "365", "2024", INCONSISTENT),
        ("24 per year", "2", "2023-08", CONSISTENT),
        ("more than 100 per day", "2801", "2023-02", CONSISTENT),
        ("more than 100 per day", "2799", "2023-02", INCONSISTENT),
        ("almost 101 per day", "2820", "2023-02", CONSISTENT),
        ("almost 101 per day", "2750", "2023-02", INCONSISTENT),
        ("1 per day", "more than 100", "2023-02", INCONSISTENT),
        ("1 per day", "about 100", "2023-02", UNDETERMINED),
        ("about 101 per day", "2840", "2023-02", ROUNDED),
        ("about 101 per day", "9000", "2023-02", UNDETERMINED),
    ],
)
def test_a_rate_gives_the_total_of_its_days(rate, total, period, verdict):
    figures = (figure("rate", rate, period=period), figure("total", total, period=period))
    found = only(check_rates, corpus(*figures))
    assert (found.kind, found.verdict, found.inputs) == ("rate", verdict, ("rate", "total"))
    assert keys(found) == ["rate-gives", f"rate-{verdict}"]
    if verdict == INCONSISTENT:
        for weak in (0, 1):
            of = [replace(each, modality="possible") if k == weak else each
                  for k, each in enumerate(figures)]  # fmt: skip
            assert only(check_rates, corpus(*of)).verdict == TENSION
    rule = relation("rate", rate="rate", total="total")
    declared = only(check_relations, corpus(*figures, relations=[rule]))
    assert (declared.verdict, declared.declared) == (verdict, True)
    # Declared, a rate is kept up over the days of the total whatever its own.
    longer = replace(figures[0], period=days(period[:4]))
    declared = only(check_relations, corpus(longer, figures[1], relations=[rule]))
    assert declared.verdict == verdict
    if days(period) != days(period[:4]):
        assert run(check_rates, corpus(longer, figures[1])) == []


def test_what_a_rate_gives_follows_the_calendar():
    february, year = days("2023-02"), days("2024")
    weekly, yearly = figure("a", "7 per week"), figure("b", "24 per year")
    assert kept_up(weekly.bounds, weekly, february) == Interval.exactly(28)
    assert kept_up(yearly.bounds, yearly, february) == Interval.exactly(2)
    assert kept_up(yearly.bounds, yearly, year) == Interval.exactly(24)
    daily = figure("c", "more than 3 per day")
    assert kept_up(daily.bounds, daily, year) == Interval(F(1098), False, None, False)


@pytest.mark.parametrize(
    "values",
    [{"measure": "arrivals"}, {"area": "north"}, {"categories": ("officers",)},
     {"period": days("2022-12/2023-01")}, {"period": None}, {"period": days("2023-02/..")},
     {"period": days("2023")}, {"period": days("2023-02-02/2023-02-28")}],
)  # fmt: skip
def test_a_rate_finds_no_total_outside_its_scope_and_time(values):
    rate, total = (figure(slug, number, period="2023-02")
                   for slug, number in (("rate", "1 per day"), ("total", "99")))  # fmt: skip
    assert only(check_rates, corpus(rate, total)).verdict == INCONSISTENT
    assert run(check_rates, corpus(rate, replace(total, **values))) == []


def test_a_rate_up_to_a_date_counts_the_days_up_to_it():
    rate = figure("rate", "101 per day", period="2023-02/..", as_of="2023-03-31")
    for total, verdict in (("5959", CONSISTENT), ("5999", INCONSISTENT)):
        for period, as_of in (("2023-02/2023-03", None), ("2023-02/..", "2023-03-31")):
            of = corpus(rate, figure("total", total, period=period, as_of=as_of))
            assert only(check_rates, of).verdict == verdict
    assert run(check_rates, corpus(rate, figure("total", "9", period="2023-02"))) == []


def test_a_rate_in_another_unit_is_not_comparable():
    figures = (figure("rate", "1 cases per day"), figure("total", "99"))
    found = only(check_rates, corpus(*figures))
    assert (found.verdict, found.facets) == (NOT_COMPARABLE, ("unit",))
    assert keys(found) == ["rate-gives-apart", "differ-unit"]


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(2800, 2900, CONSISTENT), (2830, 2900, ROUNDED), (2842, 2900, INCONSISTENT)],
)
def test_a_rate_is_tested_against_a_computed_total(low, high, verdict):
    total = computed("total", low, high, period="2023-02")
    rate = figure("rate", "101 per day", period="2023-02")
    assert only(check_rates, corpus(rate, total)).verdict == verdict
    rate = replace(rate, modality="estimated")
    expected = TENSION if verdict == INCONSISTENT else verdict
    assert only(check_rates, corpus(rate, total)).verdict == expected


def test_a_declared_rate_between_measures_is_not_comparable():
    figures = (figure("rate", "1 per day", "arrivals", "2023"),
               figure("total", "28", period="2023-02"))  # fmt: skip
    of = corpus(*figures, relations=[relation("rate", rate="rate", total="total")])
    found = only(check_relations, of)
    assert (found.kind, found.verdict, found.facets) == ("rate", NOT_COMPARABLE, ("measure",))
    assert found.id == "rate/rule"
    assert keys(found) == ["rate-gives-apart", "differ-measure"]


def test_a_declared_rate_without_days_is_open():
    figures = (figure("rate", "1 per day", period=None), figure("total", "28", period=None))
    of = corpus(*figures, relations=[relation("rate", rate="rate", total="total")])
    assert only(check_relations, of).verdict == UNDETERMINED


@pytest.mark.parametrize(("total", "verdict"), [("59", CONSISTENT), ("600", TENSION)])
def test_a_total_without_a_beginning_is_taken_to_begin_with_the_rate(total, verdict):
    figures = (figure("rate", "1 per day", period="2023-02/.."),
               figure("total", total, period=None, as_of="2023-03-31"))  # fmt: skip
    of = corpus(*figures, relations=[relation("rate", rate="rate", total="total")])
    found = only(check_relations, of)
    assert found.verdict == verdict
    assert keys(found)[-1] == "total-assumed-start"
