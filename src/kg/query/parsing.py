"""What a query is, told without answering it: it is parsed, and nothing of it is evaluated."""

from __future__ import annotations

import json
from contextlib import suppress

from pyoxigraph import DefaultGraph, Store

from kg.query.text import Outline, outline
from kg.terms import BASE

PARSED = "parsed"
"""What is asked for in place of a format."""


def parsed(text: str) -> bytes:
    """The form of a query and the variables of its result, as a JSON object.

    `variables` is empty where the result is no table, and null for `SELECT *`.

    :raises SyntaxError: if it is not SPARQL 1.1 Query
    """
    parse(text)
    found = outline(text)
    names = _projected(found) or None if found.form == "SELECT" else []
    return json.dumps({"form": found.form.lower(), "variables": names}).encode()


def parse(text: str) -> None:
    """Parse a query, and do no more.

    :raises SyntaxError: if it is not SPARQL 1.1 Query
    """
    # The engine refuses arguments that contradict each other once it has parsed the query, before
    # it plans anything; to plan thousands of patterns takes it minutes.
    with suppress(ValueError):
        Store().query(
            text, base_iri=BASE, use_default_graph_as_union=True, default_graph=DefaultGraph()
        )


def _projected(found: Outline) -> list[str]:
    """The variables of a SELECT clause (SPARQL 1.1 Query §16.1); none for `*`."""
    names: list[str] = []
    depth, last = 0, ""
    for token in found.tokens:
        if token.start <= len(found.prologue):
            continue
        if token.text == "{" or (depth == 0 and token.text.upper() in ("FROM", "WHERE")):
            break
        if token.kind == "variable":
            last = token.text[1:]
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 0 and token.kind in ("variable", "close"):
            names.append(last)
    return names
