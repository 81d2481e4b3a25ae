"""The project's own release on a server of its own, and clients that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from comunica import Comunica, comunica
from serving import serving


@pytest.fixture(scope="session")
def address(release) -> Iterator[str]:
    """`kg serve` as a user runs it, on a free port, over the project's own release."""
    with serving(release.path.parent) as server:
        yield server.address


@pytest.fixture(scope="session")
def engine() -> Iterator[Comunica]:
    """Comunica."""
    with comunica() as running:
        yield running
