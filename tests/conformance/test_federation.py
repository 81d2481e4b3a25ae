"""SERVICE is refused on purpose: this endpoint asks no other server in anyone's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from endpoint import Endpoint
from serving import serving, write_release
from suites import QueryTest, folder, manifests, read_manifest, suite_of

FEDERATED = [
    test
    for manifest in manifests()
    if suite_of(manifest) in ("sparql11/service", "sparql11/syntax-fed")
    for test in read_manifest(manifest)
]

pytestmark = pytest.mark.skipif(
    folder() is None, reason="the W3C's suites are not beside the project (see KG_CONFORMANCE)"
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    releases = tmp_path_factory.mktemp("federation")
    write_release(releases, "")
    with serving(releases) as server:
        yield Endpoint(server.address)


@pytest.mark.parametrize("test", FEDERATED, ids=lambda test: test.name)
def test_each_federated_query_is_refused(test: QueryTest, endpoint: Endpoint) -> None:
    answer = endpoint.query(test.text)
    assert (answer.status, answer.problem) == (400, "query-refused")
    assert "SERVICE" in answer.text


def test_the_suites_of_federation_are_known() -> None:
    assert len(FEDERATED) == 10
