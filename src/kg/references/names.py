"""Looking up the names that curated files use, with the nearest ones where a name is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.errors import Problem, nearest
from kg.load import Located, PathInFile, Project

UNKNOWN = "unknown"
DESCRIBED = {
    **dict.fromkeys(("agent", "document", "event", "place", "provision"), "graph/entities/"),
    **dict.fromkeys(("measure", "category"), "ontology/concepts.ttl"),
}
"""Where what a name stands for is described, if it is new."""


def named(
    located: Located, path: PathInFile, names: Sequence[str], known: Mapping, what: str
) -> Iterator[Problem]:
    """A problem for every name that is not known."""
    for i, name in enumerate(names):
        if name not in known:
            message = f"no {what} is called {name!r}"
            fix = nearest(name, list(known))
            if what in DESCRIBED:
                fix += f"; or describe it in {DESCRIBED[what]}"
            yield located.problem(message, fix, (*path, i))


def every_figure(project: Project) -> dict[str, Located]:
    """Printed and computed figures."""
    return {**project.claims, **project.computations}


def things(project: Project) -> dict[str, Mapping]:
    """What a reference such as `place/france` may name, by kind."""
    return {
        "agent": project.agents,
        "article": project.articles,
        "claim": {**project.printed, **project.computations},
        "document": project.documents,
        "event": project.events,
        "place": project.places,
        "provision": project.provisions,
        **project.concepts,
    }


def referred(
    located: Located,
    path: PathInFile,
    references: Sequence[str],
    known: Mapping[str, Mapping],
) -> Iterator[Problem]:
    """A problem for every reference whose kind or name does not exist."""
    for i, reference in enumerate(references):
        kind, _, name = reference.partition("/")
        if kind not in known:
            message = f"nothing is called {reference!r}: there is no kind {kind!r}"
            yield located.problem(message, nearest(kind, list(known)), (*path, i))
        elif name not in known[kind]:
            message = f"no {kind} is called {name!r}"
            yield located.problem(message, nearest(name, list(known[kind])), (*path, i))
