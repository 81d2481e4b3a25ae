"""The compact notation of quantities: what it means, that it round-trips, that slips are errors."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.interval import Interval
from kg.quantity import (
    QUALIFIERS,
    Quantity,
    QuantityError,
    decimal_text,
    parse_quantity,
)

F = Fraction


@pytest.mark.parametrize(
    ("notation", "kind", "interval"),
    [
        ("577 requests", "count", Interval(F(577), True, F(577), True)),
        (">22000", "count", Interval(F(22000), False, None, False)),
        ("more than 22000", "count", Interval(F(22000), False, None, False)),
        (">=49000 people", "count", Interval(F(49000), True, None, False)),
        ("~2.25 years", "duration", Interval(None, False, None, False)),
        ("3..5 people per day", "rate", Interval(F(3), True, F(5), True)),
        ("1/5 of 200", "share", Interval(F(1, 5), True, F(1, 5), True)),
        (">1/2", "share", Interval(F(1, 2), False, None, False)),
        ("80%", "share", Interval(F(80), True, F(80), True)),
        ("+89%", "change", Interval(F(89), True, F(89), True)),
        ("-20%", "change", Interval(F(-20), True, F(-20), True)),
        ("more than -20%", "change", Interval(None, False, F(-20), False)),
        ("almost x9", "change", Interval(None, False, F(9), False)),
        ("<=10 years", "duration", Interval(None, False, F(10), True)),
        ("fewer than 7 cases", "count", Interval(None, False, F(7), False)),
    ],
)
def test_bounds_follow_from_the_wording(notation, kind, interval):
    quantity = parse_quantity(notation)
    assert (quantity.kind, quantity.interval) == (kind, interval)


@pytest.mark.parametrize(
    ("notation", "stated"),
    [("89%", "89"), ("x5", "5"), ("1/5", "1/5"), ("2.25 years", "2.25"), ("3..5 per day", "3-5")],
)
def test_stated_is_the_printed_number_in_its_unit(notation, stated):
    assert parse_quantity(notation).stated_text == stated


@pytest.mark.parametrize(
    ("notation", "column"),
    [
        ("", 1),
        ("about", 1),
        ("22,000", 3),
        ("22 000", 4),
        ("577requests", 4),
        ("5..3", 1),
        (">3..5", 1),
        ("5 per cat", 7),
        ("1/0", 1),
        ("2/4", 1),
        ("577 of 600", 5),
        ("1/5 of many", 8),
        ("80% people", 5),
        ("5 people people", 10),
        ("+89", 1),
        ("٥", 1),
        ("-120%", 1),
        ("about -100.5%", 7),
        ("more than -100%", 11),
        ("fewer than 0", 12),
        ("almost 0", 8),
        ("<0 people per day", 2),
        ("almost x0", 8),
    ],
)
def test_a_slip_is_an_error_with_its_column(notation, column):
    with pytest.raises(QuantityError) as error:
        parse_quantity(notation)
    assert error.value.column == column
    assert repr(notation) in str(error.value)


@pytest.mark.parametrize(
    "notation",
    ["-100%", "almost -100%", "+120%", "more than +100%", "0", "up to 0", "more than 0", "x0",
     "fewer than 1", "almost 1"],
)  # fmt: skip
def test_all_may_be_lost_and_nothing_counted(notation):
    assert parse_quantity(str(parse_quantity(notation))) == parse_quantity(notation)


_decimals = st.builds(
    Fraction, st.integers(0, 10**9), st.sampled_from([1, 2, 4, 5, 8, 10, 100, 1000])
)
_qualifiers = st.sampled_from(["exactly", *QUALIFIERS])
_units = st.sampled_from([None, "people", "cases", "year", "day"])


@st.composite
def quantities(draw):
    form = draw(st.sampled_from(["number", "range", "fraction", "percent", "change", "times"]))
    if form == "range":
        low, high = sorted(draw(st.lists(_decimals, min_size=2, max_size=2, unique=True)))
        per = draw(st.sampled_from([None, "day", "month"]))
        return Quantity(form, "range", low, high, unit=draw(_units), per=per)
    qualifier = draw(_qualifiers)
    if qualifier in ("almost", "fewer-than") and form in ("number", "percent", "times"):
        return Quantity(form, qualifier, draw(_decimals.filter(bool)))
    if form == "number":
        per = draw(st.sampled_from([None, "day", "month"]))
        return Quantity(form, qualifier, draw(_decimals), unit=draw(_units), per=per)
    if form == "change":
        if draw(st.booleans()):
            most = draw(st.builds(Fraction, st.integers(0, 9999), st.just(100)))
            return Quantity(form, qualifier, most, decrease=True)
        return Quantity(form, qualifier, draw(_decimals))
    if form == "fraction":
        stated = draw(st.fractions(min_value=0, max_value=1, max_denominator=1000))
        return Quantity(form, qualifier, stated, whole=draw(st.none() | _decimals))
    return Quantity(form, qualifier, draw(_decimals))


@given(quantities())
def test_writing_and_reading_again_changes_nothing(quantity):
    assert parse_quantity(str(quantity)) == quantity


@given(quantities())
def test_the_stated_number_is_never_outside_its_bounds_by_more_than_an_excluded_end(quantity):
    interval = quantity.interval
    stated = -quantity.stated if quantity.decrease else quantity.stated
    high = quantity.stated_high or quantity.stated
    assert interval.lower is None or interval.lower <= stated
    assert interval.upper is None or interval.upper >= (stated if quantity.decrease else high)


@given(st.text(max_size=40))
def test_no_text_does_worse_than_a_quantity_error(text):
    try:
        assert parse_quantity(str(parse_quantity(text))) == parse_quantity(text)
    except QuantityError as error:
        assert 1 <= error.column <= len(text) + 1


@given(st.fractions(), st.integers(0, 15))
def test_plain_decimals_are_right_to_the_last_place(value, places):
    text = decimal_text(value, places)
    assert "e" not in text.lower()
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**places)
