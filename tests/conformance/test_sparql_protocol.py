"""SPARQL 1.1 Protocol: what its test suite asks of a query service, in requests of our own.

Each test says which test of the suite it follows. Those of updates become one: all are refused.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from endpoint import Endpoint, Reply
from readers import READERS

G = "http://example.org/"
ONE, TWO, THREE = f"{G}one", f"{G}two", f"{G}three"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
JSON = "application/sparql-results+json"

IN_ONE_AND_TWO = f"<{ONE}> a ?type . <{TWO}> a ?type"
NAMED_ONE_AND_TWO = f"GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }}"

Parameters = list[tuple[str, str]]


def get(small: Endpoint, query: str, parameters: Parameters = (), accept: str = JSON) -> Reply:
    target = f"/sparql?{urlencode([('query', query), *parameters])}"
    return small.send("GET", target, headers={"Accept": accept})


def post_form(small: Endpoint, query: str, parameters: Parameters = ()) -> Reply:
    body = urlencode([("query", query), *parameters]).encode()
    return small.send("POST", "/sparql", body, {"Content-Type": FORM, "Accept": JSON})


def post_direct(small: Endpoint, query: str, parameters: Parameters = ()) -> Reply:
    return small.query(query, JSON, parameters)


def holds(answer: Reply) -> bool:
    """The result of an ASK query."""
    assert answer.status == 200, answer.text
    return READERS[answer.media_type](answer.body).boolean


def count(answer: Reply) -> int:
    """The one number of a result."""
    assert answer.status == 200, answer.text
    ((row,),) = READERS[answer.media_type](answer.body).rows
    return int(row[1].value)


def default(*graphs: str) -> Parameters:
    return [("default-graph-uri", graph) for graph in graphs]


def named(*graphs: str) -> Parameters:
    return [("named-graph-uri", graph) for graph in graphs]


# Three ways to send a query, each with each dataset


@pytest.mark.parametrize("send", [get, post_form, post_direct])
class TestDataset:
    def test_a_query(self, small: Endpoint, send) -> None:
        """query_get, query_post_form, query_post_direct"""
        assert holds(send(small, "ASK {}", default(THREE)))
        assert not holds(send(small, f"ASK {{ <{ONE}> a ?type }}", default(THREE)))

    def test_default_graphs_are_merged(self, small: Endpoint, send) -> None:
        """query_dataset_default_graphs_get, query_dataset_default_graphs_post"""
        query = f"ASK {{ {IN_ONE_AND_TWO} }}"
        assert holds(send(small, query, default(ONE, TWO)))
        assert not holds(send(small, query, default(ONE)))
        assert not holds(send(small, query))

    def test_named_graphs(self, small: Endpoint, send) -> None:
        """query_dataset_named_graphs_get, query_dataset_named_graphs_post"""
        query = f"ASK {{ {NAMED_ONE_AND_TWO} }}"
        assert holds(send(small, query, named(ONE, TWO)))
        assert not holds(send(small, query, named(ONE)))
        assert holds(send(small, query))  # the dataset of the service

    def test_a_full_dataset(self, small: Endpoint, send) -> None:
        """query_dataset_full"""
        query = f"ASK {{ <{THREE}> a ?type . {NAMED_ONE_AND_TWO} }}"
        assert holds(send(small, query, default(THREE) + named(ONE, TWO)))
        assert not holds(send(small, query, default(ONE) + named(ONE, TWO)))
        assert not holds(send(small, query, default(THREE) + named(ONE)))

    def test_the_protocol_prevails_over_the_query(self, small: Endpoint, send) -> None:
        """query_multiple_dataset"""
        query = f"ASK FROM <{THREE}> {{ {NAMED_ONE_AND_TWO} }}"
        assert holds(send(small, query, named(ONE, TWO)))
        assert not holds(send(small, query))
        other = f"ASK FROM <{THREE}> FROM NAMED <{ONE}> {{ <{THREE}> a ?type }}"
        assert holds(send(small, other))
        assert not holds(send(small, other, named(ONE, TWO)))
        assert not holds(send(small, other, default(TWO)))
        graphs = f"ASK FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
        assert holds(send(small, graphs))
        assert not holds(send(small, graphs, default(ONE)))

    def test_one_kind_of_graph_leaves_the_other_empty(self, small: Endpoint, send) -> None:
        """SPARQL 1.1 Protocol §2.1.4, SPARQL 1.1 Query §13.2"""
        assert not holds(send(small, "ASK { ?s ?p ?o }", named(ONE)))
        assert not holds(send(small, "ASK { GRAPH ?g { ?s ?p ?o } }", default(ONE)))

    def test_a_triple_of_several_graphs_counts_once(self, small: Endpoint, send) -> None:
        """The default graph is the merge of the graphs, and a graph is a set."""
        number = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}".format
        assert count(send(small, number(""), default(ONE, TWO))) == 4
        assert count(send(small, number(""), default(ONE, ONE, ONE))) == 3
        assert count(send(small, number(f"FROM <{ONE}> FROM <{TWO}>"))) == 4
        assert count(send(small, number(f"FROM <{TWO}> FROM <{TWO}>"))) == 2
        prefixed = f"PREFIX e: <{G}> BASE <{G}> SELECT (COUNT(*) AS ?n) FROM e:one FROM <two> "
        assert count(send(small, f"{prefixed} {{ ?s ?p ?o }}")) == 4
        triples = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert count(send(small, triples, named(ONE, TWO, ONE))) == 5

    def test_a_graph_may_be_default_and_named(self, small: Endpoint, send) -> None:
        query = "ASK { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } }"
        assert holds(send(small, query, default(ONE, TWO) + named(ONE)))
        assert not holds(send(small, query, default(ONE) + named(THREE)))

    def test_a_merged_graph_has_no_name(self, small: Endpoint, send) -> None:
        """How several default graphs are merged must not show."""
        names = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert count(send(small, names, default(ONE, TWO))) == 0
        assert count(send(small, names, default(ONE, TWO) + named(THREE))) == 1
        assert count(send(small, names)) == 3  # and nothing is left behind

    @pytest.mark.parametrize("graph", ["one", "http://a b/", "http://[x/", "<x:y>"])
    def test_a_graph_name_must_be_an_absolute_iri(self, small: Endpoint, send, graph: str) -> None:
        for parameters in (default(graph), named(graph)):
            answer = send(small, "ASK {}", parameters)
            assert answer.status == 400 and answer.problem


def test_dataset_parameters_of_address_and_form_add_up(small: Endpoint) -> None:
    body = urlencode([("query", f"ASK {{ {IN_ONE_AND_TWO} }}"), *default(ONE)]).encode()
    target = f"/sparql?{urlencode(default(TWO))}"
    assert holds(small.send("POST", target, body, {"Content-Type": FORM, "Accept": JSON}))


# Formats


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("SELECT (1 AS ?value) {}", {"application/sparql-results+xml", JSON, "text/csv",
                                     "text/tab-separated-values"}),
        ("ASK {}", {"application/sparql-results+xml", JSON}),
        (f"DESCRIBE <{G}>", {"text/turtle", "application/rdf+xml", "application/n-triples",
                             "application/ld+json"}),
        (f"CONSTRUCT {{ <{G}s> <{G}p> 1 }} WHERE {{}}", {"text/turtle", "application/rdf+xml",
                                                         "application/n-triples",
                                                         "application/ld+json"}),
    ],
)  # fmt: skip
def test_the_form_of_a_query_decides_the_format(
    small: Endpoint, query: str, formats: set[str]
) -> None:
    """query_content_type_select, _ask, _describe, _construct"""
    for accept in ("*/*", "application/*"):
        answer = small.query(query, accept)
        assert answer.status == 200 and answer.media_type in formats
    for accept in formats:
        assert small.query(query, accept).media_type == accept


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("text/*, application/sparql-results+json;q=0.9", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/turtle, text/tab-separated-values;q=0.001", "text/tab-separated-values"),
        ("", JSON),
    ],
)
def test_quality_decides_between_formats(small: Endpoint, accept: str, media_type: str) -> None:
    """RFC 9110 §12.5.1"""
    answer = small.query("SELECT * { ?s ?p ?o }", accept)
    assert (answer.status, answer.media_type) == (200, media_type)


@pytest.mark.parametrize("accept", ["text/turtle", "application/sparql-results+json;q=0"])
def test_what_cannot_be_had_is_not_acceptable(small: Endpoint, accept: str) -> None:
    answer = small.query("ASK {}", accept)
    assert (answer.status, answer.problem) == (406, "not-acceptable")


def test_relative_iris_have_a_base(small: Endpoint) -> None:
    """query_content_type_construct uses some; the service may set the base (Query §4.1.1.2)."""
    answer = small.query("CONSTRUCT { <s> <p> 1 } WHERE {}", "text/turtle")
    assert answer.status == 200, answer.text
    (row,) = READERS["text/turtle"](answer.body).rows
    assert dict(row)["s"].value.startswith("http")


# Requests that are refused


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "QUERY"])
def test_other_methods(small: Endpoint, method: str) -> None:
    """bad_query_method"""
    answer = small.send(method, "/sparql?query=ASK%7B%7D", headers={"Content-Type": FORM})
    assert answer.status == 405
    allowed = {name.strip() for name in answer.headers["Allow"].split(",")}
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}


def test_several_queries(small: Endpoint) -> None:
    """bad_multiple_queries"""
    two = "query=ASK%7B%7D&query=SELECT+*+%7B%7D"
    assert small.send("GET", f"/sparql?{two}").status == 400
    assert small.send("POST", "/sparql", two.encode(), {"Content-Type": FORM}).status == 400
    answer = small.query("ASK {}", parameters=[("query", "ASK {}")])
    assert answer.status == 400


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"ASK {}", {"Content-Type": "text/plain"}),  # bad_query_wrong_media_type
        (b"query=ASK%20%7B%7D", {}),  # bad_query_missing_form_type
        (b"ASK {}", {}),  # bad_query_missing_direct_type
        (b"query=ASK%20%7B%7D", {"Content-Type": "multipart/form-data; boundary=x"}),
    ],
)
def test_other_bodies(small: Endpoint, body: bytes, headers: dict[str, str]) -> None:
    """bad_query_wrong_media_type, bad_query_missing_form_type, bad_query_missing_direct_type"""
    answer = small.send("POST", "/sparql", body, headers)
    assert (answer.status, answer.problem) == (415, "unsupported-media-type")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_other_encodings(small: Endpoint, encoding: str) -> None:
    """bad_query_non_utf8"""
    headers = {"Content-Type": f"{QUERY}; charset={encoding}"}
    answer = small.send("POST", "/sparql", "ASK {}".encode(encoding), headers)
    assert 400 <= answer.status < 500


def test_a_charset_that_says_utf_8(small: Endpoint) -> None:
    headers = {"Content-Type": f"{QUERY}; charset=UTF-8", "Accept": JSON}
    query = 'ASK { GRAPH ?g { ?s ?p "Хочу в отпуск" } }'
    assert holds(small.send("POST", "/sparql", query.encode(), headers))


def test_bad_syntax(small: Endpoint) -> None:
    """bad_query_syntax"""
    for answer in (get(small, "ASK {"), post_form(small, "ASK {"), post_direct(small, "ASK {")):
        assert (answer.status, answer.problem) == (400, "query-syntax")


@pytest.mark.parametrize(
    ("method", "target", "body", "media_type"),
    [
        pytest.param("GET", "/sparql?update=CLEAR%20ALL", b"", None, id="get"),
        pytest.param("POST", "/sparql", b"update=CLEAR+ALL", FORM, id="post_form"),
        pytest.param("POST", "/sparql", b"CLEAR ALL", UPDATE, id="post_direct"),
        pytest.param("POST", "/sparql", b"update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM, id="two"),
        pytest.param("POST", "/sparql", b"CLEAR NAMED", "text/plain", id="wrong_media_type"),
        pytest.param("POST", "/sparql", b"update=CLEAR+NAMED", None, id="missing_form_type"),
        pytest.param(
            "POST", "/sparql", "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16",
            id="non_utf8",
        ),
        pytest.param("POST", "/sparql", b"update=CLEAR+XYZ", FORM, id="syntax"),
        pytest.param(
            "POST", "/sparql?using-named-graph-uri=urn%3Ax", b"DELETE WHERE {?s ?p ?o}", UPDATE,
            id="dataset",
        ),
        pytest.param("POST", "/sparql", b"query=CLEAR+ALL", FORM, id="as_a_query_in_a_form"),
        pytest.param("POST", "/sparql", b"DROP ALL", QUERY, id="as_a_query"),
        pytest.param("GET", "/sparql?query=DROP+ALL", b"", None, id="as_a_query_by_get"),
    ],
)  # fmt: skip
def test_updates(
    small: Endpoint, method: str, target: str, body: bytes, media_type: str | None
) -> None:
    """update_*, bad_update_*, bad_multiple_updates: nothing can be written, in whatever form."""
    before = count(small.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", JSON))
    headers = {"Content-Type": media_type} if media_type else {}
    answer = small.send(method, target, body or None, headers)
    assert 400 <= answer.status < 500 and answer.problem
    assert count(small.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", JSON)) == before
