"""The project built once in memory, and the tables of the release as two clients read them."""

from __future__ import annotations

import csv
from collections.abc import Mapping

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
def described(address: str) -> CSVW:
    """The tables as a client of CSV on the Web opens them, which knows their description only."""
    return CSVW(f"{address}/data/{METADATA}", validate=True)


@pytest.fixture(scope="session")
def texts(release: Release) -> Mapping[str, list[dict[str, str]]]:
    """The cells of every CSV file as text."""
    tables = {}
    for name in read_schema().tables:
        with (release.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables
