"""Whatever is sent, the server answers with an error that helps, and goes on; and it leaves nothing
behind."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from agent_client import Bare, bare, call, cancelled
from mcp_types import INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, PARSE_ERROR
from serving import until
from watching import PATIENCE, runs

from kg.release import Release

LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"jsonrpc": "2.0", "id": 1', PARSE_ERROR),
        (b"hello", PARSE_ERROR),
        (b"\xff\xfe\x00", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', INVALID_REQUEST),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', INVALID_REQUEST),
        (b"12", INVALID_REQUEST),
        (b"[" * 5000, PARSE_ERROR),
        (
            rb'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"_meta": {"a": "\ud800"}}}',
            PARSE_ERROR,
        ),
    ],
)
def test_what_is_no_message_is_answered_as_such(server: Bare, line: bytes, code: int):
    found = server.ask(line)
    assert (found["id"], found["error"]["code"]) == (None, code)
    assert server.ask({"jsonrpc": "2.0", "id": 2, "method": "ping"})["result"] == {}


@pytest.mark.parametrize(
    ("method", "parameters", "code"),
    [
        ("tools/eat", {}, METHOD_NOT_FOUND),
        ("tools/call", {"name": "rm"}, INVALID_PARAMS),
        ("tools/call", {"name": 12}, INVALID_PARAMS),
        ("tools/call", {"name": "search", "arguments": [1]}, INVALID_PARAMS),
        ("tools/call", {}, INVALID_PARAMS),
        ("tools/list", {"cursor": "x"}, INVALID_PARAMS),
        ("resources/read", {"uri": "file:///etc/passwd"}, INVALID_PARAMS),
        ("resources/read", {"uri": "refusals://question/../../etc/passwd"}, INVALID_PARAMS),
    ],
)
def test_what_is_no_call_is_an_error_of_the_protocol(
    server: Bare, method: str, parameters: dict[str, Any], code: int
):
    request = {"jsonrpc": "2.0", "id": 3, "method": method, "params": parameters}
    found = server.ask(request)
    assert (found["id"], found["error"]["code"]) == (3, code)
    assert "Traceback" not in str(found)


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("search", None, "'text' is a required property"),
        ("search", {"text": 5}, "text: 5 is not of type 'string'"),
        ("search", {"text": "x" * 300}, "is too long"),
        ("search", {"text": "x", "more": 1}, "Additional properties are not allowed ('more'"),
        ("search", {"text": "x", "limit": 10**9}, "is greater than the maximum of 50"),
        ("search", {"text": "x", "types": ["Figur"]}, "did you mean Figure"),
        ("claim_dossier", {"claim": "proekt-convictions-203"}, "did you mean claim/proekt-convict"),
        ("claim_dossier", {"claim": "../../etc/passwd"}, "there is no claim/../../etc/passwd"),
        ("claim_dossier", {"claim": "https://w3id.org/refusals/release/0a/claim/x"}, "release 0a;"),
        ("claim_dossier", {"claim": "a b> . ?s ?p ?o"}, "is not the id of a thing"),
        ("claim_dossier", {"claim": "agent/mediazona"}, "there is no claim/agent/mediazona"),
        ("describe_thing", {"thing": "agent/mediazonna"}, "did you mean agent/mediazona"),
        ("describe_thing", {"thing": "nothing"}, "use `search` to find its id"),
        ("ask_question", {"name": "chain"}, "did you mean chain-of-4373"),
        ("list_questions", {"theme": "Recipes"}, "there are: "),
        ("question_as_sparql", {"name": ""}, "name: "),
        ("sparql", {"query": "SELECT * { ?s ?p"}, "line 1"),
        ("sparql", {"query": "SELECT * { ?s ref:claim ?o }"}, "ref"),
        ("sparql", {"query": "INSERT DATA { <urn:a> <urn:b> 1 }"}, "is an update"),
        ("sparql", {"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"}, "SERVICE"),
        ("sparql", {"query": f"SELECT * {{ ?s ?p '{'x' * 70_000}' }}"}, "at most 65,536"),
        ("sparql", {"query": "SELECT * { ?s ?p ?o . ?s ?q ?r }"}, "more than 16,777,216 bytes"),
    ],
)
def test_what_cannot_be_answered_is_a_result_that_helps(
    server: Bare, name: str, arguments: Any, words: str
):
    _assert_helps(server, name, arguments, words)


def test_a_query_that_takes_too_long_is_stopped(release: Release, tmp_path: Path):
    with bare(release.path.parent, tmp_path, query_seconds=1) as hasty:
        _assert_helps(hasty, "sparql", {"query": LONG}, "stopped after 1 seconds")


def _assert_helps(server: Bare, name: str, arguments: Any, words: str) -> None:
    found = server.call(name, arguments)["result"]
    assert found["isError"] and "structuredContent" not in found
    (content,) = found["content"]
    assert words in content["text"] and "Traceback" not in content["text"]
    assert len(content["text"]) < 1000


def test_a_whole_number_may_have_a_point(server: Bare):
    """JSON Schema 2020-12 takes 2.0 for an integer, and some models write it so."""
    for name, given in (("search", {"text": "mediazona"}), ("sparql", {"query": "SELECT * {}"})):
        found = server.call(name, {**given, "limit": 2.0})["result"]
        assert not found.get("isError"), found


def test_an_error_does_not_repeat_all_that_was_sent(server: Bare):
    uri = f"refusals://{'x' * 100_000}"
    found = server.ask(
        {"jsonrpc": "2.0", "id": 4, "method": "resources/read", "params": {"uri": uri}}
    )
    assert len(str(found)) < 2000


def test_a_large_result_is_cut_and_says_so(server: Bare):
    query = "SELECT * { ?s ?p ?o }"
    found = server.call("sparql", {"query": query, "limit": 1000})["result"]
    answer = found["structuredContent"]["answer"]
    assert answer["truncated"] and answer["total"] > 20_000
    assert len(found["content"][0]["text"]) < 100_000 and "TRUNCATED" in found["content"][0]["text"]
    long = "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { ?s ?p ?o }"
    found = server.call("sparql", {"query": long})["result"]["structuredContent"]["answer"]
    assert found["rows"][0][0].endswith("[cut]") and len(found["rows"][0][0]) < 2_100


def test_calls_that_are_cancelled_end(server: Bare):
    for id in range(200, 240):
        server.send(call("sparql", {"query": LONG}, id), cancelled(id))
    # If they went on, the first ones would be stopped only after a minute, as errors.
    found = server.call("sparql", {"query": "ASK { ?s ?p 4373 }"}, 300)
    assert found["id"] == 300
    assert until(lambda: len(server.family()) < 10, PATIENCE)
    assert len(list(Path(f"/proc/{server.process.pid}/task").iterdir())) < 20


def test_what_is_quick_does_not_wait_for_queries(server: Bare):
    ids = range(400, 408)
    server.send(*(call("sparql", {"query": LONG}, id) for id in ids))
    server.send(call("search", {"text": "mediazona"}, 410))
    assert server.read()["id"] == 410
    server.send(*map(cancelled, ids))


@pytest.mark.parametrize("how", ["the end of input", "a signal"])
def test_what_ends_the_server_ends_all_of_it(release: Release, tmp_path: Path, how: str):
    with bare(release.path.parent, tmp_path) as server:
        server.send(call("sparql", {"query": LONG}))
        assert until(lambda: len(server.family()) > 2, PATIENCE)
        assert list(tmp_path.iterdir())
        family = server.family()
        if how == "a signal":
            server.process.send_signal(signal.SIGTERM)
        status, output, errors = server.end()
    assert (status, errors) == (0, b"")
    assert b"Connection closed" in output or not output
    assert until(lambda: not any(map(runs, family)), PATIENCE)
    assert until(lambda: not list(tmp_path.iterdir()), PATIENCE)
