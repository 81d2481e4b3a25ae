"""What the graph says of one thing, looked up in the release's file without a query."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.archive import quads_of
from kg.terms import UNKNOWN_AGENT, term

UNKNOWN = "unknown"
"""What the tables call whom a text credits that credits nobody."""


def objects_of(release: Path, subject: str, predicate: str) -> list[NamedNode | Literal]:
    """The objects of a property of a thing, in the order of the file.

    :param predicate: with its prefix, such as `ref:producedBy`
    :raises OSError: if the release has gone
    """
    name, default = term(predicate), DefaultGraph()  # each triple is in a named graph, too
    found = quads_of(release, NamedNode(subject))
    return [q.object for q in found if q.predicate == name and q.graph_name == default]


def label_of(release: Path, thing: str) -> str:
    """What a thing is called: in English, where it has a name in several languages.

    :raises OSError: if the release has gone
    """
    if thing == UNKNOWN_AGENT.value:
        return UNKNOWN
    labels = {label.language: label.value for label in objects_of(release, thing, "rdfs:label")}
    return labels.get("en") or next(iter(labels.values()), thing)
