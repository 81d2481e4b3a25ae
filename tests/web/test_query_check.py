"""`/sparql/check`: what a query is, or the problem that running it would have, at no cost."""

from __future__ import annotations

import json
import time

import pytest
from http_client import Client, Response

BRACKETS = "SELECT * {" + "{" * 500 + "}" * 500 + "}"


def check(client: Client, query: str) -> Response:
    """Send a query to be checked, as the editor does."""
    return client.post("/sparql/check", data=query, content_type="application/sparql-query")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT *\n{ ?s ?p }",
        "SELECT * { ?s a skos:Concept }",
        "SELECT * { 'Хочу 😀' ?p ?o . ?s ?p }",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/nothing> { ?s ?p ?o }",
        BRACKETS,
        "SELECT * { ?s ?p '" + "x" * 70_000 + "' }",
        " ",
    ],
)
def test_problem_is_the_one_that_running_it_would_have(client: Client, query: str) -> None:
    checked = check(client, query)
    run = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert checked.status_code == run.status_code >= 400
    assert json.loads(checked.data) == json.loads(run.data)
    assert checked.content_type == "application/problem+json"


def test_mistake_has_its_first_and_last_column(client: Client) -> None:
    document = json.loads(check(client, "SELECT * {\n  ?s a skos:Concept }").data)
    assert (document["line"], document["column"], document["endColumn"]) == (2, 8, 20)
    assert document["detail"] == "line 2, column 8: the prefix of skos:Concept is not declared"
    assert "PREFIX skos:" in document["hint"]


def test_form_and_variables(client: Client) -> None:
    query = "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s"
    found = {"form": "select", "variables": ["s", "n"]}
    for response in (
        check(client, query),
        client.get("/sparql/check", query_string={"query": query}),
        client.post("/sparql/check", data={"query": query}),
    ):
        assert (response.status_code, json.loads(response.data)) == (200, found)
    assert json.loads(check(client, "DESCRIBE ?s { ?s ?p ?o }").data)["form"] == "describe"


def test_nothing_is_read_for_it(client: Client) -> None:
    """What takes its two seconds at /sparql is checked at once."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    began = time.perf_counter()
    for form in (endless, endless.replace("SELECT (COUNT(*) AS ?n)", "ASK"), f"{endless} # again"):
        assert check(client, form).status_code == 200
    assert time.perf_counter() - began < 1


def test_it_is_no_way_around_the_limits(client: Client) -> None:
    """What would be computed without any data is not computed either."""
    values = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(90)))} }}" for n in range(9))
    began = time.perf_counter()
    response = check(client, f"SELECT * {{ {values} }} ORDER BY ?v3 ?v2 ?v1 ?v0")
    assert json.loads(response.data) == {"form": "select", "variables": None}
    assert time.perf_counter() - began < 1


def test_only_a_query_in_one_of_the_protocols_forms(client: Client) -> None:
    assert client.get("/sparql/check").status_code == 400
    assert client.request("PUT", "/sparql/check").status_code == 405
    assert client.post("/sparql/check", data="x", content_type="text/plain").status_code == 415
    preflight = client.options("/sparql/check", headers={"Origin": "https://example.org"})
    assert preflight.status_code == 204
