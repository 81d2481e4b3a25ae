"""The query tests of the W3C's SPARQL suites, as they are written, over HTTP.

One server for all: every data file is a named graph, and each query is sent with the dataset that
its test describes, as parameters of the protocol. Tests without any data, and those of syntax, go
to a server of nothing. The answer comes in the format that the expected
result is written in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint import Endpoint, Reply
from readers import READERS, Result, read_triples
from serving import serving, write_release
from solutions import by_value, same
from suites import (
    EVALUATION,
    NEGATIVE,
    QueryTest,
    dataset,
    default_dataset,
    folder,
    query_tests,
    table,
    triples_of,
)

FAILURES = table("known-failures")
BY_VALUE = table("by-value")
SPELLING = "numbers and booleans are kept by value and not as they are spelt"
SECOND_WAY_FILES = 4

MEDIA_TYPES = {
    ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
ANY_FORM = "application/sparql-results+json, text/turtle"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        folder() is None, reason="the W3C's suites are not beside the project (see KG_CONFORMANCE)"
    ),
]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A server of the data of all tests."""
    releases = tmp_path_factory.mktemp("suites")
    write_release(releases, dataset(query_tests()))
    with serving(releases) as server:
        yield Endpoint(server.address)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A server of an empty release."""
    releases = tmp_path_factory.mktemp("nothing")
    write_release(releases, "")
    with serving(releases) as server:
        yield Endpoint(server.address)


def cases(tests: list[QueryTest]) -> list[object]:
    """The tests as parameters; those known to fail must fail."""
    found = []
    for test in tests:
        reason = FAILURES.get(test.name)
        failing = pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason or "")
        found.append(pytest.param(test, id=test.name, marks=[failing] if reason else []))
    return found


def single_default_graphs() -> dict[Path, list[QueryTest]]:
    """The files that are the whole dataset of most tests, each with these tests."""
    tests = [
        test
        for test in query_tests()
        if test.result and len(test.data) == 1 and not test.graph_data and not test.own_graphs
    ]
    counts = Counter(test.data[0] for test in tests if not test.is_alone)
    most = sorted(counts, key=lambda path: (-counts[path], path))[:SECOND_WAY_FILES]
    return {path: [test for test in tests if test.data[0] == path] for path in most}


@pytest.mark.parametrize("test", cases([test for test in query_tests() if not test.is_alone]))
def test_suite(test: QueryTest, endpoint: Endpoint, nothing: Endpoint) -> None:
    asked = endpoint if test.has_data else nothing
    judge(test, asked.query(test.text, accept(test), test.parameters))


@pytest.mark.parametrize("test", cases([test for test in query_tests() if test.is_alone]))
def test_data_that_are_a_dataset(test: QueryTest, tmp_path: Path) -> None:
    """Data in TriG or N-Quads have named graphs of their own, so they get a server of their own."""
    (path,) = test.data
    write_release(tmp_path, default_dataset(path))
    with serving(tmp_path) as server:
        judge(test, Endpoint(server.address).query(test.text, accept(test)))


@pytest.mark.parametrize("path", single_default_graphs(), ids=lambda path: path.parent.name)
def test_the_default_graph_of_a_release_gives_the_same(path: Path, tmp_path: Path) -> None:
    """A sample once more, without parameters: both ways of giving data must agree."""
    write_release(tmp_path, default_dataset(path))
    with serving(tmp_path) as server:
        for test in single_default_graphs()[path]:
            answer = Endpoint(server.address).query(test.text, accept(test))
            if test.name in FAILURES:
                with pytest.raises(AssertionError):
                    judge(test, answer)
            else:
                judge(test, answer)


def judge(test: QueryTest, answer: Reply) -> None:
    """Fail unless the answer is what the test expects."""
    if test.kind in NEGATIVE:
        assert (answer.status, answer.problem) == (400, "query-syntax"), answer.text
    elif test.kind in EVALUATION:
        assert answer.status == 200, answer.text
        wanted, found = expected(test), READERS[answer.media_type](answer.body)
        if test.name in BY_VALUE:
            assert not same(wanted, found, is_lax=test.is_lax), "it need not be listed"
            wanted, found = by_value(wanted), by_value(found)
        assert same(wanted, found, is_lax=test.is_lax), answer.text
    else:
        # A function that the engine lacks is refused once the query is parsed.
        assert answer.status == 200 or "custom function" in answer.text, answer.text


def accept(test: QueryTest) -> str:
    """The format to ask for: that of the expected result."""
    return MEDIA_TYPES.get(test.result.suffix, ANY_FORM) if test.result else ANY_FORM


def expected(test: QueryTest) -> Result:
    """The expected result of a test."""
    if test.result.suffix in MEDIA_TYPES:
        return READERS[MEDIA_TYPES[test.result.suffix]](test.result.read_bytes())
    return read_triples(triples_of(test.result))


@pytest.mark.parametrize("name", ["known-failures", "by-value"])
def test_what_is_listed_exists(name: str) -> None:
    assert set(table(name)) <= {test.name for test in query_tests()}


@pytest.mark.parametrize(
    "test", [test for test in query_tests() if FAILURES.get(test.name) == SPELLING], ids=str
)
def test_only_the_spelling_differs(test: QueryTest, endpoint: Endpoint) -> None:
    """The reason given for these failures is the whole reason."""
    answer = endpoint.query(test.text, accept(test), test.parameters)
    found = READERS[answer.media_type](answer.body)
    assert same(by_value(expected(test)), by_value(found), is_lax=test.is_lax)
