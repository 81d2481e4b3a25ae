"""A small release of known content, for the tests of the endpoint and of the server."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/refusals/"
CLAIM = f"{BASE}id/claim/requests"


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of 302 triples."""
    folder = tmp_path_factory.mktemp("release")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<{BASE}id/thing/{i}> {label} "Number {i}" .' for i in range(300)]
    lines.append(f'<{CLAIM}> {label} "<script>alert(1)</script> & Хочу"@ru .')
    lines.append(f'<{CLAIM}> <{BASE}ontology#stated> "25500"'
                 "^^<http://www.w3.org/2001/XMLSchema#decimal> .")  # fmt: skip
    lines.append(f'<{CLAIM}> {label} "in a graph" <{BASE}graph/one> .')
    (folder / "dataset.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "inferred.nq").write_text("")
    hashes = {}
    for name in ("figures.csv", "statements.csv", "checks.csv", "ledger.csv"):
        (folder / name).write_text(f"{name}\nХочу\n", encoding="utf-8")
        hashes[name] = {"sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}
    counts = {"default_graph_triples": 302, "quads": 303}
    manifest = {"release": "0123456789abcdef", "base": BASE, "counts": counts, "files": hashes}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="session")
def address(release) -> Iterator[str]:
    """`kg serve` as a user runs it, on a free port."""
    environment = os.environ | {
        "KG_ROOT": str(ROOT),
        "KG_RELEASES": str(release.path.parent),
        "KG_HOST": "127.0.0.1",
        "KG_PORT": str(free_port()),
    }
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline()
            yield re.search(r"http://\S+?(?=/ )", line).group()
        finally:
            server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
