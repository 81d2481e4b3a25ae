"""The graphs of the release by the Graph Store HTTP Protocol: reading, and nothing else."""

from __future__ import annotations

import pytest
import rdflib
from http_client import Client
from serving import BASE
from small_data import CLAIM

GRAPH = f"{BASE}graph/one"


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld"),
     ("application/rdf+xml", "xml"), ("application/n-quads", "nquads"),
     ("application/trig", "trig")],
)  # fmt: skip
def test_a_graph_in_each_format(client: Client, accept: str, parser: str) -> None:
    response = client.get("/graphs", query_string={"graph": GRAPH}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.content_type.partition(";")[0] == accept
    found = rdflib.Dataset().parse(data=response.data, format=parser)
    assert {(str(s), str(o)) for s, _, o, _ in found.quads()} == {(CLAIM, "in a graph")}


def test_the_default_graph_holds_each_triple_once(client: Client) -> None:
    response = client.get("/graphs?default", headers={"Accept": "application/n-triples"})
    lines = response.data.decode().splitlines()
    assert len(lines) == len(set(lines)) == 302


def test_head_and_conditional_requests(client: Client) -> None:
    whole = client.get("/graphs?default")
    head = client.head("/graphs?default")
    assert (head.status_code, head.data) == (200, b"")
    tag = whole.headers["ETag"]
    assert head.headers["ETag"] == tag
    assert client.get("/graphs?default", headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_graph_is_not_found_and_the_nearest_is_named(client: Client) -> None:
    response = client.get("/graphs", query_string={"graph": f"{BASE}graph/won"})
    document = response.json()
    assert response.status_code == 404 and document["type"].endswith("/problem/no-such-graph")
    assert f"did you mean {GRAPH}?" in document["detail"]


@pytest.mark.parametrize("query", ["", "?graph=a&graph=b", "?default&graph=a", "?graph=%ff"])
def test_exactly_one_graph_is_named(client: Client, query: str) -> None:
    assert client.get(f"/graphs{query}").status_code == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    body = "<http://a/> <http://b/> <http://c/> ."
    response = client.request(method, "/graphs?default", data=body, content_type="text/turtle")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_other_formats_are_not_acceptable(client: Client) -> None:
    response = client.get("/graphs?default", headers={"Accept": "image/png"})
    assert response.status_code == 406 and b"text/turtle" in response.data
