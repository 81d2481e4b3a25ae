"""What the answer to a query rests on: the things that its pattern meets, also those that the query
leaves out of its rows or only counts.

A query that asks for labels or counts names no claim in its rows. So the pattern is asked once more
for all of its variables, and its solutions are told apart by what they share with the rows: the
claims in them are those by which a row came about, beside those that the query itself names. What
only a subquery, a blank node or an inverse path meets stays unseen, which is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.mcp.asking import Term, is_ours, unique
from kg.mcp.widening import MOST_SOLUTIONS, calculated, parts, things_named
from kg.opened import OpenRelease, Solutions
from kg.query.text import outline


def things_of(terms: Iterable[Term | None]) -> list[NamedNode]:
    """The things of ours among terms, each once."""
    return unique(term for term in terms if is_ours(term))


@dataclass(frozen=True)
class Behind:
    """What rows rest on.

    :ivar of_rows: for each row, the things that the pattern meets where it gives that row
    :ivar is_whole: whether all of them could be told
    """

    of_rows: Sequence[Sequence[NamedNode]]
    is_whole: bool


def things_behind(release: OpenRelease, query: str, found: Solutions, shown: int) -> Behind:
    """The things on which the first rows of a result rest.

    :param found: the solutions of the query
    :param shown: how many rows
    """
    if not shown:
        return Behind([], True)
    asked = parts(query)
    named = things_named(query)
    unseen = Behind([named for _ in range(shown)], False)
    if asked is None:
        return unseen
    try:
        whole = release.query(asked.widened())
    except KgError:  # it may be too much where the query itself was not
        return unseen
    assert isinstance(whole, Solutions)
    common = [name for name in found.variables if name in whole.variables]
    if len(found) > 1 and not common:
        return unseen  # of which group a row is, it does not say
    of_row = _picker(found.variables, common)
    of_solution = _picker(whole.variables, common)
    things: dict[tuple[Term | None, ...], list[Term | None]] = defaultdict(list)
    for terms in whole.terms:
        things[of_solution(terms)] += terms
    rows = [of_row(terms) for terms in found.terms[:shown]]
    is_whole = len(whole) < MOST_SOLUTIONS and not asked.hides
    return Behind(
        [unique([*things_of(things.get(row, ())), *named]) for row in rows],
        is_whole and (not common or all(row in things for row in rows)),
    )


def _picker(
    names: Sequence[str], wanted: Sequence[str]
) -> Callable[[Sequence[Term | None]], tuple[Term | None, ...]]:
    places = [names.index(name) for name in wanted]
    return lambda terms: tuple(terms[place] for place in places)


def calculated_by(query: str) -> list[str]:
    """The variables that a query gives a value of its own, by an expression or an aggregate.

    >>> calculated_by("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b BIND(1 AS ?c) }")
    ['n', 'c']
    """
    return calculated(outline(query).tokens)


def adds_up(query: str) -> bool:
    """Whether a query adds or averages something.

    >>> adds_up("SELECT (SUM(?n) AS ?all) { ?a ?p ?n }"), adds_up("SELECT ?sum { ?a ?sum 'SUM' }")
    (True, False)
    """
    words = {token.text.upper() for token in outline(query).tokens if token.kind == "word"}
    return bool(words & {"SUM", "AVG"})
