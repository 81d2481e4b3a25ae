"""What plots tell scripts, and nobody else: what stands where, and for whom a colour stands."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from kg.dates import parse_date, parse_period
from kg.plot import NARROW, WIDE, Choice, Figure, Group, Words, timelines

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("Figures", undated="without a date", others="others")


def figure(name: str, series: str = "Example", **other) -> Figure:
    given = {"period": parse_period("2022-09-21/2023-06")} | other
    return Figure(f"/claim/{name}", name, "exactly", 54, 54, series, by=series.lower(), **given)


def parts(svg: str, kind: str) -> list[ElementTree.Element]:
    """The elements of a plot with a class."""
    root = ElementTree.fromstring(svg)
    return [one for one in root.iter() if kind in one.get("class", "").split()]


@pytest.mark.parametrize(
    ("time", "when"),
    [
        ({}, "2022-09-21/2023-06-30"),
        ({"period": parse_period("2022-09/..")}, "2022-09-01/"),
        ({"period": parse_period("../2022")}, "/2022-12-31"),
        ({"period": parse_period("2022/.."), "as_of": parse_date("2023-12-05")},
         "2022-01-01/2023-12-05"),
        ({"period": None, "as_of": parse_date("2023-12")}, "2023-12-01/2023-12-31"),
        ({"period": None}, None),
    ],
)  # fmt: skip
def test_a_mark_says_when_and_by_whom(time: dict, when: str | None):
    dated = figure("dated", period=parse_period("2021"))
    svg = timelines([Group("cases", "", [dated, figure("one", **time)])], WORDS)
    mark = next(one for one in parts(svg, "mark") if one.get("href") == "/claim/one")
    assert (mark.get("data-when"), mark.get("data-by")) == (when, "example")


@pytest.mark.parametrize("variant", [WIDE, NARROW])
def test_a_panel_says_which_time_is_drawn_where(variant):
    groups = [Group("cases", "", [figure("one")]), Group("people", "", [figure("two")])]
    for panel in parts(timelines(groups, WORDS, variant), "panel"):
        left, _, right, _ = map(float, panel.get("data-box").split())
        first, last = map(date.fromisoformat, panel.get("data-time").split())
        mark = next(one for one in panel.iter(f"{SVG}a"))
        x = float(mark.get("transform").removeprefix("translate(").split()[0])
        share = (date(2023, 6, 30) - first) / (last - first)
        assert x == pytest.approx(left + share * (right - left), abs=0.2)
        assert panel.get("aria-label") in ("cases", "people")


def test_a_file_that_stands_alone_and_what_has_no_date_say_nothing():
    alone = timelines([Group("cases", "", [figure("one")])], WORDS, standalone=True)
    assert "data-" not in alone
    undated = timelines([Group("cases", "", [figure("one", period=None)])], WORDS)
    assert "data-time" not in undated and "data-when" not in undated


def test_a_producer_keeps_his_colour_whatever_is_drawn():
    usual = ["A", "B", "C", "D", "E"]

    def colours(*series: str) -> dict[str, str]:
        figures = [figure(f"{name}{index}", name) for index, name in enumerate(series)]
        svg = timelines([Group("cases", "", figures)], WORDS, usual=usual)
        return {one.get("data-by"): one.get("class").split()[-1] for one in parts(svg, "mark")}

    assert colours("A", "B", "C", "D", "E") == {
        "a": "series-1", "b": "series-2", "c": "series-3", "d": "series-4", "e": "series-other"
    }  # fmt: skip
    assert colours("D", "B") == {"b": "series-2", "d": "series-4"}
    other = "series-other"
    assert colours("E", "B", "X", "E") == {"b": "series-2", "e": other, "x": other}


def test_the_key_leads_where_it_is_told_to():
    figures = [figure("one", "A"), figure("two", "B")]
    choices = {"A": Choice("/figures?producer=a", "only <A>", "a")}
    svg = timelines([Group("cases", "", figures)], WORDS, choices=choices)
    (entry,) = parts(svg, "choice")
    assert entry.get("href") == "/figures?producer=a" and entry.get("data-by") == "a"
    assert entry.find(f"{SVG}title").text == "only <A>"
    area = entry.find(f"{SVG}rect[@class='hit']")
    assert float(area.get("height")) >= 24 and float(area.get("width")) >= 24
