"""Whether a number agrees with what it should be: rounding, bounds, and words such as almost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
    TENSION,
    UNDETERMINED,
    agreement,
    meant,
    rounding,
)
from kg.checks.figure import Figure
from kg.checks.judgement import judge, softened
from kg.interval import Interval
from kg.quantity import QUALIFIERS, Quantity, parse_quantity

F = Fraction


def exactly(value):
    return Interval.exactly(F(value))


@pytest.mark.parametrize(
    ("notation", "low", "high"),
    [
        ("577", "576.5", "577.5"),
        ("570", "565", "575"),
        ("22000", "21500", "22500"),
        ("22010", "22005", "22015"),
        ("0", "-0.5", "0.5"),
        ("2.25 years", "2.245", "2.255"),
        ("10 years", "9.5", "10.5"),
        ("20", "19", "21"),
        ("100", "95", "105"),
        ("600", "570", "630"),
        ("1000", "950", "1050"),
        ("89%", "88.5", "89.5"),
        ("90%", "89.5", "90.5"),
        ("0.5%", "0.45", "0.55"),
        ("+100%", "99.5", "100.5"),
        ("x5", "4.5", "5.5"),
        ("x10", "9.5", "10.5"),
        ("x1.5", "1.45", "1.55"),
        ("1/5", "2/11", "2/9"),
        ("1/2", "2/5", "2/3"),
        ("2/3", "1/2", "5/6"),
        ("3..5 per day", "2.5", "5.5"),
        ("10..15", "9.5", "15.5"),
        ("1000..1500", "950", "1550"),
    ],
)
def test_values_from_half_a_place_below_to_half_a_place_above_round_to_a_number(
    notation, low, high
):
    assert rounding(parse_quantity(notation)) == Interval(F(low), True, F(high), False)


def test_a_decrease_is_rounded_by_its_size():
    assert rounding(parse_quantity("-20%")) == Interval(F("-20.5"), False, F("-19.5"), True)


@pytest.mark.parametrize(
    ("expected", "notation", "verdict"),
    [
        # Printed without a qualifier.
        (F(577), "577 requests", CONSISTENT),
        (F(577), "580 requests", ROUNDED),
        (F(577), "600 requests", ROUNDED),
        (F(577), "578 requests", INCONSISTENT),
        (F(577), "570 requests", INCONSISTENT),
        (F(21500), "22000", ROUNDED),
        (F(22499), "22000", ROUNDED),
        (F(22500), "22000", INCONSISTENT),
        (F(21499), "22000", INCONSISTENT),
        # Changes.
        (F(577, 305) * 100 - 100, "+89%", ROUNDED),
        (F(577, 305) * 100 - 100, "+90%", INCONSISTENT),
        (F(577, 305) * 100 - 100, "+88%", INCONSISTENT),
        (F(305, 577) * 100 - 100, "-47%", ROUNDED),
        (F(305, 577) * 100 - 100, "+47%", INCONSISTENT),
        (F(-20), "-20%", CONSISTENT),
        (F(4373, 887), "x5", ROUNDED),
        (F(4373, 887), "x4.9", ROUNDED),
        (F(4373, 887), "x4", INCONSISTENT),
        (F(4373, 527), "x8", ROUNDED),
        (F(4373, 527), "x9", INCONSISTENT),
        # Shares.
        (F("0.19"), "1/5", ROUNDED),
        (F(2, 11), "1/5", ROUNDED),
        (F(2, 9), "1/5", INCONSISTENT),
        (F("0.18"), "1/5", INCONSISTENT),
        (F(1, 5), "1/5", CONSISTENT),
        (F("79.6"), "80%", ROUNDED),
        (F("75.1"), "80%", INCONSISTENT),
        # Almost: below, and near enough to round to it.
        (F(577, 305), "almost x2", ROUNDED),
        (F(2), "almost x2", INCONSISTENT),
        (F("2.1"), "almost x2", INCONSISTENT),
        (F("1.49"), "almost x2", INCONSISTENT),
        (F(4373, 527), "almost x9", INCONSISTENT),
        (F(577), "almost 600", ROUNDED),
        (F(570), "almost 600", ROUNDED),
        (F(569), "almost 600", INCONSISTENT),
        (F(1049), "1000", ROUNDED),
        (F(1050), "1000", INCONSISTENT),
        (F(950), "1000", ROUNDED),
        (F(949), "1000", INCONSISTENT),
        (F("-19.7"), "almost -20%", ROUNDED),
        (F("-20.3"), "almost -20%", INCONSISTENT),
        # Bounds are what they say; they are not rounded.
        (F(577), ">500", CONSISTENT),
        (F(500), ">500", INCONSISTENT),
        (F(500), ">=500", CONSISTENT),
        (F(499), ">=500", INCONSISTENT),
        (F(500), "<=500", CONSISTENT),
        (F(501), "<=500", INCONSISTENT),
        (F(500), "<500", INCONSISTENT),
        (F(499), "fewer than 500", CONSISTENT),
        (F(-25), "more than -20%", CONSISTENT),
        (F(-15), "more than -20%", INCONSISTENT),
        # Ranges.
        (F(4), "3..5 per day", CONSISTENT),
        (F("5.4"), "3..5 per day", ROUNDED),
        (F("5.5"), "3..5 per day", INCONSISTENT),
        (F("2.4"), "3..5 per day", INCONSISTENT),
        # About is never contradicted.
        (F(500), "about 500", CONSISTENT),
        (F(520), "about 500", ROUNDED),
        (F(600), "about 500", UNDETERMINED),
        (F(1), "about 500", UNDETERMINED),
        (F(-20), "about -20%", CONSISTENT),
        (F(20), "about -20%", UNDETERMINED),
    ],
)
def test_an_exact_value_against_a_printed_number(expected, notation, verdict):
    assert agreement(exactly(expected), parse_quantity(notation)) == verdict


@pytest.mark.parametrize(
    ("expected", "notation", "verdict"),
    [
        (Interval(None, False, None, False), "577", UNDETERMINED),
        (Interval(None, False, None, False), "almost 577", UNDETERMINED),
        (Interval(F(500), False, None, False), "577", CONSISTENT),
        (Interval(F(577), False, None, False), "577", ROUNDED),
        (Interval(F(577), True, None, False), "577", CONSISTENT),
        (Interval(F(600), True, None, False), "577", INCONSISTENT),
        (Interval(F(600), True, None, False), "<=600", CONSISTENT),
        (Interval(F(600), False, None, False), "<=600", INCONSISTENT),
        (Interval(F(600), True, None, False), "almost 600", INCONSISTENT),
        (Interval(None, False, F(569), True), "almost 600", INCONSISTENT),
        (Interval(None, False, F(570), True), "almost 600", ROUNDED),
        (Interval(F(0), True, None, False), "577", UNDETERMINED),
        (Interval(F(-100), True, None, False), "-20%", UNDETERMINED),
        (Interval(F(-99), True, None, False), "-20%", CONSISTENT),
        (Interval(F(84), True, F(140), True), "140", CONSISTENT),
        (Interval(F(84), True, F(140), False), "141", INCONSISTENT),
    ],
)
def test_bounds_against_a_printed_number(expected, notation, verdict):
    assert agreement(expected, parse_quantity(notation)) == verdict


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("almost 600", Interval(F(570), True, F(600), False)),
        ("almost 577", Interval(F("576.5"), True, F(577), False)),
        ("almost x2", Interval(F("1.5"), True, F(2), False)),
        ("almost 1/2", Interval(F(2, 5), True, F(1, 2), False)),
        ("fewer than 600", Interval(None, False, F(600), False)),
        ("more than 600", Interval(F(600), False, None, False)),
        ("600", Interval.exactly(600)),
        ("about 600", Interval(None, False, None, False)),
    ],
)
def test_almost_also_says_that_a_number_is_near(notation, expected):
    assert meant(parse_quantity(notation)) == expected


def figure(notation, modality="asserted"):
    quantity = parse_quantity(notation)
    unit = {"percent": "percent", "fraction": "fraction"}.get(quantity.form, quantity.unit)
    return Figure("f", "m", quantity.interval, quantity.kind, quantity, unit, modality=modality)


@pytest.mark.parametrize(
    ("notation", "low", "high"),
    [
        ("1000", 950, 1050),
        ("22000", 21500, 22500),
        ("20", 19, 21),
        ("about 600", 570, 630),
        ("300..400", 285, 415),
        ("3 per day", F("2.5"), F("3.5")),
        ("7 per week", F("6.5") / 7, F("7.5") / 7),
        ("12 per year", F("11.5") / 12, F("12.5") / 12),
        ("20%", F("0.195"), F("0.205")),
        ("2 years", 18, 30),
        ("3 months", F("2.5"), F("3.5")),
        ("+89%", F("88.5"), F("89.5")),
        ("x5", F("4.5"), F("5.5")),
    ],
)
def test_what_enters_may_be_rounded_at_its_last_place(notation, low, high):
    assert figure(notation).near == Interval(F(low), True, F(high), False)


@pytest.mark.parametrize("notation", ["577", "22011", "10", "0", "more than 500", "at least 500",
                                      "up to 500", "fewer than 500", "almost 600"])  # fmt: skip
def test_a_count_without_zeros_and_a_bound_enter_as_they_are(notation):
    found = figure(notation)
    assert found.near == found.bounds == meant(found.quantity)


@pytest.mark.parametrize(
    ("expected", "rounded", "found", "verdict"),
    [
        (577, (577, 577), "577", CONSISTENT),
        (577, (577, 577), "600", ROUNDED),
        (577, (575, 579), "579", INCONSISTENT),  # the window ends before it
        (577, (575, 580), "579", ROUNDED),
        (577, (575, 580), "more than 579", ROUNDED),
        (577, (575, 580), "more than 580", INCONSISTENT),
        (577, (575, 580), "about 600", ROUNDED),
        (577, (575, 580), "about 900", UNDETERMINED),
        (577, (870, 875), "about 900", ROUNDED),
        (None, (575, 580), "577", ROUNDED),  # about so many enter
        (None, (575, 580), "591", UNDETERMINED),
        (None, (None, None), "577", UNDETERMINED),
    ],
)
def test_a_number_is_judged_strictly_first_and_then_as_rounded(expected, rounded, found, verdict):
    strict = Interval(None, False, None, False) if expected is None else exactly(expected)
    low, high = (end if end is None else F(end) for end in rounded)
    loose = Interval(low, low is not None, high, high is not None and low == high)
    assert judge(strict, loose, figure(found)) == verdict
    softer = TENSION if verdict == INCONSISTENT else verdict
    assert judge(strict, loose, figure(found, "estimated"), figure("3")) == softer
    assert judge(strict, loose, figure(found), figure("3"), figure("4", "assumed")) == softer


def test_only_a_contradiction_is_softened():
    weak, strong = figure("3", "possible"), figure("3")
    for verdict in (CONSISTENT, ROUNDED, TENSION, UNDETERMINED):
        assert softened(verdict, weak, strong) == softened(verdict, strong) == verdict
    assert softened(INCONSISTENT, strong, weak) == TENSION
    assert softened(INCONSISTENT, strong, figure("3", "denied")) == INCONSISTENT


def test_the_six_verdicts_are_the_slugs_of_the_ontology(root):
    text = (root / "ontology" / "concepts.ttl").read_text(encoding="utf-8")
    slugs = (CONSISTENT, ROUNDED, TENSION, INCONSISTENT, NOT_COMPARABLE, UNDETERMINED)
    assert len(set(slugs)) == 6
    assert all(f"verdict:{slug}" in text or f"verdict/{slug}" in text for slug in slugs)


_decimals = st.builds(F, st.integers(0, 10**7), st.sampled_from([1, 10, 100, 1000]))
_forms = st.sampled_from(["number", "percent", "change", "times"])
_ends = st.none() | st.fractions(-500, 500, max_denominator=20)


@st.composite
def quantities(draw, qualifiers=("exactly", *QUALIFIERS)):
    form = draw(st.sampled_from(["number", "percent", "change", "times", "fraction", "range"]))
    small = st.builds(F, st.integers(0, 5000), st.sampled_from([1, 10, 100]))
    if form == "range":
        low, high = sorted(draw(st.lists(small, min_size=2, max_size=2, unique=True)))
        return Quantity(form, "range", low, high)
    qualifier = draw(st.sampled_from(qualifiers))
    if form == "fraction":
        return Quantity(form, qualifier, draw(st.fractions(0, 1, max_denominator=50)))
    decrease = form == "change" and draw(st.booleans())
    return Quantity(form, qualifier, draw(small), decrease=decrease)


@st.composite
def intervals(draw):
    low, high = draw(_ends), draw(_ends)
    if low is not None and high is not None:
        if low == high:
            return Interval.exactly(low)
        low, high = sorted((low, high))
    return Interval(low, low is not None and draw(st.booleans()),
                    high, high is not None and draw(st.booleans()))  # fmt: skip


@given(_forms, _decimals, st.booleans())
def test_a_value_agrees_with_itself(form, value, down):
    decrease = form == "change" and down
    quantity = Quantity(form, "exactly", value, decrease=decrease)
    assert agreement(exactly(-value if decrease else value), quantity) == CONSISTENT


@given(quantities())
def test_a_printed_number_lies_in_its_own_window(quantity):
    value = -quantity.stated if quantity.decrease else quantity.stated
    assert value in rounding(quantity)
    if quantity.qualifier in ("exactly", "about", "range", "at-least", "up-to"):
        assert agreement(exactly(value), quantity) == CONSISTENT
    else:
        assert agreement(exactly(value), quantity) == INCONSISTENT


@given(_forms, st.fractions(0, 10**6), st.integers(-4, 4))
def test_a_value_that_is_printed_rounded_is_not_refused(form, value, digits):
    step = F(1, 10) ** digits
    if form != "number" or 10 * step > value:
        step = min(step, F(1))  # zeros stand for a twentieth of a count at most
    rounded = (value / step + F(1, 2)).__floor__() * step
    quantity = Quantity(form, "exactly", rounded)
    assert parse_quantity(str(quantity)).stated == rounded
    assert agreement(exactly(value), quantity) in (CONSISTENT, ROUNDED)


@given(_forms, _decimals, st.fractions(0, 10**4), st.booleans())
def test_almost_lies_below_and_rounds_to_it(form, stated, value, below):
    if below:
        value = stated - value / 10**4
    quantity = Quantity(form, "almost", stated)
    verdict = agreement(exactly(value), quantity)
    assert verdict in (ROUNDED, INCONSISTENT)
    near = agreement(exactly(value), Quantity(form, "exactly", stated)) != INCONSISTENT
    assert (verdict == ROUNDED) == (value < stated and near)


@given(intervals(), intervals(), quantities())
def test_knowing_less_never_makes_a_contradiction(a, b, quantity):
    both = a & b
    if both is not None and agreement(both, quantity) != INCONSISTENT:
        assert agreement(a, quantity) != INCONSISTENT
        assert agreement(b, quantity) != INCONSISTENT


@given(intervals(), quantities(qualifiers=("about",)))
def test_about_is_never_contradicted(expected, quantity):
    if quantity.qualifier == "about":
        assert agreement(expected, quantity) in (CONSISTENT, ROUNDED, UNDETERMINED)


@given(intervals(), quantities())
def test_a_verdict_on_agreement_is_one_of_four(expected, quantity):
    verdict = agreement(expected, quantity)
    assert verdict in (CONSISTENT, ROUNDED, INCONSISTENT, UNDETERMINED)
    if expected.is_unbounded:
        assert verdict == UNDETERMINED
