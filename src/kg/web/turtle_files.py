"""Turtle files of a release, in the syntax that a client asks for: in Turtle as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from flask import Response
from pyoxigraph import BlankNode, RdfFormat, Triple, parse, serialize

from kg.formats import Choice
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS
from kg.terms import BASE
from kg.web.descriptions import PREFIXES
from kg.web.missing import missing
from kg.web.site import current_site

Node = TypeVar("Node")


def send_file(name: str, choice: Choice, prefixes: Mapping[str, str] = PREFIXES) -> Response:
    """A Turtle file of the release that is served, in the syntax chosen."""
    path = current_site().release.path / name
    if not path.is_file():
        missing(BASE + name.removesuffix(".ttl"))
    if choice.format.name == "turtle":
        body = path.read_bytes()
    else:
        format = ENGINE_FORMATS[choice.format.name]
        body = serialize(read_file(path), format=format, prefixes=dict(prefixes))
    return Response(body, content_type=choice.content_type)


@lru_cache(4)
def read_file(path: Path) -> tuple[Triple, ...]:
    """The triples of a file of a release, which never changes."""
    return tuple(_numbered(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)))


def _numbered(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples with their blank nodes numbered in order: a parser calls them anew each time."""
    labels: dict[BlankNode, BlankNode] = {}

    def label(node: Node) -> Node:
        if isinstance(node, BlankNode):
            return labels.setdefault(node, BlankNode(f"b{len(labels)}"))
        return node

    for triple in triples:
        yield Triple(label(triple.subject), triple.predicate, label(triple.object))
