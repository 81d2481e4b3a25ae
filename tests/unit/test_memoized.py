"""A graph that keeps its answers gives those of a graph that does not, whatever is changed."""

from __future__ import annotations

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.paths import ZeroOrMore

from kg.memoized import MemoizedGraph

A, B, P, Q = (URIRef(f"https://example.org/{name}") for name in "abpq")
TRIPLES = [(A, P, B), (A, P, Literal("b")), (B, P, BNode("c")), (BNode("c"), Q, A)]
SELECT = f"SELECT ?o WHERE {{ <{A}> <{P}> ?o }}"


def answers(graph: Graph) -> dict[str, list]:
    """What a graph says of everything that it holds, in each way of asking."""
    found = {"path": sorted(graph.objects(A, P * ZeroOrMore))}
    for node in (A, B, BNode("c"), None):
        found[f"all of {node}"] = sorted(graph.predicate_objects(node))
        for predicate in (P, Q, RDF.type, None):
            found[f"{node} {predicate}"] = sorted(graph.objects(node, predicate))
            found[f"{node} {predicate} once"] = sorted(graph.objects(node, predicate, unique=True))
    found["query"] = sorted(row.o for row in graph.query(SELECT))
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: graph.add((A, P, Literal("new"))),
        lambda graph: graph.remove((A, P, None)),
        lambda graph: graph.set((A, P, Literal("only"))),
        lambda graph: graph.__iadd__([(B, Q, A)]),
        lambda graph: graph.__isub__([(A, P, B)]),
        lambda graph: graph.parse(data=f"<{B}> <{P}> <{B}> .", format="nt"),
        lambda graph: graph.update(f"INSERT DATA {{ <{A}> <{Q}> <{A}> }}"),
    ],
    ids=["add", "remove", "set", "addN", "subtract", "parse", "update"],
)
def test_what_is_kept_is_forgotten_when_the_graph_changes(change) -> None:
    plain, memoized = Graph(), MemoizedGraph()
    for graph in (plain, memoized):
        for triple in TRIPLES:
            graph.add(triple)
    assert answers(memoized) == answers(memoized) == answers(plain)
    before = answers(plain)
    change(plain)
    change(memoized)
    assert answers(memoized) == answers(plain) != before
