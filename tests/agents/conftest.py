"""Fixtures for tests of `kg mcp`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from agent_client import Bare, Session, bare

from kg.release import Release


@pytest.fixture(scope="session")
def session(release: Release) -> Iterator[Session]:
    """The SDK's client, with the server that the document's settings start."""
    session = Session(release.path.parent)
    yield session
    session.close()


@pytest.fixture(scope="session")
def server(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bare]:
    """A server for whatever one may send."""
    folder = tmp_path_factory.mktemp("temporary")
    with bare(release.path.parent, folder, "--questions", "one", query_seconds=60) as server:
        yield server
