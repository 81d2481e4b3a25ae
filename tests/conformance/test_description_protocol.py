"""SPARQL 1.1 Service Description: what its test suite asks."""

from __future__ import annotations

import rdflib
from endpoint import Endpoint
from rdflib import RDF, Namespace, URIRef

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def described(small: Endpoint) -> tuple[rdflib.Graph, rdflib.term.Node]:
    answer = small.send("GET", "/sparql", headers={"Accept": "text/turtle"})
    assert answer.status == 200 and answer.media_type == "text/turtle"
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    return graph, service


def test_the_endpoint_returns_rdf(small: Endpoint) -> None:
    """returns-rdf"""
    for accept, parser in (("*/*", "turtle"), ("application/rdf+xml", "xml")):
        answer = small.send("GET", "/sparql", headers={"Accept": accept})
        assert answer.status == 200
        assert len(rdflib.Graph().parse(data=answer.body, format=parser)) > 0


def test_it_names_its_own_address(small: Endpoint) -> None:
    """has-endpoint-triple"""
    graph, service = described(small)
    assert list(graph.objects(service, SD.endpoint)) == [URIRef(f"{small.address}/sparql")]


def test_it_follows_the_vocabulary(small: Endpoint) -> None:
    """conforms-to-schema: each property has a subject and values of the classes that it may have"""
    graph, service = described(small)
    instances = {
        SD.feature: {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset,
                     SD.EmptyGraphs, SD.BasicFederatedQuery},
        SD.supportedLanguage: {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update},
    }  # fmt: skip
    for term, known in instances.items():
        assert set(graph.objects(None, term)) <= known
    for term in (SD.endpoint, SD.feature, SD.supportedLanguage, SD.resultFormat,
                 SD.languageExtension, SD.extensionFunction, SD.extensionAggregate,
                 SD.inputFormat, SD.defaultEntailmentRegime):  # fmt: skip
        assert set(graph.subjects(term)) <= {service}
        assert all(isinstance(value, URIRef) for value in graph.objects(service, term))
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    for named in graph.objects(dataset, SD.namedGraph):
        assert (named, RDF.type, SD.NamedGraph) in graph
        assert len(list(graph.objects(named, SD.name))) == 1


def test_it_describes_what_is_served(small: Endpoint) -> None:
    graph, service = described(small)
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert names == {f"http://example.org/{name}" for name in ("one", "two", "three")}
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.BasicFederatedQuery not in set(graph.objects(service, SD.feature))
    union = SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    query = "ASK { <http://example.org/one> a ?type }"
    answer = small.query(query, "application/sparql-results+json")
    assert union == (b"true" in answer.body)
