"""Plots: well-formed, linked, escaped, inside their frame, and true to what is known of a date."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import parse_date, parse_period
from kg.errors import KgError
from kg.interval import Interval
from kg.plot import (
    GLYPHS,
    NARROW,
    WIDE,
    Cell,
    Claim,
    Figure,
    Group,
    Head,
    Link,
    Maximum,
    Node,
    Scope,
    Verdict,
    Words,
    beside,
    citation_chain,
    glyph,
    matrix,
    penalty_steps,
    timelines,
)
from kg.plot.text import width

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert('x')</script>\"&amp; \x00\x0b]]>"
QUALIFIERS = ("exactly", "range", "about", "at-least", "more-than", "up-to", "fewer-than", "almost")
WORDS = Words(
    "Figures through time",
    undated="without a date",
    open_end="end not stated",
    log="log scale",
    others="others",
    glyphs={name: name for name in GLYPHS},
)


def figure(name: str = "one", low: float | None = 54, high: float | None = 54, **other) -> Figure:
    given = {"qualifier": "exactly", "series": "Example", "label": "Example"} | other
    return Figure(f"/claim/{name}", f"the figure {name}", low=low, high=high, **given)


def every_plot(say=lambda words: words, **options) -> list[str]:
    """Each kind of plot, in words that `say` makes of plain ones."""
    words = Words(
        *(map(say, ("a plot", "without a date", "end not stated", "log scale"))),
        glyphs={name: say(name) for name in GLYPHS},
    )
    figures = [
        replace(
            figure(qualifier, period=parse_period("2023-06"), qualifier=qualifier),
            title=say("says somebody"),
            label=say("label"),
            series=say("somebody"),
            href=say("/claim/x"),
        )
        for qualifier in (*QUALIFIERS, "")
    ]
    groups = [Group(say("cases"), say("people"), figures, href=say("/measure/x"))]
    nodes = [
        Node("a", say("Producer"), say("/a"), say("the producer"), 0),
        Node("b", say("Agency"), say("/b"), say("the agency"), 1, parse_date("2023-06")),
        Node("c", say("Outlet"), say("/c"), say("the outlet"), 1, parse_date("2023-06-04")),
    ]
    links = [Link("a", "b", say("relays")), Link("b", "c", say("credits"), weak=True)]
    maxima = [
        Maximum(say("337"), say("/p"), say("before"), 5, None, parse_date("2022-09-23"), say("5")),
        Maximum(say("337"), say("/p"), say("after"), 10, parse_date("2022-09-24"), None, say("10")),
    ]
    heads = [Head("a", say("A"), say("/a")), Head("b", say("B"))]
    cells = [Cell("a", "b", 3, say("/q"), say("A repeats B in three"))]
    return [
        timelines(groups, words, **options),
        citation_chain(nodes, links, [say("produced"), say("printed")], words, **options),
        penalty_steps(maxima, words, **options),
        matrix(heads, heads, cells, words, corner=say("repeats"), **options),
        beside(every_scope(say), words, **options),
    ]


def every_scope(say) -> list[Scope]:
    """A scope with an axis, and one whose claims stand apart."""
    claims = [
        Claim(
            say("/claim/x"),
            say("5 cases, says somebody"),
            say("5 cases"),
            say("somebody"),
            qualifier,
            Interval.exactly(index + 1),
            reason=say("another time"),
        )
        for index, qualifier in enumerate((*QUALIFIERS, ""))
    ]
    found = [Verdict(say("tension"), claims, "tension"), Verdict(say("agrees"), claims[:1])]
    return [
        Scope(say("cases"), found, say("people"), said=say("in common"), href=say("/measure/x")),
        Scope(say("apart"), found, has_axis=False, is_apart=True),
    ]


def places(svg: str) -> list[tuple[float, float, ElementTree.Element]]:
    """The marks of a timeline and where they are drawn."""
    found = []
    for mark in ElementTree.fromstring(svg).iter(f"{SVG}a"):
        if mark.get("transform"):
            x, y = re.findall(r"[-\d.]+", mark.get("transform"))
            found.append((float(x), float(y), mark))
    return found


def ground(svg: str) -> tuple[float, float]:
    """The width and the height of a plot."""
    return tuple(map(float, ElementTree.fromstring(svg).get("viewBox").split()[2:]))


@pytest.mark.parametrize("variant", [WIDE, NARROW])
@pytest.mark.parametrize("standalone", [False, True])
def test_every_link_has_a_target_and_a_name(variant, standalone):
    for svg in every_plot(variant=variant, standalone=standalone, source="from a release"):
        links = list(ElementTree.fromstring(svg.encode()).iter(f"{SVG}a"))
        assert links
        for link in links:
            assert link.get("href") and link.find(f"{SVG}title").text


@pytest.mark.parametrize("variant", [WIDE, NARROW])
def test_nothing_that_comes_in_becomes_markup(variant):
    plain = every_plot(variant=variant)
    hostile = every_plot(lambda words: HOSTILE + words, variant=variant)
    for one, other in zip(plain, hostile, strict=True):
        root = ElementTree.fromstring(other.encode())
        tags = {element.tag for element in ElementTree.fromstring(one).iter()}
        assert {element.tag for element in root.iter()} <= tags | {f"{SVG}title"}
        assert "</title><script>alert('x')</script>\"&amp; ]]>/" in "".join(
            link.get("href") for link in root.iter(f"{SVG}a")
        )


def test_markup_that_comes_in_is_escaped_too():
    from markupsafe import Markup

    svg = timelines([Group(Markup("<b>cases</b>"), "", [figure()])], WORDS)
    assert "<b>" not in svg and "&lt;b&gt;" in svg


@pytest.mark.parametrize("variant", [WIDE, NARROW])
def test_text_is_large_enough_and_stays_inside(variant):
    say = "Довга назва установи, яку треба скоротити: {}".format
    for svg in every_plot(say, variant=variant):
        across, down = ground(svg)
        for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
            size = float(text.get("font-size"))
            assert size >= 11
            if text.get("transform"):  # a column of the matrix, turned
                continue
            room = width(text.text, size) / 1.06
            x = float(text.get("x")) - {"end": room, "middle": room / 2}.get(
                text.get("text-anchor"), 0
            )
            assert x >= -0.5 and x + room <= across + 0.5, text.text
            assert 0 <= float(text.get("y")) <= down + 0.5


def test_what_has_no_date_is_not_on_the_axis():
    dated = figure("dated", 100, 100, period=parse_period("2023-06"))
    undated = figure("undated", 200, 200)
    for variant in (WIDE, NARROW):
        svg = timelines([Group("cases", "", [undated, dated])], WORDS, variant)
        apart = ElementTree.fromstring(svg).find(f".//{SVG}rect[@class='apart']")
        edge = float(apart.get("x"))
        at = {mark.get("href"): x for x, _, mark in places(svg)}
        assert at["/claim/dated"] < edge - 10 < edge < at["/claim/undated"]
        assert "without a date" in " ".join(ElementTree.fromstring(svg).itertext())


def test_a_figure_of_another_age_does_not_press_the_others_together():
    def group(name: str, *years: str) -> Group:
        return Group(name, "", [figure(year, period=parse_period(year)) for year in years])

    now, past = [group("Cases", "2021"), group("Lists", "2024-05")], group("Trials", "1942", "2023")
    drawn = [str(timelines(groups, WORDS)) for groups in (now, [*now, past])]
    axes, with_past = (re.findall('data-time="([^"]+)"', svg) for svg in drawn)
    assert with_past[:2] == axes, "the others stand where they stood without it"
    assert with_past[2].startswith("1940-")


def test_a_period_without_an_end_is_beyond_the_axis():
    since = figure("open", period=parse_period("2022-09/.."))
    until = figure("closed", period=parse_period("2022-09/2023-09"))
    svg = timelines([Group("cases", "", [since, until])], WORDS)
    axis = ElementTree.fromstring(svg).find(f".//{SVG}path[@class='axis']").get("d")
    end = float(axis.rpartition("H")[2])
    at = {mark.get("href"): x for x, _, mark in places(svg)}
    assert at["/claim/closed"] <= end < at["/claim/open"]
    as_of = replace(since, as_of=parse_date("2023-09-01"))
    closed = timelines([Group("cases", "", [as_of, until])], WORDS)
    assert ">stated<" in svg and ">stated<" not in closed


def test_marks_that_coincide_can_each_be_clicked():
    same = [figure(str(number), period=parse_period("2023")) for number in range(4)]
    for variant in (WIDE, NARROW):
        at = sorted(x for x, _, _ in places(timelines([Group("cases", "", same)], WORDS, variant)))
        # The middle of each is its own: the area that can be clicked is 24 wide.
        assert all(after - before > 12 for before, after in pairwise(at))
        assert max(at) - min(at) < 4 * 13  # none is farther from its date than need be


def test_what_is_computed_looks_like_nothing_that_is_reported():
    for qualifier in QUALIFIERS:
        reported, computed = (
            timelines([Group("", "", [figure(qualifier=qualifier, computed=each)])], WORDS)
            for each in (False, True)
        )
        shapes = [places(svg)[0][2].find(f"{SVG}g") for svg in (reported, computed)]
        assert ElementTree.tostring(shapes[0]) != ElementTree.tostring(shapes[1])
        assert shapes[1].find(f"{SVG}circle") is None
        assert "full" not in {shape.get("class") for shape in shapes[1]}


def test_each_glyph_differs_from_the_others():
    drawn = {re.sub('class="uncertainty [^"]*"', "", glyph(name)) for name in (*QUALIFIERS, "")}
    assert len(drawn) == 6  # exactly, range, about, raised, lowered, bounds only
    assert all('aria-hidden="true"' in glyph(name) for name in QUALIFIERS)


def test_measures_have_scales_of_their_own():
    small = Group("cases", "", [figure("small", 9, 9, period=parse_period("2023"))])
    large = Group("people", "", [figure("large", 40000, 40000, period=parse_period("2023"))])
    written = set(ElementTree.fromstring(timelines([small, large], WORDS)).itertext())
    assert {"10", "40\u202f000"} <= written


def test_a_figure_without_a_value_is_refused():
    with pytest.raises(KgError, match="the figure one"):
        timelines([Group("cases", "", [figure(low=None, high=None)])], WORDS)


DATES = st.dates(min_value=parse_date("1990").first, max_value=parse_date("2060").first)


@st.composite
def figures(draw) -> Figure:
    first, last = sorted((draw(DATES), draw(DATES)))
    period = draw(st.sampled_from([None, f"{first}/{last}", f"{first}/..", f"../{last}"]))
    as_of = draw(st.sampled_from([None, f"{last:%Y}", f"{last:%Y-%m}", str(last)]))
    low, high = sorted(draw(st.tuples(*[st.floats(-10, 1e7)] * 2)))
    return figure(
        str(draw(st.integers(0, 999))),
        low,
        high,
        qualifier=draw(st.sampled_from((*QUALIFIERS, ""))),
        series=draw(st.sampled_from(["", "A", "B", "C", "D", "E", "F"])),
        period=parse_period(period) if period else None,
        as_of=parse_date(as_of) if as_of else None,
        computed=draw(st.booleans()),
        flagged=draw(st.booleans()),
        alleged=draw(st.booleans()),
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.lists(figures(), min_size=1, max_size=8), min_size=1, max_size=3),
    st.sampled_from(["auto", "log", "linear", "percent"]),
    st.sampled_from([WIDE, NARROW]),
)
def test_every_figure_is_drawn_inside_the_plot(several, scale, variant):
    groups = [Group("cases", "people", members, scale) for members in several]
    svg = timelines(groups, WORDS, variant)
    across, down = ground(svg)
    found = places(svg)
    assert len(found) == sum(map(len, several))
    for x, y, mark in found:
        area = mark.find(f"{SVG}rect")
        left, top = x + float(area.get("x")), y + float(area.get("y"))
        wide, tall = float(area.get("width")), float(area.get("height"))
        assert wide >= 24 and tall >= 24
        assert left >= -0.2 and left + wide <= across + 0.2
        assert top >= -0.2 and top + tall <= down + 0.2


def test_an_arrow_of_a_chain_names_nodes_that_are_there():
    node = Node("a", "A", "/a", "A", 0)
    for variant in (WIDE, NARROW):
        with pytest.raises(KeyError):
            citation_chain([node], [Link("a", "gone")], ["lane"], WORDS, variant)


def test_a_matrix_too_wide_for_a_phone_scrolls_and_is_not_made_smaller():
    heads = [Head(str(number), f"producer {number}") for number in range(20)]
    svg = matrix(heads[:1], heads, [], WORDS, NARROW)
    across, _ = ground(svg)
    assert across > NARROW.width and f'style="min-width:{across:.0f}px"' in svg
    assert "min-width" not in matrix(heads[:1], heads[:3], [], WORDS, NARROW)


def test_the_ladder_is_in_the_order_of_dates():
    nodes = [
        Node(name, name, f"/{name}", name, 0, parse_date(date) if date else None)
        for name, date in (("late", "2024"), ("early", "2022"), ("undated", ""))
    ]
    root = ElementTree.fromstring(citation_chain(nodes, [], ["lane"], WORDS, NARROW))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/undated", "/early", "/late"]


def test_a_file_alone_says_where_it_is_from_and_brings_both_palettes():
    for svg in every_plot(standalone=True, source="Refusals, release 2026-11-28"):
        assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns=')
        assert "Refusals, release 2026-11-28" in svg
        assert "prefers-color-scheme: dark" in svg


def test_plots_have_the_colours_of_the_site():
    package = Path(sys.modules["kg.plot"].__file__).parent
    site = (package.parent / "web" / "static" / "site.css").read_text(encoding="utf-8")
    colour = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")
    palette = colour.findall((package / "palette.css").read_text(encoding="utf-8"))
    assert len(palette) == 20 and set(palette) <= set(colour.findall(site))
    used = re.findall(r"var\(--([a-z]+), (#[0-9a-f]+)\)", (package / "plot.css").read_text())
    assert set(used) <= set(palette[:10])


def test_the_same_figures_make_the_same_picture_in_every_process():
    program = (
        "from kg.plot import *; from kg.dates import parse_period\n"
        "figures = [Figure('/x', 't', 'exactly', n, n, str(n % 7), 'l', parse_period('2023'))"
        " for n in range(1, 30)]\n"
        "words = Words('w', glyphs={name: name for name in GLYPHS})\n"
        "svg = timelines([Group('g', 'u', figures)], words)\n"
    )
    here: dict[str, object] = {}
    exec(program, here)
    elsewhere = subprocess.run(
        [sys.executable, "-c", program + "import sys; sys.stdout.buffer.write(svg.encode())"],
        env=os.environ | {"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout.decode() == here["svg"]
