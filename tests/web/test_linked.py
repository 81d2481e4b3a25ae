"""Linked data: every IRI of ours leads to a page or to data in the format that is asked for, and
the data say what the release says."""

from __future__ import annotations

import json
import re

import pytest
from http_client import Client
from pyld import jsonld
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph
from release_iris import iris, some_of_each_kind
from serving import BASE

from kg.citation import CITATION_FORMATS
from kg.formats import GRAPH_FORMATS
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS

CLAIM = "claim/idite-lesom-requests-2023-autumn"
OFTEN_POINTED_AT = "facet/value"
INFERRED = f"{BASE}graph/inferred/"
SUFFIXES = {format.extension: ENGINE_FORMATS[format.name] for format in GRAPH_FORMATS}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def quads(release) -> list[Quad]:
    """All quads of the release in named graphs."""
    return [
        quad
        for name in ("dataset.nq", "inferred.nq")
        for quad in parse(path=release.path / name, format=RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, NamedNode)
    ]


def own(quads) -> set:
    """Facts without those that a document states of itself."""
    return {q for q in quads if "127.0.0.1" not in str(q.subject)}


def links(answer) -> list[tuple[str, dict[str, str]]]:
    """The typed links of a response: targets with their parameters."""
    header = ", ".join(answer.headers.get_all("Link"))
    return [
        (target, dict(re.findall(r'(\w[\w-]*)="([^"]*)"', parameters)))
        for target, parameters in re.findall(r"<([^>]*)>([^<]*)", header)
    ]


def linked(answer, relation: str) -> list[str]:
    """The targets of the links of one relation."""
    return [target for target, parameters in links(answer) if parameters["rel"] == relation]


def test_a_description_says_the_same_in_every_syntax(client):
    answers = {suffix: client.get(f"/{CLAIM}.{suffix}") for suffix in SUFFIXES}
    triples = {
        suffix: {q.triple for q in own(parse(answers[suffix].data, format=format))}
        for suffix, format in SUFFIXES.items()
        if suffix not in ("nq", "trig")
    }
    assert len(triples["ttl"]) > 100
    assert all(found == triples["ttl"] for found in triples.values())
    with_graphs = own(parse(answers["trig"].data, format=RdfFormat.TRIG))
    assert with_graphs == own(parse(answers["nq"].data, format=RdfFormat.N_QUADS))
    default = {q.triple for q in with_graphs if isinstance(q.graph_name, DefaultGraph)}
    named = {q for q in with_graphs if isinstance(q.graph_name, NamedNode)}
    asserted = {q.triple for q in named if not q.graph_name.value.startswith(INFERRED)}
    assert default == asserted >= triples["ttl"]


def test_what_rules_infer_is_only_where_its_graph_is_named(client, quads):
    thing = NamedNode(f"{BASE}id/agent/mediazona")
    inferred = {
        quad
        for quad in quads
        if quad.subject == thing and quad.graph_name.value.startswith(INFERRED)
    }
    stated = {
        quad.triple
        for quad in quads
        if quad.subject == thing and not quad.graph_name.value.startswith(INFERRED)
    }
    assert inferred
    trig = set(parse(client.get("/agent/mediazona.trig").data, format=RdfFormat.TRIG))
    assert inferred <= trig
    turtle = {q.triple for q in parse(client.get("/agent/mediazona.ttl").data, RdfFormat.TURTLE)}
    assert {triple for triple in turtle if triple.subject == thing} == stated


def test_what_points_at_a_thing_comes_whole_over_all_pages(client, quads):
    thing = NamedNode(f"{BASE}id/{OFTEN_POINTED_AT}")
    expected = {quad for quad in quads if quad.object == thing}
    found, address, pages = set(), f"/{OFTEN_POINTED_AT}.trig", 0
    while address:
        answer = client.get(address.removeprefix(client.address))
        page = {
            quad
            for quad in parse(answer.data, format=RdfFormat.TRIG)
            if quad.object == thing and isinstance(quad.graph_name, NamedNode)
        }
        assert answer.status_code == 200 and len(page) <= 110
        found, pages = found | page, pages + 1
        address = next(iter(linked(answer, "next")), None)
    assert pages > 1
    assert found == expected


def test_a_page_for_people_leads_through_what_points_at_a_thing(client, quads):
    thing = NamedNode(f"{BASE}id/{OFTEN_POINTED_AT}")
    path, seen, pages = f"/{OFTEN_POINTED_AT}", "", 0
    while path:
        text = client.get(path, headers={"Accept": "text/html"}).text
        seen, pages = seen + text, pages + 1
        found = re.search(r'rel="next" href="([^"#]*)', text)
        path = found and found.group(1)
    pointing = {q.subject.value for q in quads if q.object == thing and "/evidence/" in str(q)}
    assert pages > 1
    assert all(f'href="{iri.removeprefix(BASE + "id")}"' in seen for iri in pointing)


def test_typed_links_lead_to_every_format_and_say_what_the_thing_is(client):
    for path in (f"/{CLAIM}", f"/{CLAIM}.jsonld", "/ontology"):
        answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
        assert answer.status_code == 200
        alternates = [(t, p["type"]) for t, p in links(answer) if p["rel"] == "alternate"]
        citations = CITATION_FORMATS if CLAIM in path else ()
        assert len(alternates) == len(GRAPH_FORMATS) + 1 + len(citations)
        for target, media_type in alternates:
            found = client.get(target, headers={"Accept": "image/png"})
            assert (found.status_code, found.content_type.split(";")[0]) == (200, media_type)
        assert linked(answer, "canonical") and linked(answer, "license")
        is_page = answer.content_type.startswith("text/html")
        turtle = linked(answer, "canonical")[0] + ".ttl"
        assert linked(answer, "describedby") == ([turtle] if is_page else [])
    answer = client.get(f"/{CLAIM}")
    assert linked(answer, "type") == [f"{BASE}ontology#ReportedCount"]
    assert linked(answer, "describes") == [f"{BASE}id/{CLAIM}"]


@pytest.mark.parametrize(
    ("accept", "suffix", "expected"),
    [
        ("text/html", "", ""),
        ("*/*", "", ""),
        ("application/rdf+xml, text/turtle;q=0.9", "", ".rdf"),
        ("application/ld+json;profile=x", "", ".jsonld"),
        ("text/html", ".nt", ".nt"),
        ("image/png", ".html", ".html"),
    ],
)
def test_a_thing_redirects_to_what_is_preferred(client, accept, suffix, expected):
    answer = client.get(f"/id/{CLAIM}{suffix}", headers={"Accept": accept})
    assert (answer.status_code, answer.location) == (303, f"/{CLAIM}{expected}")
    assert "Accept" in answer.headers["Vary"]


def test_a_document_is_negotiated_under_its_plain_address_too(client):
    answer = client.get(f"/{CLAIM}", headers={"Accept": "application/n-triples"})
    assert answer.content_type == "application/n-triples"
    assert answer.headers["Content-Location"] == f"/{CLAIM}.nt"
    assert "Accept" in answer.headers["Vary"]
    assert client.get(f"/{CLAIM}?format=rdf").content_type == "application/rdf+xml"


def test_who_has_a_document_is_told_so(client):
    for path in (f"/{CLAIM}", f"/{CLAIM}.ttl", "/ontology.rdf"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-cache"
        tag = answer.headers["ETag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        head = client.head(path)
        assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/claim/none.ttl", 404),
        ("/claim/none.jsonld", 404),
        (f"/{CLAIM}.pdf", 404),
        (f"/{CLAIM}?format=pdf", 406),
        (f"/{CLAIM}.ttl?page=0", 404),
        (f"/{CLAIM}.bib?page=%0d%0aX:1", 404),
        (f"/{CLAIM}.ttl?page=00000199999999999999", 404),
        ("/observation/x?page=%0d%0aX:1", 404),
        ("/id/graph/links", 404),
        ("//claim/none", 404),
        (f"/{CLAIM}.ttl?page=99", 404),
        (f"/{CLAIM}.ttl?page=%D9%A3", 404),
        (f"/{CLAIM}?page=1%27%3B", 404),
        ("/ontology/0.0.0.ttl", 404),
        ("/ontology.pdf", 404),
        ("/claim/%ff.ttl", 404),
        ("/claim/%3E%3C%7D.ttl", 404),
        ("/id/../../etc/passwd", 404),
        ("/claim/" + "a" * 5000, 404),
    ],
)
def test_what_cannot_be_had_gets_its_error(client, path, status):
    for accept in ("text/turtle", "application/ld+json"):
        answer = client.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
        assert answer.json()["status"] == status


def test_a_name_that_is_nearly_right_is_told(client):
    answer = client.get("/claim/proekt-conviction-2023.ttl")
    assert "did you mean" in answer.json()["detail"]
    assert "proekt-convictions-2023" in answer.json()["detail"]
    beyond = client.get(f"/{CLAIM}.ttl?page=99").json()["detail"]
    assert "does not fill 99 pages" in beyond
    assert "/data lists" in client.get("/data/nope.csv").json()["detail"]


def test_a_type_that_nothing_has_is_refused_with_what_there_is(client):
    for path in (f"/id/{CLAIM}", f"/{CLAIM}", "/ontology", "/graph/links"):
        answer = client.get(path, headers={"Accept": "image/png"})
        assert answer.status_code == 406
        assert {f["media_type"] for f in answer.json()["formats"]} >= {"text/turtle", "text/html"}


@pytest.mark.parametrize("name", ["anonymous-source-5", "unknown"])
def test_nobody_without_a_name_is_put_together(client, quads, name):
    thing = NamedNode(f"{BASE}id/agent/{name}")
    assert any(quad.object == thing for quad in quads)
    for suffix, format in SUFFIXES.items():
        for page in ("", "?page=2"):
            answer = client.get(f"/agent/{name}.{suffix}{page}")
            if page:
                assert answer.status_code == 404
                continue
            found = own(parse(answer.data, format=format))
            assert found and {quad.subject for quad in found} == {thing}
    assert client.get(f"/agent/{name}?page=2").status_code == 404


def test_the_data_of_a_graph_are_the_graph(client, quads):
    answer = client.get("/graph/links.nt", follow_redirects=True)
    expected = {q.triple for q in quads if q.graph_name.value == f"{BASE}graph/links"}
    assert {q.triple for q in parse(answer.data, format=RdfFormat.N_TRIPLES)} == expected


def test_an_ordinary_client_reads_the_ontology_by_its_terms(client, root):
    asked = Graph().parse(f"{client.address}/ontology#Claim")
    curated = Graph().parse(root / "ontology" / "refusals.ttl")
    assert len(asked) == len(curated) > 1000
    version = f"{client.address}/ontology/0.1.0"
    assert len(Graph().parse(version, format="xml")) == len(curated)


def test_json_ld_reads_well_and_says_what_a_full_processor_reads(client):
    text = client.get(f"/{CLAIM}.jsonld").text
    document = json.loads(text)
    assert document["type"] == "ReportedCount"
    assert document["producedBy"]["label"]["en"] == "Idite Lesom"
    first = document["hasMention"][0]
    assert first["hasEvidence"][0]["hasSelector"][0]["textStart"] > 0
    statements = jsonld.to_rdf(document, {"format": "application/n-quads"})
    read = {q.triple for q in parse(statements, format=RdfFormat.N_QUADS)}
    turtle = parse(client.get(f"/{CLAIM}.ttl").data, format=RdfFormat.TURTLE)
    assert {t for t in read if "127.0.0.1" not in str(t)} == {q.triple for q in own(turtle)}


@pytest.mark.slow
def test_every_kind_of_iri_has_data(client, release):
    found = some_of_each_kind(iris(release), most=2)
    assert len(found) > 100
    for iri in found:
        answer = client.get(
            iri.removeprefix(BASE[:-1]).partition("#")[0],
            headers={"Accept": "text/turtle"},
            follow_redirects=True,
        )
        assert answer.status_code == 200, iri
        subjects = {quad.subject.value for quad in parse(answer.data, format=RdfFormat.TURTLE)}
        objects = {
            getattr(quad.object, "value", "")
            for quad in parse(answer.data, format=RdfFormat.TURTLE)
        }
        is_graph = iri.startswith(f"{BASE}graph/")
        assert is_graph or iri in subjects | objects, iri
