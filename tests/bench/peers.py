"""The servers that are compared, each a small class: load, start, where it answers, stop.

None is installed from here; `available` looks for it on the machine (README.md tells how to get
each). Every server is given the same file and answers the same queries about the same default
graph, each with its own means (see `parameters` and the notes).
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from serving import serving, write_release

INSTALLED = Path(__file__).resolve().parents[2] / ".bench" / "peers"
DEFAULT_GRAPH = "urn:refusals:default"


@dataclass(frozen=True)
class Running:
    """A server that answers.

    :ivar pid: of its first process; the others descend from it
    :ivar path: of its endpoint
    :ivar parameters: sent with every query
    :ivar prologue: put before a DESCRIBE
    """

    pid: int
    port: int
    path: str
    parameters: dict[str, str] = field(default_factory=dict)
    prologue: str = ""


class Refusals:
    """This project's server, with its default settings."""

    name = "refusals"
    note = "all settings default"
    largest = 10**9

    def available(self) -> str:
        return "installed"

    def version(self) -> str:
        from kg import __version__

        return __version__

    @contextmanager
    def running(self, dataset: Path, folder: Path) -> Iterator[Running]:
        write_release(folder, dataset)
        with serving(folder) as server:
            yield Running(server.process.pid, server.port, "/sparql")


class Virtuoso:
    """OpenLink Virtuoso, column store."""

    name = "virtuoso"
    note = (
        "the default graph is loaded as a named graph and named by default-graph-uri in every "
        "request, since Virtuoso's own default graph is the union of all; 340,000 buffers; "
        "DESCRIBE with sql:describe-mode CBD"
    )
    largest = 10**9

    def available(self) -> str | None:
        return shutil.which("virtuoso-t") and shutil.which("isql-vt")

    def version(self) -> str:
        text = subprocess.run(["virtuoso-t", "--version"], capture_output=True, text=True).stderr
        return next(line.split()[1] for line in text.splitlines() if line.startswith("Version"))

    @contextmanager
    def running(self, dataset: Path, folder: Path) -> Iterator[Running]:
        port, sql_port = free_port(), free_port()
        values = {"folder": folder, "data": dataset.parent.resolve(), "port": port}
        values |= {"sql_port": sql_port, "default_graph": DEFAULT_GRAPH}
        text = (Path(__file__).parent / "virtuoso.ini").read_text()
        for name, value in values.items():
            text = text.replace(f"@{name}@", str(value))
        folder.mkdir(parents=True)
        (folder / "virtuoso.ini").write_text(text)
        command = ["virtuoso-t", "+foreground", "+configfile", folder / "virtuoso.ini"]
        with process(command, folder) as pid:
            wait_for(port, "/sparql")
            load = (
                f"ld_dir('{dataset.parent.resolve()}', '{dataset.name}', '{DEFAULT_GRAPH}'); "
                "rdf_loader_run(); checkpoint; "
                "select ll_error from load_list where ll_error is not null;"
            )
            command = ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={load}"]
            loaded = subprocess.run(command, capture_output=True, text=True)
            if loaded.returncode or "0 Rows." not in loaded.stdout:
                raise RuntimeError(f"Virtuoso loads nothing: {loaded.stdout}{loaded.stderr}")
            yield Running(
                pid,
                port,
                "/sparql",
                {"default-graph-uri": DEFAULT_GRAPH},
                'DEFINE sql:describe-mode "CBD"\n',
            )


class RdflibEndpoint:
    """rdflib-endpoint, in an environment of its own."""

    name = "rdflib-endpoint"
    note = "its own command; its default graph is the union of all, which has the same triples"
    largest = 500_000

    def available(self) -> str | None:
        return find("rdflib-endpoint/bin/rdflib-endpoint")

    def version(self) -> str:
        python = Path(self.available()).parent / "python"
        code = (
            "from importlib.metadata import version as v; "
            "print(v('rdflib-endpoint'), 'on rdflib', v('rdflib'))"
        )
        return subprocess.check_output([python, "-c", code], text=True).strip()

    @contextmanager
    def running(self, dataset: Path, folder: Path) -> Iterator[Running]:
        folder.mkdir(parents=True)
        port = free_port()
        command = [self.available(), "serve", "--host", "127.0.0.1", "--port", str(port), dataset]
        with process(command, folder) as pid:
            wait_for(port, "/", 1800)
            yield Running(pid, port, "/")


class Fuseki:
    """Apache Jena Fuseki, in memory."""

    name = "fuseki"
    note = "in memory (transactional), with 12 GB of heap"
    largest = 10**9

    def available(self) -> str | None:
        return find("jena-fuseki-server*.jar") if shutil.which("java") else None

    def version(self) -> str:
        java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
        return f"{Path(self.available()).stem.rpartition('-')[2]} on Java {java.split(chr(34))[1]}"

    def _options(self, dataset: Path, folder: Path) -> list[str]:
        return [f"--file={dataset.resolve()}"]

    @contextmanager
    def running(self, dataset: Path, folder: Path) -> Iterator[Running]:
        folder.mkdir(parents=True)
        port = free_port()
        command = ["java", "-Xmx12g", "-jar", self.available(), "--localhost", f"--port={port}"]
        with process([*command, *self._options(dataset, folder), "/ds"], folder) as pid:
            wait_for(port, "/ds/query?query=ASK%7B%7D", 900)
            self._load(port, dataset)
            yield Running(pid, port, "/ds/query")

    def _load(self, port: int, dataset: Path) -> None:
        pass


class FusekiOnDisk(Fuseki):
    """Apache Jena Fuseki over TDB2."""

    name = "fuseki-tdb2"
    note = "TDB2, loaded over HTTP, with 12 GB of heap"

    def _options(self, dataset: Path, folder: Path) -> list[str]:
        (folder / "tdb2").mkdir()
        return ["--update", "--tdb2", f"--loc={folder / 'tdb2'}"]

    def _load(self, port: int, dataset: Path) -> None:
        address = f"http://127.0.0.1:{port}/ds/data"
        command = ["curl", "--silent", "--show-error", "--fail", "-T", dataset, address]
        subprocess.run(
            [*command, "-H", "Content-Type: application/n-quads"], check=True, capture_output=True
        )


class Oxigraph:
    """The Oxigraph server, over its database on disk, reading only."""

    name = "oxigraph"
    note = "serve-read-only, on disk"
    largest = 10**9

    def available(self) -> str | None:
        return find("bin/oxigraph")

    def version(self) -> str:
        return subprocess.check_output([self.available(), "--version"], text=True).split()[-1]

    @contextmanager
    def running(self, dataset: Path, folder: Path) -> Iterator[Running]:
        folder.mkdir(parents=True)
        place = ["--location", folder / "store"]
        load = [self.available(), "load", *place, "--file", dataset]
        subprocess.run(load, check=True, capture_output=True)
        port = free_port()
        command = [self.available(), "serve-read-only", *place, "--bind", f"127.0.0.1:{port}"]
        with process(command, folder) as pid:
            wait_for(port, "/query?query=ASK%7B%7D")
            yield Running(pid, port, "/query")


PEERS = (Refusals(), Virtuoso(), Fuseki(), FusekiOnDisk(), Oxigraph(), RdflibEndpoint())


def find(pattern: str) -> str | None:
    """A program of a peer: in .bench/peers, else on the path."""
    found = sorted(INSTALLED.glob(pattern))
    return str(found[-1]) if found else shutil.which(pattern.rpartition("/")[2])


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def process(command: list[str | Path], folder: Path) -> Iterator[int]:
    """A server's process, with its output in a file of the folder, ended with the block."""
    with (folder / "output.log").open("wb") as output:
        child = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
        try:
            yield child.pid
        finally:
            child.terminate()
            try:
                child.wait(60)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def wait_for(port: int, path: str, seconds: float = 120) -> None:
    """Wait until a server answers at all."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        with suppress(URLError, ConnectionError, TimeoutError):
            try:
                urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).close()
            except HTTPError:
                pass  # it answers
            return
        time.sleep(0.2)
    raise RuntimeError(f"no server answers on port {port} after {seconds:.0f} s")


if __name__ == "__main__":
    for peer in PEERS:
        found = peer.available()
        print(f"{peer.name:16} {peer.version() if found else 'not found'}", file=sys.stdout)
