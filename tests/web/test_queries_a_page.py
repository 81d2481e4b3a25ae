"""No page asks the graph more than a handful of questions, however much it shows."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
from http_client import Client
from page_types import page_types
from serving import serving

from kg.release import Release

MOST_QUERIES = 12


@pytest.fixture(scope="module")
def asked(release: Release) -> Iterator[dict[str, int]]:
    """How many queries each type of page was made of, as the access log tells."""
    with serving(release.path.parent, stderr=subprocess.PIPE, access_log="yes") as server:
        client = Client(server.address)
        for page in page_types():
            client.get(page.path, headers={"Accept": "text/html"})
        server.process.terminate()
        lines = [
            json.loads(line)
            for line in server.process.stderr.read().splitlines()
            if line.startswith("{")
        ]
    names = [page.name for page in page_types()]
    return {name: line.get("queries", 0) for name, line in zip(names, lines, strict=True)}


@pytest.mark.parametrize("name", [page.name for page in page_types()])
def test_a_page_is_made_of_a_handful_of_queries(asked: dict[str, int], name: str):
    assert asked[name] <= MOST_QUERIES
