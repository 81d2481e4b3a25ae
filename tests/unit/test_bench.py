"""The graph of the benchmarks is of the asked size, the same each time, and of our vocabulary."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from bench.graph import Sizes, write_graph
from bench.workload import queries
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

QUADS = 60_000
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OUTSIDE = (  # what RDF, RDFS and SKOS define themselves
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2004/02/skos/core#",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sizes]:
    """A small graph and what is in it."""
    path = tmp_path_factory.mktemp("bench") / "graph.nq"
    return path, write_graph(path, QUADS)


def test_it_has_the_asked_size_and_is_the_same_each_time(written, tmp_path: Path):
    path, sizes = written
    text = path.read_text(encoding="utf-8")
    assert sizes.quads == text.count("\n")
    assert abs(sizes.quads - QUADS) < QUADS / 10
    again = tmp_path / "again.nq"
    assert write_graph(again, QUADS) == sizes
    assert again.read_text(encoding="utf-8") == text


def test_every_triple_stands_once_in_a_named_graph_and_once_in_the_default_graph(written):
    default, named = [], []
    for quad in parse(path=written[0], format=RdfFormat.N_QUADS):
        (default if quad.graph_name == DefaultGraph() else named).append(quad.triple)
    assert len(default) == len(set(default))
    assert default == named


def test_it_uses_only_what_the_ontology_has(written, root: Path):
    ontology = parse(path=root / "ontology" / "refusals.ttl", format=RdfFormat.TURTLE)
    known = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
    used = set()
    for quad in parse(path=written[0], format=RdfFormat.N_QUADS):
        used.add(quad.predicate.value)
        if quad.predicate.value == RDF_TYPE:
            used.add(quad.object.value)
    assert not {name for name in used if not name.startswith(OUTSIDE)} - known


@pytest.fixture(scope="module")
def store(written) -> Store:
    """The small graph, to be asked."""
    store = Store()
    store.bulk_load(path=written[0], format=RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_every_query_has_answers_and_no_text_twice(written, store: Store, query):
    texts = list(islice(query.texts(written[1], "varied", 0), 200))
    assert len(set(texts)) == 200
    assert any(_answered(store.query(text)) for text in texts)


def _answered(results: object) -> bool:
    return bool(results) if "Boolean" in type(results).__name__ else next(results, None) is not None
