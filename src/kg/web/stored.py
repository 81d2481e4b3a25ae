"""The stored queries that pages and descriptions are made of (`queries/*.rq` beside this file),
asked of the same guarded engine that answers everyone's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from flask import abort
from pyoxigraph import Literal, NamedNode

from kg.web.site import current_site

Row = dict[str, NamedNode | Literal]


def ask(name: str, iri: str | None = None, **texts: str) -> list[Row]:
    """The solutions of a stored query, about one thing where an IRI is given.

    The IRI takes the place of `?thing`; a text that is no IRI is answered 404.

    :param texts: SPARQL of our own for further variables, by name
    """
    text = _stored(name)
    if iri is not None:
        texts["thing"] = str(node(iri))
    for variable, value in texts.items():
        text = text.replace(f"?{variable}", value)
    return current_site().engine.select(text)


def exists(iri: str) -> bool:
    """Whether anything is said of a thing, or by way of it."""
    return current_site().engine.ask(
        f"ASK {{ {{ {node(iri)} ?p ?o }} UNION {{ ?s ?p {node(iri)} }} }}"
    )


def node(iri: str) -> NamedNode:
    """The IRI as a term; a text that is none is answered 404."""
    try:
        return NamedNode(iri)
    except ValueError:
        abort(404, "This is not an IRI")


@cache
def _stored(name: str) -> str:
    return files("kg.web").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
