"""Labels of figures: each mark has its number, and who says so is told by a colour, beside the
mark, or in a note of the key; and no label covers another one or a mark."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from kg.dates import parse_date, parse_period
from kg.plot import GLYPHS, NARROW, WIDE, Figure, Group, Words, timelines
from kg.plot.placing import Box, Taken, away, beside, over_or_under
from kg.plot.text import lines, width

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("a plot", undated="without a date", others="others",
              glyphs={name: name for name in GLYPHS})  # fmt: skip
COLOURED = ["A", "B", "C", "D"]


def figure(name: str, value: float, series: str = "", **given) -> Figure:
    told = {"who": series or "a speaker without a name", "period": parse_period("2023-06")} | given
    return Figure(f"/claim/{name}", f"{value} says {series}", "more-than", value, None, series,
                  label=f"more than {value:,}", **told)  # fmt: skip


def drawn(figures: list[Figure], variant=WIDE, **options) -> ElementTree.Element:
    groups = [Group("desertions", "people", figures)]
    svg = timelines(groups, WORDS, variant, usual=COLOURED, **options)
    return ElementTree.fromstring(svg)


def labels(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")
            if "beside" in (text.get("class") or "")]  # fmt: skip


def crowd(count: int, **given) -> list[Figure]:
    months = [parse_period(f"2023-{number % 12 + 1:02}") for number in range(count)]
    return [figure(f"f{number}", 1000 + 700 * (number % 7), f"Institute {number}",
                   period=month, **given) for number, month in enumerate(months)]  # fmt: skip


def boxes(svg: ElementTree.Element) -> list[Box]:
    """What labels cover, a little less than they were given."""
    found = []
    for text in svg.iter(f"{SVG}text"):
        if "beside" not in (text.get("class") or ""):
            continue
        across = width("".join(text.itertext()), 11.5) / 1.06
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - across if text.get("text-anchor") == "end" else x
        found.append(Box(left + 0.2, y - 9, left + across - 0.2, y + 2))
    return found


@pytest.mark.parametrize("variant", [WIDE, NARROW])
@pytest.mark.parametrize("standalone", [False, True])
def test_whoever_has_no_colour_is_named(variant, standalone):
    figures = [figure("one", 50000, "iStories"), figure("two", 10000), figure("three", 3000, "A")]
    svg = drawn(figures, variant, standalone=standalone)
    said = " ".join(labels(svg))
    for words in ("more than 50,000", "iStories", "more than 10,000", "a speaker without a name"):
        assert words in said
    assert "more than 3,000" in said and "A" in " ".join(svg.itertext())
    assert not re.search(r"3,000\s· A", said), "his colour is in the key"


@pytest.mark.parametrize("variant", [WIDE, NARROW])
@pytest.mark.parametrize("count", [3, 9, 12])
def test_in_a_crowd_each_has_his_number_and_a_name_or_a_note(variant, count):
    figures = crowd(count)
    svg = drawn(figures, variant)
    shown = [text for text in labels(svg) if "more than" in text]
    assert len(shown) == count
    whole = " ".join(svg.itertext())
    for one in figures:
        assert one.who in whole, one.who
    noted = {text.text for text in svg.iter(f"{SVG}tspan") if text.get("class") == "letter"}
    told = [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "letter"]
    assert noted == {f"\u00a0{letter}" for letter in told}
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("variant", [WIDE, NARROW])
def test_labels_cover_neither_each_other_nor_marks(variant):
    svg = drawn(crowd(14, flagged=True, party=True), variant)
    placed = boxes(svg)
    assert len(placed) >= 14
    assert not [pair for pair in combinations(placed, 2) if pair[0].meets(pair[1])]
    for mark in svg.iter(f"{SVG}a"):
        if mark.get("transform"):
            x, y = map(float, re.findall(r"[-\d.]+", mark.get("transform")))
            assert not any(Box(x - 4, y - 14, x + 4, y + 4).meets(box) for box in placed)


def test_what_has_no_date_has_its_number_on_a_phone_too():
    dated = figure("one", 49000, "iStories", as_of=parse_date("2025-05-20"))
    undated = figure("two", 36000, "Hochu Zhit", period=None)
    svg = drawn([dated, undated], NARROW)
    assert "36,000" in " ".join(svg.itertext()) and "Hochu" in " ".join(svg.itertext())


def test_a_panel_is_as_high_as_its_labels_need():
    several = [Group(name, "", [figure("one", 10, "A")]) for name in ("one", "two")]
    crowded = [several[0], Group("two", "", crowd(4))]

    def height(groups) -> float:
        svg = ElementTree.fromstring(timelines(groups, WORDS, usual=COLOURED))
        return float(svg.get("viewBox").split()[3])

    assert height(several) <= height(crowded)
    assert timelines(crowded, WORDS, usual=COLOURED) == timelines(crowded, WORDS, usual=COLOURED)


def test_caveats_and_parties_to_the_war_are_marked_and_in_the_key():
    svg = drawn([figure("one", 5, "A", flagged=True, party=True), figure("two", 9, "A")])
    marks = {mark.get("href"): {part.get("class") for part in mark.iter()}
             for mark in svg.iter(f"{SVG}a")}  # fmt: skip
    assert {"flag", "caveat"} <= marks["/claim/one"]
    assert not {"flag", "caveat"} & marks["/claim/two"]
    assert {"flagged", "party"} <= set(svg.itertext())


def test_a_plot_that_stands_alone_says_what_it_shows():
    told = Words("a plot", heading="desertions", below_heading="Who says so: iStories")
    groups = [Group("desertions", "people", [figure("one", 5, "A")], href="/measure/desertions")]
    alone = ElementTree.fromstring(timelines(groups, told, standalone=True))
    top = float(alone.get("viewBox").split()[1])
    heads = {text.text: float(text.get("y")) for text in alone.iter(f"{SVG}text")}
    assert top < heads["Who says so: iStories"] < 0
    assert "Who says so" not in timelines(groups, told)


def test_a_line_leads_to_a_label_that_stands_away():
    mark, bounds = Box(100, 100, 116, 120), Box(0, 0, 300, 200)
    taken, solid = Taken(), Taken()
    for box in (mark, Box(60, 80, 99, 140), Box(117, 80, 160, 140), Box(99, 80, 117, 99)):
        taken.add(box)
        solid.add(box)
    assert beside(mark, 40, 13, bounds, taken) is None
    assert over_or_under(mark, 60, 13, bounds, taken) is None
    place, line = away(mark, 60, 13, bounds, taken, solid)
    assert bounds.holds(place) and taken.is_free(place)
    assert place.left <= line[2] <= place.right and place.top <= line[3] <= place.bottom
    assert away(mark, 400, 13, bounds, taken, solid) is None


def test_no_number_is_broken_in_two():
    assert lines("не менее 36\u00a0000", 60, 11.5) == ["не менее", "36\u00a0000"]


def test_who_has_neither_room_for_a_label_nor_for_a_letter_is_in_the_key():
    alike = [figure(f"f{number}", 1000, f"Institute {number}") for number in range(40)]
    whole = " ".join(drawn(alike, NARROW).itertext())
    assert all(one.who in whole for one in alike)


def test_one_who_shares_his_colour_with_the_nameless_is_no_entry_of_the_key():
    alone = drawn([figure("one", 5, "iStories")])
    shared = drawn([figure("one", 5, "iStories"), figure("two", 9)])
    entries = [{text.text for text in svg.iter(f"{SVG}text")} for svg in (alone, shared)]
    assert "iStories" in entries[0] and "others" not in entries[0]
    assert "iStories" not in entries[1] and "others" in entries[1]
