"""`/sparql/check`: what a query is, or the problem that running it would have, at no cost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from endless import COUNTED
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
    ],
)
def test_problem_is_the_one_that_running_it_would_have(client: Client, query: str) -> None:
    checked = check(client, query)
    run = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert (checked.status_code, run.status_code >= 400) == (200, True)
    assert json.loads(checked.data) == {"problem": json.loads(run.data)}


def test_mistake_has_its_first_and_last_column(client: Client) -> None:
    document = json.loads(check(client, "SELECT * {\n  ?s a skos:Concept }").data)["problem"]
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
    """What has no answer at /sparql, however long one waits, has one here."""
    for form in (COUNTED, COUNTED.replace("SELECT (COUNT(*) AS ?n)", "ASK"), f"{COUNTED} # again"):
        assert check(client, form).status_code == 200


def test_it_is_no_way_around_the_limits(client: Client) -> None:
    """What would be computed without any data is not computed either."""
    values = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(90)))} }}" for n in range(9))
    response = check(client, f"SELECT * {{ {values} }} ORDER BY ?v3 ?v2 ?v1 ?v0")
    assert json.loads(response.data) == {"form": "select", "variables": None}


def test_only_a_query_in_one_of_the_protocols_forms(client: Client) -> None:
    assert client.get("/sparql/check").status_code == 400
    assert check(client, " ").status_code == 400
    assert client.request("PUT", "/sparql/check").status_code == 405
    assert client.post("/sparql/check", data="x", content_type="text/plain").status_code == 415
    preflight = client.options("/sparql/check", headers={"Origin": "https://example.org"})
    assert preflight.status_code == 204


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "!" * 60_000 + "true) }",
        "ASK { ?s " + "^" * 60_000 + "<a:a> ?o }",
        "ASK { ?s ?p " + "1 , " * 16_000 + "1 }",
        "ASK { ?s ?p '" + "\\\\" * 16_000,
        "SELECT " + "?a " * 20_000 + "{ }",
        "SELECT " + "(1 AS ?a) " * 6_000 + "{ }",
        "ASK { " + "foo " * 16_000 + "}",
        "ASK { " + "'' " * 20_000,
        "PREFIX a: <" + "a" * 65_000,
        "\x00" * 60_000,
    ],
)
def test_giants_are_checked_or_refused_and_the_next_one_is_answered(
    client: Client, query: str
) -> None:
    response = check(client, query)
    assert response.status_code in (200, 400, 500, 503)
    assert len(response.data) < 8_000
    assert json.loads(check(client, "ASK { }").data)["form"] == "ask"


def test_many_checks_at_once_leave_room_for_queries(client: Client) -> None:
    def checked(number: int) -> int:
        return check(client, f"SELECT ?v{number} {{ ?v{number} ?p }}").status_code

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(checked, range(64)))
        assert client.get("/sparql", query_string={"query": "ASK { }"}).status_code == 200
    assert set(found) <= {200, 503}
