"""Stretches of time against the days of events."""

from __future__ import annotations

from datetime import date

import pytest
from corpora import corpus, figure, keys, only, run

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.durations import check_durations


@pytest.mark.parametrize(
    ("printed", "as_of", "verdict"),
    [
        ("1 years", "2023-09-21", CONSISTENT),
        ("12 months", "2023-09-21", CONSISTENT),
        ("2 years", "2024-08-01", ROUNDED),
        ("almost 2 years", "2024-08-01", ROUNDED),
        ("more than 1 years", "2023-09-22", CONSISTENT),
        ("more than 1 years", "2023-09-21", INCONSISTENT),
        ("2 years", "2023-09-21", INCONSISTENT),
        ("about 2 years", "2023-09-21", UNDETERMINED),
        ("4 weeks", "2022-10-19", CONSISTENT),
        ("28 days", "2022-10-19", CONSISTENT),
        ("27 days", "2022-10-19", INCONSISTENT),
    ],
)
def test_the_time_since_an_event_is_tested_by_the_calendar(printed, as_of, verdict):
    of = corpus(figure("time", printed, "since-call-up", None, as_of=as_of))
    found = only(check_durations, of)
    assert (found.kind, found.verdict) == ("duration", verdict)


@pytest.mark.parametrize(
    ("printed", "day"), [("2 years", date(2024, 9, 21)), ("6 months", date(2023, 3, 21))]
)
def test_a_text_without_a_date_is_placed_by_the_time_that_it_gives(printed, day):
    found = only(check_durations, corpus(figure("time", printed, "since-call-up", None)))
    assert (found.verdict, found.reason[0].values["day"]) == (UNDETERMINED, day)
    assert keys(found) == ["duration-undated"]
    almost = only(check_durations, corpus(figure("t", f"almost {printed}", "since-call-up", None)))
    assert (almost.verdict, almost.reason[0].values["day"]) == (UNDETERMINED, day)
    assert keys(almost) == ["duration-undated-almost"]


@pytest.mark.parametrize(
    ("printed", "day"), [("3 weeks", date(2022, 10, 12)), ("10 days", date(2022, 10, 1))]
)
def test_weeks_and_days_since_an_event_are_no_months(printed, day):
    found = only(check_durations, corpus(figure("time", printed, "since-call-up", None)))
    assert found.reason[0].values["day"] == day


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [("7 months", ROUNDED), ("209 days", CONSISTENT), ("5 months", TENSION),
     ("8 months", INCONSISTENT), ("more than 8 months", INCONSISTENT),
     ("fewer than 5 months", TENSION), ("about 3 months", UNDETERMINED)],
)  # fmt: skip
def test_a_stretch_between_two_events_may_be_cut_short_but_not_stretched(printed, verdict):
    assert only(check_durations, corpus(figure("time", printed, "head-start", None))).verdict == (
        verdict
    )


def test_durations_of_nothing_known_are_not_tested():
    figures = (figure("a", "2 years", "since-nothing", None, as_of="2024"),
               figure("b", "2 years", "requests", None, as_of="2024"))  # fmt: skip
    assert run(check_durations, corpus(*figures)) == []


def test_an_event_of_which_only_the_year_is_known_refutes_no_months():
    of = corpus(figure("time", "6 months", "since-flood", None, as_of="2022-12-31"))
    assert [check.verdict for check in run(check_durations, of)] != [INCONSISTENT]
