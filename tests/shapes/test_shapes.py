"""Every shape lets good data pass and stops the bad data made for it, for that reason alone.

A file in `bad/` begins with comments that say what it is:

    # violates: <local names of the shapes that must report it>
    # added to: complete.ttl [concepts.ttl]
    # removes: <subject> <predicate> <object or *>

Its triples are added to those of the good file, after the triples that match were removed. Files
about the controlled lists see those lists whole; all others see of each term and concept only its
class and what figures need to know of it, which takes a fraction of the time. Only those shapes are
asked that a file can concern (`narrowing`); of some files all are asked, with the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest
from narrowing import NarrowValidator, NotingGraph, Triple
from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GOOD = HERE / "good" / "complete.ttl"
GRAPHS: dict[str, NotingGraph] = {}
VALIDATORS: dict[str, NarrowValidator] = {}
BAD = sorted((HERE / "bad").glob("*.ttl"))
BASE = "https://w3id.org/refusals/id/"
REF = Namespace("https://w3id.org/refusals/ontology#")
SHAPE = Namespace("https://w3id.org/refusals/shape/")
HEADER = re.compile(r"^# (violates|added to|removes): (.+)$", re.M)


@dataclass(frozen=True)
class Fixture:
    """A bad file: what it is added to, what it takes away and which shapes must report it."""

    path: Path
    violates: frozenset[str]
    added_to: tuple[str, ...]
    removes: tuple[str, ...]


def read_fixture(path: Path) -> Fixture:
    """Read the comments at the head of a bad file."""
    found: dict[str, list[str]] = {"violates": [], "added to": [], "removes": []}
    for key, value in HEADER.findall(path.read_text(encoding="utf-8")):
        found[key].append(value)
    (violates,), (added_to,) = found["violates"], found["added to"]
    removes = tuple(found["removes"])
    return Fixture(path, frozenset(violates.split()), tuple(added_to.split()), removes)


def read(*paths: Path) -> NotingGraph:
    """Turtle files as one graph."""
    graph = NotingGraph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """All shapes."""
    return read(*sorted((ROOT / "shapes").glob("*.ttl")))


@pytest.fixture(scope="module")
def whole() -> Graph:
    """The good file with the ontology, the concepts and the alignments."""
    return read(*sorted((ROOT / "ontology").glob("*.ttl")), GOOD)


@pytest.fixture(scope="module")
def brief() -> Graph:
    """The good file, the ontology's terms with their classes, and of each concept its class and
    ref: properties."""
    graph = read(GOOD)
    for s, p, o in read(ROOT / "ontology" / "refusals.ttl"):
        if p in (RDF.type, RDFS.subClassOf):
            graph.add((s, p, o))
    for s, p, o in read(ROOT / "ontology" / "concepts.ttl"):
        if p in REF or (p == RDF.type and o not in (SKOS.Concept, SKOS.ConceptScheme)):
            graph.add((s, p, o))
    return graph


def reported(data: Graph, shapes: Graph) -> set[str]:
    """Local names of the shapes that report a violation."""
    _, results, _ = validate(data, shacl_graph=shapes)
    return names(results.objects(None, SH.sourceShape))


def names(shapes: Iterable[Node]) -> set[str]:
    """Local names of shapes."""
    return {str(shape).removeprefix(SHAPE) for shape in shapes}


@contextmanager
def broken(data: Graph, fixture: Fixture) -> Iterator[list[Triple]]:
    """Change the good data as the fixture says; afterwards they are good again.

    Gives all triples that were added or taken away.
    """
    delta = read(fixture.path)
    removed = []
    for pattern in fixture.removes:
        matching = list(data.triples(terms(pattern, delta)))
        assert matching, f"{fixture.path.name}: nothing matches {pattern}"
        removed += matching
        for triple in matching:
            data.remove(triple)
    added = [triple for triple in delta if triple not in data]
    assert len(added) == len(delta), f"{fixture.path.name}: adds what the good data have"
    data += delta
    try:
        yield [*added, *removed]
    finally:
        for triple in added:
            data.remove(triple)
        for triple in removed:
            data.add(triple)


def terms(pattern: str, graph: Graph) -> tuple[URIRef | None, ...]:
    """A triple pattern such as `<claim/requests> ref:measure *`, with the file's prefixes."""

    def term(text: str) -> URIRef | None:
        if text == "*":
            return None
        if text.startswith("<"):
            return URIRef(BASE + text[1:-1])
        return graph.namespace_manager.expand_curie(text)

    return tuple(term(text) for text in pattern.split())


def named_shapes(shapes: Graph) -> set[str]:
    """Local names of all shapes that state a constraint of their own."""
    own = {SH.sparql, SH.closed, SH["or"], SH.xone, SH["not"], SH["class"], SH.path, SH.pattern}
    nodes = {s for s in shapes.subjects() if isinstance(s, URIRef) and s in SHAPE}
    return {str(s).removeprefix(SHAPE) for s in nodes if own & set(shapes.predicates(s))}


def test_good_data_pass(whole: Graph, brief: Graph, shapes: Graph) -> None:
    assert reported(whole, shapes) == set()
    assert reported(brief, shapes) == set()


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, whole: Graph, brief: Graph, shapes: Graph
) -> Iterator[dict[Path, Future]]:
    """What is reported of each bad file that this run asks for, worked out on every processor.

    The processes are forked, so that they share the graphs without copying them.
    """
    GRAPHS.update(whole=whole, brief=brief)
    VALIDATORS.update({name: NarrowValidator(data, shapes) for name, data in GRAPHS.items()})
    asked = {getattr(item, "callspec", None) and item.callspec.params.get("path")
             for item in request.session.items}  # fmt: skip
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        yield {path: pool.submit(reported_of, path) for path in BAD if path in asked}


def base_of(fixture: Fixture) -> str:
    """Which of the good graphs a bad file changes."""
    return "whole" if "concepts.ttl" in fixture.added_to else "brief"


def reported_of(path: Path) -> set[str]:
    """Local names of the shapes that report a violation of a bad file."""
    fixture = read_fixture(path)
    base = base_of(fixture)
    with broken(GRAPHS[base], fixture) as changed:
        return names(VALIDATORS[base].reported(changed))


@pytest.mark.slow
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_data_are_stopped_for_their_reason(path: Path, outcomes: dict[Path, Future]) -> None:
    assert outcomes[path].result() == read_fixture(path).violates


@pytest.mark.slow
@pytest.mark.parametrize("path", BAD[::40], ids=lambda path: path.stem)
def test_shapes_that_are_not_asked_report_nothing(
    path: Path, whole: Graph, brief: Graph, shapes: Graph
) -> None:
    fixture = read_fixture(path)
    data = whole if base_of(fixture) == "whole" else brief
    with broken(data, fixture):
        assert reported(data, shapes) == fixture.violates


def test_every_shape_has_a_bad_fixture_named_after_it(shapes: Graph) -> None:
    violated = set()
    for path in BAD:
        name = path.stem.partition("--")[0]
        assert name in read_fixture(path).violates, path.name
        violated.add(name)
    assert violated == named_shapes(shapes)


def test_every_shape_says_what_to_do(shapes: Graph) -> None:
    for name in named_shapes(shapes):
        messages = messages_of(shapes, SHAPE[name])
        assert messages, f"{name} has no message"
        for message in messages:
            assert re.fullmatch(r"[A-Z].*\.", message), f"{name}: {message}"
        assert shapes.value(SHAPE[name], SH.severity) == SH.Violation, name


def messages_of(shapes: Graph, shape: URIRef) -> list[str]:
    """The messages of a shape, or of its SPARQL constraints."""
    holders: Iterable = (shape, *shapes.objects(shape, SH.sparql))
    return [str(text) for holder in holders for text in shapes.objects(holder, SH.message)]


def test_shapes_with_a_target_or_a_path_have_an_iri(shapes: Graph) -> None:
    for predicate in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
        for shape in shapes.subjects(predicate):
            assert shape in SHAPE, shape
