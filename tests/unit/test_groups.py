"""Groups that are opened give the same solutions; what is not certainly the same is left."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from random_quads import BASE, quads, solutions

from kg.query.groups import flatten
from kg.query.optionals import rewrite

variables = st.sampled_from(["?a", "?b", "?c", "?d"])
values = st.sampled_from(["<http://a/s>", "<http://a/u>", "'x'", "'y'"])
properties = st.sampled_from(["<http://a/p>", "<http://a/q>", "<http://a/r>", "?e"])
objects = st.one_of(variables, variables, values)
patterns = st.tuples(variables, properties, objects).map(" ".join)
blocks = st.lists(patterns, min_size=1, max_size=3).map(" . ".join)
operands = st.one_of(variables, values, st.just("STR(?a)"), st.just("?b + 1"))
comparisons = st.tuples(operands, st.sampled_from(["=", "!=", "<", ">", "&&", "||"]), operands).map(
    " ".join
)
expressions = st.one_of(
    comparisons,
    st.tuples(comparisons, comparisons).map(lambda two: f"({two[0]}) || !({two[1]})"),
    st.sampled_from(["BOUND(?a)", "!BOUND(?b)", "isIRI(?a) && ?a != ?b", "?a IN (?b, 'x')",
                     "COALESCE(?c, ?a) = ?b", "IF(?a = ?b, false, true)"]),
)  # fmt: skip
filters = expressions.map(lambda expression: f"FILTER({expression})")
filtered = st.one_of(
    st.tuples(blocks, filters).map(lambda parts: f"{{ {parts[0]} . {parts[1]} }}"),
    st.tuples(filters, blocks).map(lambda parts: f"{{ {parts[0]} {parts[1]} . }}"),
)
nested = st.tuples(filtered, blocks, filters).map(lambda parts: f"{{ {' '.join(parts)} }}")
others = st.one_of(
    blocks.map(lambda block: f"{block} . "),
    filters,
    blocks.map(lambda block: f"OPTIONAL {{ {block} }}"),
    filtered.map(lambda group: f"OPTIONAL {{ {group} }}"),
    filtered.map(lambda group: f"MINUS {group}"),
    filtered.map(lambda group: f"{{ {group} }} UNION {{ ?a <http://a/q> ?c }}"),
    filtered.map(lambda group: f"{{ SELECT ?a ?b {{ {group} }} }}"),
    st.sampled_from(["BIND(?a AS ?g) ", "VALUES ?d { <http://a/s> 'y' UNDEF } "]),
)
bodies = st.lists(st.one_of(filtered, nested, others), min_size=1, max_size=4).map(" ".join)


def outcome(store: Store, text: str) -> Counter[str] | None:
    """The solutions; None where the query is none."""
    try:
        return solutions(store, text)
    except SyntaxError:
        return None


@settings(max_examples=150, deadline=None)
@given(quads, bodies)
def test_the_solutions_are_the_same(data: list[Quad], body: str) -> None:
    store = Store()
    store.extend(data)
    text = f"SELECT * {{ {body} }}"
    expected, opened = outcome(store, text), flatten(text)
    assume(expected is not None and opened != text)
    assert outcome(store, opened) == expected
    assert outcome(store, rewrite(opened)) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a ?t }",
        "SELECT * { { ?s a ?t } FILTER(?t != <u>) }",
        "SELECT * { ?s a ?t FILTER(?t != ?s) }",
        "SELECT * { { ?s a ?t FILTER(?t != ?u) } ?s <p> ?u }",
        "SELECT * { { ?s a ?t FILTER(!BOUND(?u)) } ?s <p> ?u }",
        "SELECT * { { ?s a ?t FILTER(?t != ?s) } UNION { ?s <p> ?u } }",
        "SELECT * { { ?s <p> ?u } UNION { ?s a ?t FILTER(?t != ?s) } }",
        "SELECT * { ?s <p> ?u OPTIONAL { ?s a ?t FILTER(?t != ?s) } }",
        "SELECT * { ?s <p> ?u MINUS { ?s a ?t FILTER(?t != ?s) } }",
        "SELECT * { { ?s a ?t FILTER(?t != ?s) BIND(?t AS ?u) } }",
        "SELECT * { { ?s a ?t FILTER(RAND() < 0.5) } ?s <p> ?u }",
        "SELECT * { { ?s a ?t FILTER(EXISTS { ?s <p> ?o }) } ?s <p> ?u }",
        "SELECT * { { ?s <p>+ ?t FILTER(?t != ?s) } ?s <p> ?u }",
        "SELECT * { { ?s <p> 1 FILTER(?s != <u>) } ?s <p> ?u }",
        "SELECT * { { ?s <p> _:b FILTER(?s != <u>) } ?s <p> ?u }",
        "SELECT * { { ?s <p> [ <q> ?t ] FILTER(?t != ?s) } ?s <p> ?u }",
        "SELECT * { { ?s <p> ?a FILTER(?s<?u&&?u>?a) } ?s <p> ?u }",
        "SELECT * { { ?s <p> ?a # } \n FILTER(?s != ?a) } ?s <p> ?u }",
        "SELECT * { GRAPH ?g { { ?s <p> ?a FILTER(?s != ?a) } ?s <p> ?u } }",
        "SELECT * { { SELECT ?s { ?s <p> ?a FILTER(?s != ?a) } } ?s <p> ?u }",
        "SELECT * { { ?s <p> ?a FILTER(?s != ?a) ",
        "SELECT * { { ?s <p> ?a \\u007D FILTER(?s != ?a) } ?s <p> ?u }",
        "FILTER",
    ],
)
def test_what_is_not_certainly_the_same_is_left(query: str) -> None:
    assert flatten(query) == query


def test_what_a_filter_compares_is_found_through_what_ties_it_together() -> None:
    """As Comunica sends it; left as it is, all labels are compared with all."""
    label, part = NamedNode(f"{BASE}label"), NamedNode(f"{BASE}part")
    things = [NamedNode(f"{BASE}{k}") for k in range(1500)]
    store = Store()
    store.extend(Quad(thing, label, Literal(f"{k}")) for k, thing in enumerate(things))
    store.extend(Quad(one, part, other) for one, other in pairwise(things))
    query = """SELECT ( COUNT( * ) AS ?count ) WHERE {
        { ?p <http://a/label> ?a . ?q <http://a/label> ?b . FILTER ( ( ?a != ?b ) ) }
        ?p <http://a/part> ?q . }"""

    def seconds(text: str) -> float:
        began = time.thread_time()
        (row,) = store.query(text)
        assert row["count"].value == "1499"
        return time.thread_time() - began

    # Each is compared with one, or with all 1500: far more than ten times the work.
    assert 10 * min(seconds(flatten(query)) for _ in range(3)) < seconds(query)
