"""The stored queries that pages and descriptions are made of (`queries/*.rq` beside this file),
asked of the same guarded engine that answers everyone's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from flask import abort
from pyoxigraph import Literal, NamedNode

from kg.terms import BASE
from kg.web.site import current_site

Row = dict[str, NamedNode | Literal]

LANGUAGES = ("en", "ru", "uk")


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


def title_of(iri: str, facts: Sequence[Row]) -> str:
    """What a thing is called, in the first of LANGUAGES in which its facts name it."""
    labels = {}
    for row in facts:
        name, value = local_name(row["property"].value), row["value"]
        if name in ("label", "prefLabel", "title") and isinstance(value, Literal):
            labels[value.language or ""] = value.value
    chosen = [labels[language] for language in (*LANGUAGES, "") if language in labels]
    return chosen[0] if chosen else iri.removeprefix(BASE + "id/").removeprefix(BASE)


def local_name(iri: str) -> str:
    """What stands after an IRI's last slash or number sign."""
    return iri.replace("#", "/").rpartition("/")[2]
