"""EDTF dates and periods: the days they cover, and agreement with the edtf library."""

from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import LAST_YEAR, DateError, parse_date, parse_period


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2023", "year", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-09-21", "day", date(2022, 9, 21), date(2022, 9, 21)),
        ("2022~", "year", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_date_covers_the_days_of_its_precision(text, precision, first, last):
    found = parse_date(text)
    assert (found.precision, found.first, found.last) == (precision, first, last)


def test_open_ends_have_no_day():
    assert parse_period("2022-09-21/..").end is None
    assert parse_period("../2022").start is None


@pytest.mark.parametrize(
    "text",
    [
        "2023-13",
        "2023-02-30",
        "20 March",
        "2024-24-20",
        "2024-00",
        "2024-04-00",
        "2023/2022",
        "../..",
        "",
        "2023-9",
        "٢٠٢٣",
        "3000",
        "2023/3000-01",
    ],
)
def test_what_is_no_date_is_an_error_that_shows_it(text):
    with pytest.raises(DateError, match="write|calendar|backwards|known|beyond"):
        parse_period(text)


def test_the_last_year_is_still_a_date():
    assert parse_date("2999").last == date(LAST_YEAR, 12, 31)


@given(st.dates(date(1000, 1, 1), date(LAST_YEAR, 12, 31)), st.sampled_from([4, 7, 10]))
def test_the_days_covered_are_those_of_the_edtf_library(day, length):
    text = day.isoformat()[:length]
    ours, theirs = parse_date(text), edtf.parse_edtf(text)
    assert tuple(theirs.lower_strict()[:3]) == (ours.first.year, ours.first.month, ours.first.day)
    assert tuple(theirs.upper_strict()[:3]) == (ours.last.year, ours.last.month, ours.last.day)
