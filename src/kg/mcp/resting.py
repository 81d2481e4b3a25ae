"""What the answer to a query rests on: the things that its pattern meets, also those that the query
leaves out of its rows or only counts.

A query that asks for labels or counts names no claim in its rows. So the pattern is asked once more
for all of its variables, and its solutions are told apart by what they share with the rows: the
claims in them are those by which a row came about. What only a subquery sees stays unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.mcp.asking import Term, is_ours, unique
from kg.opened import OpenRelease, Solutions
from kg.query.text import Outline, Token, outline

MOST_SOLUTIONS = 5_000


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
    text = widened(query)
    if text is None or not shown:
        return Behind([[] for _ in range(shown)], text is not None)
    try:
        whole = release.query(text)
    except KgError:  # it may be too much where the query itself was not
        return Behind([[] for _ in range(shown)], False)
    assert isinstance(whole, Solutions)
    made = set(calculated_by(query))
    common = [name for name in found.variables if name in whole.variables and name not in made]
    of_row = _picker(found.variables, common)
    of_solution = _picker(whole.variables, common)
    things: dict[tuple[Term | None, ...], list[Term | None]] = defaultdict(list)
    for terms in whole.terms:
        things[of_solution(terms)] += terms
    of_rows = [things_of(things.get(of_row(terms), ())) for terms in found.terms[:shown]]
    return Behind(of_rows, len(whole) < MOST_SOLUTIONS)


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
    found, previous = {}, ""
    for token in outline(query).tokens:
        if token.kind == "variable" and previous == "AS":
            found[token.text[1:]] = None
        previous = token.text.upper() if token.kind == "word" else ""
    return list(found)


def adds_up(query: str) -> bool:
    """Whether a query adds or averages something.

    >>> adds_up("SELECT (SUM(?n) AS ?all) { ?a ?p ?n }"), adds_up("SELECT ?sum { ?a ?sum 'SUM' }")
    (True, False)
    """
    words = {token.text.upper() for token in outline(query).tokens if token.kind == "word"}
    return bool(words & {"SUM", "AVG"})


def widened(query: str) -> str | None:
    """The same pattern, asked for all of its variables; None where there is no plain pattern.

    >>> widened("SELECT (COUNT(?b) AS ?n) WHERE { ?a ?p ?b } GROUP BY ?a ORDER BY ?n LIMIT 1")
    'SELECT DISTINCT *\\nWHERE { ?a ?p ?b }\\nLIMIT 5000'
    """
    found = outline(query)
    pattern = _pattern(found) if found.form == "SELECT" else None
    if not pattern:
        return None
    start, end = pattern
    text = query[start.start : end.start + 1]
    datasets = _between(found, start, query)
    return f"{found.prologue}SELECT DISTINCT *{datasets}\nWHERE {text}\nLIMIT {MOST_SOLUTIONS}"


def _pattern(found: Outline) -> tuple[Token, Token] | None:
    """The brackets of the outermost group."""
    depth, start = 0, None
    for token in found.tokens:
        if token.start < len(found.prologue):
            continue
        if token.kind == "open":
            if token.text == "{" and depth == 0:
                start = token
            depth += 1
        elif token.kind == "close":
            depth -= 1
            if start and depth == 0:
                return start, token
    return None


def _between(found: Outline, start: Token, query: str) -> str:
    """The dataset clauses before a pattern, as they are written."""
    words = [token for token in found.tokens if token.start < start.start]
    begin = next((t.start for t in words if t.text.upper() == "FROM"), None)
    end = next((t.start for t in words if t.text.upper() == "WHERE"), start.start)
    return f"\n{query[begin:end].rstrip()}" if begin is not None else ""
