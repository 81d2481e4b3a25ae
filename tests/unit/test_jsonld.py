"""Our JSON-LD is read back, by two independent processors, as what it was written from."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.jsonld import Context, read_context, write_all, write_tree
from kg.terms import BASE, term

NODES = st.sampled_from([NamedNode(f"{BASE}id/claim/{name}") for name in "abcd"])
PREDICATES = st.sampled_from(
    [
        term(name)
        for name in (
            "rdf:type", "rdfs:label", "skos:altLabel", "skos:notation", "dcterms:issued",
            "ref:private", "ref:position", "ref:stated", "ref:periodStart", "ref:hasMention",
            "ref:of", "owl:sameAs",
        )
    ]
    + [NamedNode("http://example.org/unknown#p"), NamedNode("urn:p")]
)  # fmt: skip
TYPED = st.tuples(
    st.sampled_from(["1", "01", "-0", "+5", "-12", "true", "1.50", "2023-01-01", "x y", ""]),
    st.sampled_from(["integer", "boolean", "decimal", "date", "string"]),
).map(lambda pair: Literal(pair[0], datatype=term(f"xsd:{pair[1]}")))
TAGGED = st.tuples(st.text(max_size=5), st.sampled_from(["en", "ru", "uk-cyrl"])).map(
    lambda pair: Literal(pair[0], language=pair[1])
)
CLASSES = st.sampled_from([term("ref:Claim"), term("skos:Concept"), NamedNode("urn:c")])


@st.composite
def graphs(draw) -> set[Triple]:
    """A few triples, some of which lead from one of the nodes to another."""
    triples = set()
    for _ in range(draw(st.integers(1, 12))):
        predicate = draw(PREDICATES)
        is_type = predicate == term("rdf:type")
        value = draw(CLASSES if is_type else st.one_of(NODES, TYPED, TAGGED))
        triples.add(Triple(draw(NODES), predicate, value))
    return triples


@pytest.fixture(scope="module")
def context(root) -> Context:
    return read_context((root / "ontology" / "context.jsonld").read_bytes())


def read_by_engine(document: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(document, format=RdfFormat.JSON_LD)}


def read_by_pyld(document: bytes) -> set[Triple]:
    text = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return {quad.triple for quad in parse(text, format=RdfFormat.N_QUADS)}


@given(triples=graphs(), root=NODES)
def test_what_is_written_is_read_back(context, triples, root):
    for document in (write_all(triples, context), write_tree(triples, root, context)):
        assert read_by_engine(document) == triples
        assert read_by_pyld(document) == triples


def test_a_tree_is_what_framing_makes(context, release):
    claim = NamedNode(f"{BASE}id/claim/idite-lesom-requests-2023-autumn")
    quads = parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    wanted = ("claim", "mention", "evidence", "position", "quote")
    triples = {
        Triple(*quad.triple)
        for quad in quads
        if claim.value.rpartition("/")[2] in quad.subject.value
        and quad.subject.value.removeprefix(f"{BASE}id/").split("/")[0] in wanted
    }
    tree = json.loads(write_tree(triples, claim, context))
    frame = {"@context": tree["@context"], "id": claim.value, "@embed": "@once"}
    flat = json.loads(write_all(triples, context))
    assert ordered(jsonld.frame(flat, frame, {"omitGraph": True})) == ordered(tree)


def ordered(value: object) -> object:
    """A document with its unordered lists in one order, and embedded nodes wherever they stand."""
    if isinstance(value, dict):
        return {key: ordered(item) for key, item in value.items() if key != "@context"}
    if isinstance(value, list):
        return sorted((ordered(item) for item in value), key=json.dumps)
    return value


def test_only_what_is_used_of_the_context_is_sent(context):
    triples = {
        Triple(NamedNode("urn:a"), term("ref:stated"), Literal("1", datatype=term("xsd:decimal")))
    }
    document = json.loads(write_all(triples, context))
    assert set(document["@context"]) == {"@version", "id", "type", "ref", "xsd", "stated"}
