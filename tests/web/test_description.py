"""The service description: what the endpoint says of itself where nothing is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import RDF, Literal, Namespace, URIRef

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS
from kg.query import QueryLimits, start
from kg.web.app import create_app

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
BASE = "https://w3id.org/refusals/"
LIMITS = QueryLimits(seconds=2.0, memory_mb=128, concurrency=2, queue=4)


@pytest.fixture(scope="module")
def client(small_release: Path) -> Iterator[FlaskClient]:
    manifest = json.loads((small_release / "manifest.json").read_text())
    manifest["counts"]["graphs"] = {f"{BASE}graph/one": 1}
    with start(small_release, LIMITS) as running:
        release = SimpleNamespace(path=small_release, manifest=manifest)
        yield create_app(running.engine, release).test_client()


def described(client: FlaskClient, accept: str, parser: str, **more: str) -> rdflib.Graph:
    response = client.get("/sparql", headers={"Accept": accept, **more})
    assert response.status_code == 200
    assert "Accept" in response.headers["Vary"]
    return rdflib.Graph().parse(data=response.data, format=parser)


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle"),
     ("application/ld+json", "json-ld"), ("application/n-triples", "nt")],
)  # fmt: skip
def test_it_describes_itself_in_every_format(client: FlaskClient, accept: str, parser: str) -> None:
    graph = described(client, accept, parser)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == "http://localhost/sparql"
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    formats = set(graph.objects(service, SD.resultFormat))
    assert len(formats) == len(SOLUTION_FORMATS) + len(GRAPH_FORMATS)
    assert URIRef("http://www.w3.org/ns/formats/SPARQL_Results_JSON") in formats
    default = graph.value(graph.value(service, SD.defaultDataset), SD.defaultGraph)
    assert graph.value(default, VOID.triples) == Literal(302)
    (named,) = graph.subjects(RDF.type, SD.NamedGraph)
    assert graph.value(named, SD.name) == URIRef(f"{BASE}graph/one")
    assert graph.value(graph.value(named, SD.graph), VOID.triples) == Literal(1)


def test_the_limits_are_told(client: FlaskClient) -> None:
    graph = described(client, "text/turtle", "turtle")
    (text,) = graph.objects(None, rdflib.RDFS.comment)
    assert "2 seconds" in text and "128 MB" in text and "SERVICE" in text


def test_a_host_that_makes_no_address_is_no_fault(client: FlaskClient) -> None:
    for host in ("a b", "<x>", "x:99999", ""):
        assert client.get("/sparql", headers={"Host": host}).status_code in (200, 400)


def test_other_formats_are_not_acceptable(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert b"text/turtle" in response.data


def test_a_post_without_a_query_asks_nothing(client: FlaskClient) -> None:
    response = client.post("/sparql", data="", content_type="application/sparql-query")
    assert response.status_code == 400
