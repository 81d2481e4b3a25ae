"""Nothing that a query or a request says makes the server open a connection or a file."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import wire
from serving import Server, until

SECONDS = 30.0
SECRET = "urn:secret:7b1f"
EVERYTHING = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
# %s is the address; each stands for a way to be read as SERVICE by a parser but not by a check.
SERVICES = (
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { service silent <%s> { ?s ?p ?o } }",
    "SELECT*{SeRvIcE<%s>{?s?p?o}}",
    "SELECT * { VALUES ?x { <%s> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('%s') AS ?x) SERVICE SILENT ?x { ?s ?p ?o } }",
    "PREFIX SERVICE: <%s> SELECT * { SERVICE SERVICE: { ?s ?p ?o } }",
    "PREFIX : <%s> SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX x: <%s> SELECT * { 1SERVICE x: { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <%s> { ?s ?p ?o } } AS ?x) {}",
    "SELECT * { { SELECT * { SERVICE <%s> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERV\\U00000049CE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE\\u0020<%s>\\u007b ?s ?p ?o \\u007d }",
    "SELECT * { SERVICE#comment\r<%s> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\'SERVICE' SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''a'''SERVICE <%s> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """a\\""""SERVICE <%s> { ?s ?p ?o } }',
    "SELECT * { ?s ?p ''SERVICE <%s> { ?s ?p ?o } }",
    # What a comparison opens looks like an IRI up to the next closing sign, here in a comment.
    "SELECT*{?a?p?b FILTER(?a<?b)SERVICE?x#>\n{?s?p?o}VALUES ?x { <%s> } }",
    "SELECT*{VALUES ?x { <%s> } ?a?p?b FILTER(?a!=?b||?a<?b)SERVICE?x#>\n{?s?p?o}}",
    "PREFIX x:<%s> SELECT*{?a?p?b FILTER(?a!=?b||?a<?b)SERVICE\tx:#>\n{?s?p?o}}",
    "PREFIX x:<%s> SELECT*{?a?p?b FILTER(?a!=?b||?a<?b)SERVICE#>\nx:{?s?p?o}}",
    "PREFIX x:<%s> SELECT*{?a?p?b FILTER(?a!=?b||?a<?b)SERVICE\nx:#>\n{?s?p?o}}",
    "DESCRIBE ?o { SERVICE <%s> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <%s> { ?s ?p ?o } }",
    "ASK { SERVICE <%s> { ?s ?p ?o } }",
)
OTHERS = (
    "LOAD <%s>",
    "LOAD SILENT <%s> INTO GRAPH <urn:x>",
    "PREFIX x: <urn:x> L\\u004fAD <%s>",
    f"SELECT * FROM <%s> {EVERYTHING}",
    f"SELECT * FROM NAMED <%s> {EVERYTHING}",
    f"BASE <%s> SELECT * FROM <> FROM NAMED <x> {EVERYTHING}",
    "DESCRIBE <%s>",
    "SELECT * { GRAPH <%s> { ?s ?p ?o } }",
    "PREFIX x: <%s> SELECT (x:() AS ?x) {}",
    "ASK {}; LOAD <%s>",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port that nobody has a reason to connect to, and who has."""
    visitors: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                visitors.append(address[0])
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], visitors
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def targets(listener: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The port, and a file that says something that the graph does not."""
    folder: Path = tmp_path_factory.mktemp("secret")
    (folder / "secret.ttl").write_text(f"<{SECRET}> <{SECRET}> <{SECRET}> .\n")
    return [f"http://127.0.0.1:{listener[0]}/secret.ttl", f"file://{folder}/secret.ttl"]


def _assert_told_nothing(reply: wire.Reply) -> None:
    assert reply.outcome in ("200", "308", "400", "404", "405", "500"), reply
    assert SECRET.encode() not in reply.body and b"root:" not in reply.body
    if reply.outcome == "500":
        assert b"query-crashed" in reply.body, reply


def _assert_alone(listener: tuple[int, list[str]]) -> None:
    port, visitors = listener
    assert not visitors
    # The listener hears: otherwise the line above would say nothing.
    socket.create_connection(("127.0.0.1", port), 30).close()
    assert until(lambda: bool(visitors), 30)
    assert visitors.pop() == "127.0.0.1"


def test_queries_reach_nothing(
    server: Server, listener: tuple[int, list[str]], targets: list[str]
) -> None:
    for target in (*targets, "file:///etc/passwd"):
        for query in (*SERVICES, *OTHERS):
            _assert_told_nothing(
                wire.exchange(server.port, wire.query_request(query % target), "127.0.0.9")
            )
    _assert_alone(listener)


def test_parameters_reach_nothing(
    server: Server, listener: tuple[int, list[str]], targets: list[str]
) -> None:
    for target in (*targets, "file:///etc/passwd", targets[0].replace("http:", "HTTP:")):
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
            message = wire.query_request(f"SELECT * {EVERYTHING} LIMIT 5", (name, target))
            _assert_told_nothing(wire.exchange(server.port, message, "127.0.0.9"))
        for path in (
            f"/graphs?graph={quote(target, safe='')}",
            f"/sparql?query={quote(target, safe='')}",
            f"/id/{quote(target, safe='')}",
            f"/{target}",
            target,
        ):
            _assert_told_nothing(wire.exchange(server.port, wire.request(path), "127.0.0.9"))
    _assert_alone(listener)


def test_what_evades_the_check_finds_no_network(
    server: Server, listener: tuple[int, list[str]]
) -> None:
    """The check of the text is a courtesy; the process is what holds. A SERVICE that the check does
    not see is a join with nothing: refused, broken or empty, but nothing comes from it."""
    port, visitors = listener
    query = (
        "SELECT*{VALUES(?x ?a ?b){(<http://127.0.0.1:%d/> 1 2)}FILTER(?a<?b)SERVICE?x#>\n{?s?p?o}}"
    )
    for graph in ((), (("default-graph-uri", f"http://127.0.0.1:{port}/"),)):
        reply = wire.exchange(server.port, wire.query_request(query % port, *graph), "127.0.0.9")
        _assert_told_nothing(reply)
        assert reply.outcome != "200" or b'"bindings":[]' in reply.body, reply
    assert not visitors
