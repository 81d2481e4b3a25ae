"""The integrity constraints of the RDF Data Cube vocabulary (§11.2), on the normalised cube (§10).

The queries in `constraints/` are the specification's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from pyoxigraph import Quad, Store, Triple

TEMPLATES = ("ic-20", "ic-21")
"""Constraints that are filled in with each property that the query `-instances` finds."""


def violations(triples: Iterable[Triple]) -> list[str]:
    """The integrity constraints that a cube breaks, by title; none if it is well-formed.

    A set of at most a few thousand observations is meant: IC-12 compares them pair by pair.
    """
    store = normalised(triples)
    return [title(name) for name in constraint_names() if is_broken(store, name)]


def normalised(triples: Iterable[Triple]) -> Store:
    """A cube after both phases of the normalisation algorithm (RDF Data Cube §10.1)."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    for phase in ("normalise-1.ru", "normalise-2.ru"):
        store.update(_read(phase))
    return store


@cache
def constraint_names() -> tuple[str, ...]:
    """Every constraint, by the name of its file, in order."""
    found = (path.name for path in files("kg.cube").joinpath("constraints").iterdir())
    names = sorted(name.removesuffix(".rq") for name in found if name.endswith(".rq"))
    return tuple(name for name in names if not name.endswith("-instances"))


def is_broken(store: Store, name: str) -> bool:
    """Whether a normalised cube breaks a constraint."""
    return any(bool(store.query(query)) for query in _instances(store, name))


def title(name: str) -> str:
    """A constraint's title in the specification.

    >>> title("ic-12")
    'IC-12. No duplicate observations'
    """
    return _read(f"{name}.rq").partition("\n")[0].removeprefix("# ")


def _instances(store: Store, name: str) -> Iterator[str]:
    query = _read(f"{name}.rq")
    if name not in TEMPLATES:
        yield query
        return
    for solution in store.query(_read(f"{name}-instances.rq")):
        yield query.replace("$p", solution["p"].value)


@cache
def _read(name: str) -> str:
    return files("kg.cube").joinpath("constraints", name).read_text(encoding="utf-8")
