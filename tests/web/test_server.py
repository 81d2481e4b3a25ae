"""The running server on the wire: whole and broken results, restarts, reloads, ports, signals."""

from __future__ import annotations

import http.client
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from endless import COUNTED, STREAMED
from engines import descendants
from http_client import Client
from serving import BASE, ROOT, Server, publish, serving, until, write_release
from small_data import SMALL_RELEASE, small_data

from kg.web.connections import MOST_CONNECTIONS

LIMITS = {"query_seconds": 1.0, "query_memory_mb": 128}


@pytest.fixture(scope="module")
def server(small_releases: Path) -> Iterator[Server]:
    with serving(small_releases, stderr=subprocess.DEVNULL, **LIMITS) as running:
        yield running


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of releases of its own, with the small one published."""
    write_release(tmp_path, small_data(), SMALL_RELEASE)
    return tmp_path


def zygotes(server: Server) -> list[int]:
    """The processes that hold a release."""
    return [
        child
        for child in descendants(server.process.pid)
        if b"kg.query.zygote" in Path(f"/proc/{child}/cmdline").read_bytes()
        and _parent(child) == server.process.pid
    ]


def web_process(server: Server) -> int:
    """The process that answers."""
    (web,) = [
        child
        for child in descendants(server.process.pid)
        if _parent(child) == server.process.pid and child not in zygotes(server)
    ]
    return web


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def _runs(process: int) -> bool:
    """Whether a process runs; one that nobody has reaped yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def _raw(port: int, query: str, version: str = "1.1") -> bytes:
    """Everything that the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        target = "/sparql?" + urlencode({"query": query, "format": "csv"})
        request = f"GET {target} HTTP/{version}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        received = bytearray()
        try:
            while piece := connection.recv(1 << 20):
                received += piece
        except ConnectionResetError:
            pass
    return bytes(received)


@contextmanager
def probing(server: Server, pause: float = 0.01) -> Iterator[list[object]]:
    """Ask small queries one after the other; gives what went wrong."""
    failures, ended, number = [], threading.Event(), 0

    def ask() -> None:
        nonlocal number
        while not ended.is_set():
            number += 1
            query = f"SELECT ?o {{ <{BASE}id/thing/{number % 300}> ?p ?o }} # {number}"
            try:
                response = Client(server.address).get("/sparql", query_string={"query": query})
                if response.status_code != 200:
                    failures.append(response.data)
            except (OSError, http.client.HTTPException) as error:
                failures.append(error)
            time.sleep(pause)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield failures
    finally:
        ended.set()
        thread.join()
        assert number > 5


# Results


def test_whole_result_ends_with_the_final_chunk(server: Server) -> None:
    received = _raw(server.port, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000")
    assert b"transfer-encoding: chunked" in received.partition(b"\r\n\r\n")[0]
    assert received.endswith(b"\r\n0\r\n\r\n")


def test_broken_result_has_no_final_chunk(server: Server) -> None:
    received = _raw(server.port, STREAMED)
    head = received.partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 200") and b"transfer-encoding: chunked" in head
    assert not received.endswith(b"0\r\n\r\n")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/sparql?" + urlencode({"query": STREAMED}))
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        connection.getresponse().read()
    connection.close()


def test_http_1_0_gets_a_length_or_nothing(server: Server) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"
    head, _, body = _raw(server.port, query, "1.0").partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head and b"chunked" not in head
    assert len(body) > 65_536
    head = _raw(server.port, STREAMED, "1.0").partition(b"\r\n\r\n")[0]
    assert head.startswith((b"HTTP/1.1 505", b"HTTP/1.1 504"))


@pytest.mark.slow
def test_a_million_rows_take_little_memory_and_begin_at_once(small_releases: Path) -> None:
    query = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 1000000"
    with serving(small_releases, query_seconds=120, query_cache_mb=64) as server:
        family = [web_process(server), *descendants(zygotes(server)[0])]
        before = sum(map(_most_memory, family))
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        began = time.monotonic()
        connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
        response = connection.getresponse()
        rows, first = response.read(1000).count(b"\n"), time.monotonic() - began
        while piece := response.read(1 << 20):
            rows += piece.count(b"\n")
        taken = sum(map(_most_memory, family)) - before
    assert rows == 1_000_001 and first < 2
    assert taken < 200 * 2**20


def _most_memory(process: int) -> int:
    """The most memory that a process has had, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def test_a_slow_reader_gets_the_whole_result(small_releases: Path) -> None:
    """The query's own time is short; the reader's share does not count."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    with serving(small_releases, query_seconds=2.0) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        began = time.monotonic()
        connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "csv"}))
        response, rows = connection.getresponse(), 0
        while piece := response.read(1 << 20):
            rows += piece.count(b"\n")
            time.sleep(0.5)
    assert rows == 60_001 and time.monotonic() - began > 3


def test_a_reader_who_never_reads_is_cut_off(small_releases: Path) -> None:
    limits = {"query_seconds": 1.0, "query_reader_seconds": 1.0}
    with (
        serving(small_releases, **limits) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        target = "/sparql?" + urlencode({"query": STREAMED})
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert until(lambda: _busy(server), 1)
        assert until(lambda: not _busy(server), 3)


def test_readers_who_never_read_take_no_worker_from_others(small_releases: Path) -> None:
    """The refused ones among them are ended at once, not when their readers' time is over."""
    with serving(small_releases, query_seconds=5.0, query_reader_seconds=30.0) as server:
        sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(14)]
        for number, connection in enumerate(sockets):
            target = "/sparql?" + urlencode({"query": f"{STREAMED} # {number}"})
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(2.5)
        other = Client(server.address, source="127.0.0.2")
        began = time.monotonic()
        for number in range(10):
            query = {"query": f"ASK {{ ?s ?p {number} }}"}
            assert other.get("/sparql", query_string=query).status_code == 200
        assert other.get("/readyz").json()["status"] == "ok"
        assert time.monotonic() - began < 2
        for connection in sockets:
            connection.close()


def test_a_flood_of_requests_sent_ahead_is_cut_off(small_releases: Path) -> None:
    with (
        serving(small_releases) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        connection.settimeout(5)
        web, request = web_process(server), b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        before = _most_memory(web)
        try:
            for _ in range(200):
                connection.sendall(request * 1000)
        except OSError:
            pass
        assert Client(server.address).get("/healthz").status_code == 200
        assert _most_memory(web) - before < 60 * 2**20


def test_garbage_behind_a_request_never_becomes_part_of_its_answer(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        target = "/sparql?" + urlencode({"query": STREAMED, "format": "csv"})
        head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        connection.sendall(head.encode())
        received = bytearray(connection.recv(1000))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGARBAGE\r\n\r\n")
        try:
            while piece := connection.recv(1 << 20):
                received += piece
        except ConnectionResetError:
            pass
    assert received.startswith(b"HTTP/1.1 200") and received.count(b"HTTP/1.1") == 1
    assert not received.endswith(b"0\r\n\r\n")


def test_many_connections_of_one_peer_leave_room_for_another(small_releases: Path) -> None:
    half = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    half += b"Content-Length: 100\r\n\r\nASK"
    with serving(small_releases) as server:
        sockets = []
        for _ in range(MOST_CONNECTIONS + 20):
            connection = socket.create_connection(("127.0.0.1", server.port))
            connection.sendall(half)
            sockets.append(connection)
        other = Client(server.address, source="127.0.0.2")
        assert [other.get("/method").status_code for _ in range(3)] == [200, 200, 200]
        for connection in sockets:
            connection.close()


def test_a_reader_who_hangs_up_frees_the_worker(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        target = "/sparql?" + urlencode({"query": COUNTED})
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert until(lambda: _busy(server), 1.0)
    assert until(lambda: not _busy(server), 0.5)  # its time is not over before 1 s


def _busy(server: Server) -> bool:
    metrics = Client(server.address).get("/metrics").text
    lines = [line for line in metrics.splitlines() if line.startswith('kg_queries{lane="public"')]
    return any(not line.endswith(" 0.0") for line in lines)


def test_who_asks_for_many_pages_leaves_room_for_others(small_releases: Path) -> None:
    with serving(small_releases, web_threads=2, web_queue=18) as server:
        greedy, other = Client(server.address), Client(server.address, source="127.0.0.2")
        with ThreadPoolExecutor(20) as pool:
            asked = [pool.submit(greedy.get, "/ontology") for _ in range(60)]
            statuses = {other.get("/method").status_code for _ in range(5)}
            answers = [future.result() for future in asked]
    assert statuses == {200}
    assert {answer.status_code for answer in answers} == {200, 503}
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.json()["type"].endswith("/problem/server-busy") and busy.headers["Retry-After"]


# Healing


def test_engine_that_dies_is_started_again_unnoticed(server: Server) -> None:
    (old,) = zygotes(server)
    with probing(server) as failures:
        os.kill(old, signal.SIGKILL)
        assert until(lambda: zygotes(server) not in ([], [old]), 4)
        time.sleep(1)
    assert not failures
    query = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?o"}
    for number in range(12):  # with memory of their own, so that workers are replaced
        query["query"] += f"#{number}"
        assert Client(server.address).get("/sparql", query_string=query).status_code == 200


def test_web_process_that_dies_is_started_again(server: Server) -> None:
    old = web_process(server)
    os.kill(old, signal.SIGKILL)
    began = time.monotonic()
    # The socket stays open, so who comes now waits a moment and is answered.
    assert Client(server.address).get("/readyz").status_code == 200
    assert time.monotonic() - began < 3 and web_process(server) != old


def test_killed_server_takes_its_family_along(releases: Path) -> None:
    with serving(releases, **LIMITS) as server:
        family = descendants(server.process.pid)
        assert len(family) >= 4  # the engine, its workers, the web process
        server.process.kill()
        assert until(lambda: not any(map(_runs, family)), 5)
        _assert_refused(server.port)


# Reloading


def test_a_published_release_is_served_without_a_failed_request(releases: Path) -> None:
    with serving(releases, stderr=subprocess.PIPE, **LIMITS) as server:
        client = Client(server.address)
        (old,) = zygotes(server)
        label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        more = "".join(f'<{BASE}id/more/{i}> {label} "{i}" .\n' for i in range(10))
        query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
        first = client.get("/sparql", query_string=query)
        with probing(server) as failures:
            for number in range(2):
                name = f"{number:016x}"
                write_release(releases, small_data() + more, name)
                assert until(lambda name=name: _serves(client, name), 5)
        assert not failures
        second = client.get("/sparql", query_string=query)
        assert (first.data, second.data) == (b"n\r\n302\r\n", b"n\r\n312\r\n")
        assert first.headers["ETag"] != second.headers["ETag"]
        assert until(lambda: len(zygotes(server)) == 1, 5) and zygotes(server) != [old]


@pytest.mark.parametrize(
    "fault", ["not quads", "another count", "no manifest", "an empty manifest", "another hash"]
)
def test_a_bad_release_is_refused_and_the_old_one_goes_on(releases: Path, fault: str) -> None:
    with serving(releases, stderr=subprocess.PIPE, **LIMITS) as server, probing(server) as failures:
        bad = write_release(releases, small_data(), "bad0bad0bad0bad0", published=False)
        if fault == "not quads":
            (bad / "dataset.nq").write_text("<http://a/> <http://b/> .\n")
        elif fault == "another count":
            (bad / "dataset.nq").write_text("<http://a/> <http://b/> <http://c/> .\n")
        elif fault == "no manifest":
            (bad / "manifest.json").unlink()
        elif fault == "an empty manifest":
            (bad / "manifest.json").write_text("{}")
        else:
            (bad / "figures.csv").write_text("changed\n")
        publish(releases, bad.name)
        line = server.process.stderr.readline()
        assert line.startswith("release bad0bad0bad0bad0 is refused: ") and "goes on" in line
        assert Client(server.address).get("/healthz").json()["release"] == SMALL_RELEASE
        server.process.send_signal(signal.SIGHUP)
        assert "is refused" in server.process.stderr.readline()
        time.sleep(0.2)
    assert not failures


# Starting and stopping


def test_port_in_use_is_one_clear_line(releases: Path, server: Server) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]
    environment = {"KG_PORT": str(server.port), "KG_RELEASES": str(releases), "KG_ROOT": str(ROOT)}
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"port {server.port} is in use; choose another with PORT=…\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_leaves_nothing_running(releases: Path, number: signal.Signals) -> None:
    with serving(releases, stderr=subprocess.PIPE, **LIMITS) as server:
        family = descendants(server.process.pid)
        server.process.send_signal(number)
        assert (server.process.wait(10), server.process.stderr.read()) == (0, "")
        assert not any(map(_runs, family))
        _assert_refused(server.port)


def test_hang_up_of_its_terminal_stops_it_and_the_same_signal_otherwise_reloads(
    releases: Path,
) -> None:
    """Nobody could stop it later who sits at that terminal."""
    environment = os.environ | {"KG_PORT": "0", "KG_RELEASES": str(releases), "KG_ROOT": str(ROOT)}
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    said = b""
    while b"http://" not in said:
        said += os.read(terminal, 1000)
    os.kill(process, signal.SIGHUP)
    time.sleep(0.5)
    assert os.waitpid(process, os.WNOHANG) == (0, 0)
    os.close(terminal)
    ended = []
    assert until(lambda: ended.append(os.waitpid(process, os.WNOHANG)) or ended[-1][0], 20)
    assert ended[-1] == (process, 0)


def test_requests_under_way_end_before_the_server_does(releases: Path) -> None:
    with serving(releases, query_seconds=3.0) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/sparql?" + urlencode({"query": COUNTED}))
        assert until(lambda: _busy(server), 2.0)
        server.process.terminate()
        time.sleep(0.3)
        _assert_refused(server.port)
        assert connection.getresponse().status == 504  # told by the server, three seconds later
        assert server.process.wait(10) == 0


def _serves(client: Client, release: str) -> bool:
    return client.get("/healthz").json()["release"] == release


def _assert_refused(port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
