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
from family import processor_seconds
from http_client import Client
from serving import BASE, ROOT, Server, publish, serving, until, write_release
from small_data import SMALL_RELEASE, small_data
from watching import PATIENCE, asked, is_busy, metrics, queries, runs

from kg.web.connections import MOST_CONNECTIONS

LIMITS = {"query_seconds": 120.0, "query_memory_mb": 128}
"""No test here waits for the time of a query to be over; what ends before it has another reason."""


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
    return [child for child in _children(server) if b"kg.query.zygote" in _command(child)]


def web_process(server: Server) -> int:
    """The process that answers, as soon as nothing but it is left beside those: what is being
    started looks like the server for a moment, and what has ended stays for one."""
    others: list[int] = []

    def is_alone() -> bool:
        others[:] = [
            child
            for child in _children(server)
            if runs(child) and b"kg.query.zygote" not in _command(child)
        ]
        return len(others) == 1

    assert until(is_alone, PATIENCE), others
    return others[0]


def workers(server: Server) -> list[int]:
    """The processes that answer queries."""
    return [worker for zygote in zygotes(server) for worker in descendants(zygote)]


def _children(server: Server) -> list[int]:
    family = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    return [int(child) for child in family.read_text().split()]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _raw(port: int, query: str, version: str = "1.1") -> bytes:
    """Everything that the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
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
        assert until(lambda: number > 5, PATIENCE)
    finally:
        ended.set()
        thread.join()


# Results


def test_whole_result_ends_with_the_final_chunk(server: Server) -> None:
    received = _raw(server.port, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000")
    assert b"transfer-encoding: chunked" in received.partition(b"\r\n\r\n")[0]
    assert received.endswith(b"\r\n0\r\n\r\n")


def test_broken_result_has_no_final_chunk(server: Server) -> None:
    """Its worker dies after the first rows."""
    with asked(server.address, [STREAMED]) as (connection,):
        response = connection.getresponse()
        assert (response.status, response.headers["Transfer-Encoding"]) == (200, "chunked")
        assert response.read(1000)
        for worker in workers(server):
            os.kill(worker, signal.SIGKILL)
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            response.read()


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
        assert until(lambda: len(workers(server)) >= 4, PATIENCE)
        family = [web_process(server), *workers(server)]
        before = most = {process: _most_memory(process) for process in family}
        with asked(server.address, [query]) as (connection,):
            response = connection.getresponse()
            rows = response.read(1000).count(b"\n")
            assert rows and is_busy(server.address)  # more than is ever buffered is to come
            while piece := response.read(1 << 20):
                rows += piece.count(b"\n")
                # A worker may end as soon as the query has.
                now = {process: _most_memory(process) for process in family}
                most = {process: max(most[process], now[process]) for process in family}
    assert rows == 1_000_001
    assert sum(most.values()) - sum(before.values()) < 200 * 2**20


def _most_memory(process: int) -> int:
    """The most memory that a process has had, in bytes; 0 of one that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def test_a_slow_reader_gets_the_whole_result(small_releases: Path) -> None:
    """The query's own time is short; the reader's share does not count."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    limits = {"query_seconds": 4.0, "query_reader_seconds": 120.0}
    with serving(small_releases, **limits) as server, asked(server.address, [query]) as (reader,):
        reader.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        response = reader.getresponse()
        rows = response.read(1000).count(b"\n")
        time.sleep(limits["query_seconds"] + 1)
        assert is_busy(server.address)  # the rest is not in some buffer, it waits to be read
        while piece := response.read(1 << 20):
            rows += piece.count(b"\n")
    assert rows == 60_001


def test_a_reader_who_never_reads_is_cut_off(small_releases: Path) -> None:
    limits = {"query_seconds": 120.0, "query_reader_seconds": 1.0}
    with serving(small_releases, **limits) as server, asked(server.address, [STREAMED]) as (one,):
        assert one.sock.recv(1)  # it has begun, and only its reader can end it
        assert until(lambda: not is_busy(server.address), PATIENCE)


def test_readers_who_never_read_take_no_worker_from_others(small_releases: Path) -> None:
    """The refused ones among them are ended at once, not when their readers' time is over."""
    limits = {"query_seconds": 120.0, "query_reader_seconds": 120.0}
    streams = [f"{STREAMED} # {number}" for number in range(14)]
    with serving(small_releases, **limits) as server, asked(server.address, streams):
        settled = {"waiting": 0, "quick": 0, "long": 6, "paused": 4}
        assert until(lambda: queries(server.address) == settled, PATIENCE)
        other = Client(server.address, source="127.0.0.2")
        for number in range(10):
            query = {"query": f"ASK {{ ?s ?p {number} }}"}
            assert other.get("/sparql", query_string=query).status_code == 200
        assert until(lambda: other.get("/readyz").json()["status"] == "ok", PATIENCE)
        assert queries(server.address)["long"] == 6  # they are there still


def test_a_flood_of_requests_sent_ahead_is_cut_off(small_releases: Path) -> None:
    with (
        serving(small_releases) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        connection.settimeout(PATIENCE)
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
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
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


@pytest.mark.parametrize("query", [STREAMED, COUNTED], ids=["rows came", "nothing came"])
@pytest.mark.parametrize("leave", [socket.SHUT_RDWR, None], ids=["it shuts", "it closes"])
def test_a_reader_who_hangs_up_frees_the_worker(
    server: Server, query: str, leave: int | None
) -> None:
    assert until(lambda: not is_busy(server.address), PATIENCE)
    with asked(server.address, [query]) as (connection,):
        if query == STREAMED:
            assert connection.sock.recv(1024)
        assert until(lambda: is_busy(server.address), PATIENCE)
        if leave is not None:
            connection.sock.shutdown(leave)
    assert until(lambda: not is_busy(server.address), PATIENCE)
    assert until(lambda: _processors(server) < 0.2, PATIENCE)  # nobody goes on in secret


def _processors(server: Server, seconds: float = 0.3) -> float:
    """How many processors the server keeps busy."""
    before, began = processor_seconds(server.process.pid), time.monotonic()
    time.sleep(seconds)
    taken = processor_seconds(server.process.pid) - before
    return taken / (time.monotonic() - began)


def test_who_asks_for_many_pages_leaves_room_for_others(small_releases: Path) -> None:
    """Of the twenty places one may have five: all pages wait for workers that are held up here."""
    limits = {"web_threads": 6, "web_queue": 14, "query_seconds": 120.0}
    with serving(small_releases, **limits) as server, ThreadPoolExecutor(21) as pool:
        assert until(lambda: len(workers(server)) >= 4, PATIENCE)
        stopped = [*zygotes(server), *workers(server)]
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        greedy, other = Client(server.address), Client(server.address, source="127.0.0.2")
        asked_for = [pool.submit(greedy.get, f"/thing/{number}") for number in range(20)]
        try:
            assert until(lambda: sum(page.done() for page in asked_for) == 15, PATIENCE)
            assert "kg_pages_under_way 5.0" in metrics(server.address)
            assert other.get("/method").status_code == 200
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)
        answers = [page.result() for page in asked_for]
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(503)) == (5, 15)
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.json()["type"].endswith("/problem/server-busy") and busy.headers["Retry-After"]


# Healing


def test_engine_that_dies_is_started_again_unnoticed(server: Server) -> None:
    (old,) = zygotes(server)
    with probing(server) as failures:
        os.kill(old, signal.SIGKILL)
        assert until(lambda: zygotes(server) not in ([], [old]), PATIENCE)
        time.sleep(1)  # meanwhile it loads the release
    assert not failures
    query = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?o"}
    for number in range(12):  # with memory of their own, so that workers are replaced
        query["query"] += f"#{number}"
        assert Client(server.address).get("/sparql", query_string=query).status_code == 200


def test_web_process_that_dies_is_started_again(server: Server) -> None:
    old = web_process(server)
    os.kill(old, signal.SIGKILL)
    assert until(lambda: not runs(old), PATIENCE)
    # The socket stays open, so who comes now waits a moment and is answered.
    assert Client(server.address).get("/readyz").status_code == 200
    assert web_process(server) != old


def test_killed_server_takes_its_family_along(releases: Path) -> None:
    with serving(releases, **LIMITS) as server:
        family = descendants(server.process.pid)
        assert len(family) >= 4  # the engine, its workers, the web process
        server.process.kill()
        assert until(lambda: not any(map(runs, family)), PATIENCE)
        assert _is_refused(server.port)


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
                assert until(lambda name=name: _serves(client, name), PATIENCE)
        assert not failures
        second = client.get("/sparql", query_string=query)
        assert (first.data, second.data) == (b"n\r\n302\r\n", b"n\r\n312\r\n")
        assert first.headers["ETag"] != second.headers["ETag"]
        assert until(lambda: len(zygotes(server)) == 1, PATIENCE) and zygotes(server) != [old]


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
        assert (server.process.wait(PATIENCE), server.process.stderr.read()) == (0, "")
        assert until(lambda: not any(map(runs, family)), PATIENCE)
        assert _is_refused(server.port)


def test_hang_up_of_its_terminal_stops_it_and_the_same_signal_otherwise_reloads(
    releases: Path,
) -> None:
    """Nobody could stop it later who sits at that terminal."""
    environment = os.environ | {"KG_PORT": "0", "KG_RELEASES": str(releases), "KG_ROOT": str(ROOT)}
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)

    def read_to(words: bytes) -> None:
        said = b""
        while words not in said:
            said += os.read(terminal, 1000)

    read_to(b"http://")
    bad = write_release(releases, small_data(), "bad0bad0bad0bad0", published=False)
    (bad / "manifest.json").unlink()
    publish(releases, bad.name)
    read_to(b" goes on")
    os.kill(process, signal.SIGHUP)
    read_to(b" goes on")  # it has tried again
    assert os.waitpid(process, os.WNOHANG) == (0, 0)
    os.close(terminal)
    ended = []
    assert until(lambda: ended.append(os.waitpid(process, os.WNOHANG)) or ended[-1][0], PATIENCE)
    assert ended[-1] == (process, 0)


def test_requests_under_way_end_before_the_server_does(releases: Path) -> None:
    with (
        serving(releases, query_seconds=120.0, drain_seconds=120.0) as server,
        asked(server.address, [COUNTED]) as (connection,),
    ):
        assert until(lambda: is_busy(server.address), PATIENCE)
        answering = workers(server)
        server.process.terminate()
        assert until(lambda: _is_refused(server.port), PATIENCE)
        assert server.process.poll() is None
        for worker in answering:  # which ends the query: a time is not waited for
            os.kill(worker, signal.SIGKILL)
        assert connection.getresponse().status == 500  # told by the server, which is there still
        assert server.process.wait(PATIENCE) == 0


def _serves(client: Client, release: str) -> bool:
    return client.get("/healthz").json()["release"] == release


def _is_refused(port: int) -> bool:
    """Whether nobody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return True
    return False
