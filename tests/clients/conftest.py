"""The project's own release on a server of its own, and clients that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from comunica import Comunica, comunica


@pytest.fixture(scope="session")
def engine() -> Iterator[Comunica]:
    """Comunica."""
    with comunica() as running:
        yield running
