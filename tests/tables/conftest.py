"""The project built once in memory, and the tables of the release as two clients read them."""

from __future__ import annotations

import csv
import functools
import threading
from collections.abc import Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from csvw import CSVW
from pyoxigraph import Store

from kg.build import BuiltProject
from kg.checks.findings import Findings
from kg.checks.project import check_project
from kg.pipeline import build_all
from kg.release import Release
from kg.settings import Settings
from kg.store import load
from kg.tables.files import METADATA
from kg.tables.schema import read_schema


@pytest.fixture(scope="session")
def built(settings: Settings) -> tuple[BuiltProject, Findings]:
    """What the tables are made of."""
    return build_all(check_project(settings.root_path, settings.texts_path))


@pytest.fixture(scope="session")
def store(release: Release) -> Store:
    """The graph of the release."""
    return load(release.path)


@pytest.fixture(scope="session")
def address(release: Release) -> Iterator[str]:
    """A web server that serves the release's files as they lie, without any header of ours."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(release.path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def described(address: str) -> CSVW:
    """The tables as a client of CSV on the Web opens them, which knows their description only."""
    return CSVW(f"{address}/{METADATA}", validate=True)


@pytest.fixture(scope="session")
def texts(release: Release) -> Mapping[str, list[dict[str, str]]]:
    """The cells of every CSV file as text."""
    tables = {}
    for name in read_schema().tables:
        with (release.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables
