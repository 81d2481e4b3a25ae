"""What monitors read: metrics and the access log, which tell nothing of who asked or for what."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest
from endless import COUNTED
from http_client import Client
from prometheus_client.parser import text_string_to_metric_families
from serving import serving, until
from watching import PATIENCE, asked, queries

SECRET = "ASK { ?secret <http://example.org/p> 'nobody must read this' }"


def samples(client: Client) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_metrics_count_requests_refusals_and_the_cache(client: Client) -> None:
    assert until(lambda: samples(client)["kg_workers",] >= 4, PATIENCE)
    before = samples(client)

    def change(*name: str) -> float:
        return samples(client).get(name, 0) - before.get(name, 0)

    for _ in range(3):
        client.get("/sparql", query_string={"query": SECRET})
    client.get("/sparql", query_string={"query": "nonsense"})
    client.get("/nothing/here")
    # A request is counted once its response has been sent.
    assert until(lambda: change("kg_requests_total", "pages", "404") == 1, PATIENCE)
    assert until(lambda: change("kg_request_seconds_count", "/sparql") == 4, PATIENCE)
    assert change("kg_requests_total", "/sparql", "200") == 3
    assert change("kg_requests_total", "/sparql", "400") == 1
    assert change("kg_problems_total", "query-syntax") == 1
    assert change("kg_cache_hits_total") >= 2
    assert before["kg_release", "0123456789abcdef"] == 1
    assert "secret" not in client.get("/metrics").text


def test_a_query_that_is_killed_shows(hasty: Client) -> None:
    before = samples(hasty)["kg_workers_gone_total",]
    assert hasty.get("/sparql", query_string={"query": COUNTED}).status_code == 504
    assert until(lambda: samples(hasty)["kg_workers_gone_total",] > before, PATIENCE)
    timeouts = ("kg_problems_total", "query-timeout")
    assert until(lambda: samples(hasty).get(timeouts, 0) >= 1, PATIENCE)


def test_the_access_log_has_a_line_a_request_and_no_secrets(small_releases: Path) -> None:
    with serving(small_releases, stderr=subprocess.PIPE, access_log="yes") as server:
        client = Client(server.address, source="127.0.0.9")
        agent = {"User-Agent": "somebody's browser", "X-Forwarded-For": "192.0.2.1"}
        client.get("/sparql", query_string={"query": SECRET, "format": "csv"}, headers=agent)
        client.post("/sparql", data={"query": "SELECT"}, headers=agent)
        client.get("/figures.csv?who=me", headers=agent)
        server.process.terminate()
        text = server.process.stderr.read()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/sparql", 200), ("POST", "/sparql", 400), ("GET", "/figures.csv", 200),
    ]  # fmt: skip
    assert lines[0]["query"] == hashlib.sha256(SECRET.encode()).hexdigest()[:16]
    assert lines[0]["format"] == "csv" and lines[1]["problem"] == "query-syntax"
    assert all(line["bytes"] > 0 and line["milliseconds"] > 0 for line in lines)
    assert all(line["release"] == "0123456789abcdef" for line in lines)
    assert not re.search(r"127\.0|192\.0|browser|secret|nobody|who=", text)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json"])
def test_they_are_read_only(client: Client, path: str) -> None:
    assert client.post(path, data=b"").status_code == 405
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert client.options(path).status_code == 204


def test_ready_while_all_places_are_taken(client: Client) -> None:
    with asked(client.address, [f"{COUNTED} # {number}" for number in range(8)]):
        assert until(lambda: queries(client.address)["long"] == 6, PATIENCE / 2)
        assert until(lambda: client.get("/readyz").json()["status"] == "ok", PATIENCE)
        assert queries(client.address)["long"] == 6
