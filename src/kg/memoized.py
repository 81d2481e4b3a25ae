"""A graph for SHACL validation, which asks the same of it over and over: each answer is kept.

pySHACL reads a shape anew for every focus node, and sends the same text of a query for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.graph import _QuadType, _TriplePatternType, _TripleType
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node


class MemoizedGraph(Graph):
    """A graph that works out each lookup once, until it is changed, and parses each query once."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._objects: dict[tuple[Node, Node], tuple[Node, ...]] = {}
        self._predicate_objects: dict[Node | None, tuple[tuple[Node, Node], ...]] = {}

    def objects(
        self, subject: Node | None = None, predicate: object = None, unique: bool = False
    ) -> Iterator[Node]:
        """As `Graph.objects`."""
        if subject is None or not isinstance(predicate, URIRef) or unique:
            return super().objects(subject, predicate, unique)
        key = (subject, predicate)
        if key not in self._objects:
            self._objects[key] = tuple(super().objects(subject, predicate))
        return iter(self._objects[key])

    def predicate_objects(
        self, subject: Node | None = None, unique: bool = False
    ) -> Iterator[tuple[Node, Node]]:
        """As `Graph.predicate_objects`."""
        if unique:
            return super().predicate_objects(subject, unique)
        if subject not in self._predicate_objects:
            self._predicate_objects[subject] = tuple(super().predicate_objects(subject))
        return iter(self._predicate_objects[subject])

    def query(self, query_object: str | Query, *arguments: object, **options: object) -> Result:
        """As `Graph.query`."""
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *arguments, **options)

    def add(self, triple: _TripleType) -> MemoizedGraph:
        """As `Graph.add`."""
        if triple not in self:  # pySHACL adds what it knows to the shapes each time
            self._forget()
        return super().add(triple)

    def addN(self, quads: Iterable[_QuadType]) -> MemoizedGraph:  # noqa: N802
        """As `Graph.addN`."""
        self._forget()
        return super().addN(quads)

    def remove(self, triple: _TriplePatternType) -> MemoizedGraph:
        """As `Graph.remove`."""
        self._forget()
        return super().remove(triple)

    def _forget(self) -> None:
        self._objects.clear()
        self._predicate_objects.clear()


@lru_cache
def _prepared(text: str) -> Query:
    return prepareQuery(text)
