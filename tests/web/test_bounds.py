"""What figures of one scope have in common is computed from how they are printed, and is told in
words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.interval import Interval
from kg.web.app import create_app
from kg.web.beside import overlap
from kg.web.bounds import bounds_in_words, bounds_of
from kg.web.figures import Figure

NUMBERS = st.fractions(0, 10**6, max_denominator=12)


@pytest.fixture(autouse=True, scope="module")
def asked() -> Iterator[None]:
    with create_app().test_request_context("/"):
        yield


def figure(notation: str, kind: str = "count", period: str | None = "2023") -> Figure:
    """A figure that is printed like this."""
    unit = notation.partition(" ")[2].partition(" per ")[0] or None
    start = date(2023, 1, 1) if period else None
    return Figure(
        "https://w3id.org/refusals/id/claim/x", Literal("x", language="en"), notation, "", unit,
        "exactly", kind, None, None, None, "m", period, start, start, None, "asserted", False,
        "p", False, None, 1, (), (), (), 0, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "printed, said",
    [
        ((">50000 people", ">=10000 people"), "have in common more than 50,000 people (the band)."),
        (("<=50 people", ">=50 people"), "have in common 50 people (the band)."),
        (("<=50 people", ">50 people"), "have no number in common."),
        (
            ("20..40 people", "30..90 people", "~7 people"),
            "have in common 30–40 people (the band).",
        ),
        (("<9 people", "almost 7 people"), "have in common fewer than 7 people (the band)."),
        (("3..5 people per day", "4 people per day"), "have in common 4 people a day (the band)."),
    ],
)
def test_what_their_bounds_have_in_common_is_said(printed, said):
    shared, words = overlap([figure(one) for one in printed])
    assert words.startswith("Computed by this site:") and words.endswith(said)
    assert (shared is None) == ("no number" in words)


def test_shares_are_told_in_percent():
    assert bounds_of(figure("1/5", "share")) == Interval.exactly(20)
    _, words = overlap([figure(">1/5", "share"), figure("<=1/2", "share")])
    assert "20–50" in words


def test_nothing_is_said_of_one_figure_or_of_bounds_that_leave_all_open():
    assert overlap([figure("5 people")]) == (None, "")
    assert overlap([figure("~5 people"), figure("~7 people")]) == (None, "")


def test_other_times_are_said():
    _, words = overlap([figure("5 people"), figure("7 people", period="2022")])
    assert words.endswith("They are of different times, so each can hold in its own.")
    _, words = overlap([figure("5 people"), figure("7 people", period=None)])
    assert words.endswith("Not all of them have a date, so they may be of different times.")


@given(NUMBERS, NUMBERS, st.booleans(), st.booleans())
def test_every_interval_can_be_told(one: Fraction, other: Fraction, is_in: bool, is_open: bool):
    low, high = sorted((one, other))
    bounds = Interval(low, is_in or low == high, None if is_open else high, is_in or low == high)
    assert bounds_in_words(bounds, figure("5 people"))
