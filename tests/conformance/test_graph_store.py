"""SPARQL 1.1 Graph Store HTTP Protocol, for reading: what its test suite asks, and no writing.

Graphs are named in the query of the address (§4.2); they have no addresses below it (§4.1).
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
import rdflib
from endpoint import Endpoint
from rdflib.compare import isomorphic

E = "http://example.org/"
PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
ONE = '<one> a <Document> . <shared> <in> <both> . [] <label> "Хочу в отпуск" .'
READING = {"GET", "HEAD", "OPTIONS"}


def target(name: str) -> str:
    return f"/graphs?{urlencode({'graph': E + name})}"


def turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=f"@base <{E}> . {text}", format="turtle")


@pytest.mark.parametrize("media_type", PARSERS)
def test_get_of_a_named_graph(small: Endpoint, media_type: str) -> None:
    """get_of_put, put_get_repeat_indirect: in every format, the graph and nothing else"""
    answer = small.send("GET", target("one"), headers={"Accept": media_type})
    assert (answer.status, answer.media_type) == (200, media_type)
    found = rdflib.Graph().parse(data=answer.body, format=PARSERS[media_type])
    assert isomorphic(found, turtle(ONE))


def test_get_of_the_default_graph(small: Endpoint) -> None:
    """put_get_default: the triples outside the named graphs"""
    answer = small.send("GET", "/graphs?default", headers={"Accept": "text/turtle"})
    assert answer.status == 200
    found = rdflib.Graph().parse(data=answer.body, format="turtle")
    assert isomorphic(found, turtle("<default> a <Document> ."))


def test_the_name_may_be_escaped_or_not(small: Endpoint) -> None:
    """put_get_uri_pct_encoded_indirect, put_get_uri_pct_encoded_twice"""
    plain = small.send("GET", f"/graphs?graph={E}two")
    escaped = small.send("GET", f"/graphs?graph={quote(f'{E}two', safe='')}")
    assert plain.status == escaped.status == 200
    assert plain.body == escaped.body
    assert small.send("GET", f"/graphs?graph={E}t%77o").body == plain.body
    assert small.send("GET", f"/graphs?graph={E}t%2577o").status == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_graph_that_does_not_exist(small: Endpoint, method: str) -> None:
    """head_non_existing_indirect, get_of_delete__existing_graph"""
    answer = small.send(method, target("four"))
    assert answer.status == 404
    assert answer.media_type == "application/problem+json"


@pytest.mark.parametrize("path", [target("one"), "/graphs?default"])
def test_head(small: Endpoint, path: str) -> None:
    """head_existing_indirect"""
    headers = {"Accept": "text/turtle"}
    head, get = (small.send(method, path, headers=headers) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert head.media_type == get.media_type == "text/turtle"
    assert head.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize("path", [target("one"), target("new"), "/graphs?default", "/graphs"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_can_be_written(small: Endpoint, method: str, path: str) -> None:
    """put_*, post_*, delete_*: the protocol lets a service refuse them (§5)"""
    body = None if method == "DELETE" else f"<{E}x> <{E}y> <{E}z> ."
    headers = {"Content-Type": "text/turtle"}
    answer = small.send(method, path, body and body.encode(), headers)
    assert answer.status == 405
    assert {name.strip() for name in answer.headers["Allow"].split(",")} == READING
    assert small.send("GET", target("new")).status == 404


@pytest.mark.parametrize(
    "query", ["", "?", f"?default&graph={E}one", f"?graph={E}one&graph={E}two", "?graph=%ff"]
)
def test_one_graph_must_be_named(small: Endpoint, query: str) -> None:
    answer = small.send("GET", f"/graphs{query}")
    assert answer.status == 400 and answer.media_type == "application/problem+json"


@pytest.mark.parametrize("name", ["", "one", "<x>", "urn:x} { GRAPH ?g { ?s ?p ?o }"])
def test_what_names_no_graph(small: Endpoint, name: str) -> None:
    answer = small.send("GET", f"/graphs?{urlencode({'graph': name})}")
    assert answer.status in (400, 404) and answer.media_type == "application/problem+json"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE"])
def test_there_are_no_addresses_below(small: Endpoint, method: str) -> None:
    """put_get_repeat_direct, head_existing_direct and the like: §4.1 is not offered"""
    assert small.send(method, "/graphs/one").status in (404, 405)


def test_other_formats_are_not_acceptable(small: Endpoint) -> None:
    answer = small.send("GET", target("one"), headers={"Accept": "text/csv"})
    assert (answer.status, answer.problem) == (406, "not-acceptable")


def test_a_graph_that_is_known_is_not_sent_again(small: Endpoint) -> None:
    """RFC 9110 §13.1.2"""
    headers = {"Accept": "text/turtle"}
    tag = small.send("GET", target("one"), headers=headers).headers["ETag"]
    again = small.send("GET", target("one"), headers=headers | {"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = small.send("GET", target("two"), headers=headers | {"If-None-Match": tag})
    assert other.status == 200
