"""Things and their descriptions by content negotiation, as rdflib and Comunica get them."""

from __future__ import annotations

import pytest
import rdflib
from comunica import Comunica
from rdflib import RDF, URIRef

THING = "https://w3id.org/refusals/id/"
REF = rdflib.Namespace("https://w3id.org/refusals/ontology#")
CLAIM = "claim/proekt-convictions-2023"
FORMATS = ("turtle", "nt", "json-ld", "xml", "trig")
"""By rdflib's names. Not "nquads": rdflib does not say in its Accept header that it wants those."""
SUFFIXES = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".rdf": "xml", ".nq": "nquads",
            ".trig": "trig"}  # fmt: skip
STATED = f"SELECT ?n {{ <{THING}{CLAIM}> <{REF.stated}> ?n }}"


def read(address: str, format: str) -> rdflib.Graph:
    """What rdflib reads from an address when it asks for a format."""
    data = rdflib.Dataset(default_union=True)
    data.parse(address, format=format)
    graph = rdflib.Graph()
    for triple in data.triples((None, None, None)):
        graph.add(triple)
    return graph


@pytest.mark.parametrize("path", [f"id/{CLAIM}", CLAIM])
@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_a_thing_in_each_format(address: str, format: str, path: str):
    graph = read(f"{address}/{path}", format)
    assert [str(n) for n in graph.objects(URIRef(THING + CLAIM), REF.stated)] == ["4373"]


@pytest.mark.parametrize("path", [f"id/{CLAIM}", CLAIM])
def test_rdflib_reads_a_thing_without_being_told_a_format(address: str, path: str):
    """It then accepts any, RDF before pages, and goes by the media type of the answer."""
    graph = rdflib.Graph().parse(f"{address}/{path}")
    assert [str(n) for n in graph.objects(URIRef(THING + CLAIM), REF.stated)] == ["4373"]


@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_the_ontology_in_each_format(address: str, format: str):
    graph = read(f"{address}/ontology", format)
    assert (REF.Claim, RDF.type, rdflib.OWL.Class) in graph


@pytest.mark.parametrize("suffix, format", SUFFIXES.items())
def test_rdflib_reads_a_thing_by_suffix(address: str, suffix: str, format: str):
    graph = read(f"{address}/{CLAIM}{suffix}", format)
    assert [str(n) for n in graph.objects(URIRef(THING + CLAIM), REF.stated)] == ["4373"]


@pytest.mark.parametrize(
    "path",
    [
        f"id/{CLAIM}",
        *(CLAIM + suffix for suffix in ("", *SUFFIXES)),
    ],
)
def test_comunica_takes_a_thing_as_a_source(address: str, engine: Comunica, path: str):
    assert engine.rows(STATED, f"{address}/{path}") == [{"n": "4373"}]


def test_comunica_joins_several_documents(address: str, engine: Comunica):
    """Comunica prefers quads, and looks only at their default graph: what a description says must
    be there as well as in the named graphs.

    A figure, the concept of what it measures, the agent that made it, and the ontology.
    """
    names = "measure/convictions", "agent/proekt"
    query = f"""PREFIX ref: <{REF}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?n ?measure ?who ?class {{
          <{THING}{CLAIM}> ref:stated ?n ; ref:measure ?m ; ref:producedBy ?agent ; a ?type .
          ?m skos:prefLabel ?measure . ?agent rdfs:label ?who . ?type rdfs:label ?class
          FILTER(LANG(?measure) = "en" && LANG(?who) = "en" && LANG(?class) = "en") }}"""
    documents = [f"{address}/{path}" for path in (CLAIM, *names, "ontology")]
    assert engine.rows(query, *documents) == [
        {"n": "4373", "measure": "convictions", "who": "Proekt", "class": "reported figure"}
    ]


def test_comunica_reads_the_dataset_description(address: str, engine: Comunica):
    query = """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT DISTINCT ?endpoint { ?dataset void:sparqlEndpoint ?endpoint }"""
    found = engine.rows(query, f"{address}/dataset")
    assert [row["endpoint"] for row in found] == [f"{address}/sparql"]


def test_comunica_takes_the_whole_dataset_as_a_source(address: str, engine: Comunica):
    assert engine.rows(STATED, f"{address}/data/dataset.nq") == [{"n": "4373"}]
