"""Clients that speak HTTP badly, slowly or not at all: they get a clear refusal or a closed
connection within a bounded time, and nobody else notices."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import family
import pytest
import wire
from attacked import QUERY_SECONDS, READER_SECONDS
from endless import COUNTED, STREAMED
from probe import Probe
from requests_on_the_wire import all_requests
from serving import Server, until

REQUESTS = all_requests()
PROMPT_SECONDS = 10.0
"""Well below the 15 s after which who sends no whole request is let go."""
PATIENT_SECONDS = 60.0
"""How long a connection that never ends its request may last."""
PROBE_SECONDS = 1.0
IDLE_CONNECTIONS = 100
PIPELINED = 100
FLOOD_SECONDS = 3.0
CROWD = 100
LEAKS = re.compile(rb'Traceback|File "|site-packages|src/kg|root:.:0')


@pytest.fixture
def bystander(server: Server, subjects: list[str]) -> Iterator[Probe]:
    """Somebody who asks small queries meanwhile, and must not notice anything."""
    with Probe(server.port, subjects) as probe:
        yield probe
    probe.assert_unnoticed(PROBE_SECONDS)


@pytest.mark.parametrize("name", REQUESTS)
def test_bad_request_is_answered_or_closed(server: Server, name: str) -> None:
    message, accepted = REQUESTS[name]
    reply = wire.exchange(server.port, message, "127.0.0.5", PROMPT_SECONDS + 1)
    assert reply.outcome in accepted, reply
    assert reply.seconds < PROMPT_SECONDS
    assert not LEAKS.search(reply.body), reply.body
    assert "set-cookie" not in reply.headers, reply.headers
    location = reply.header("Location")
    assert re.match(r"(?!//)(/|http://localhost[/:])", location or "/"), location
    if reply.header("Content-Type") == "application/problem+json":
        assert json.loads(reply.body)["status"] == int(reply.outcome)


@pytest.mark.slow
def test_slow_clients_are_dropped(server: Server, bystander: Probe) -> None:
    """Slow-loris (a header line every second), a body that trickles, a request that stops."""
    head = wire.request("/sparql", "POST", headers=[("Content-Length", "1000")])

    def trickle(start: bytes, piece: bytes, number: int) -> float:
        began = time.monotonic()
        with wire.connect(server.port, f"127.0.4.{number}", 1) as connection:
            connection.sendall(start)
            while time.monotonic() < began + PATIENT_SECONDS:
                connection.settimeout(1)
                try:
                    if not connection.recv(4096):
                        break
                except TimeoutError:
                    pass
                except ConnectionResetError:
                    break
                try:
                    connection.sendall(piece)
                except OSError:
                    break
        return time.monotonic() - began

    kinds = [(b"GET / HTTP/1.1\r\n", b"X-A: b\r\n"), (head, b"a"), (b"GET", b"A"), (b"GET /", b"")]
    kinds *= 5
    with ThreadPoolExecutor(len(kinds)) as pool:
        lasted = list(pool.map(lambda k: trickle(*kinds[k], k + 1), range(len(kinds))))
    assert max(lasted) < PATIENT_SECONDS, lasted


def test_idle_connections_are_borne(server: Server, bystander: Probe) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(IDLE_CONNECTIONS):
            stack.enter_context(wire.connect(server.port, f"127.0.5.{number + 1}"))
        asked = bystander.asked
        assert until(lambda: bystander.asked > asked + 25, PATIENT_SECONDS)


def test_pipelined_requests_are_answered_in_order(server: Server) -> None:
    """A server may close after any response (RFC 9112 §9.3.2), but not answer in another order."""
    asked = [f"/problem/{k}" if k % 2 else "/healthz" for k in range(PIPELINED)]
    messages = [wire.request(target) for target in asked]
    messages.append(wire.request("/healthz", headers=[("Connection", "close")]))
    received = bytearray()
    with wire.connect(server.port) as connection:
        connection.sendall(b"".join(messages))
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65_536):
                received += piece
    statuses = re.findall(rb"HTTP/1\.1 (\d{3}) ", received)
    assert statuses
    assert statuses == [b"404" if k % 2 else b"200" for k in range(len(statuses))]


@pytest.mark.slow
def test_client_that_never_reads_costs_no_more_than_its_time(
    server: Server, bystander: Probe
) -> None:
    before = family.memory(server.process.pid)
    with contextlib.ExitStack() as stack:
        connections = []
        for number in range(1, 5):
            connection = stack.enter_context(wire.connect(server.port, f"127.0.6.{number}"))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
            connection.sendall(wire.query_request(STREAMED))
            connections.append(connection)
        time.sleep(QUERY_SECONDS + READER_SECONDS + 1)
        assert family.memory(server.process.pid) < before + 100 * 2**20
        for connection in connections:
            reply = wire.receive(connection, time.monotonic() + PATIENT_SECONDS)
            assert reply.outcome in ("broken", "503", "504", wire.CLOSED), reply.outcome


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_crowd_of_hang_ups_is_borne(server: Server, bystander: Probe, method: str) -> None:
    """A crowd of clients that ask for something long and leave at once."""
    for number in range(CROWD):
        query = STREAMED if number % 2 else COUNTED
        message = wire.query_request(query)
        if method == "GET":
            message = wire.request(f"/sparql?query={quote(query)}")
        with wire.connect(server.port, f"127.0.7.{number + 1}") as connection:
            connection.sendall(message)
    time.sleep(1)
    assert server.process.poll() is None


FLOODS = {
    "long queries": wire.query_request("ASK {}#\n" + "() " * 21_000),
    "long queries of names": wire.query_request("ASK { " + "a." * 32_000),
    "long Accept headers": wire.request(
        "/sparql?query=ASK%7B%7D", headers=[("Accept", "a/b," * 15_000)]
    ),
    "long Accept-Encoding headers": wire.request(
        "/sparql?query=ASK%7B%7D", headers=[("Accept-Encoding", "gzip;q=0.1," * 5_500)]
    ),
    "many parameters": wire.request("/sparql?query=ASK%7B%7D" + "&a=b" * 990),
    "pages of nothing": wire.request("/id/claim/nowhere"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOODS)
def test_flood_of_what_is_read_before_it_runs(server: Server, bystander: Probe, kind: str) -> None:
    """What is costly to read, let alone to run: six clients at once, each as fast as it is let."""
    over = time.monotonic() + FLOOD_SECONDS

    def flood(number: int) -> list[str]:
        outcomes = []
        while time.monotonic() < over:
            reply = wire.exchange(server.port, FLOODS[kind], f"127.0.8.{number}")
            outcomes.append(reply.outcome)
        return outcomes

    with ThreadPoolExecutor(6) as pool:
        outcomes = {outcome for found in pool.map(flood, range(1, 7)) for outcome in found}
    assert outcomes <= {"200", "400", "404", "406", "414", "431", "503", "504"}, outcomes
