"""The data cube says what the claims say, each by itself, and is well-formed whatever they say."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from kg.build.describe import describe
from kg.build.figures import bound_facts, claim_facts, period_facts
from kg.checks.project import check_project
from kg.cube import cube, cube_turtle, violations
from kg.cube.constraints import constraint_names, has_duplicates, is_broken, normalised
from kg.cube.observations import Facts, read_observations
from kg.cube.structure import NAMESPACE, NOT_STATED, data_sets, declarations, own, qb
from kg.interval import Interval
from kg.model import NAMELESS, Claim
from kg.pipeline import build_all
from kg.quantity import decimal_text, parse_quantity
from kg.tables.figures import figure_rows
from kg.terms import UNKNOWN_AGENT, graph, term, thing

LABELS = {term(name) for name in ("rdfs:label", "skos:prefLabel", "dcterms:title")}
A = term("rdf:type")


@pytest.fixture(scope="module")
def built(root):
    """The project's own figures."""
    return build_all(check_project(root, None))[0]


@pytest.fixture(scope="module")
def real(built):
    return cube(built)


@pytest.fixture(scope="module")
def names(built):
    """What things are and are called, and the wholes of places, without any claim."""
    wanted = {*LABELS, A, term("ref:within")}
    return {t for t in built.default_graph if t.predicate in wanted and "/claim/" not in str(t[0])}


def values(triples, node, name):
    return objects(triples, node, own(name))


def objects(triples, node, predicate):
    return {t.object for t in triples if t.subject == node and t.predicate == predicate}


def subjects(triples, kind):
    return {t.subject for t in triples if t.predicate == A and t.object == kind}


# The real cube


def test_no_constraint_is_broken(real):
    """By the specification's own queries, and by the quicker reading of IC-12 in their place."""
    store = normalised(real)
    assert [name for name in constraint_names() if is_broken(store, name)] == []
    assert has_duplicates(store) is False
    assert violations(real) == []


def test_a_broken_cube_is_refused(real):
    observation = min(subjects(real, qb("Observation")), key=str)
    without = {t for t in real if (t.subject, t.predicate) != (observation, own("value"))}
    assert violations(without) == ["IC-14. All measures present"]
    twin = NamedNode(f"{observation.value}-again")
    again = {Triple(twin, t.predicate, t.object) for t in real if t.subject == observation}
    assert violations(real | again) == ["IC-12. No duplicate observations"]


def test_every_figure_is_one_observation_that_says_the_same(built, real):
    """Against the table of figures, which is made from the records and not from the graph."""
    rows = {row["claim"]: defaultdict(str, row) for row in figure_rows(built)}
    facts = Facts(real)
    assert len(rows) == len(subjects(real, qb("Observation")))
    for claim, row in rows.items():
        node = thing("observation", claim.rpartition("/")[2])
        found = facts.of[node]
        one = {name.removeprefix(NAMESPACE): value[0] for name, value in found.items()}
        assert one["claim"].value == claim
        if row["qualifier"] == "range":
            assert [f"{one['low'].value}-{one['high'].value}"] == [row["stated"]]
        else:
            assert Fraction(one["value"].value) == Fraction(row["stated"])
        for name in ("lower", "upper"):
            bound = one.get(f"{name}Bound")
            assert (bound.value if bound else "") == row[name]
        assert one["status"] == own("computed" if row["status"] == "computed" else "reported")
        for name, column in (("period", "period"), ("asOf", "as_of"), ("area", "area"),
                             ("category", "category"), ("unit", "unit")):  # fmt: skip
            assert (one[name] == NOT_STATED) == (row[column] == ""), (claim, name)
        dimensions = {own(name).value for name in data_set_of(one).dimensions}
        assert all(len(found[name]) == 1 for name in dimensions)


def data_set_of(one):
    slug = one["http://purl.org/linked-data/cube#dataSet"].value.rpartition("/")[2]
    return next(each for each in data_sets().values() if each.slug == slug)


def test_computed_figures_stand_apart(built):
    for observation in read_observations(Facts(built.default_graph)):
        computed = observation.data_set.slug.startswith("computed-")
        assert computed == (observation.values["status"] == (own("computed"),))
        assert computed == (observation.values["producer"] == (thing("agent", "refusals"),))
        assert computed == bool(observation.values.get("formula"))
        assert computed != bool(observation.values["article"])


def test_claims_that_agree_in_all_else_stay_two_observations(built):
    """One article words the rise of the same requests as 89 percent and as almost twofold."""
    places = {}
    for each in read_observations(Facts(built.default_graph)):
        scope = [each.values[name] for name in each.data_set.dimensions if name != "claim"]
        places.setdefault((each.data_set.slug, *scope), []).append(each.claim)
    alike = [found for found in places.values() if len(found) > 1]
    slugs = ("requests-almost-doubled-2023", "requests-growth-2023")
    assert [thing("claim", f"idite-lesom-{slug}") for slug in slugs] in alike


def test_a_slice_has_one_producer_and_one_measure(real):
    for node in subjects(real, qb("Slice")):
        observations = objects(real, node, qb("observation"))
        assert observations
        for name in ("producer", "measure"):
            fixed = values(real, node, name)
            assert len(fixed) == 1
            assert all(values(real, each, name) == fixed for each in observations)


def test_only_who_has_a_name_has_slices(built, real):
    """And all they say is in them; of the others, each observation stands by itself."""
    nameless = {thing("agent", slug) for slug, located in built.project.agents.items()
                if located.record.type in NAMELESS} | {UNKNOWN_AGENT}  # fmt: skip
    sliced = {t.object for t in real if t.predicate == qb("observation")}
    for node in subjects(real, qb("Observation")):
        assert (node in sliced) != (values(real, node, "producer") <= nameless), node
    seen = {t.object for t in real if t.predicate == own("producer")} & nameless
    assert UNKNOWN_AGENT in seen and len(seen) > 2
    slices = {t.object for t in real if t.predicate == qb("slice")}
    assert slices == subjects(real, qb("Slice")) != set()
    addresses = {node.value for triple in real for node in triple if isinstance(node, NamedNode)}
    assert not [each for each in addresses if re.search("/slice/.*(anonymous|unnam|unkn)", each)]


def test_the_file_stands_by_itself(real):
    """Every thing that an observation names has a label, and every code is in its list."""
    labelled = {t.subject for t in real if t.predicate in LABELS}
    for triple in real:
        if "/id/observation/" in triple.subject.value and isinstance(triple.object, NamedNode):
            assert triple.object in labelled or triple.predicate == A, triple
    for name in ("unit", "per", "qualifier", "modality", "status"):
        codes = {t.object for t in real if t.predicate == own(name)}
        (listed,) = objects(real, own(name), qb("codeList"))
        assert all(listed in objects(real, code, term("skos:inScheme")) for code in codes)


def test_turtle_is_the_same_bytes_and_reads_back(real, built):
    text = cube_turtle(real)
    assert text == cube_turtle(sorted(cube(built), key=str, reverse=True))
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == real
    assert len(Graph().parse(data=text, format="turtle")) == len(real)


def test_turtle_keeps_line_breaks_in_literals():
    """Its lines are laid out anew, which must not reach into what a literal says."""
    text = Literal("one\n\ttwo\n@prefix three: <> .\nfour")
    note = Triple(own("x"), term("rdfs:comment"), text)
    assert {quad.triple for quad in parse(cube_turtle([note]), format=RdfFormat.TURTLE)} == {note}


def test_the_query_of_the_documentation_answers_as_printed_there(real, root):
    text = (root / "docs" / "cube.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sparql\n(.*?)```", text, flags=re.DOTALL)
    printed = text.partition("## A query")[2].partition("\n|---")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines()[1:]]
    found = [
        [value.value.rpartition("/")[2] for value in solution]
        for solution in normalised(real).query(query)
    ]
    assert len(rows) == 3 and found == rows


# Its structure


def test_components_are_declared_explained_and_used():
    used = {own(name) for each in data_sets().values() for name in each.components}
    kinds = {qb(f"{kind}Property") for kind in ("Dimension", "Measure", "Attribute")}
    declared = {
        node for node, triples in declarations().items() if kinds & {t.object for t in triples}
    }
    assert used == declared
    for node, triples in declarations().items():
        labels = [t.object.language for t in triples if t.predicate in LABELS]
        assert sorted(labels) == ["en", "ru", "uk"], node
        explained = {term("rdfs:comment"), term("skos:definition")}
        assert node not in used or explained & {t.predicate for t in triples}, node
    assert all(set(each.label) == {"en", "ru", "uk"} for each in data_sets().values())


# Whatever claims say

QUANTITIES = ("577", ">22000 people", ">=49000", "<=5 days", "~2.25 years", "3..5", "2..3 years",
              "3..5 people per day", ">1000 people per month", "1/3", "1/5 of 200", "80%", "+89%",
              "-12.5%", "almost x9", "x2", "<7 requests", "0")  # fmt: skip
PERIODS = ("2023", "2023-09", "2023-09/2023-11", "2022-09-21/..", "../2023", "2022~")


@st.composite
def claims(draw, project):
    """A claim that a file could hold, of the project's own measures, people and places."""
    some = lambda table: draw(st.none() | st.sampled_from(sorted(table)))  # noqa: E731
    period, base = (draw(st.none() | st.sampled_from(PERIODS)) for _ in range(2))
    quantity = draw(st.sampled_from(QUANTITIES))
    lasts = parse_quantity(quantity).kind == "duration"
    measures = [  # `kg check` wants a unit of time of these and no others
        slug
        for slug, measure in sorted(project.concepts["measure"].items())
        if lasts == (measure.quantity_kind in ("duration", "penalty"))
    ]
    return {
        "measure": draw(st.sampled_from(measures)),
        "category": draw(st.lists(st.sampled_from(sorted(project.concepts["category"])),
                                  max_size=3, unique=True)),
        "quantity": quantity,
        "period": period,
        "as_of": draw(st.sampled_from((None, "2023", "2023-12-05"))),
        "base_period": base,
        "area": some(project.places),
        "of": some({*project.claims, *project.concepts["category"]}),
        "provision": some(project.provisions),
        "produced_by": draw(st.sampled_from(("unknown", *sorted(project.agents)))),
        "evidence": ["x"],
    }  # fmt: skip


def test_any_claims_make_a_well_formed_cube(built, names):
    project = built.project
    nobody = {"unknown"} | {slug for slug, located in project.agents.items()
                            if located.record.type in NAMELESS}  # fmt: skip

    @given(st.lists(claims(project), min_size=1, max_size=6))
    @settings(max_examples=20, deadline=None)
    def holds(drawn):
        drawn = drawn + drawn[:2]  # restated: alike but for their names
        triples, numbers = set(names), {}
        for number, facts in enumerate(drawn):
            claim = Claim.model_validate({"id": f"claim-{number}", **facts})
            triples.update(describe(thing("claim", claim.id), claim_facts(project, claim)))
            quantity = parse_quantity(claim.quantity)
            high = [] if quantity.stated_high is None else [quantity.stated_high]
            numbers[claim.id] = [quantity.signed, *high]
        synthetic = replace(built, graphs={graph("synthetic"): triples})
        found = cube(synthetic)
        assert violations(found) == []
        assert len(subjects(found, qb("Observation"))) == len(drawn)
        speakers = {facts["produced_by"] for facts in drawn} - nobody
        sliced = {t.object for s in subjects(found, qb("Slice")) for t in found
                  if t.subject == s and t.predicate == own("producer")}  # fmt: skip
        assert sliced == {thing("agent", slug) for slug in speakers}
        for slug, stated in numbers.items():
            node = thing("observation", slug)
            measured = [v for name in ("value", "low", "high") for v in values(found, node, name)]
            assert [v.value for v in measured] == [decimal_text(number) for number in stated]

    holds()


@pytest.mark.parametrize(
    "bounds, shown",
    [
        ((7, True, 7, True), ("exactly", {"value": "7"})),
        ((7, True, 9, False), ("range", {"low": "7", "high": "9"})),
        ((7, True, None, False), ("at-least", {"value": "7"})),
        ((7, False, None, False), ("more-than", {"value": "7"})),
        ((0, True, 9, True), ("up-to", {"value": "9"})),
        ((0, True, 9, False), ("fewer-than", {"value": "9"})),
        ((0, True, 0, True), ("exactly", {"value": "0"})),
        ((0, True, None, False), None),
    ],
)
def test_a_computed_figure_shows_the_bounds_that_it_has(built, names, bounds, shown):
    low, low_in, high, high_in = bounds
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    interval = Interval(ends[0], low_in, ends[1], high_in)
    facts = {
        "a": ["ref:ComputedCount"],
        "ref:kind": thing("kind", "count"),
        "ref:measure": thing("measure", "convictions"),
        **bound_facts(interval),
        "ref:modality": thing("modality", "assumed"),
        **period_facts("2023", "context"),
        "ref:formula": "a + b",
        "ref:producedBy": thing("agent", "refusals"),
    }
    triples = names | set(describe(thing("claim", "sum"), facts))
    found = cube(replace(built, graphs={graph("synthetic"): triples}))
    assert violations(found) == []
    node = thing("observation", "sum")
    if shown is None:
        assert subjects(found, qb("Observation")) == set()
        return
    assert values(found, node, "qualifier") == {thing("qualifier", shown[0])}
    for name in ("value", "low", "high"):
        assert {v.value for v in values(found, node, name)} == {*filter(None, [shown[1].get(name)])}
