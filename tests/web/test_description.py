"""The service description: what the endpoint says of itself where nothing is asked."""

from __future__ import annotations

import pytest
import rdflib
from http_client import Client
from rdflib import RDF, Literal, Namespace, URIRef
from serving import BASE

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")


def described(client: Client, accept: str, parser: str, **more: str) -> rdflib.Graph:
    response = client.get("/sparql", headers={"Accept": accept, **more})
    assert response.status_code == 200
    assert "Accept" in response.headers["Vary"]
    return rdflib.Graph().parse(data=response.data, format=parser)


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle"),
     ("application/ld+json", "json-ld"), ("application/n-triples", "nt"),
     ("application/n-triples,text/html;q=0.2,application/json;q=0.1", "nt")],
)  # fmt: skip
def test_it_describes_itself_in_every_format(client: Client, accept: str, parser: str) -> None:
    graph = described(client, accept, parser)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == f"{client.address}/sparql"
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    formats = set(graph.objects(service, SD.resultFormat))
    assert len(formats) == len(SOLUTION_FORMATS) + len(GRAPH_FORMATS)
    assert URIRef("http://www.w3.org/ns/formats/SPARQL_Results_JSON") in formats
    default = graph.value(graph.value(service, SD.defaultDataset), SD.defaultGraph)
    assert graph.value(default, VOID.triples) == Literal(302)
    (named,) = graph.subjects(RDF.type, SD.NamedGraph)
    assert graph.value(named, SD.name) == URIRef(f"{BASE}graph/one")
    assert graph.value(graph.value(named, SD.graph), VOID.triples) == Literal(1)


def test_the_limits_are_told(client: Client) -> None:
    graph = described(client, "text/turtle", "turtle")
    (text,) = graph.objects(None, rdflib.RDFS.comment)
    assert "30 seconds" in text and "128 MB" in text and "SERVICE" in text
    schema = Namespace("https://schema.org/")
    values = {
        str(graph.value(limit, schema.propertyID)): float(graph.value(limit, schema.value))
        for limit in graph.subjects(RDF.type, schema.PropertyValue)
    }
    told = {"seconds": 30, "memory_mb": 128, "queue": 4, "query_bytes": 65536, "nesting": 64}
    assert told.items() <= values.items() and len(values) == 9


def test_a_host_that_makes_no_address_is_no_fault(client: Client) -> None:
    for host in ("a b", "<x>", "x:99999", ""):
        assert client.get("/sparql", headers={"Host": host}).status_code in (200, 400)


def test_other_formats_are_not_acceptable(client: Client) -> None:
    response = client.get("/sparql", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert b"text/turtle" in response.data


def test_a_post_without_a_query_asks_nothing(client: Client) -> None:
    response = client.post("/sparql", data="", content_type="application/sparql-query")
    assert response.status_code == 400
