"""The stored queries that pages and descriptions are made of (`queries/*.rq` beside this file),
asked of the same guarded engine that answers everyone's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flask import abort, request
from pyoxigraph import Literal, NamedNode

from kg.build.entities import NAMELESS_CLASSES, NEVER_TOGETHER
from kg.terms import BASE
from kg.web.exchange import NOTES_KEY
from kg.web.languages import LANGUAGES, current_language
from kg.web.site import current_site

Row = dict[str, NamedNode | Literal]

_CLASSES = {"neverTogether": NEVER_TOGETHER, "namelessClasses": NAMELESS_CLASSES}
"""Classes of speakers that stored queries keep apart, by the variable that they replace."""
_COMMENTS = re.compile(r"^\s*#.*\n", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """The solutions of a query, and the query: who asks it of the endpoint gets the same.

    :ivar query: as it was asked, without its comments
    """

    rows: tuple[Row, ...]
    query: str


def ask(name: str, iri: str | None = None, **texts: str) -> tuple[Row, ...]:
    """The solutions of a stored query, about one thing where an IRI is given.

    The IRI takes the place of `?thing`, and the language of the page that of `?pageLanguage`; a
    text that is no IRI is answered 404.

    :param texts: SPARQL of our own for further variables, by name
    """
    return answer(name, iri, **texts).rows


def answer(name: str, iri: str | None = None, **texts: str) -> Answer:
    """The same with the query, for a table that tells how it was made."""
    text = compose(name, iri, **texts)
    site = current_site()
    if not site.knows(text):
        notes = request.environ["asgi.scope"][NOTES_KEY]
        notes["queries"] = notes.get("queries", 0) + 1
    return Answer(site.select(text), text)


def compose(name: str, iri: str | None = None, **texts: str) -> str:
    """A stored query, or a part of one, as it is asked."""
    text = _COMMENTS.sub("", _stored(name))
    if iri is not None:
        texts["thing"] = str(node(iri))
    texts.setdefault("pageLanguage", f'"{current_language()}"')
    for variable, classes in _CLASSES.items():
        texts.setdefault(variable, ", ".join(sorted(map(str, classes))))
    variables = re.compile(rf"\?({'|'.join(texts)})\b")
    return variables.sub(lambda found: texts[found[1]], text)


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
    """What a thing is called, in the language of the page, else in the first of LANGUAGES in which
    its facts name it."""
    labels = {}
    for row in facts:
        name, value = local_name(row["property"].value), row["value"]
        if name in ("label", "prefLabel", "title") and isinstance(value, Literal):
            labels[value.language or ""] = value.value
    preferred = (current_language(), *LANGUAGES, "")
    chosen = [labels[language] for language in preferred if language in labels]
    return chosen[0] if chosen else iri.removeprefix(BASE + "id/").removeprefix(BASE)


def local_name(iri: str) -> str:
    """What stands after an IRI's last slash or number sign."""
    return iri.replace("#", "/").rpartition("/")[2]
