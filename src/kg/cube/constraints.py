"""The integrity constraints of the RDF Data Cube vocabulary (§11.2), on the normalised cube (§10).

The queries `constraints/ic-*` are the specification's own. IC-12 compares all observations pair by
pair (28 s for 1,200 of them), so an equal test that takes each of them once stands in wherever it
applies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

Term = NamedNode | BlankNode | Literal

TEMPLATES = ("ic-20", "ic-21")
"""Constraints that are filled in with each property that the query `-instances` finds."""


def violations(triples: Iterable[Triple]) -> list[str]:
    """The integrity constraints that a cube breaks, by title; none if it is well-formed."""
    store = normalised(triples)
    broken = []
    for name in constraint_names():
        quick = has_duplicates(store) if name == "ic-12" else None
        if is_broken(store, name) if quick is None else quick:
            broken.append(title(name))
    return broken


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
    names = sorted(name.removesuffix(".rq") for name in found if name.startswith("ic-"))
    return tuple(name for name in names if not name.endswith("-instances"))


def is_broken(store: Store, name: str) -> bool:
    """Whether a normalised cube breaks a constraint, by the specification's own query."""
    return any(bool(store.query(query)) for query in _instances(store, name))


def has_duplicates(store: Store) -> bool | None:
    """Whether IC-12 is broken, where that can be told by taking every observation once.

    None where an observation is in two data sets, lacks a dimension, or has two values of one or
    one that is no IRI: what IC-12 compares then, and how, is left to its own query.
    """
    home: dict[Term, Term] = {}
    values: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for row in store.query(_read("dimension-values.rq")):
        observation, dimension, value = row["observation"], row["dimension"], row["value"]
        own = values[observation]
        if home.setdefault(observation, row["dataset"]) != row["dataset"] or dimension in own:
            return None
        if not isinstance(value, NamedNode):
            return None
        own[dimension] = value
    keys = {(home[observation], frozenset(own.items())) for observation, own in values.items()}
    return len(keys) < len(values)


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
