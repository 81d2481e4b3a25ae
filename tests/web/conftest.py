"""A small release of known content, for the tests of the endpoint and of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import Client
from serving import serving, write_release
from small_data import SMALL_RELEASE, small_data


@pytest.fixture(scope="session")
def small_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release, published: `small_data`."""
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder, small_data(), SMALL_RELEASE)
    return folder


@pytest.fixture(scope="module")
def client(small_releases: Path) -> Iterator[Client]:
    """A client of a server with narrow limits over the small release. Nothing that a query asks
    for is near its limit of time, so that this one is met only by what never ends."""
    limits = {"query_seconds": 30.0, "query_memory_mb": 128, "query_queue": 4}
    with serving(small_releases, **limits) as server:
        yield Client(server.address)


@pytest.fixture(scope="module")
def hasty(small_releases: Path) -> Iterator[Client]:
    """A client of a server whose queries have a second, for those that never end."""
    with serving(small_releases, query_seconds=1.0) as server:
        yield Client(server.address)
