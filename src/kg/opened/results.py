"""Results of queries as values of Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
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
_DAY, _NUMBER = r"\d{4}-\d\d-\d\d", r"[+-]?(\d+(\.\d*)?|\.\d+)"
_FLOAT = rf"{_NUMBER}([eE][+-]?\d+)?|[+-]?INF|NaN"
_READERS: dict[str, tuple[str, Callable[[str], Value]]] = {
    **dict.fromkeys(_INTEGERS, (r"[+-]?\d+", int)),
    "decimal": (_NUMBER, Decimal),
    "double": (_FLOAT, float),
    "float": (_FLOAT, float),
    "boolean": ("true|false|1|0", ("true", "1").__contains__),
    "date": (_DAY, date.fromisoformat),
    "dateTime": (
        rf"{_DAY}T\d\d:\d\d:\d\d(\.\d{{1,6}})?(Z|[+-]\d\d:\d\d)?",
        datetime.fromisoformat,
    ),
}
"""By the local name of a datatype of XML Schema, the forms of its literals that Python has a value
for (XSD 1.1 Part 2 §3.3), and what reads them: Python would take others, too. A year or a month
stays text: it is no day."""


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
    form, read = _READERS.get(term.datatype.value.removeprefix(VOCABULARIES["xsd"]), ("", str))
    if not re.fullmatch(form, term.value, re.ASCII):
        return term.value
    try:
        return read(term.value)
    except ValueError:  # there is no such day, or Python reads no number so long
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
