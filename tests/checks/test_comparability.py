"""Which figures must not be compared, and in what they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from corpora import corpus, days, figure, keys, only, relation, run, total

from kg.checks.agreement import (
    INCONSISTENT,
    NOT_COMPARABLE,
)
from kg.checks.check import Check
from kg.checks.comparability import check_comparability, facets
from kg.checks.declared import check_relations
from kg.checks.disputes import check_disputes
from kg.checks.findings import check_figures, unique
from kg.quantity import parse_quantity


def test_a_pair_that_a_definition_warns_of_is_told_once():
    figures = (figure("a", "577"), figure("b", "600", "arrivals"))
    found = only(check_comparability, corpus(*figures))
    assert (found.kind, found.verdict, found.inputs) == (
        "comparability", NOT_COMPARABLE, ("a", "b"))  # fmt: skip
    assert found.facets == ("measure",)
    other = (figure("a", "600", "arrivals"), figure("b", "577"))
    assert only(check_comparability, corpus(*other)).inputs == ("a", "b")


def test_one_measure_by_two_producers_in_two_months_is_told():
    figures = (figure("a", "577"), figure("b", "600", period="2023-10", origin="registry"))
    found = only(check_comparability, corpus(*figures))
    assert (found.inputs, found.facets) == (("a", "b"), ("period",))
    own = replace(figures[1], origin="office")
    assert run(check_comparability, corpus(figures[0], own)) == []
    same = replace(figures[1], period=days("2023-09"))
    assert run(check_comparability, corpus(figures[0], same)) == []


def test_of_many_the_nearest_in_time_are_told():
    figures = [figure(f"a{month}", "577", period=f"2023-0{month}") for month in range(1, 8)]
    other = figure("b", "600", "arrivals", "2023-06-20/2023-06-25", origin="registry")
    assert {check.inputs for check in run(check_comparability, corpus(*figures, other))} == {
        ("a6", "b")
    }


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"area": "north"}, "differ-area-unknown"),
        ({"unit": "cases"}, "differ-unit"),
        ({"period": None}, "differ-period-unknown"),
        ({"period": days("2023-10")}, "differ-period"),
        ({"quantity": parse_quantity("577 per day"), "kind": "rate"}, "differ-kind"),
        ({"categories": ("officers",)}, "differ-category-unknown"),
        ({"unit": None}, "differ-unit-unknown"),
        ({"measure": "arrivals", "unit": "cases"}, "differ-measure"),
        ({"of": "men"}, "differ-whole"),
    ],
)
def test_each_difference_can_be_said(values, key):
    figures = (figure("a", "577"), replace(figure("b", "600", origin="registry"), **values))
    rule = relation("comparison", claims=["a", "b"])
    found = only(check_relations, corpus(*figures, relations=[rule]))
    assert keys(found) == ["apart", key, "counted-by"]
    for origin in ("office", None):
        of = corpus(figures[0], replace(figures[1], origin=origin), relations=[rule])
        assert keys(only(check_relations, of)) == ["apart", key]
    of = replace(corpus(*figures, relations=[rule]), bodies={"registry": frozenset({"office"})})
    assert keys(only(check_relations, of)) == ["apart", key], "who belongs to a body is no other"


@pytest.mark.parametrize(
    ("values", "keys_found"),
    [
        ({"area": "south"}, ["differ-area"]),
        ({"categories": ("soldiers",)}, ["differ-category"]),
        ({"period": None}, ["differ-period-unknown"]),
        ({"period": None, "as_of": date(2023, 9, 30)}, ["differ-period"]),
    ],
)
def test_a_difference_of_what_is_known_says_what(values, keys_found):
    a = figure("a", "577", area="north", categories=("officers",))
    rule = relation("comparison", claims=["a", "b"])
    found = only(check_relations, corpus(a, replace(a, id="b", **values), relations=[rule]))
    assert keys(found) == ["apart", *keys_found]


@pytest.mark.parametrize(("period", "told"), [(None, True), ("2023-09", False),
                                              ("2023-09/..", True)])  # fmt: skip
def test_that_neither_time_is_known_is_told(period, told):
    figures = (figure("a", "577", period=period), figure("b", "600", "arrivals", period))
    found = only(check_comparability, corpus(*figures))
    assert (found.facets, "neither-period-known" in keys(found)) == (("measure",), told)


@pytest.mark.parametrize(
    ("a", "b", "facet"),
    [
        ("2 years", "24 months", None),
        ("3 weeks", "21 days", None),
        ("2 months", "60 days", "unit"),
        ("7 per week", "1 per day", None),
        ("24 per year", "2 per month", None),
        ("30 per month", "1 per day", "kind"),
        ("20%", "1/5", None),
        ("20% of 205", "1/5 of 205", None),
        ("20% of 205", "1/5 of 300", "whole"),
        ("20% of 205", "1/5", "whole"),
    ],
)
def test_units_that_have_an_exact_length_in_another_are_one(a, b, facet):
    figures = (figure("a", a), figure("b", b, origin="registry"))
    assert facets(corpus(*figures), *figures) == ((facet,) if facet else ())
    assert bool(run(check_disputes, corpus(*figures))) is (facet is None)


def test_changes_from_two_bases_differ_in_their_base():
    a, b = (figure(slug, "+20%", base=base) for slug, base in (("a", "2022"), ("b", "2023-08")))
    assert facets(corpus(a, b), a, b) == ("base",)
    assert facets(corpus(a, b), a, replace(a, id="b")) == ()
    rule = relation("comparison", claims=["a", "b"])
    assert keys(only(check_relations, corpus(a, b, relations=[rule]))) == ["apart", "differ-base"]


def test_a_total_up_to_its_last_day_is_of_one_time_with_a_period():
    a, b = total("a", "577", "2023-06-30"), figure("b", "577", period="2022-09-21/2023-06-30")
    assert facets(corpus(a, b), a, b) == ()
    later = replace(b, as_of=date(2023, 7, 31))
    assert facets(corpus(a, later), a, later) == ("period",)


@pytest.mark.parametrize("relate", ["comparison", "ordering"])
def test_what_an_annotator_relates_is_not_called_incomparable_again(relate):
    values = {"claims": ["b", "a"]} if relate == "comparison" else {"more": "b", "fewer": "a"}
    figures = (figure("a", "577"), figure("b", "600", "arrivals"))
    of = corpus(*figures, relations=[relation(relate, **values)])
    found = unique(check_figures(of))
    assert [check.declared for check in found] == [True]
    assert not any(check.declared for check in unique(check_figures(corpus(*figures))))


def test_what_is_declared_and_found_is_told_once():
    figures = (figure("a", "577"), figure("b", "305", origin="registry"))
    of = corpus(*figures, relations=[relation("comparison", claims=["b", "a"])])
    (found,) = unique(check_figures(of))
    assert (found.kind, found.verdict, found.declared) == ("dispute", INCONSISTENT, True)


def test_checks_of_an_article_are_not_the_same_for_being_of_one_claim():
    def check(kind, name, declared=False):
        return Check(kind, ("a",), INCONSISTENT, (), declared, name)

    for kind in ("attribution", "dating", "rendering"):
        found = unique([check(kind, "x/a", True), check(kind, "y/a"), check(kind, "z/a")])
        assert [each.name for each in found] == ["x/a", "y/a", "z/a"]
    for kind in ("rate", "dispute", "sum"):
        found = unique([check(kind, "x", True), check(kind, "y"), check(kind, "z")])
        assert [each.name for each in found] == ["x"]
