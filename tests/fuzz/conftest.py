"""A server for what nobody has thought of, over the real release."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from serving import Server, serving_without_faults

from kg.release import Release

# The same examples each time: a failure in CI is one that everybody can repeat.
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="session")
def fuzzed(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server; at its end its log holds no traceback."""
    log = tmp_path_factory.mktemp("log") / "stderr.txt"
    limits = {"query_seconds": 4.0, "query_memory_mb": 256}
    with serving_without_faults(release.path.parent, log, **limits) as server:
        yield server


@pytest.fixture(scope="session")
def hasty(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same for queries of which many would never end, and any may be stopped."""
    log = tmp_path_factory.mktemp("log") / "stderr.txt"
    limits = {"query_seconds": 1.0, "query_memory_mb": 256}
    with serving_without_faults(release.path.parent, log, **limits) as server:
        yield server
