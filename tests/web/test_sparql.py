"""The SPARQL endpoint as its clients meet it: the protocol, the formats, the errors, the page."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from endless import COUNTED, STREAMED
from http_client import Client, Response
from serving import BASE, until
from small_data import CLAIM, SMALL_RELEASE
from watching import PATIENCE, answered, asked

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def ask(client: Client, query: str, accept: str | None = None, **parameters: object) -> Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def problem(response: Response, status: int, name: str) -> dict[str, object]:
    """The problem document of a response, after checking that it is one (RFC 9457 §3)."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    document = json.loads(response.data)
    assert document["type"] == f"{BASE}problem/{name}"
    assert document["status"] == status and document["title"] and document["detail"]
    return document


class _Cells(HTMLParser):
    """The rows of the table of a page, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "a":
            self.links.append(dict(attributes)["href"] or "")
        self._in_cell = tag in ("td", "th") or (self._in_cell and tag != "tr")
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def cells(response: Response) -> _Cells:
    found = _Cells()
    found.feed(response.text)
    return found


# SPARQL 1.1 Protocol


def test_three_ways_to_send_a_query_give_the_same(client: Client) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY STR(?o) LIMIT 3"
    answers = [
        client.get("/sparql", query_string={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", data=query, content_type="application/sparql-query"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].content_type == "application/sparql-results+json"


@pytest.mark.parametrize("method", ["get", "post", "direct"])
def test_dataset_parameters_select_the_graph(client: Client, method: str) -> None:
    query, graph = "SELECT ?o { ?s ?p ?o }", f"{BASE}graph/one"
    if method == "get":
        response = ask(client, query, "text/csv", **{"default-graph-uri": [graph, graph]})
    elif method == "post":
        form = {"query": query, "default-graph-uri": graph, "format": "csv"}
        response = client.post("/sparql", data=form)
    else:
        where = urlencode({"default-graph-uri": graph, "format": "csv"})
        response = client.post(
            f"/sparql?{where}", data=query, content_type="application/sparql-query"
        )
    assert response.data == b"o\r\nin a graph\r\n"


@pytest.mark.parametrize(
    "parameters", ["query=", "query=%20", "query=ASK{}&query=ASK{}", "update=CLEAR+ALL"]
)
def test_exactly_one_query(client: Client, parameters: str) -> None:
    problem(client.get(f"/sparql?{parameters}"), 400, "query-missing")


def test_parameters_are_utf8(client: Client) -> None:
    problem(client.get("/sparql?query=ASK%7B%7D%ff"), 400, "bad-request")
    response = client.post("/sparql", data=b"\xff", content_type="application/sparql-query")
    problem(response, 400, "bad-request")


def test_other_methods_and_bodies_are_refused(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        response = client.request(method, "/sparql")
        assert response.status_code == 405
        assert {"GET", "POST", "HEAD", "OPTIONS"} == set(response.headers["Allow"].split(", "))
    for type_ in ("text/plain", "application/sparql-update", "multipart/form-data", ""):
        response = client.post("/sparql", data="ASK {}", content_type=type_)
        problem(response, 415, "unsupported-media-type")


def test_scripts_of_other_sites_may_ask(client: Client) -> None:
    preflight = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    for response in (preflight, ask(client, "ASK {}"), ask(client, "nonsense")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_head_has_the_headers_without_the_body(client: Client) -> None:
    response = client.head("/sparql", query_string={"query": "ASK {}"})
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == str(len(ask(client, "ASK {}").data))


# Formats


@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_solutions_in_each_format(client: Client, media_type: str) -> None:
    response = ask(client, f"SELECT ?o {{ <{CLAIM}> <{BASE}ontology#stated> ?o }}", media_type)
    assert response.content_type.partition(";")[0] == media_type
    assert "Accept" in response.headers["Vary"]
    assert b"25500" in response.data


@pytest.mark.parametrize(
    ("media_type", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_graphs_in_each_format(client: Client, media_type: str, parser: str) -> None:
    response = ask(client, f"DESCRIBE <{CLAIM}>", media_type)
    assert response.content_type.partition(";")[0] == media_type
    graph = rdflib.Graph().parse(data=response.data, format=parser)
    assert len(graph) == 2
    assert "<script>alert(1)</script> & Хочу" in {str(value) for value in graph.objects()}


def test_format_names_override_the_header(client: Client) -> None:
    response = ask(client, "ASK {}", BROWSER["Accept"], format="xml")
    assert response.content_type == "application/sparql-results+xml"
    response = ask(client, f"DESCRIBE <{CLAIM}>", BROWSER["Accept"], format="json")
    assert response.content_type == "application/ld+json"


@pytest.mark.parametrize(
    ("query", "accept", "format"),
    [("ASK {}", "text/turtle", None), ("DESCRIBE <http://a/>", "text/csv", None),
     ("ASK {}", None, "ttl"), ("ASK {}", None, "docx")],
)  # fmt: skip
def test_not_acceptable_lists_what_there_is(
    client: Client, query: str, accept: str | None, format: str | None
) -> None:
    parameters = {"format": format} if format else {}
    document = problem(ask(client, query, accept, **parameters), 406, "not-acceptable")
    offered = {entry["format"] for entry in document["formats"]}
    assert "html" in offered and len(offered) in (5, 7)


# Errors


@pytest.mark.parametrize(
    ("query", "status", "name", "members"),
    [
        ("SELECT *\n{ ?s ?p }", 400, "query-syntax", {"line": 2, "column": 9}),
        ("ASK { SERVICE <http://a/> {} }", 400, "query-refused", {}),
        ("DROP ALL", 400, "query-refused", {}),
        ("ASK" + "{" * 100 + "}" * 100, 400, "query-refused", {}),
        ("ASK {} #" + "x" * 65_536, 413, "query-too-long", {"limit": 65_536}),
        (STREAMED + " ORDER BY ?a", 503, "query-memory-limit", {"limit": 128}),
    ],
)
def test_each_failure_is_a_problem_of_its_own(
    client: Client, query: str, status: int, name: str, members: dict[str, object]
) -> None:
    _assert_failure(client, query, status, name, members)


def test_a_failure_for_want_of_time_is_one_too(hasty: Client) -> None:
    _assert_failure(hasty, COUNTED, 504, "query-timeout", {"limit": 1.0})


def _assert_failure(
    client: Client, query: str, status: int, name: str, members: dict[str, object]
) -> None:
    document = problem(client.post("/sparql", data={"query": query}), status, name)
    assert members.items() <= document.items()
    explanation = client.get(f"/problem/{name}")
    assert explanation.status_code == 200
    assert document["title"] in explanation.text


def test_body_beyond_all_measure_is_not_read(client: Client) -> None:
    response = client.post("/sparql", data={"query": "x" * 300_000})
    problem(response, 413, "query-too-long")


def test_busy_says_when_to_come_back(client: Client) -> None:
    """Six long ones stay: of many at once the others are told to come back, and small ones of
    somebody else are answered meanwhile."""
    with asked(client.address, [f"{COUNTED} # {number}" for number in range(16)]) as many:
        assert until(lambda: len(answered(many)) == 10, PATIENCE / 2)
        other = Client(client.address, source="127.0.0.2")
        assert until(lambda: other.get("/readyz").json()["status"] == "ok", PATIENCE)
        assert ask(other, "ASK {}").status_code == 200
        busy = [connection.getresponse() for connection in answered(many)]
        assert len(busy) == 10  # the others go on
        for response in busy:
            assert response.status == 503 and int(response.headers["Retry-After"]) > 0
            assert response.headers["Content-Type"] == "application/problem+json"
            assert json.loads(response.read())["type"] == f"{BASE}problem/query-busy"


def test_errors_of_the_site_are_problems_too(client: Client) -> None:
    response = client.get("/nothing-here")
    document = json.loads(response.data)
    assert (response.status_code, document["status"], document["type"]) == (404, 404, "about:blank")
    page = client.get("/nothing-here", headers=BROWSER)
    assert page.status_code == 404 and page.content_type == "text/html; charset=utf-8"


# Conditional requests (RFC 9110 §13)


def again(client: Client, tag: str, query: str, accept: str = "text/csv") -> Response:
    headers = {"Accept": accept, "If-None-Match": tag}
    return client.get("/sparql", query_string={"query": query}, headers=headers)


def test_a_result_that_is_known_is_not_sent_again(client: Client) -> None:
    query = "SELECT ?s { ?s ?p ?o } LIMIT 3"
    first = ask(client, query, "text/csv")
    tag = first.headers["ETag"]
    assert first.status_code == 200 and tag.startswith('W/"')
    assert first.headers["Cache-Control"] == "no-cache"
    known = again(client, tag, query)
    assert known.status_code == 304 and known.data == b""
    assert known.headers["ETag"] == tag and "Accept" in known.headers["Vary"]
    others = (again(client, tag, query + " "), again(client, tag, query, "application/json"),
              again(client, '"another"', query))  # fmt: skip
    assert [other.status_code for other in others] == [200, 200, 200]


def test_a_post_is_always_answered(client: Client) -> None:
    query = "ASK {}"
    tag = ask(client, query, "text/csv").headers["ETag"]
    headers = {"Accept": "text/csv", "If-None-Match": tag}
    response = client.post("/sparql", data={"query": query}, headers=headers)
    assert response.status_code == 200 and response.data


@pytest.mark.parametrize("function", ["NOW()", "rand()", "UUID ()", "STRUUID()", "BNODE()"])
def test_what_changes_each_time_is_not_kept(client: Client, function: str) -> None:
    response = ask(client, f"SELECT ({function} AS ?x) {{}}", "text/csv")
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_fault_is_a_fault_whatever_is_known(client: Client) -> None:
    assert again(client, "*", "SELECT").status_code == 400


# The page


def test_browser_without_a_query_gets_a_form(client: Client) -> None:
    page = client.get("/sparql", headers=BROWSER).text
    assert 'name="query"' in page and "<script>" not in page
    assert "A claim made in a source, not a fact established by this site." in page


def test_table_shows_terms_escaped_and_links_our_own(client: Client) -> None:
    query = f'SELECT ?o ?s ("</textarea><b>" AS ?x) {{ ?s ?p ?o FILTER(?s = <{CLAIM}>) }}'
    response = ask(client, query, BROWSER["Accept"])
    assert "script-src" not in response.headers["Content-Security-Policy"]
    text = response.text
    assert "<script>" not in text and "</textarea><b>" not in text
    found = cells(response)
    assert {row[0] for row in found.rows[1:]} == {"25500", "<script>alert(1)</script> & Хочу ru"}
    assert "/id/claim/requests" in found.links


def test_table_is_bounded_and_says_so(client: Client) -> None:
    response = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000", BROWSER["Accept"])
    assert len(cells(response).rows) == 1001 and b"there are more" not in response.data
    response = ask(client, STREAMED, BROWSER["Accept"])
    assert response.status_code == 200
    assert len(cells(response).rows) == 1001 and b"first 1,000 rows" in response.data


def test_page_of_a_result_with_enormous_values_is_bounded(client: Client) -> None:
    doublings = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(20))
    query = f"SELECT ?a20 {{ BIND('0123456789' AS ?a0) {doublings} }}"
    response = ask(client, query, BROWSER["Accept"])
    assert response.status_code == 200 and len(response.data) < 30_000
    assert b"there are more" in response.data


def test_page_of_a_query_that_fails_underway_tells_the_failure(hasty: Client) -> None:
    query = (
        "SELECT ?o ?q { { SELECT ?o ?q { ?s ?p ?o . ?t ?q ?u } LIMIT 900 } UNION "
        "{ ?a ?b ?o . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(?o, ?f, ?l) = 'never') } }"
    )
    response = ask(hasty, query, BROWSER["Accept"])
    assert response.status_code == 504 and b"The query took too long" in response.data


def test_graph_page_and_boolean_page(client: Client) -> None:
    page = ask(client, f"DESCRIBE <{CLAIM}>", BROWSER["Accept"]).text
    assert "&lt;script&gt;" in page and "ref:stated" in page
    assert "Yes" in ask(client, "ASK {}", BROWSER["Accept"]).text


def test_syntax_error_page_keeps_the_query(client: Client) -> None:
    response = ask(client, "SELECT * { ?s a skos:Concept } # <mine>", BROWSER["Accept"])
    text = response.text
    assert response.status_code == 400 and "# &lt;mine&gt;" in text
    assert "PREFIX skos:" in text and "line 1, column" in text


# The rest of the release


def test_health_and_tables(client: Client, small_releases: Path) -> None:
    state = {"status": "ok", "release": SMALL_RELEASE, "triples": 302, "quads": 303}
    assert client.get("/healthz").json() == state
    assert client.get("/readyz").json() == state
    response = client.get("/figures.csv")
    assert response.data == (small_releases / "current" / "figures.csv").read_bytes()
    assert response.content_type == "text/csv; charset=utf-8"
    assert "Last-Modified" not in response.headers
    tag = response.headers["ETag"]
    assert client.get("/figures.csv", headers={"If-None-Match": tag}).status_code == 304
