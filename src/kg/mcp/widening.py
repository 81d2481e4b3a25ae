"""A query as text, asked once more for all that its pattern meets (see `resting`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.mcp.asking import THINGS, unique
from kg.query.text import Token, outline

MOST_SOLUTIONS = 5_000
_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)
_GROUPING = frozenset("GROUP COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split())
_MODIFIERS = frozenset("GROUP HAVING ORDER LIMIT OFFSET VALUES".split())


@dataclass(frozen=True)
class Parts:
    """The parts of a SELECT or ASK query (SPARQL 1.1 Query §19.8).

    :ivar text: the whole query
    :ivar prologue: what stands before its form
    :ivar before: the tokens from the form to the pattern
    :ivar pattern: those of the outermost group, with its brackets
    :ivar after: those of the modifiers
    """

    text: str
    prologue: str
    before: Sequence[Token]
    pattern: Sequence[Token]
    after: Sequence[Token]

    @property
    def is_grouped(self) -> bool:
        """Whether it makes groups, or one of all its solutions."""
        words = {_word(token) for token in (*self.before, *self.after)}
        return not words.isdisjoint(_GROUPING)

    @property
    def expressions(self) -> list[str]:
        """What it calculates of single solutions, outside of the pattern: `(YEAR(?day) AS ?year)`.
        In a query with groups, that by which they are made."""
        return [
            self.text[tokens[0].start : tokens[-1].start + 1]
            for tokens in _brackets(self.after if self.is_grouped else self.before)
            if calculated(tokens)
        ]

    @property
    def hides(self) -> bool:
        """Whether its pattern may meet what none of its variables has: in a subquery, by a blank
        node or by an inverse path."""
        end = self.pattern[0].start
        for token in self.pattern:
            if token.text == "[" or token.text.startswith("_:") or _word(token) == "SELECT":
                return True
            if self.text[end : token.start].strip() == "^":
                return True
            end = token.start + len(token.text)
        return False

    def widened(self) -> str:
        """The same pattern, asked for all of its variables and for its `expressions`."""
        start, end = self.pattern[0].start, self.pattern[-1].start + 1
        pattern = self.text[start:end]
        if expressions := self.expressions:
            pattern = f"{{ {pattern} {' '.join(f'BIND{one}' for one in expressions)} }}"
        datasets = _text(self.text, _clause(self.before, "FROM", {"WHERE"}))
        # Where there are groups, these join the groups (§18.2.4.3).
        values = "" if self.is_grouped else _text(self.text, _clause(self.after, "VALUES"))
        return (
            f"{self.prologue}SELECT DISTINCT *{datasets}\nWHERE {pattern}\nLIMIT {MOST_SOLUTIONS}"
            f"{values}"
        )


def parts(query: str) -> Parts | None:
    """The parts of a query; None where it is no SELECT and no ASK, or has no plain pattern.

    >>> parts("SELECT (COUNT(?b) AS ?n) { ?a ?p ?b } GROUP BY ?a ORDER BY ?n LIMIT 1").widened()
    'SELECT DISTINCT *\\nWHERE { ?a ?p ?b }\\nLIMIT 5000'
    >>> parts("SELECT (STR(?a) AS ?n) { ?a ?p ?b } VALUES ?b { 1 }").widened()
    'SELECT DISTINCT *\\nWHERE { { ?a ?p ?b } BIND(STR(?a) AS ?n) }\\nLIMIT 5000\\nVALUES ?b { 1 }'
    """
    found = outline(query)
    own = [token for token in found.tokens if token.start >= len(found.prologue)]
    for group in _brackets(own) if found.form in ("SELECT", "ASK") else ():
        if group[0].text == "{":
            first, last = own.index(group[0]), own.index(group[-1])
            return Parts(query, found.prologue, own[:first], group, own[last + 1 :])
    return None


def things_named(query: str) -> list[NamedNode]:
    """The things of ours that a query names itself.

    >>> things_named("PREFIX c: <https://w3id.org/refusals/id/claim/> ASK { c:one ?p ?o }")
    [<NamedNode value=https://w3id.org/refusals/id/claim/one>]
    """
    found = outline(query)
    prefixes = dict(_PREFIX.findall(found.prologue))
    iris = []
    for token in found.tokens:
        if token.start < len(found.prologue):
            continue
        if token.kind == "iri":
            iris.append(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, rest = token.text.rstrip(".").partition(":")
            iris.append(prefixes.get(prefix, "") + rest.replace("\\", ""))
    return unique(NamedNode(iri) for iri in iris if iri.startswith(THINGS))


def calculated(tokens: Iterable[Token]) -> list[str]:
    """The variables to which an expression gives a value."""
    found, previous = {}, ""
    for token in tokens:
        if token.kind == "variable" and previous == "AS":
            found[token.text[1:]] = None
        previous = _word(token)
    return list(found)


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""


def _brackets(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The outermost pairs of brackets, each with all that is in it."""
    depth, found = 0, []
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth or token.kind == "close":
            found.append(token)
        if token.kind == "close" and not depth:
            yield found
            found = []


def _clause(
    tokens: Sequence[Token], word: str, ends: Iterable[str] = _MODIFIERS
) -> Sequence[Token]:
    """The tokens of the clause that begins with a word."""
    begin = next((i for i, token in enumerate(tokens) if _word(token) == word), len(tokens))
    rest = tokens[begin + 1 :]
    end = next((i for i, token in enumerate(rest) if _word(token) in ends), len(rest))
    return tokens[begin : begin + 1 + end]


def _text(query: str, tokens: Sequence[Token]) -> str:
    """The text of a clause, on a line of its own."""
    if not tokens:
        return ""
    return f"\n{query[tokens[0].start : tokens[-1].start + len(tokens[-1].text)]}"
