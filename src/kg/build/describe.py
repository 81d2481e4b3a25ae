"""Writing a thing as triples: a mapping of vocabulary terms to Python values becomes RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Triple

from kg.dates import XSD_TYPES, Date
from kg.load import Located
from kg.quantity import decimal_text
from kg.terms import term


@dataclass(frozen=True)
class Fact:
    """A triple, the named graph it belongs to, and the record that says so, if one does."""

    triple: Triple
    graph: NamedNode
    located: Located | None = None


Value = NamedNode | Literal | str | bool | int | Fraction | date | Date | tuple[str, str]


def to_term(value: Value) -> NamedNode | Literal:
    """A Python value as an RDF term.

    Strings become xsd:string, (text, language) pairs language-tagged, fractions xsd:decimal (exact
    to twelve places), dates xsd:date, and EDTF dates the XML Schema type of their precision.
    """
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, tuple):
        return Literal(value[0], language=value[1])
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=term("xsd:boolean"))
    if isinstance(value, int):
        return Literal(str(value), datatype=term("xsd:integer"))
    if isinstance(value, Fraction):
        return Literal(decimal_text(value), datatype=term("xsd:decimal"))
    if isinstance(value, Date):
        return Literal(value.text, datatype=term(XSD_TYPES[value.precision]))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=term("xsd:date"))
    return Literal(value)


def describe(
    subject: NamedNode, facts: Mapping[str, Value | Iterable[Value] | None]
) -> Iterator[Triple]:
    """Triples of one subject. A list gives one triple a value; None gives none; `a` is the type,
    whose values are vocabulary terms."""
    for name, value in facts.items():
        if value is None:
            continue
        values = value if isinstance(value, list) else [value]
        for single in values:
            if name == "a":
                yield Triple(subject, term("rdf:type"), term(single))
            else:
                yield Triple(subject, term(name), to_term(single))


def named(names: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """Names by language as language-tagged values."""
    return [(text, language) for language, text in (names or {}).items()]
