"""Clients that people use get what they ask for from the running server."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

CLAIM = "https://w3id.org/refusals/id/claim/proekt-convictions-2023"
SELECT = f"SELECT ?p ?o {{ <{CLAIM}> ?p ?o }}"
DESCRIBE = f"DESCRIBE <{CLAIM}>"


@pytest.mark.parametrize("method, encoding", [(GET, URLENCODED), (POST, URLENCODED),
                                              (POST, POSTDIRECTLY)])  # fmt: skip
@pytest.mark.parametrize(
    "query, format, media_type",
    [
        (SELECT, JSON, "application/sparql-results+json"),
        (SELECT, XML, "application/sparql-results+xml"),
        (SELECT, CSV, "text/csv"),
        (SELECT, TSV, "text/tab-separated-values"),
        (DESCRIBE, TURTLE, "text/turtle"),
        (DESCRIBE, N3, "text/turtle"),
        (DESCRIBE, RDFXML, "application/rdf+xml"),
        (DESCRIBE, JSONLD, "application/ld+json"),
    ],
)
def test_sparqlwrapper_gets_each_format(address, query, format, media_type, method, encoding):
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(query)
    client.setReturnFormat(format)
    client.setMethod(method)
    client.setRequestMethod(encoding)
    answer = client.query()
    assert answer.info()["content-type"].startswith(media_type)
    assert b"4373" in answer.response.read()


def test_rdflib_reads_the_endpoint_as_a_store(address):
    remote = Graph(SPARQLStore(f"{address}/sparql"))
    stated = URIRef("https://w3id.org/refusals/ontology#stated")
    assert [str(value) for value in remote.objects(URIRef(CLAIM), stated)] == ["4373"]
