"""Shares of a whole against counts and rates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import computed, corpus, days, figure, only, run, verdicts

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.check import Amount
from kg.checks.shares import check_shares
from kg.dates import parse_date
from kg.interval import Interval
from kg.quantity import parse_quantity


@pytest.mark.parametrize(
    ("share", "count", "verdict"),
    [
        ("1/5", "41", CONSISTENT),
        ("20%", "41", CONSISTENT),
        ("1/3", "68", ROUNDED),
        ("1/5", "45", ROUNDED),  # 2/11 to 2/9 of 205
        ("1/5", "38", ROUNDED),
        ("1/5", "46", INCONSISTENT),
        ("1/5", "37", INCONSISTENT),
        ("20%", "42", ROUNDED),
        ("20%", "43", INCONSISTENT),
        ("20.1%", "42", INCONSISTENT),
        ("more than 1/2", "120", CONSISTENT),
        ("more than 1/2", "103", CONSISTENT),
        ("more than 1/2", "102", INCONSISTENT),
        ("more than 1/2", "206", INCONSISTENT),
        ("almost 1/2", "102", CONSISTENT),
        ("almost 1/2", "81", INCONSISTENT),
        ("1/5", "about 80", UNDETERMINED),
        ("1/5", "about 40", ROUNDED),
        ("1/5", "almost 40", ROUNDED),
        ("1/5", "almost 60", INCONSISTENT),
    ],
)
def test_a_share_of_a_counted_whole_is_tested_against_the_count(share, count, verdict):
    whole, part = figure("whole", "205"), figure("part", count, "arrivals")
    of = figure("share", share, "arrivals-share", of="whole")
    found = only(check_shares, corpus(whole, part, of))
    assert (found.kind, found.verdict) == ("share", verdict)
    assert found.inputs == ("share", "whole", "part")
    printed = figure("share", f"{share} of 205", "arrivals-share")
    assert only(check_shares, corpus(part, printed)).verdict == verdict
    expected = TENSION if verdict == INCONSISTENT else verdict
    for weak in ((whole, replace(part, modality="assumed"), of),
                 (whole, part, replace(of, modality="possible"))):  # fmt: skip
        assert only(check_shares, corpus(*weak)).verdict == expected


@pytest.mark.parametrize(("whole", "verdict"), [("205", INCONSISTENT), ("200", ROUNDED)])
def test_the_whole_of_a_share_may_be_rounded_at_its_zeros(whole, verdict):
    figures = (figure("whole", whole), figure("part", "43", "arrivals"))
    share = figure("share", "20%", "arrivals-share", of="whole")
    assert only(check_shares, corpus(*figures, share)).verdict == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(30, 50, CONSISTENT), (45, 50, ROUNDED), (46, 50, INCONSISTENT)],
)
def test_a_share_is_tested_against_a_computed_count(low, high, verdict):
    share = figure("share", "1/5", categories=("officers",), of="whole")
    part = replace(computed("part", low, high), categories=("officers",))
    assert only(check_shares, corpus(figure("whole", "205"), part, share)).verdict == verdict


def test_a_share_without_a_measure_that_counts_it_needs_another_category_than_its_whole():
    whole, again = figure("whole", "205"), figure("again", "300", origin="registry")
    share, part = (figure(slug, number, categories=("officers",))
                   for slug, number in (("share", "20%"), ("part", "90")))  # fmt: skip
    of = replace(share, of="whole")
    assert only(check_shares, corpus(whole, again, part, of)).inputs == ("share", "whole", "part")
    assert only(check_shares, corpus(whole, again, part, of)).verdict == INCONSISTENT
    same = [replace(each, categories=()) for each in (part, of)]
    assert only(check_shares, corpus(whole, again, *same)).inputs == ("share", "whole")
    printed = replace(share, quantity=parse_quantity("20% of 205"))
    assert only(check_shares, corpus(part, printed)).inputs == ("share",)


@pytest.mark.parametrize(("count", "verdict"), [("41", CONSISTENT), ("81", INCONSISTENT)])
def test_a_share_of_a_share_is_worked_out(count, verdict):
    figures = (figure("whole", "410"), figure("half", "50%", of="whole", categories=("soldiers",)))
    share = figure("share", "20%", "arrivals-share", of="half")
    of = corpus(*figures, share, figure("part", count, "arrivals"))
    found = {check.inputs[0]: check for check in run(check_shares, of)}
    assert (found["share"].verdict, found["share"].inputs) == (verdict, ("share", "half", "part"))
    assert found["share"].expected.interval == Interval.exactly(41)


def test_shares_of_each_other_are_shares_of_nothing():
    for wholes in (["a"], ["b", "a"], ["b", "c", "a"]):
        shares = [figure(slug, "1/2", of=of) for slug, of in zip("abc", wholes, strict=False)]
        assert run(check_shares, corpus(*shares)) == []


def test_a_share_of_which_nothing_else_counts_the_part_is_open():
    share = figure("share", "1/5", "arrivals-share", of="whole")
    found = only(check_shares, corpus(figure("whole", "200"), share))
    assert (found.verdict, found.expected) == (UNDETERMINED, Amount(Interval.exactly(40), "people"))
    assert run(check_shares, corpus(replace(share, of="officers"))) == []
    assert run(check_shares, corpus(figure("whole", "200"), replace(share, period=None))) == []


@pytest.mark.parametrize(
    "values",
    [{"measure": "cases"}, {"area": "north"}, {"period": days("2023-10")}, {"origin": "registry"},
     {"origin": None}],
)  # fmt: skip
def test_a_share_is_not_tested_against_a_count_of_something_else(values):
    share = figure("share", "1/5 of 200", "arrivals-share")
    part = replace(figure("part", "90", "arrivals"), **values)
    assert only(check_shares, corpus(part, share)).inputs == ("share",)


def test_a_share_is_not_tested_against_a_count_of_others():
    share = figure("share", "1/5", categories=("officers",), of="whole")
    for slug, tested in (("officers", True), ("soldiers", False)):
        part = figure("part", "90", categories=(slug,))
        found = only(check_shares, corpus(figure("whole", "205"), part, share))
        assert ("part" in found.inputs) is tested


def test_a_share_is_not_tested_against_a_second_count_of_its_whole():
    wholes = (figure("whole", "200"), figure("again", "210", origin="registry"))
    of = corpus(*wholes, figure("share", "1/4", of="whole"))
    assert INCONSISTENT not in [check.verdict for check in run(check_shares, of)]


@pytest.mark.parametrize(
    ("whole", "period", "verdict"),
    [
        ("14140", "2023-02", CONSISTENT),  # a fifth is 101 a day in February
        ("14200", "2023-02", ROUNDED),
        ("14140", "2023-08", INCONSISTENT),  # … but August has 31 days
        ("15655", "2023-08", CONSISTENT),
        ("15655", "2023-02", INCONSISTENT),
        ("14645", "2024-02", CONSISTENT),
        ("14645", "2023-02", INCONSISTENT),
    ],
)
def test_a_share_is_tested_against_a_rate_over_days_as_they_were(whole, period, verdict):
    share = figure("share", "20%", "arrivals-share", period, of="whole")
    rate = figure("rate", "101 per day", "arrivals", period)
    of = (figure("whole", whole, period=period), share)
    found = only(check_shares, corpus(*of, rate))
    assert (found.kind, found.verdict) == ("rate", verdict)
    assert found.inputs == ("share", "whole", "rate")
    looser = (
        replace(rate, modality="estimated"),
        replace(rate, from_context=True),
        replace(rate, period=days(period[:4])),
        replace(rate, period=None, as_of=parse_date(f"{period}-10").last),
    )
    for other in looser:
        expected = TENSION if verdict == INCONSISTENT else verdict
        assert only(check_shares, corpus(*of, other)).verdict == expected
    weak = corpus(of[0], replace(share, modality="possible"), rate)
    assert only(check_shares, weak).verdict == (TENSION if verdict == INCONSISTENT else verdict)


def test_a_share_says_nothing_of_a_rate_of_which_nothing_is_said():
    share = figure("share", "20% of 14140", "arrivals-share", "2023-02")
    for rate in ("about 9 per day", "more than 1 per day"):
        found = only(check_shares, corpus(share, figure("rate", rate, "arrivals", "2023-02")))
        assert (found.kind, found.inputs) == ("rate", ("share", "rate"))
        assert found.verdict == (UNDETERMINED if "about" in rate else CONSISTENT)


@pytest.mark.parametrize("values", [{"origin": "registry"}, {"period": days("2022")},
                                    {"period": None}, {"period": days("2023-02-10/..")},
                                    {"period": days("2023-02-01/2023-02-14")},
                                    {"area": "north"}, {"measure": "cases"}])  # fmt: skip
def test_a_share_is_not_tested_against_a_rate_of_another_time_or_source(values):
    share = figure("share", "1/5 of 140", "arrivals-share", "2023-02")
    rate = replace(figure("rate", "200 per day", "arrivals", "2023"), **values)
    assert only(check_shares, corpus(share, rate)).inputs == ("share",)
    assert only(check_shares, corpus(replace(share, origin=None), rate)).inputs == ("share",)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [("1/5", "80%", True), ("30%", "70%", True), ("1/2", "1/2", True), ("30%", "60%", False),
     ("more than 1/2", "1/2", False)],
)  # fmt: skip
def test_shares_of_one_whole_that_make_it_up_are_told(first, second, together):
    shares = (figure("a", first, of="men"), figure("b", second, "arrivals", of="men"))
    found = verdicts(check_shares, corpus(*shares))
    assert found == ([("sum", CONSISTENT)] if together else [])


@pytest.mark.parametrize(
    "values", [{"of": "women"}, {"origin": "registry"}, {"article": "herald"},
               {"period": days("2023-10")}]
)  # fmt: skip
def test_shares_of_two_wholes_or_sources_make_up_none(values):
    shares = (figure("a", "30%", of="men"), figure("b", "70%", of="men"))
    assert run(check_shares, corpus(shares[0], replace(shares[1], **values))) == []
    nobody = [replace(share, origin=None) for share in shares]
    assert run(check_shares, corpus(*nobody)) == []
