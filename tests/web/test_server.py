"""The running server on the wire: whole and broken results, restarts, ports, signals."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

import kg

LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SERVE = """
import json, pathlib, sys, types
from kg.errors import KgError
from kg.query import QueryLimits
from kg.web.server import serve
path = pathlib.Path(sys.argv[1])
manifest = json.loads((path / "manifest.json").read_text())
release = types.SimpleNamespace(path=path, manifest=manifest)
try:
    sys.exit(serve(release, "127.0.0.1", int(sys.argv[2]), QueryLimits(seconds=1.0, memory_mb=128)))
except KgError as error:
    sys.exit(str(error))
"""


@contextmanager
def served(release: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server process that answers, and its port; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(release), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(kg.__file__).parents[1])},
    )
    try:
        line = process.stdout.readline()
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1]) if line else port
        if line:
            assert _status(port, "/healthz") == 200
        yield process, port
    finally:
        process.kill()
        process.communicate(timeout=10)


@pytest.fixture(scope="module")
def server(small_release: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with served(small_release) as running:
        yield running


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def _descendants(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [found for child in map(int, children) for found in (child, *_descendants(child))]


def _runs(process: int) -> bool:
    """Whether a process runs; one that nobody has reaped yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def _raw(port: int, query: str) -> bytes:
    """Everything that the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        target = "/sparql?" + urlencode({"query": query, "format": "csv"})
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        received = bytearray()
        try:
            while piece := connection.recv(1 << 20):
                received += piece
        except ConnectionResetError:
            pass
    return bytes(received)


def test_whole_result_ends_with_the_final_chunk(server: tuple[object, int]) -> None:
    received = _raw(server[1], "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000")
    assert b"Transfer-Encoding: chunked" in received.partition(b"\r\n\r\n")[0]
    assert received.endswith(b"\r\n0\r\n\r\n")


def test_broken_result_has_no_final_chunk(server: tuple[object, int]) -> None:
    received = _raw(server[1], LONG)
    head = received.partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 200") and b"Transfer-Encoding: chunked" in head
    assert not received.endswith(b"0\r\n\r\n")
    connection = http.client.HTTPConnection("127.0.0.1", server[1], timeout=10)
    connection.request("GET", "/sparql?" + urlencode({"query": LONG}))
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        connection.getresponse().read()
    connection.close()


def test_engine_that_dies_is_started_again(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    (zygote,) = [
        child
        for child in _descendants(process.pid)
        if b"kg.query.zygote" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
    os.kill(zygote, signal.SIGKILL)
    seen = []
    deadline = time.monotonic() + 8
    while seen[-1:] != [200] and time.monotonic() < deadline:
        seen.append(_status(port, "/healthz"))
        time.sleep(0.05)
    assert seen[-1] == 200 and set(seen) == {200, 503}


def test_killed_server_takes_its_engine_and_workers_along(small_release: Path) -> None:
    with served(small_release) as (process, port):
        family = _descendants(process.pid)
        assert len(family) >= 3  # the engine, gunicorn and its worker
        process.kill()
        deadline = time.monotonic() + 5
        while any(map(_runs, family)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(_runs, family))
        _assert_refused(port)


def test_port_in_use_is_one_clear_line(
    small_release: Path, server: tuple[subprocess.Popen[str], int]
) -> None:
    with served(small_release, server[1]) as (process, port):
        assert process.wait(10) == 1
        assert process.stderr.read() == f"port {port} is in use; choose another with PORT=…\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_leaves_nothing_running(small_release: Path, number: signal.Signals) -> None:
    with served(small_release) as (process, port):
        family = _descendants(process.pid)
        process.send_signal(number)
        assert (process.wait(10), process.stderr.read()) == (0, "")
        assert not any(map(_runs, family))
        _assert_refused(port)


def _assert_refused(port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
