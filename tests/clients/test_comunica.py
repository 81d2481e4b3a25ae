"""Comunica asks the running server: the endpoint alone, and together with another source."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from comunica import FOLDER, Comunica, ComunicaError
from other_endpoint import other_endpoint
from pyoxigraph import Literal, RdfFormat, parse

CLAIM = "https://w3id.org/refusals/id/claim/proekt-convictions-2023"
PREFIX = "PREFIX ref: <https://w3id.org/refusals/ontology#> "
RDFS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
STATED = "https://w3id.org/refusals/ontology#stated"
REUTERS = "https://w3id.org/refusals/id/agent/reuters"
# One triple about a thing of ours that only somebody else has.
ELSEWHERE = f'<{REUTERS}> <https://schema.org/foundingDate> "1851" .'
FOUNDED = "?agent <https://schema.org/foundingDate> ?founded"


def test_it_finds_out_by_itself_that_this_is_an_endpoint(address: str, engine: Comunica):
    """No type is named."""
    found = engine.rows(f"{PREFIX} SELECT ?n {{ <{CLAIM}> ref:stated ?n }}", f"{address}/sparql")
    assert found == [{"n": "4373"}]


@pytest.mark.parametrize("end, expected", [("a ref:ReportedCount", "true"), ("a ref:Law", "false")])
def test_ask(address: str, engine: Comunica, end: str, expected: str):
    answer = engine.ask(f"{PREFIX} ASK {{ <{CLAIM}> {end} }}", f"{address}/sparql", format="simple")
    assert answer.strip() == expected


@pytest.mark.parametrize(
    "form", [f"DESCRIBE <{CLAIM}>", f"CONSTRUCT {{ <{CLAIM}> ?p ?o }} WHERE {{ <{CLAIM}> ?p ?o }}"]
)
def test_graphs(address: str, engine: Comunica, form: str):
    triples = parse(engine.ask(form, f"{address}/sparql"), RdfFormat.N_QUADS)
    values = [quad.object for quad in triples if quad.predicate.value == STATED]
    assert [value.value for value in values if isinstance(value, Literal)] == ["4373"]


def test_a_query_that_is_refused_is_an_error_that_says_why(address: str, engine: Comunica):
    endpoint = {"type": "sparql", "value": f"{address}/sparql"}
    with pytest.raises(ComunicaError, match=r"(?s)HTTP status 400.*graph/nowhere"):
        query = "SELECT * FROM <https://w3id.org/refusals/graph/nowhere> { ?s ?p ?o }"
        engine.rows(query, endpoint)


def test_an_address_without_a_page_is_an_error(address: str, engine: Comunica):
    with pytest.raises(ComunicaError, match="404"):
        engine.rows("SELECT * { ?s ?p ?o }", f"{address}/claim/nowhere")


def test_two_endpoints_by_service(address: str, engine: Comunica):
    with other_endpoint(ELSEWHERE) as other:
        query = f"""{RDFS} SELECT ?name ?founded {{
            SERVICE <{address}/sparql> {{ ?agent rdfs:label ?name FILTER(LANG(?name) = "en") }}
            SERVICE <{other.address}> {{ {FOUNDED} }} }}"""
        assert engine.rows(query) == [{"name": "Reuters", "founded": "1851"}]


def test_service_beside_a_single_source_is_refused_with_the_reason(address: str, engine: Comunica):
    """Comunica sends the whole query, SERVICE included, to an endpoint that is its only source."""
    query = f"SELECT * {{ ?s ?p ?o SERVICE <{address}/elsewhere> {{ {FOUNDED} }} }}"
    with pytest.raises(ComunicaError, match="SERVICE asks other servers; this endpoint only"):
        engine.rows(query, f"{address}/sparql")


def test_a_second_endpoint_as_a_source(address: str, engine: Comunica):
    """No SERVICE: Comunica finds out which source knows what."""
    with other_endpoint(ELSEWHERE) as other:
        query = f"""{RDFS}
            SELECT ?name ?founded {{ {FOUNDED} . ?agent rdfs:label ?name
                                     FILTER(LANG(?name) = "en") }}"""
        sources = [
            {"type": "sparql", "value": found} for found in (f"{address}/sparql", other.address)
        ]
        assert engine.rows(query, *sources) == [{"name": "Reuters", "founded": "1851"}]


@pytest.mark.parametrize(("folder", "least"), [("clients", 100), ("browser", 10)])
def test_a_lock_file_names_every_package_by_its_hash_and_none_by_an_address(
    folder: str, least: int
):
    path = FOLDER.parent / folder / "package-lock.json"
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    others = {name: package for name, package in packages.items() if name}
    assert len(others) > least
    assert all(package["integrity"].startswith("sha512-") for package in others.values())
    assert not [name for name, package in others.items() if "resolved" in package]
    assert all(
        re.fullmatch(r"[\d.]+", version) for version in packages[""]["dependencies"].values()
    )
    ignored = (Path(__file__).resolve().parents[2] / ".gitignore").read_text(encoding="utf-8")
    assert "node_modules/" in ignored.split()


def test_a_filter_over_several_variables_is_answered(address: str, engine: Comunica):
    """Comunica sends it in a group of its own, apart from what ties the variables together."""
    with other_endpoint(ELSEWHERE) as other:
        query = f"""{RDFS} {PREFIX} SELECT DISTINCT ?a ?b {{
            SERVICE <{address}/sparql> {{
              ?figure ref:hasMention ?mention ; ref:producedBy ?producer .
              ?mention ref:through ?agent .
              ?producer rdfs:label ?a . ?agent rdfs:label ?b .
              FILTER(LANG(?a) = LANG(?b) && LANG(?b) = "en" && ?a != ?b) }}
            SERVICE <{other.address}> {{ {FOUNDED} }} }}"""
        found = engine.rows(query)
    assert found == [{"a": "soldier quoted by Reuters", "b": "Reuters"}]
