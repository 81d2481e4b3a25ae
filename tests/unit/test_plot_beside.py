"""Claims side by side: each mark where its bounds are, what is not comparable on no axis, and the
band where all bounds meet and nowhere else."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.interval import Interval
from kg.plot import COLUMN, NARROW, WIDE, Claim, Scope, Verdict, Words, beside
from kg.plot.shared_axis import SIDE, axis_of, ends, span
from kg.web.beside import common

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("Claims side by side", log="log scale")
VARIANTS = [WIDE, COLUMN, NARROW]
NUMBERS = st.integers(0, 10**6).map(Fraction)


def bounds(name: str, low: Fraction, high: Fraction) -> Interval:
    """What a number allows that is qualified like this."""
    return {
        "exactly": Interval.exactly(low),
        "range": Interval(low, True, high, True),
        "at-least": Interval(low, True, None, False),
        "more-than": Interval(low, False, None, False),
        "up-to": Interval(None, False, high, True),
        "fewer-than": Interval(None, False, high, False),
        "about": Interval(None, False, None, False),
    }[name]


@st.composite
def claims(draw) -> Claim:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    name = draw(st.sampled_from(["exactly", "range", "at-least", "more-than", "up-to", "about"]))
    stated = float(low) if name == "about" else None
    return Claim("/c", "some, says one", "some", "one", name, bounds(name, low, high), stated)


def claim(name: str, low: int = 0, high: int = 0, says: str = "some") -> Claim:
    found = bounds(name, Fraction(low), Fraction(high))
    return Claim("/c", f"{says}, says one", says, "one", name, found)


def drawn(scopes: list[Scope], variant=WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(beside(scopes, WORDS, variant))


def turned(root: ElementTree.Element) -> list[float]:
    """Where the marks on axes stand, from the top down."""
    places = (one.get("transform") or "" for one in root.iter(f"{SVG}g"))
    return [float(re.findall(r"[-\d.]+", place)[0]) for place in places if "rotate(90)" in place]


def with_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def printed(claim: Claim) -> Fraction:
    """The number at which its mark stands."""
    known = (claim.bounds.lower, claim.bounds.upper)
    return next((value for value in known if value is not None), None) or Fraction(
        claim.stated or 0
    )


@given(st.lists(claims(), min_size=1, max_size=8))
def test_a_claim_stands_where_its_bounds_are(found):
    scale = axis_of(Scope("x", [Verdict("", found)]), 100, 900)
    assert scale
    for one in found:
        place = ends(one, scale)
        assert 99.9 <= place.at <= 900.1
        for end, bound in ((place.low, one.bounds.lower), (place.high, one.bounds.upper)):
            assert (end is None) == (bound is None)
            if bound is not None:
                assert end == pytest.approx(scale(float(bound)))
        assert place.low is None or place.low <= place.at
        assert place.high is None or place.at <= place.high + 1e-9
    order = sorted(found, key=lambda one: ends(one, scale).at)
    assert [printed(one) for one in order] == sorted(map(printed, found))


@settings(max_examples=25)
@given(st.lists(claims(), min_size=1, max_size=6), st.sampled_from(VARIANTS))
def test_every_claim_is_a_link_with_its_mark_inside_the_picture(found, variant):
    root = drawn([Scope("x", [Verdict("tension", found, "tension")])], variant)
    links = list(root.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["/c"] * len(found)
    marks = turned(root)
    assert len(marks) == len(found)
    assert all(SIDE - 0.1 <= x <= variant.width - SIDE + 0.1 for x in marks)


@given(st.lists(claims().map(lambda one: one.bounds), min_size=1, max_size=6), NUMBERS)
def test_what_bounds_have_in_common_is_in_each_and_nothing_else_is(found, value):
    shared = common(found)
    assert (shared is not None and value in shared) == all(value in one for one in found)


@pytest.mark.parametrize(
    "found, expected",
    [
        (
            [claim("at-least", 50), claim("more-than", 80)],
            Interval(Fraction(80), False, None, False),
        ),
        ([claim("up-to", 0, 50), claim("more-than", 50)], None),
        ([claim("up-to", 0, 50), claim("at-least", 50)], Interval.exactly(50)),
        ([claim("exactly", 7), claim("about", 9)], Interval.exactly(7)),
        ([claim("about", 7), claim("about", 9)], Interval(None, False, None, False)),
    ],
)
def test_open_ends_and_bounds_that_are_excluded_are_told_apart(found, expected):
    assert common([one.bounds for one in found]) == expected


def test_the_band_reaches_from_bound_to_bound_and_beyond_the_axis_where_it_is_open():
    scope = Scope("x", [Verdict("", [claim("range", 0, 100)])])
    scale = axis_of(scope, 100, 300)
    assert span(Interval(Fraction(20), True, Fraction(60), True), scale, (100, 300)) == (140, 220)
    assert span(Interval(Fraction(20), True, None, False), scale, (100, 300)) == (140, 300 + SIDE)
    assert span(Interval(None, False, Fraction(60), True), scale, (100, 300)) == (100 - SIDE, 220)
    thin = span(Interval.exactly(50), scale, (100, 300))
    assert thin[1] - thin[0] == 4


@pytest.mark.parametrize("variant", VARIANTS)
def test_there_is_a_band_only_where_bounds_meet(variant):
    found = [Verdict("tension", [claim("exactly", 5), claim("at-least", 3)], "tension")]
    meeting = Scope("x", found, shared=Interval.exactly(5))
    assert len(with_class(drawn([meeting], variant), "band")) == 1
    assert not with_class(drawn([Scope("x", found)], variant), "band")


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_is_not_comparable_stands_apart_and_on_no_axis(variant):
    same = Scope("people", [Verdict("this claim", [claim("exactly", 5, says="5 people")])])
    other = claim("more-than", 400, says="more than 400 cases")
    apart = Scope("apart", [Verdict("", [other])], has_axis=False, is_apart=True)
    alone, both = drawn([same], variant), drawn([same, apart], variant)
    assert turned(both) == turned(alone)
    ticks = [one.text for one in alone.iter(f"{SVG}text") if (one.text or "").isdigit()]
    assert ticks == [one.text for one in both.iter(f"{SVG}text") if (one.text or "").isdigit()]
    assert len(with_class(both, "apart")) == 1 and not with_class(alone, "apart")
    assert "more than 400 cases" in "".join(both.itertext())


def test_claims_stand_under_what_was_found_of_them_in_the_order_given():
    found = [
        Verdict("this claim", [claim("exactly", 5, says="first")]),
        Verdict("contradicts", [claim("exactly", 6, says="second")], "inconsistent"),
        Verdict("agrees", [claim("exactly", 5, says="third")], "consistent"),
    ]
    root = drawn([Scope("x", found)])
    text = [one.text for one in root.iter(f"{SVG}text")]
    wanted = ["this claim", "first", "contradicts", "second", "agrees", "third"]
    assert [words for words in text if words in wanted] == wanted
    assert len(with_class(root, "series-4")) == len(with_class(root, "series-3")) == 2


def test_a_wide_spread_is_drawn_on_a_log_scale_which_is_said():
    small = drawn([Scope("x", [Verdict("", [claim("exactly", 5), claim("exactly", 9)])])])
    large = drawn([Scope("x", [Verdict("", [claim("exactly", 5), claim("exactly", 9000)])])])
    assert "log scale" not in "".join(small.itertext())
    assert "log scale" in "".join(large.itertext())


def test_a_claim_without_a_number_is_words_and_no_mark():
    said = Claim("/c", "It is rare.", "It is rare.", "somebody", language="en")
    root = drawn([Scope("x", [Verdict("tension", [said], "tension")])])
    assert not turned(root) and "It is rare." in "".join(root.itertext())
    assert [one.get("lang") for one in root.iter(f"{SVG}g") if one.get("lang")] == ["en"]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_what_is_open_at_one_end_has_room_there(scale: str):
    found = [claim("exactly", 10_000), claim("more-than", 50_000), claim("up-to", high=2_000)]
    axis = axis_of(Scope("x", [Verdict("", found)], scale=scale), 0, 800)
    assert axis
    _, above, below = (ends(one, axis) for one in found)
    assert above.at <= 800 - 40
    assert below.at >= 20
