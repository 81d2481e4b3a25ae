"""The server that is attacked, over the real release."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attacked import CACHE_MB, MEMORY_MB, QUERY_SECONDS, READER_SECONDS
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import Server, serving_without_faults

from kg.release import Release


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server to attack; a module whose attacks take no time may say SECONDS that queries have,
    so that a busy machine does not take it from them."""
    limits = {
        "query_seconds": getattr(request.module, "SECONDS", QUERY_SECONDS),
        "query_reader_seconds": READER_SECONDS,
        "query_memory_mb": MEMORY_MB,
        "query_cache_mb": CACHE_MB,
    }
    log = tmp_path_factory.mktemp("log") / "stderr.txt"
    with serving_without_faults(release.path.parent, log, **limits) as running:
        yield running


@pytest.fixture(scope="session")
def subjects(release: Release) -> list[str]:
    """What the release speaks of, in a fixed order."""
    quads = parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    return sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)})
