"""SPARQLWrapper and rdflib's store get what they ask for from the running server."""

from __future__ import annotations

import pytest
from rdflib import SKOS, XSD, Graph, Literal, URIRef
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
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed

CLAIM = "https://w3id.org/refusals/id/claim/proekt-convictions-2023"
STATED = "https://w3id.org/refusals/ontology#stated"
SELECT = f"SELECT ?p ?o {{ <{CLAIM}> ?p ?o }}"
DESCRIBE = f"DESCRIBE <{CLAIM}>"
UNDECLARED = "SELECT * { ?claim ref:stated ?n }"
MISSING_PREFIX = "PREFIX ref: <https://w3id.org/refusals/ontology#>"
UPDATE = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"


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


@pytest.mark.parametrize("format, wanted", [(JSON, True), (XML, "true")])
def test_sparqlwrapper_reads_an_answer_of_yes_or_no(address, format, wanted):
    client = SPARQLWrapper(f"{address}/sparql", returnFormat=format)
    client.setQuery(f"ASK {{ <{CLAIM}> ?p ?o }}")
    found = client.queryAndConvert()
    if format == JSON:
        assert found["boolean"] is wanted
    else:
        assert found.getElementsByTagName("boolean")[0].firstChild.data == wanted


@pytest.mark.parametrize("format", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_makes_a_graph_of_each_format(address, format):
    client = SPARQLWrapper(f"{address}/sparql", returnFormat=format)
    client.setQuery(f"CONSTRUCT WHERE {{ <{CLAIM}> <{STATED}> ?n }}")
    graph = client.queryAndConvert()
    if format in (TURTLE, N3):  # it leaves these as they came
        graph = Graph().parse(data=graph, format="turtle")
    assert [str(value) for value in graph.objects(URIRef(CLAIM), URIRef(STATED))] == ["4373"]


@pytest.mark.parametrize(
    "path, method, query, error, message",
    [
        ("sparql", GET, UNDECLARED, QueryBadFormed, MISSING_PREFIX),
        ("sparql", POST, UNDECLARED, QueryBadFormed, MISSING_PREFIX),
        ("sparql", POST, UPDATE, QueryBadFormed, "updates are not accepted here"),
        ("query", GET, SELECT, EndPointNotFound, None),
    ],
)
def test_an_error_is_an_exception_that_says_what_to_mend(
    address, path, method, query, error, message
):
    client = SPARQLWrapper(f"{address}/{path}")
    client.setMethod(method)
    client.setQuery(query)
    with pytest.raises(error, match=message):
        client.query()


def test_rdflib_reads_the_endpoint_as_a_store(address):
    remote = Graph(SPARQLStore(f"{address}/sparql"))
    assert [str(value) for value in remote.objects(URIRef(CLAIM), URIRef(STATED))] == ["4373"]
    assert (URIRef(CLAIM), URIRef(STATED), Literal("4373", datatype=XSD.decimal)) in remote
    rows = remote.query("SELECT ?p { ?claim ?p ?o }", initBindings={"claim": URIRef(CLAIM)})
    assert URIRef(STATED) in {row.p for row in rows}


def test_rdflib_reads_a_named_graph_of_the_store(address):
    links = URIRef("https://w3id.org/refusals/graph/links")
    remote = Graph(SPARQLStore(f"{address}/sparql", context_aware=True), identifier=links)
    reuters = URIRef("https://w3id.org/refusals/id/agent/reuters")
    assert list(remote.objects(reuters, SKOS.exactMatch)) == [
        URIRef("http://www.wikidata.org/entity/Q130879")
    ]
    assert (URIRef(CLAIM), None, None) not in remote
