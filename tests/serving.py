"""`kg serve` as a user runs it, over a release of any data: for tests that speak HTTP."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, RdfFormat, parse

from kg.search import FILE as SEARCH
from kg.search import search_index

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://w3id.org/refusals/"
TABLES = ("figures.csv", "statements.csv", "checks.csv", "ledger.csv")


@dataclass(frozen=True)
class Server:
    """A server that answers.

    :ivar address: http://127.0.0.1:PORT
    """

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.address.rpartition(":")[2])


def write_release(
    releases: Path, nquads: str | Path, name: str = "0123456789abcdef", published: bool = True
) -> Path:
    """Write a release directory of this data and publish it: point `releases/current` at it.

    :param nquads: N-Quads, or a file of them, which is linked rather than copied
    :param name: the release's identifier, 16 hexadecimal digits
    :param published: whether `current` is to point at it
    """
    folder = releases / name
    folder.mkdir(parents=True)
    dataset = folder / "dataset.nq"
    default = []  # nothing of a large file is searched for
    if isinstance(nquads, Path):
        dataset.symlink_to(nquads.resolve())
    else:
        dataset.write_text(nquads, encoding="utf-8")
        default = [quad.triple for quad in parse(nquads, format=RdfFormat.N_QUADS)
                   if isinstance(quad.graph_name, DefaultGraph)]  # fmt: skip
    (folder / SEARCH).write_bytes(search_index(default))
    (folder / "inferred.nq").write_text("")
    (folder / "questions.json").write_text("[]")
    (folder / "context.jsonld").symlink_to(ROOT / "ontology" / "context.jsonld")
    hashes = {}
    for table in TABLES:
        (folder / table).write_text(f"{table}\nХочу\n", encoding="utf-8")
        sha256 = hashlib.sha256((folder / table).read_bytes()).hexdigest()
        hashes[table] = {"sha256": sha256, "media_type": "text/csv"}
    counts = _counts(dataset)
    manifest = {
        **{"release": name, "base": BASE, "counts": counts, "files": hashes},
        **{"title": "A release for tests", "version": "0.1.0", "date": "2026-11-22"},
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    if published:
        publish(releases, name)
    return folder


def publish(releases: Path, name: str) -> None:
    """Point `releases/current` at a release, in one rename."""
    aside = releases / ".current-new"
    aside.symlink_to(name)
    aside.replace(releases / "current")


def _counts(dataset: Path) -> dict[str, object]:
    default, graphs = 0, {}
    for quad in parse(path=dataset, format=RdfFormat.N_QUADS):
        if isinstance(quad.graph_name, DefaultGraph):
            default += 1
        else:
            graphs[quad.graph_name.value] = graphs.get(quad.graph_name.value, 0) + 1
    quads = default + sum(graphs.values())
    return {"default_graph_triples": default, "quads": quads, "graphs": graphs}


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition to hold, at most so long; whether it does."""
    deadline = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds


@contextmanager
def serving(
    releases: Path, *arguments: str, stderr: IO[str] | int | None = None, **settings: object
) -> Iterator[Server]:
    """`kg serve` over a folder of releases, on a free port, until the block ends.

    :param arguments: further arguments of `kg serve`
    :param stderr: where its standard error goes (see `subprocess.Popen`)
    :param settings: by name without `KG_`: `query_seconds=2.0` sets KG_QUERY_SECONDS
    """
    chosen = {"root": ROOT, "releases": releases, "host": "127.0.0.1", "port": 0, **settings}
    environment = os.environ | {f"KG_{name.upper()}": str(value) for name, value in chosen.items()}
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
    ) as process:
        try:
            line = process.stdout.readline()
            found = re.search(r"http://\S+?(?=/ )", line)
            assert found, f"the server does not start: {line!r}"
            yield Server(process, found.group())
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def serving_without_faults(releases: Path, log: Path, **settings: object) -> Iterator[Server]:
    """`serving`, and no traceback in what it wrote to standard error by the end of the block.

    :param log: file that takes it
    """
    with log.open("w") as stderr, serving(releases, stderr=stderr, **settings) as server:
        yield server
    assert "Traceback" not in log.read_text(errors="replace")
