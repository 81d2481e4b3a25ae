"""The description of the interface (src/kg/web/openapi.yaml) and the server say the same: what is
declared can be had, and what can be had is declared."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import schemathesis
import wire
import yaml
from attacks import written
from conformity import assert_conforms
from hypothesis import settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from serving import Server

PATH = Path(__file__).resolve().parents[2] / "src" / "kg" / "web" / "openapi.yaml"
DOCUMENT = yaml.safe_load(PATH.read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
RESPONSES = DOCUMENT["components"]["responses"]
CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
FORMATS = DOCUMENT["components"]["schemas"]["Format"]["enum"]
GRAPH_FORMATS = DOCUMENT["components"]["schemas"]["GraphFormat"]["enum"]
TABLE = "SELECT * { ?s ?p ?o } LIMIT 2"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2"
ATTACKS = {attack.name: attack.query for attack in written()}
load_all_checks()


@schemathesis.serializer("application/sparql-query")
def _text(context: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")


def _get(path: str, **parameters: str) -> bytes:
    return wire.request(f"{path}?{urlencode(parameters)}" if parameters else path)


@pytest.mark.slow
@SCHEMA.parametrize()
@settings(settings.get_profile("repeatable"), max_examples=50)
def test_server_keeps_to_the_description(case: schemathesis.Case, fuzzed: Server) -> None:
    """Random requests after the description, valid ones and others (by Schemathesis)."""
    response = case.call(base_url=fuzzed.address, allow_redirects=False, timeout=60)
    case.validate_response(response, checks=CHECKS)
    if response.status_code == 500:
        assert response.json()["type"].endswith("/problem/query-crashed")


def test_description_is_served(fuzzed: Server) -> None:
    reply = wire.exchange(fuzzed.port, wire.request("/openapi.json"))
    assert_conforms(reply, "200")
    assert json.loads(reply.body) == json.loads(json.dumps(DOCUMENT, default=str))


@pytest.mark.parametrize(
    ("path", "method"),
    [(path, method) for path, item in DOCUMENT["paths"].items() for method in item],
)
def test_examples_work(fuzzed: Server, path: str, method: str) -> None:
    """Each path as its examples have it: filled in, and asked without what is not required; a form
    once for each example of its body."""
    operation = DOCUMENT["paths"][path][method]
    bodies, asked = [("", b"")], {}
    for parameter in operation.get("parameters", []):
        if parameter.get("in") == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
        elif parameter.get("in") == "query" and parameter.get("required"):
            asked[parameter["name"]] = parameter["example"]
    if asked:
        path += f"?{urlencode(asked, doseq=True)}"
    if "requestBody" in operation:
        bodies = [
            (media_type, urlencode(content["example"]).encode()
             if isinstance(content["example"], dict) else content["example"].encode())
            for media_type, content in operation["requestBody"]["content"].items()
        ]  # fmt: skip
    if path == "/graphs":
        path += "?default&format=ntriples"
    for media_type, body in bodies:
        headers = [("Content-Type", media_type)] if media_type else []
        reply = wire.exchange(fuzzed.port, wire.request(path, method.upper(), body, headers))
        assert reply.outcome in operation["responses"], reply
        assert_conforms(reply, "200", "204", "303", where=path)


@pytest.mark.parametrize("name", DOCUMENT["components"]["parameters"]["query"]["examples"])
def test_example_queries_find_something(fuzzed: Server, name: str) -> None:
    query = DOCUMENT["components"]["parameters"]["query"]["examples"][name]["value"]
    reply = wire.exchange(fuzzed.port, _get("/sparql", query=query))
    assert_conforms(reply, "200", where=query)
    assert b"refusals" in reply.body or b'"value"' in reply.body


@pytest.mark.parametrize("format", FORMATS)
def test_each_declared_format_can_be_had(fuzzed: Server, format: str) -> None:
    query = GRAPH if format in GRAPH_FORMATS else TABLE
    reply = wire.exchange(fuzzed.port, _get("/sparql", query=query, format=format))
    assert_conforms(reply, "200", where=format)
    declared = RESPONSES["Result"]["content"]
    assert reply.header("Content-Type").partition(";")[0] in declared
    if format in GRAPH_FORMATS:
        graph = "https://w3id.org/refusals/graph/checks"
        reply = wire.exchange(fuzzed.port, _get("/graphs", graph=graph, format=format))
        assert_conforms(reply, "200", where=format)
        assert reply.header("Content-Type").partition(";")[0] in RESPONSES["Graph"]["content"]


@pytest.mark.parametrize("media_type", RESPONSES["Result"]["content"])
def test_each_declared_media_type_can_be_had(fuzzed: Server, media_type: str) -> None:
    found = set()
    for query in (TABLE, GRAPH):
        message = wire.request(f"/sparql?query={quote(query)}", headers=[("Accept", media_type)])
        reply = wire.exchange(fuzzed.port, message)
        assert_conforms(reply, "200", "406", where=media_type)
        found.add(reply.header("Content-Type").partition(";")[0])
    # A browser's form of XML is sent as what browsers know.
    assert found & {media_type, "text/html" if "xhtml" in media_type else media_type}


MIXTURE = "SELECT * {{ {{ SELECT * {{ ?s ?p ?o }} LIMIT {} }} FILTER(isLiteral(?o)) }} ORDER BY ?o"
STATUSES = {
    "200": _get("/sparql", query=TABLE),
    "400": _get("/sparql", query="SELECT"),
    "406": _get("/sparql", query=TABLE, format="nothing"),
    "413": wire.query_request("ASK {}" + " " * 70_000),
    "414": wire.request("/sparql?query=" + "a" * 100_000),
    "415": wire.request("/sparql", "POST", b"ASK {}", [("Content-Type", "text/plain")]),
    "431": wire.request("/sparql", headers=[(f"X-{k}", "a" * 100) for k in range(2_000)]),
    "503": wire.query_request(ATTACKS["string-doubling"]),
    "504": wire.query_request(ATTACKS["cross-product-counted"]),
    "505": wire.request(
        f"/sparql?query={quote('SELECT * { ?s ?p ?o } ORDER BY ?s')}&format=json",
        headers=[("Accept-Encoding", "identity")], version="HTTP/1.0"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("status", STATUSES)
def test_each_declared_status_can_be_had(fuzzed: Server, status: str) -> None:
    """But for 408, which takes its time (see the slow clients among the hostile tests)."""
    declared = DOCUMENT["paths"]["/sparql"]
    assert status in declared["get"]["responses"] or status in declared["post"]["responses"]
    reply = wire.exchange(fuzzed.port, STATUSES[status], "127.0.0.13")
    if status == "505":
        # As long as the release is small, HTTP/1.0 gets it whole.
        assert reply.outcome in ("505", "200", "504"), reply
        return
    assert_conforms(reply, status)


def test_no_other_status_of_the_endpoint_is_declared() -> None:
    posted = set(DOCUMENT["paths"]["/sparql"]["post"]["responses"])
    got = set(DOCUMENT["paths"]["/sparql"]["get"]["responses"])
    assert got | posted == STATUSES.keys() | {"304", "408", "500"}


def test_what_the_client_has_is_not_sent_again(fuzzed: Server) -> None:
    first = wire.exchange(fuzzed.port, _get("/sparql", query=TABLE))
    headers = [("If-None-Match", first.header("ETag"))]
    message = wire.request(f"/sparql?{urlencode({'query': TABLE})}", headers=headers)
    assert wire.exchange(fuzzed.port, message).outcome == "304"


@pytest.mark.slow
def test_values_that_the_engine_cannot_order_are_refused(fuzzed: Server) -> None:
    """Which mixture of values the engine cannot sort depends on them all, so several are tried."""
    replies = [
        wire.exchange(fuzzed.port, wire.query_request(MIXTURE.format(size)), "127.0.0.13")
        for size in range(8_000, 30_000, 2_000)
    ]
    for reply in replies:
        assert_conforms(reply, "200", "400", "504")
    refused = [json.loads(reply.body) for reply in replies if reply.outcome == "400"]
    assert refused and all(one["type"].endswith("/query-refused") for one in refused)
