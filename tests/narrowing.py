"""What pySHACL reports of good data that a few triples change, asking only shapes that can tell.

A shape finds in changed data what it found in the good ones, which is nothing, if each lookup that
it made in these has the same answer. So the lookups of every shape are noted once, and of changed
data those shapes are asked which looked for something that the change adds or takes away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product

from pyshacl.graph_abstraction import DataGraph
from pyshacl.shape import Shape
from pyshacl.validator import Validator
from rdflib import SH, Graph
from rdflib.term import Node

from kg.memoized import MemoizedGraph

Triple = tuple[Node, Node, Node]
Pattern = tuple[Node | None, Node | None, Node | None]


class NotingGraph(MemoizedGraph):
    """A graph that notes what is looked up in it."""

    def __init__(self) -> None:
        super().__init__()
        self._noted: set[Pattern] = set()

    def triples(self, triple: Pattern) -> Iterator[Triple]:
        """As `Graph.triples`, by which everything is looked up, by SPARQL and its paths too."""
        self._noted.add(triple)
        return super().triples(triple)

    @contextmanager
    def noting(self) -> Iterator[set[Pattern]]:
        """What is looked up within the block, kept answers or not."""
        self._forget()
        self._noted = set()
        yield self._noted


class NarrowValidator:
    """All shapes, and what each looks up in the good data.

    :param data: which conform to the shapes; whoever changes them says so to `reported`
    """

    def __init__(self, data: NotingGraph, shapes: Graph) -> None:
        self._data = DataGraph.from_rdflib(data)
        validator = Validator(self._data, shacl_graph=shapes)
        self._executor = validator.make_executor()
        self._interested: dict[Pattern, set[Shape]] = {}
        for shape in validator.shacl_graph.shapes:
            with data.noting() as patterns:
                conforms, _ = shape.validate(self._executor, self._data)
            assert conforms, f"the good data break {shape}"
            for pattern in patterns:
                self._interested.setdefault(pattern, set()).add(shape)

    def concerned(self, changed: Iterable[Triple]) -> set[Shape]:
        """The shapes that looked for one of these triples, there or not."""
        patterns = {
            pattern for triple in changed for pattern in product(*((term, None) for term in triple))
        }
        return set().union(*(self._interested.get(pattern, ()) for pattern in patterns))

    def reported(self, changed: Iterable[Triple]) -> set[Node]:
        """The shapes that report a violation in the data as they are now.

        :param changed: every triple that the data have and the good ones have not, or the reverse
        """
        return {
            value[1]
            for shape in self.concerned(changed)
            for _, _, triples in shape.validate(self._executor, self._data)[1]
            for _, predicate, value in triples
            if predicate == SH.sourceShape
        }
