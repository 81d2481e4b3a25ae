"""The rules infer what the ontology's axioms entail: no more and, of asserted data, no less.

The judge is owlrl, a reasoner for OWL 2 RL. Two rules go beyond OWL, since they ask what is not
said (originates, repeats); they have examples of their own. A rule reads each relation in the one
direction that the data assert; that the data do so is tested too. What would follow from the other
direction (`ref:hasPart` asserted by itself, say) is on purpose not inferred.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from owlrl.Namespaces import ERRNS
from pyoxigraph import Literal, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.build import build_project
from kg.checks.project import check_project
from kg.reason import describe_rules, infer
from kg.terms import graph as graph_iri
from kg.terms import term

Fact = tuple[str, str, str]
Pairs = set[tuple[int, int]]

REF = Namespace("https://w3id.org/refusals/ontology#")
ID = Namespace("https://w3id.org/refusals/id/")
ROOT = Path(__file__).resolve().parents[2]

# SKOS Reference, S22 and S24: all that the axioms of SKOS say of what the rules infer.
SKOS_AXIOMS = [
    (SKOS.broader, RDFS.subPropertyOf, SKOS.broaderTransitive),
    (SKOS.broaderTransitive, RDF.type, OWL.TransitiveProperty),
]
CONCLUDES = {
    "about": {REF.about},
    "belongs-to": {REF.belongsTo},
    "category-ancestors": {SKOS.broaderTransitive},
    "inverses": {REF.citedBy, REF.hasPart, REF.hasProvision, REF.prints},
    "parts": {REF.partOf, REF.hasPart, REF.within},
    "party-to-the-war": {REF.producedByPartyTo},
    "speaks-of": {REF.speaksOf},
}
BEYOND_OWL = {"originates": REF.originates, "repeats": REF.repeats}
LEAVES_OUT_WHAT_IS_ASSERTED = ("inverses", "parts")
ASSERTED_BOTH_WAYS = {REF.mentionOf, REF.hasMention}
ENTAILED_PROPERTIES = sorted(ASSERTED_BOTH_WAYS.union(*CONCLUDES.values()))
NEVER_ASSERTED = {*ENTAILED_PROPERTIES, *BEYOND_OWL.values()} - {
    *ASSERTED_BOTH_WAYS,
    REF.partOf,
    REF.within,
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """refusals.ttl without what only people read."""
    graph = Graph().parse(ROOT / "ontology" / "refusals.ttl")
    for told in (RDFS.label, SKOS.definition, SKOS.scopeNote, RDFS.isDefinedBy):
        graph.remove((None, told, None))
    return graph


@pytest.fixture(scope="module")
def premises() -> Graph:
    """data/rules.ttl."""
    return Graph().parse(Path(__file__).parent / "data" / "rules.ttl")


@pytest.fixture(scope="module")
def inferred(ontology: Graph, premises: Graph) -> Mapping[str, set[Fact]]:
    """What each rule infers."""
    return run(ontology + premises)


@pytest.fixture(scope="module")
def asserted(premises: Graph) -> set[Fact]:
    """The premises as facts."""
    return facts(premises)


@pytest.fixture(scope="module")
def entailed(ontology: Graph, premises: Graph) -> set[Fact]:
    """What the axioms entail of the individuals, for the properties that the rules conclude."""
    closure = ontology + premises
    for axiom in SKOS_AXIOMS:
        closure.add(axiom)
    DeductiveClosure(OWLRL_Semantics).expand(closure)
    assert not list(closure[: RDF.type : ERRNS.ErrorMessage]), "the premises contradict an axiom"
    individuals = set(premises.subjects())
    return {
        (str(s), str(p), str(o))
        for p in ENTAILED_PROPERTIES
        for s, o in closure.subject_objects(p)
        if s in individuals and o in individuals
    }


def facts(graph: Graph) -> set[Fact]:
    """The triples of a graph as plain text."""
    return {(str(s), str(p), str(o)) for s, p, o in graph}


def run(graph: Graph) -> dict[str, set[Fact]]:
    """What each rule infers from a graph, by the rule's name."""
    text = graph.serialize(format="nt", encoding="utf-8")
    triples = [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]
    return {
        name.value.rpartition("/")[2]: {
            (t.subject.value, t.predicate.value, t.object.value) for t in found
        }
        for name, found in infer(triples, ROOT).items()
    }


def infer_pairs(turtle: str, rule: str) -> set[tuple[str, str]]:
    """Who stands in the relation of a rule beyond OWL to what; both as the last part of the IRI."""
    graph = Graph().parse(data=f"@base <{ID}> . @prefix ref: <{REF}> . {turtle}")
    found = run(graph)[rule]
    assert {predicate for _, predicate, _ in found} <= {str(BEYOND_OWL[rule])}
    return {(s.removeprefix(ID), o.removeprefix(ID)) for s, _, o in found}


# What the ontology entails


def test_every_rule_is_tested_here(inferred: Mapping[str, set[Fact]], ontology: Graph) -> None:
    assert set(inferred) == {*CONCLUDES, *BEYOND_OWL}
    for pair in ontology.subject_objects(OWL.inverseOf):
        assert set(pair) == ASSERTED_BOTH_WAYS or len(CONCLUDES["inverses"] & {*pair}) == 1


@pytest.mark.parametrize("rule", CONCLUDES)
def test_what_a_rule_infers_is_entailed(rule: str, inferred, entailed, asserted) -> None:
    assert inferred[rule], "the premises do not reach this rule"
    assert inferred[rule] - entailed == set()
    assert {URIRef(predicate) for _, predicate, _ in inferred[rule]} == CONCLUDES[rule]
    if rule in LEAVES_OUT_WHAT_IS_ASSERTED:
        assert inferred[rule].isdisjoint(asserted)


@pytest.mark.parametrize("concluded", ENTAILED_PROPERTIES)
def test_what_is_entailed_is_asserted_or_inferred(
    concluded: URIRef, inferred, entailed, asserted
) -> None:
    known = asserted.union(*inferred.values())
    wanted = {fact for fact in entailed if fact[1] == str(concluded)}
    assert wanted
    assert wanted - known == set()


@pytest.mark.parametrize("rule", CONCLUDES)
def test_no_rule_infers_what_another_one_does(rule: str, inferred) -> None:
    others = set().union(*(found for name, found in inferred.items() if name != rule))
    assert inferred[rule].isdisjoint(others)


def test_the_data_assert_each_relation_in_the_direction_that_rules_read() -> None:
    outcome = check_project(ROOT, None)
    data = build_project(outcome.project, outcome.locks).default_graph
    pairs: dict[str, set[tuple[str, str]]] = {}
    for t in data:
        if isinstance(t.object, Literal):
            continue
        pairs.setdefault(t.predicate.value, set()).add((t.subject.value, t.object.value))
    assert [str(p) for p in NEVER_ASSERTED if str(p) in pairs] == []
    back = {(claim, mention) for mention, claim in pairs[str(REF.mentionOf)]}
    assert pairs[str(REF.hasMention)] == back, "this relation stands in both directions"


# Hierarchies of any shape, against a plain closure


hierarchies = st.sets(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
)


def close(pairs: Pairs) -> Pairs:
    """The transitive closure."""
    while longer := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs = pairs | longer
    return pairs


def named(pairs: Pairs, predicate: URIRef) -> set[Fact]:
    """The pairs as facts about numbered things."""
    return {(str(ID[f"thing/{a}"]), str(predicate), str(ID[f"thing/{b}"])) for a, b in pairs}


def infer_from(*hierarchy: tuple[Pairs, URIRef]) -> dict[str, set[Fact]]:
    """What the rules infer from hierarchies, each of one property."""
    graph = Graph()
    for pairs, predicate in hierarchy:
        for s, p, o in named(pairs, predicate):
            graph.add((URIRef(s), URIRef(p), URIRef(o)))
    return run(graph)


@given(organisations=hierarchies, places=hierarchies)
def test_parts_are_the_closure(organisations: Pairs, places: Pairs) -> None:
    longer = close(organisations) - organisations
    wanted = named(longer, REF.partOf) | named({(b, a) for a, b in longer}, REF.hasPart)
    wanted |= named(close(places) - places, REF.within)
    assert infer_from((organisations, REF.partOf), (places, REF.within))["parts"] == wanted


@given(members=hierarchies, organisations=hierarchies)
def test_belonging_is_the_closure_over_members_and_parts(
    members: Pairs, organisations: Pairs
) -> None:
    found = infer_from((members, REF.memberOf), (organisations, REF.partOf))["belongs-to"]
    assert found == named(close(members | organisations), REF.belongsTo)


@given(categories=hierarchies)
def test_ancestors_of_a_category_are_the_closure(categories: Pairs) -> None:
    found = infer_from((categories, SKOS.broader))["category-ancestors"]
    assert found == named(close(categories), SKOS.broaderTransitive)


# Beyond OWL: who originates a claim

UNKNOWN = "<agent/unknown> a ref:UnknownAgent . "

ORIGINATES = {
    "whoever is credited originates": (
        "<claim/c> ref:producedBy <a> .",
        {("a", "claim/c")},
    ),
    "a known origin takes the place of whoever is credited": (
        "<claim/c> ref:producedBy <a> ; ref:origin <b> .",
        {("b", "claim/c")},
    ),
    "an origin of one claim says nothing of another": (
        "<claim/c> ref:producedBy <a> ; ref:origin <b> . <claim/d> ref:producedBy <a> .",
        {("b", "claim/c"), ("a", "claim/d")},
    ),
    "two origins both originate": (
        "<claim/c> ref:producedBy <a> ; ref:origin <b> , <d> .",
        {("b", "claim/c"), ("d", "claim/c")},
    ),
    "nobody originates what nobody is credited with": (
        "<claim/c> ref:producedBy <agent/unknown> .",
        set(),
    ),
    "an origin is known where nobody is credited": (
        "<claim/c> ref:producedBy <agent/unknown> ; ref:origin <b> .",
        {("b", "claim/c")},
    ),
    "an unknown origin is nobody": (
        "<claim/c> ref:producedBy <a> ; ref:origin <agent/unknown> .",
        set(),
    ),
    "who only releases, repeats or relays does not originate": (
        "<claim/c> ref:releasedBy <a> ; ref:obtainedFrom <b> . <r> ref:relayAgent <d> . "
        "<m> ref:mentionOf <claim/c> ; ref:inArticle <x> ; ref:through <d> ; ref:hasRelay <r> ; "
        "ref:credits <e> . <x> ref:publishedBy <f> .",
        set(),
    ),
}


@pytest.mark.parametrize("name", ORIGINATES)
def test_originates(name: str) -> None:
    turtle, wanted = ORIGINATES[name]
    assert infer_pairs(UNKNOWN + turtle, "originates") == wanted


# Beyond OWL: who repeats whom

PAPERS = "<x> ref:publishedBy <outlet> . <y> ref:publishedBy <paper> . "

REPEATS = {
    "an outlet repeats whom its text credits": (
        "<m> ref:inArticle <x> ; ref:credits <a> .",
        {("outlet", "a")},
    ),
    "its own research repeats nobody": (
        "<m> ref:inArticle <x> ; ref:credits <outlet> .",
        set(),
    ),
    "crediting nobody repeats nobody": (
        "<m> ref:inArticle <x> ; ref:credits <agent/unknown> .",
        set(),
    ),
    "two outlets may repeat each other": (
        "<m> ref:inArticle <x> ; ref:credits <paper> . "
        "<n> ref:inArticle <y> ; ref:credits <outlet> .",
        {("outlet", "paper"), ("paper", "outlet")},
    ),
    "repeating does not go on over a third": (
        "<m> ref:inArticle <x> ; ref:credits <paper> . <n> ref:inArticle <y> ; ref:credits <a> .",
        {("outlet", "paper"), ("paper", "a")},
    ),
    "what counts is whom the text credits, whoever produced the claim": (
        "<claim/c> ref:producedBy <a> ; ref:origin <b> . "
        "<m> ref:mentionOf <claim/c> ; ref:inArticle <x> ; ref:credits <d> .",
        {("outlet", "d")},
    ),
    "a document that is only cited repeats nobody": (
        "<x> ref:cites <y> . <claim/c> ref:producedBy <a> ; ref:originDocument <y> .",
        set(),
    ),
}


@pytest.mark.parametrize("name", REPEATS)
def test_repeats(name: str) -> None:
    turtle, wanted = REPEATS[name]
    assert infer_pairs(UNKNOWN + PAPERS + turtle, "repeats") == wanted


def test_an_outlet_that_only_repeats_originates_nothing() -> None:
    turtle = (
        UNKNOWN
        + PAPERS
        + (
            "<claim/c> ref:producedBy <a> . "
            "<m> ref:mentionOf <claim/c> ; ref:inArticle <x> ; ref:credits <a> . "
            "<n> ref:mentionOf <claim/c> ; ref:inArticle <y> ; ref:credits <outlet> ."
        )
    )
    assert infer_pairs(turtle, "originates") == {("a", "claim/c")}
    assert infer_pairs(turtle, "repeats") == {("outlet", "a"), ("paper", "outlet")}


# Where an inferred fact comes from


def test_each_inferred_graph_names_its_rule_with_the_text(inferred: Mapping[str, object]) -> None:
    said = {(t.subject, t.predicate): t.object for t in describe_rules(ROOT)}
    for name in inferred:
        rule = said[graph_iri("inferred", name), term("prov:wasGeneratedBy")]
        text = (ROOT / "graph" / "rules" / f"{name}.rq").read_text(encoding="utf-8")
        assert said[rule, term("rdfs:comment")].value == text
        assert text.startswith(f"# {said[rule, term('rdfs:label')].value}\n")
