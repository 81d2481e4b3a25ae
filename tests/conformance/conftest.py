"""A small dataset of four graphs, for the tests of the protocols."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from endpoint import Endpoint
from pyoxigraph import RdfFormat, parse
from serving import serving, write_release

DATA = """
PREFIX : <http://example.org/>

:default a :Document .
GRAPH :one { :one a :Document . :shared :in :both . _:unnamed :label "Хочу в отпуск" }
GRAPH :two { :two a :Document . :shared :in :both }
GRAPH :three { :three a :Document }
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A server of the small dataset."""
    releases = tmp_path_factory.mktemp("small")
    write_release(releases, "".join(f"{quad} .\n" for quad in parse(DATA, RdfFormat.TRIG)))
    with serving(releases) as server:
        yield Endpoint(server.address)
