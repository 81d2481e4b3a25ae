"""When two results of a query are the same.

Solutions and triples are compared as bags of rows up to the names of blank nodes, and every literal
by its lexical form. Where the spelling of a number is the engine's own choice, because it has
computed the number, literals can be compared by value instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from readers import Result, Row, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "float", "double")}
_BOOLEANS = {"1": "true", "0": "false"}

Pairs = dict[BlankNode, BlankNode]


def same(expected: Result, found: Result, *, is_lax: bool = False) -> bool:
    """Whether a result is the expected one, up to the names of blank nodes.

    :param is_lax: whether a row may come fewer times than expected, but at least once
    """
    if (expected.boolean, expected.is_graph) != (found.boolean, found.is_graph):
        return False
    if expected.variables != found.variables:
        return False
    if is_lax:
        fewer = Counter(found.rows) <= Counter(expected.rows)
        return fewer and set(found.rows) == set(expected.rows)
    if len(expected.rows) != len(found.rows):
        return False
    if expected.is_ordered:
        pairs: Pairs = {}
        rows = zip(expected.rows, found.rows, strict=True)
        return all(_pair(one, two, pairs) for one, two in rows)
    ground, others = _split(expected.rows)
    found_ground, found_others = _split(found.rows)
    return ground == found_ground and _assign(others, found_others, {})


def by_value(result: Result) -> Result:
    """The result with one spelling for each value of a number or boolean."""
    rows = tuple(tuple((name, _spelt(term)) for name, term in row) for row in result.rows)
    return replace(result, rows=rows)


def _spelt(term: Term) -> Term:
    if isinstance(term, Triple):
        return Triple(*map(_spelt, term))
    if not isinstance(term, Literal):
        return term
    datatype = term.datatype.value
    if datatype == f"{XSD}boolean":
        return Literal(_BOOLEANS.get(term.value, term.value), datatype=NamedNode(datatype))
    if datatype not in _NUMBERS or not any(letter.isdigit() for letter in term.value):
        return term
    value = Decimal(term.value)
    spelling = f"{value.normalize():f}" if value else "0"
    return Literal(spelling, datatype=NamedNode(datatype))


def _split(rows: Iterable[Row]) -> tuple[Counter[Row], list[Row]]:
    """Rows without blank nodes, counted, and those with some."""
    ground: Counter[Row] = Counter()
    others = []
    for row in rows:
        if any(map(_has_blank, (term for _, term in row))):
            others.append(row)
        else:
            ground[row] += 1
    return ground, others


def _has_blank(term: Term) -> bool:
    if isinstance(term, Triple):
        return any(map(_has_blank, term))
    return isinstance(term, BlankNode)


def _assign(expected: list[Row], found: list[Row], pairs: Pairs) -> bool:
    """Whether rows can be matched one to one under one renaming of blank nodes (by trial)."""
    if not expected or not found:
        return len(expected) == len(found)
    first, *rest = expected
    for number, row in enumerate(found):
        trial = dict(pairs)
        if _pair(first, row, trial) and _assign(rest, found[:number] + found[number + 1 :], trial):
            return True
    return False


def _pair(expected: Row, found: Row, pairs: Pairs) -> bool:
    """Whether two rows are the same under the renaming so far, which grows."""
    if [name for name, _ in expected] != [name for name, _ in found]:
        return False
    return all(
        _rename(one, two, pairs) for (_, one), (_, two) in zip(expected, found, strict=True)
    ) and len(set(pairs.values())) == len(pairs)


def _rename(expected: Term, found: Term, pairs: Pairs) -> bool:
    if isinstance(expected, BlankNode) and isinstance(found, BlankNode):
        return pairs.setdefault(expected, found) == found
    if isinstance(expected, Triple) and isinstance(found, Triple):
        return all(_rename(one, two, pairs) for one, two in zip(expected, found, strict=True))
    return expected == found
