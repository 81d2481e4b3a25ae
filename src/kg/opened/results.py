"""Results of queries as values of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.opened.frames import frame_of_rows
from kg.query.engine import Term, boolean_of, solutions_of
from kg.query.serialise import BOOLEAN, GRAPH
from kg.terms import VOCABULARIES

if TYPE_CHECKING:
    import pandas
    import rdflib

Value = str | int | float | bool | Decimal | date | datetime
Row = dict[str, Value | None]

_INTEGERS = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger "
    "negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte"
).split()
_READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(_INTEGERS, int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}
"""By the local name of a datatype of XML Schema. A year or a month stays text: it is no day."""


@dataclass(frozen=True)
class Solutions(Sequence):
    """The solutions of a SELECT query, in their order: a sequence of dictionaries.

    Each has every variable; one that is not bound is None. An IRI is a `str`, and so is a text in
    any language; numbers, days and truth values are `int`, `Decimal`, `float`, `date`, `datetime`
    and `bool`; what has another datatype, such as a year, is a `str` as it is written.

    :ivar variables: their names, in the order of the query
    :ivar terms: the same solutions as RDF terms (of pyoxigraph), which tell an IRI from a text
    """

    variables: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        found = self.terms[index]
        return [self._row(one) for one in found] if isinstance(index, slice) else self._row(found)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self.terms)

    def __repr__(self) -> str:
        return f"<Solutions: {len(self)} of {', '.join(self.variables)}>"

    def frame(self) -> pandas.DataFrame:
        """The solutions as a data frame, a column for each variable.

        Decimal numbers are `float64` there; the dictionaries have them exactly.

        :raises KgError: if pandas is not installed
        """
        return frame_of_rows(list(self), self.variables)

    def _row(self, terms: Sequence[Term | None]) -> Row:
        return {
            name: None if term is None else value_of(term)
            for name, term in zip(self.variables, terms, strict=True)
        }


def value_of(term: Term) -> Value:
    """The value of a term; of an ill-typed literal, as it is written.

    >>> value_of(Literal("0.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    Decimal('0.5')
    """
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode) or not isinstance(term, Literal):
        return str(term)
    read = _READERS.get(term.datatype.value.removeprefix(VOCABULARIES["xsd"]), str)
    try:
        return read(term.value)
    except (KeyError, ValueError, InvalidOperation):
        return term.value


def result_of(kind: str, content: bytes) -> Solutions | bool | rdflib.Graph:
    """What `BackgroundEngine.query` returned, for Python."""
    if kind == BOOLEAN:
        return boolean_of(content)
    if kind != GRAPH:
        return Solutions(*solutions_of(content))
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in VOCABULARIES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=content, format="nt")
