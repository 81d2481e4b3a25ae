"""Percentages and ratios against the counts that they are the change between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import F, corpus, figure, keys, only, run

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
    TENSION,
    UNDETERMINED,
)
from kg.checks.changes import check_changes
from kg.checks.check import Amount
from kg.interval import Interval


@pytest.mark.parametrize(
    ("start", "end", "printed", "verdict"),
    [
        ("305", "610", "x2", CONSISTENT),
        ("305", "577", "+89%", ROUNDED),
        ("305", "577", "almost x2", ROUNDED),
        ("305", "577", "+90%", INCONSISTENT),
        ("305", "577", "-89%", INCONSISTENT),
        ("577", "305", "-47%", ROUNDED),
        ("887", "4373", "x5", ROUNDED),
        ("527", "4373", "almost x9", INCONSISTENT),
        ("305", "577", "about x3", UNDETERMINED),
        (">500", "400", "-20%", ROUNDED),
        (">500", "400", "-10%", INCONSISTENT),
        (">500", "400", "more than -20%", CONSISTENT),
        ("500", ">1000", "x2", ROUNDED),
    ],
)
def test_a_change_is_tested_against_its_ends(start, end, printed, verdict):
    figures = (
        figure("before", start, period="2023-08"),
        figure("after", end, period="2023-09"),
        figure("rise", printed, period="2023-09", base="2023-08"),
    )
    found = only(check_changes, corpus(*figures))
    assert (found.kind, found.verdict, found.declared) == ("change", verdict, False)
    assert found.inputs == ("rise", "before", "after")
    change = replace(figures[2], period=None, base=None, change_from="before", change_to="after")
    declared = only(check_changes, corpus(*figures[:2], change))
    assert (declared.verdict, declared.declared) == (verdict, True)


@pytest.mark.parametrize(
    ("facet", "value"),
    [("measure", "arrivals"), ("categories", ("officers",)), ("area", "north"),
     ("origin", "registry")],
)  # fmt: skip
def test_a_change_finds_no_ends_outside_its_scope(facet, value):
    ends = (figure("before", "305", period="2023-08"), figure("after", "577"))
    rise = figure("rise", "+10%", base="2023-08")
    assert run(check_changes, corpus(*ends, replace(rise, **{facet: value}))) == []


@pytest.mark.parametrize(
    ("article", "end"), [("gazette", "c"), ("herald", "a"), ("courier", "b"), ("times", "b")]
)
def test_an_end_is_taken_from_the_own_article_or_else_from_an_exact_print(article, end):
    figures = (
        figure("before", "305", period="2023-08"),
        figure("a", "more than 500", article="herald"),
        figure("b", "577", article="courier"),
        figure("c", "580"),
        figure("d", "900", article=article, origin="registry"),
        figure("rise", "+10%", base="2023-08", article=article),
    )
    assert only(check_changes, corpus(*figures)).inputs == ("rise", "before", end)
    of_nobody = [replace(each, origin=None) for each in figures]
    assert run(check_changes, corpus(*of_nobody)) == []


def test_a_bound_is_an_end_where_nothing_else_is_printed():
    rise = figure("rise", "+10%", base="2023-08", article="courier")
    ends = (figure("before", "305", period="2023-08"), figure("after", "more than 500"))
    assert only(check_changes, corpus(*ends, rise)).verdict == INCONSISTENT


@pytest.mark.parametrize(
    ("start", "end", "printed", "verdict"),
    [
        ("301", "451", "+50%", ROUNDED),
        ("301", "451", "+51%", INCONSISTENT),
        ("300", "451", "+52%", ROUNDED),  # 285 to 315
        ("300", "451", "+60%", INCONSISTENT),
        ("301", "almost 600", "x2", ROUNDED),
        ("301", "almost 600", "x1", INCONSISTENT),
        ("301", "almost 600", "more than x1", CONSISTENT),
        ("about 300", "451", "+50%", ROUNDED),
        ("301", "about 600", "x2", ROUNDED),
        ("301", "about 600", "x9", UNDETERMINED),
    ],
)
def test_the_ends_of_a_change_may_be_rounded(start, end, printed, verdict):
    figures = (figure("before", start, period="2023-08"), figure("after", end))
    of = (*figures, figure("rise", printed, base="2023-08"))
    assert only(check_changes, corpus(*of)).verdict == verdict
    for weak in range(3):
        some = [replace(each, modality="estimated") if k == weak else each
                for k, each in enumerate(of)]  # fmt: skip
        expected = TENSION if verdict == INCONSISTENT else verdict
        assert only(check_changes, corpus(*some)).verdict == expected


@pytest.mark.parametrize(
    ("start", "printed", "key"),
    [
        ("305", "+50%", "change-wrong-rounded"),
        ("305", "+50.5%", "change-wrong"),
        ("more than 305", "+99%", "change-wrong"),
        ("305", "+89%", "change-rounded"),
        ("305", "almost x2", "change-almost"),
        ("305", "about x9", "change-undetermined"),
    ],
)
def test_what_a_change_rounds_to_is_told_where_it_is_wrong(start, printed, key):
    figures = (figure("before", start, period="2023-08"), figure("after", "577"))
    found = only(check_changes, corpus(*figures, figure("rise", printed, base="2023-08")))
    assert keys(found) == [key]
    if key == "change-wrong-rounded":
        rounded = Amount(Interval.exactly(89), "percent")
        assert found.reason[0].values["rounded"] == rounded


def test_of_a_change_whose_base_is_not_printed_only_the_base_is_told():
    rise = figure("rise", "x2", base="2023-08")
    found = only(check_changes, corpus(figure("after", "576"), rise))
    assert (found.verdict, found.inputs) == (UNDETERMINED, ("rise", "after"))
    assert found.expected == Amount(Interval.exactly(288), "people", about=True)
    percent = figure("rise", "-20%", base="2023-08")
    found = only(check_changes, corpus(figure("after", "400"), percent))
    assert found.expected == Amount(Interval.exactly(500), "people", about=True)
    found = only(check_changes, corpus(figure("after", "more than 400"), percent))
    assert found.expected == Amount(Interval(F(500), False, None, False), "people")


def test_a_change_of_a_law_is_not_told_a_base():
    rise = figure("rise", "x2", "sentence", base="2022")
    after = figure("after", "10 years", "sentence")
    assert only(check_changes, corpus(after, rise)).verdict == UNDETERMINED
    assert run(check_changes, corpus(after, replace(rise, provision="article-338"))) == []


@pytest.mark.parametrize("printed", ["-100%", "x0"])
def test_a_fall_to_nothing_without_a_base_is_no_fault_of_the_program(printed):
    rise = figure("rise", printed, base="2023-08")
    for check in run(check_changes, corpus(figure("after", "0"), rise)):
        assert check.verdict == UNDETERMINED


def test_a_rise_from_up_to_nothing_is_no_fault_of_the_program():
    figures = (figure("before", "up to 0", period="2023-08"), figure("after", "5"))
    assert run(check_changes, corpus(*figures, figure("rise", "x5", base="2023-08"))) == []


def test_a_rise_from_nothing_is_not_tested():
    figures = (figure("before", "0", period="2023-08"), figure("after", "5"))
    assert run(check_changes, corpus(*figures, figure("rise", "x5", base="2023-08"))) == []


def test_a_rise_from_about_so_many_is_open():
    figures = (figure("before", "about 300", period="2023-08"), figure("after", "577"))
    found = only(check_changes, corpus(*figures, figure("rise", "x50", base="2023-08")))
    assert found.verdict == UNDETERMINED


@pytest.mark.parametrize(("unit", "noted"), [("cases", True), ("people", False)])
def test_a_change_between_units_is_tested_and_noted(unit, noted):
    figures = (figure("before", f"305 {unit}", period="2023-08"), figure("after", "577 people"))
    found = only(check_changes, corpus(*figures, figure("rise", "+89%", base="2023-08")))
    assert found.verdict == ROUNDED
    assert ("units-differ" in keys(found)) is noted


@pytest.mark.parametrize(
    ("base", "noted"), [("2023-06/2023-08", True), ("2023-08", False), ("2023-02", False)]
)
def test_a_change_between_uneven_stretches_of_time_is_noted(base, noted):
    figures = (figure("before", "305", period=base), figure("after", "577"))
    rise = figure("rise", "+89%", base=base)
    found = only(check_changes, corpus(*figures, rise))
    assert ("lengths-differ" in keys(found)) is noted
    without = only(check_changes, corpus(figures[1], rise))
    assert ("lengths-differ" in keys(without)) is noted


@pytest.mark.parametrize("facet", ["measure", "category", "area"])
def test_a_declared_change_between_scopes_is_not_comparable(facet):
    values = {"measure": {"measure": "arrivals"}, "category": {"categories": ("officers",)},
              "area": {"area": "north"}}[facet]  # fmt: skip
    start = replace(figure("before", "305", categories=("soldiers",), period="2023-08"), **values)
    end = figure("after", "577", categories=("soldiers",))
    rise = figure("rise", "+90%", change_from="before", change_to="after")
    found = only(check_changes, corpus(start, end, rise))
    assert (found.kind, found.verdict) == ("change", NOT_COMPARABLE)
    assert facet in found.facets


def test_a_maximum_that_a_law_sets_is_what_it_says():
    figures = (
        figure("before", "up to 5 years", "sentence", period="2021"),
        figure("after", "up to 10 years", "sentence", period="2022"),
        figure("rise", "x2", "sentence", period="2022", base="2021"),
    )
    assert only(check_changes, corpus(*figures)).verdict == CONSISTENT
