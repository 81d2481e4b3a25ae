"""Totals to date, which must not fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from corpora import corpus, days, figure, keys, only, run, total, verdicts

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.disputes import check_disputes
from kg.checks.series import check_series


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ("500", "500", CONSISTENT),
        ("500", "577", CONSISTENT),
        ("501", "499", INCONSISTENT),
        ("501", "500", ROUNDED),
        ("500", "475", ROUNDED),
        ("500", "474", INCONSISTENT),
        ("more than 501", "501", INCONSISTENT),
        ("more than 501", "500", ROUNDED),
        ("at least 501", "501", CONSISTENT),
        ("up to 500", "400", CONSISTENT),
        ("500", "almost 500", ROUNDED),
        ("501", "almost 501", INCONSISTENT),
        ("almost 600", "569", INCONSISTENT),
        ("almost 600", "570", CONSISTENT),
        ("500", "about 400", UNDETERMINED),
        ("about 500", "400", UNDETERMINED),
        ("500", "about 480", ROUNDED),
        ("about 500", "480", ROUNDED),
        ("500", "more than 400", CONSISTENT),
        ("500", "fewer than 450", INCONSISTENT),
        ("501", "fewer than 501", INCONSISTENT),
    ],
)
def test_a_total_to_date_must_not_fall(earlier, later, verdict):
    figures = (total("a", earlier, "2023-01-31"), total("b", later, "2023-02-28"))
    found = only(check_series, corpus(*figures))
    assert (found.kind, found.verdict) == ("cumulative", verdict)
    assert found.inputs == ("b", "a")
    if verdict == INCONSISTENT:
        for k in (0, 1):
            of = [replace(each, modality="estimated") if k == i else each
                  for i, each in enumerate(figures)]  # fmt: skip
            assert only(check_series, corpus(*of)).verdict == TENSION


def test_what_only_words_tell_apart_is_at_most_in_tension():
    earlier, later = total("a", "900", "2023-09"), total("b", "800", "2023-12")
    assert only(check_series, corpus(earlier, later)).verdict == INCONSISTENT
    noted = replace(later, scope_note="First requests only.")
    found = only(check_series, corpus(earlier, noted))
    assert (found.verdict, keys(found)) == (TENSION, ["cumulative-noted"])


def test_each_total_is_tested_against_the_highest_before_it():
    figures = (total("a", "500", "2023-01-31"), total("b", "400", "2023-02-28"),
               total("c", "450", "2023-03-31"), total("d", "600", "2023-04-30"))  # fmt: skip
    found = {check.inputs: check.verdict for check in run(check_series, corpus(*figures))}
    assert found == {("b", "a"): INCONSISTENT, ("c", "a"): INCONSISTENT, ("d", "a"): CONSISTENT}


def test_two_totals_of_one_day_are_a_dispute_and_no_series():
    figures = (total("a", "500", "2023-01-31"), total("b", "400", "2023-01-31"))
    assert run(check_series, corpus(*figures)) == []
    assert verdicts(check_disputes, corpus(*figures)) == [("dispute", INCONSISTENT)]


@pytest.mark.parametrize(("day", "found"), [("2023-01-20", []), ("2023-01-31", []),
                                            ("2022-12-31", [INCONSISTENT])])  # fmt: skip
def test_totals_whose_dates_overlap_are_no_series(day, found):
    month = replace(total("b", "400", "2023-01"), as_of_start=date(2023, 1, 1))
    of = corpus(total("a", "500", day), month)
    assert [check.verdict for check in run(check_series, of)] == found


@pytest.mark.parametrize(("number", "verdict"), [("501", CONSISTENT), ("499", INCONSISTENT)])
def test_totals_since_ever_are_totals_to_date(number, verdict):
    figures = (figure("a", "501", period="../2023-06-30"),
               figure("b", number, period="../2023-07-31"))  # fmt: skip
    assert verdicts(check_series, corpus(*figures)) == [("cumulative", verdict)]
    since = total("b", number, "2023-07-31")
    assert run(check_series, corpus(figures[0], since)) == []


def test_nobody_knows_whether_two_unknown_producers_are_one():
    for origin in ("office", None):
        totals = (total("a", "500", "2023-01-31", origin=origin),
                  total("b", "400", "2023-02-28", origin=origin))  # fmt: skip
        parts = (figure("quarter", "577", period="2023-09/2023-11", origin=origin),
                 figure("part", "900", origin=origin))  # fmt: skip
        known = [INCONSISTENT] if origin else []
        for figures in (totals, parts):
            assert [check.verdict for check in run(check_series, corpus(*figures))] == known


def test_a_total_is_tested_against_the_higher_of_two_totals_of_one_day():
    figures = (total("a", "500", "2023-01-31"), total("b", "600", "2023-02-28"),
               total("c", "700", "2023-02-28"), total("d", "650", "2023-03-31"))  # fmt: skip
    found = {check.inputs: check.verdict for check in run(check_series, corpus(*figures))}
    assert found[("d", "c")] == INCONSISTENT


@pytest.mark.parametrize(
    "values",
    [{"measure": "arrivals"}, {"categories": ("officers",)}, {"area": "north"}, {"unit": "cases"},
     {"origin": "registry"}, {"period": days("2022-10/..")}, {"as_of": None}],
)  # fmt: skip
def test_totals_of_different_scopes_are_no_series(values):
    later = replace(total("b", "400", "2023-02-28"), **values)
    assert run(check_series, corpus(total("a", "500", "2023-01-31"), later)) == []
