"""The stored queries of answers (`queries/*.rq` beside this file, and those that pages are made
of), asked of an opened release."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.opened import OpenRelease
from kg.terms import BASE

THINGS = f"{BASE}id/"
MOST_AT_ONCE = 300
"""Things that one query asks about: more would not fit into the longest query."""
Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]
T = TypeVar("T")
_FOLDERS = ("kg.mcp", "kg.web")


def ask(release: OpenRelease, name: str, *things: NamedNode) -> list[Row]:
    """The solutions of a stored query, each from variable name to term.

    The things take the place of `?thing` or `?things`; the query is asked as often as there are
    MOST_AT_ONCE of them.
    """
    rows: list[Row] = []
    for start in range(0, len(things) or 1, MOST_AT_ONCE):
        some = " ".join(map(str, things[start : start + MOST_AT_ONCE]))
        solutions = release.query(some.join(re.split(r"\?things?\b", _stored(name))))
        rows += [
            {key: term for key, term in zip(solutions.variables, terms, strict=True) if term}
            for terms in solutions.terms
        ]
    return rows


@cache
def _stored(name: str) -> str:
    paths = [files(package).joinpath("queries", f"{name}.rq") for package in _FOLDERS]
    text = next(path for path in paths if path.is_file()).read_text(encoding="utf-8")
    return text.replace("?pageLanguage", '"en"')


def is_ours(term: object) -> bool:
    """Whether a term is the IRI of a thing in the graph."""
    return isinstance(term, NamedNode) and term.value.startswith(THINGS)


def id_of(thing: NamedNode) -> str:
    """What stands after `…/id/` in an IRI of ours; any other IRI as it is."""
    return thing.value.removeprefix(THINGS)


def local(term: NamedNode) -> str:
    """What stands after an IRI's last slash or number sign."""
    return term.value.replace("#", "/").rpartition("/")[2]


def unique(items: Iterable[T]) -> list[T]:
    """Each item once, in the order in which they come."""
    return list(dict.fromkeys(items))
