"""Queries that the check of the text reads in another way than the engine does.

What follows from the text must be right for those, too: a result that is another one each time is
never named by an entity tag, and so never answered from what is kept.
"""

from __future__ import annotations

import pytest
import wire
from serving import Server

SECONDS = 30.0

CHANGING = (
    "SELECT (RAND() AS ?r) {}",
    "SELECT (rand\t\n() AS ?r) {}",
    "SELECT (UUID#comment\n() AS ?r) {}",
    "SELECT (NOW#'\r() AS ?r) {}",
    "SELECT ('''a'''AS ?a) (BNODE() AS ?r) {}",
    # A comparison looks like the beginning of an IRI.
    "SELECT * { BIND(1<RAND()*4&&3>2 AS ?a) BIND(STRUUID() AS ?r) }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(0.5<RAND()&&3>2) }",
    "SELECT ?s { ?s ?p ?o FILTER(?s<UUID()||?s>?o) }",
    "SELECT ?s { ?s ?p ?o FILTER(1<STRLEN(STR(NOW()))&&3>2) }",
)


@pytest.mark.parametrize("query", CHANGING)
def test_what_changes_has_no_entity_tag(server: Server, query: str) -> None:
    reply = wire.exchange(server.port, wire.query_request(query))
    assert reply.outcome == "200", reply
    assert not reply.header("ETag"), query


def test_what_does_not_change_has_one(server: Server) -> None:
    reply = wire.exchange(server.port, wire.query_request("SELECT ?now { ?now <urn:now> 1 }"))
    assert reply.header("ETag")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) FROM <urn:nothing> { ?s ?p ?o FILTER(1<2) }",
        "PREFIX FROM: <urn:> SELECT (COUNT(*) AS ?n) FROM FROM:nothing { ?s ?p ?o }",
        "BASE <urn:x:> SELECT (COUNT(*) AS ?n) FROM#<urn:y>\n<nothing> { ?s ?p ?o }",
        "SELECT (1<2 AS ?a) (COUNT(*) AS ?n) FROM <urn:nothing> { ?s ?p ?o }",
        "SELECT (1<COUNT(*)||3>2 AS ?a) (COUNT(*) AS ?n)FROM<urn:nothing>{ ?s ?p ?o }",
        "SELECT (1<COUNT(*) AS ?a) (COUNT(*) AS ?n)FROM#>\n<urn:nothing>{ ?s ?p ?o }",
    ],
)
def test_dataset_clauses_are_seen(server: Server, query: str) -> None:
    """Where the clause is not seen, the whole graph is counted."""
    reply = wire.exchange(server.port, wire.query_request(query, ("format", "csv")))
    if reply.outcome == "400":
        assert b"urn:" in reply.body and b"nothing" in reply.body, reply
        return
    assert reply.outcome == "200", reply
    assert reply.body.strip().rpartition(b"\n")[2].rpartition(b",")[2] == b"0", reply.body
