"""The query tests of the W3C's SPARQL suites, as their manifests list them.

The suites lie beside the project, in `../shared/conformance/rdf-tests` or where KG_CONFORMANCE says
(the folder that holds `rdf-tests`). They are read where they lie; nothing of them is stored here.

Each file gets an IRI under BASE by its place. The IRI of a data file names the graph of its triples
in one dataset for all tests, so a test's data are chosen by the protocol's dataset parameters.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from serving import ROOT

BASE = "http://conformance.example/"
HERE = Path(__file__).parent

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

EVALUATION = ("QueryEvaluationTest", "CSVResultFormatTest")
POSITIVE = ("PositiveSyntaxTest", "PositiveSyntaxTest11")
DATASET_SUFFIXES = (".trig", ".nq")
NEGATIVE = ("NegativeSyntaxTest", "NegativeSyntaxTest11")

_PREFIX = re.compile(r"\bPREFIX\s+(\w*:)\s*<([^>]*)>", re.IGNORECASE)
_FROM = re.compile(
    r"^[^#\n]*?\bFROM\s+(?:NAMED\s+)?(?:<([^>]*)>|(\w*:)(\w+))", re.IGNORECASE | re.MULTILINE
)

Term = NamedNode | BlankNode
Graph = dict[Term, dict[str, list]]


@dataclass(frozen=True)
class QueryTest:
    """One test of a query.

    :param name: its place and name in the suites: sparql11/aggregates/agg01
    :param kind: local name of its class in the manifest vocabulary
    :param query: the file of its query
    :param data: files that make up the default graph
    :param graph_data: files that are named graphs
    :param result: the file of the expected result; None for tests of syntax
    :param is_lax: whether a solution may come fewer times than expected (REDUCED)
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graph_data: tuple[Path, ...] = ()
    result: Path | None = None
    is_lax: bool = False

    @property
    def suite(self) -> str:
        """Its folder: sparql11/aggregates."""
        return self.name.rpartition("/")[0]

    @property
    def text(self) -> str:
        """The query, with the IRI of its file as its base."""
        # Bytes, because reading as text would turn every line ending into one.
        return f"BASE <{iri_of(self.query)}>\n{self.query.read_bytes().decode()}"

    @property
    def own_graphs(self) -> tuple[str, ...]:
        """The graphs that the query itself names in FROM and FROM NAMED."""
        prefixes = dict(_PREFIX.findall(self.text))
        return tuple(
            f"{prefixes[prefix]}{local}" if prefix else urljoin(iri_of(self.query), name)
            for name, prefix, local in _FROM.findall(self.text)
        )

    @property
    def is_alone(self) -> bool:
        """Whether its data are a dataset of their own, which one graph per file cannot hold."""
        return any(path.suffix in DATASET_SUFFIXES for path in self.data)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The dataset as parameters of the protocol; none where the query names its own.

        A file without triples makes no graph: with no default graph named, there is an empty one.
        """
        if self.own_graphs:
            return []
        return [("default-graph-uri", iri_of(path)) for path in self.data if not is_empty(path)] + [
            ("named-graph-uri", iri_of(path)) for path in self.graph_data
        ]

    @property
    def has_data(self) -> bool:
        """Whether there is anything to ask; a test of syntax needs no more than its graphs."""
        return bool(self.own_graphs or (self.result and self.parameters))


@cache
def folder() -> Path | None:
    """Where the suites are, or None where they are not at hand."""
    place = os.environ.get("KG_CONFORMANCE") or ROOT.parent / "shared" / "conformance"
    found = Path(place) / "rdf-tests"
    return found.resolve() if (found / "sparql").is_dir() else None


def iri_of(path: Path) -> str:
    """The IRI of a file of the suites."""
    return BASE + path.relative_to(folder()).as_posix()


def table(name: str) -> dict[str, str]:
    """A file of what is decided about suites or tests: the reason of each, by its name."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({key for key, _ in rows}) == len(rows), f"{name}.tsv names something twice"
    return dict(rows[1:])


@cache
def query_tests() -> tuple[QueryTest, ...]:
    """Every test of a query that is not in a suite left out, in the order of the manifests."""
    omitted = table("left-out")
    return tuple(
        test
        for manifest in manifests()
        if suite_of(manifest) not in omitted
        for test in read_manifest(manifest)
    )


def manifests() -> list[Path]:
    """The manifest of every suite, updates and protocols included; none without the suites."""
    found = folder()
    return sorted((found / "sparql").glob("sparql1[012]/*/manifest.ttl")) if found else []


def suite_of(manifest: Path) -> str:
    """The suite that a manifest lists: sparql11/aggregates."""
    return manifest.parent.relative_to(folder() / "sparql").as_posix()


def read_manifest(path: Path) -> Iterator[QueryTest]:
    """The query tests of one manifest, in its order."""
    graph = read_graph(path)
    for test in _entries(graph):
        kind = graph[test][f"{RDF}type"][0].value.removeprefix(MF)
        if kind in EVALUATION + POSITIVE + NEGATIVE:
            yield _query_test(graph, test, kind, suite_of(path))


def names_of_tests(path: Path) -> list[str]:
    """The names of all tests of one manifest: protocol/query_get."""
    return [f"{path.parent.name}/{_local_name(test)}" for test in _entries(read_graph(path))]


def _entries(graph: Graph) -> Iterator[NamedNode]:
    for manifest in graph.values():
        for entries in manifest.get(f"{MF}entries", ()):
            yield from _collection(graph, entries)


def _local_name(node: NamedNode) -> str:
    return re.split("[#/]", node.value)[-1]


def _query_test(graph: Graph, test: NamedNode, kind: str, suite: str) -> QueryTest:
    about = graph[test]
    (action,) = about[f"{MF}action"]
    parts = graph.get(action, {f"{QT}query": [action]})
    (query,) = _paths(parts.get(f"{QT}query", ()))
    result = next(iter(_paths(about.get(f"{MF}result", ()))), None)
    return QueryTest(
        f"{suite}/{_local_name(test)}",
        kind,
        query,
        _paths(parts.get(f"{QT}data", ())),
        _paths(parts.get(f"{QT}graphData", ())),
        result,
        f"{MF}resultCardinality" in about,
    )


def _paths(nodes: Iterable[NamedNode]) -> tuple[Path, ...]:
    return tuple(folder() / node.value.removeprefix(BASE) for node in nodes)


def read_graph(path: Path) -> Graph:
    """A file of triples, by subject and predicate."""
    graph: Graph = {}
    for triple in triples_of(path):
        properties = graph.setdefault(triple.subject, {})
        properties.setdefault(triple.predicate.value, []).append(triple.object)
    return graph


def triples_of(path: Path) -> Iterator[Triple]:
    """The triples of a file, its blank nodes apart from those of every other file."""
    return (quad.triple for quad in quads_of(path))


def quads_of(path: Path) -> Iterator[Quad]:
    """What a file holds, its blank nodes apart from those of every other file."""
    format = RdfFormat.from_extension(path.suffix[1:])
    return parse(path=path, format=format, base_iri=iri_of(path), rename_blank_nodes=True)


def _collection(graph: Graph, head: Term) -> Iterator[NamedNode]:
    while head.value != f"{RDF}nil":
        yield graph[head][f"{RDF}first"][0]
        (head,) = graph[head][f"{RDF}rest"]


def dataset(tests: Iterable[QueryTest]) -> str:
    """N-Quads that hold every data file of the tests as a graph named by its IRI, and something in
    each graph that a test of syntax names: such a graph has no file, but it should exist."""
    files: set[Path] = set()
    names: set[str] = set()
    for test in tests:
        if not test.result:
            names.update(test.own_graphs)
        elif not test.is_alone:
            files.update(test.data, test.graph_data, _paths(map(NamedNode, test.own_graphs)))
    lines = [f"<{name}> <{name}> <{name}> <{name}> .\n" for name in sorted(names)]
    for path in sorted(files):
        name = NamedNode(iri_of(path))
        lines += [f"{Quad(*triple, name)} .\n" for triple in triples_of(path)]
    return "".join(lines)


@cache
def is_empty(path: Path) -> bool:
    """Whether a file holds no triple."""
    return next(quads_of(path), None) is None


def default_dataset(path: Path) -> str:
    """N-Quads of one data file as it is: triples in the default graph, graphs with their names."""
    return "".join(f"{quad} .\n" for quad in quads_of(path))
