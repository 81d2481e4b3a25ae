"""What figures can be narrowed down by: the facets of `facets.yaml`, each with its values and the
figures that have them.

A figure is counted by the same pattern that later restricts the query, so that a count is what is
found when its link is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml
from pyoxigraph import Literal, NamedNode

from kg.terms import BASE
from kg.web.asking import Row, ask, local_name
from kg.web.site import current_site

DEEPEST = 8
MEASURE = f"{BASE}id/measure/"


@dataclass(frozen=True)
class Value:
    """A value of a facet.

    :ivar slug: what stands for it in an address
    :ivar term: what stands for it in a query
    :ivar broader: slug of the value above it, or ""
    :ivar claims: IRIs of the figures that have it
    :ivar is_person: whether it is a person in a public role, who can be chosen where he speaks, and
        is in no list: there are no lists of people here
    """

    slug: str
    term: NamedNode | Literal
    broader: str
    claims: frozenset[str]
    is_person: bool = False


@dataclass(frozen=True)
class Facet:
    """One thing that figures are narrowed down by.

    :ivar pattern: SPARQL that binds `?value` for a `?claim`
    :ivar values: by slug; a value is above others only where they are of the same facet
    """

    name: str
    pattern: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def restriction(self, slugs: Sequence[str]) -> str:
        """SPARQL that leaves the figures which have any of some values."""
        terms = " ".join(str(self.values[slug].term) for slug in slugs)
        return _leaving(f"VALUES ?value {{ {terms} }}\n{{ {self.pattern}}}\n")

    @property
    def listed(self) -> list[str]:
        """Slugs of the values that anybody is told of."""
        return [slug for slug, value in self.values.items() if not value.is_person]

    def claims(self, slugs: Sequence[str]) -> frozenset[str]:
        """The figures that have any of some values."""
        return frozenset().union(*(self.values[slug].claims for slug in slugs))


@dataclass(frozen=True)
class Node:
    """A value with those below it."""

    value: Value
    below: tuple[Node, ...]


def facets() -> Mapping[str, Facet]:
    """The facets of the release that is served, by name, in the order of the page."""
    site = current_site()
    if site.facets is None:
        named = patterns()
        rows: dict[str, list[Row]] = {name: [] for name in named}
        for row in ask("facets", patterns=union(named)):
            rows[row["facet"].value].append(row)
        site.facets = {
            name: Facet(name, pattern, _values(rows[name])) for name, pattern in named.items()
        }
    return site.facets


def patterns() -> Mapping[str, str]:
    """The pattern of each facet, by its name, in the order of the page."""
    return _texts()["facets"]


def topics() -> Sequence[str]:
    """Slugs of measures and of concepts above them, in the order of the page."""
    return _texts()["topics"]


def within(first: str, last: str) -> str:
    """SPARQL that leaves the figures whose time overlaps that between two months.

    :param first, last: as `2023-09`, or "" for no bound
    """
    bounds = {"?first": Literal(first), "?last": Literal(f"{last}~")}
    pattern = _texts()["within"]
    for name, bound in bounds.items():
        pattern = pattern.replace(f"= {name})", f"= {bound})")
    return _leaving(pattern)


def ordering(name: str) -> str:
    """SPARQL that sorts figures, as it stands behind ORDER BY.

    :param name: of an order of `facets.yaml`
    """
    above = (NamedNode(f"{MEASURE}{slug}") for slug in topics())
    by_topic = (f"DESC(EXISTS {{ ?measure skos:broader* {one} }})" for one in above)
    text = _texts()["orders"][name].replace("?topic", " ".join(by_topic))
    for variable, meaning in _texts()["times"].items():
        text = text.replace(variable, meaning)
    return text


def _leaving(pattern: str) -> str:
    """SPARQL that leaves the figures of which a pattern holds, each once."""
    return f"{{ SELECT DISTINCT ?claim WHERE {{\n{pattern}}} }}\n"


def tree(values: Sequence[Value]) -> tuple[Node, ...]:
    """Values below the nearest of them that is above them, in the order in which they are given."""
    shown = {value.slug for value in values}
    below: dict[str, list[Value]] = {}
    for value in values:
        above = value.broader if value.broader in shown else ""
        below.setdefault(above, []).append(value)

    def nodes(above: str, depth: int) -> Iterator[Node]:
        for value in below.get(above, ()) if depth < DEEPEST else ():
            yield Node(value, tuple(nodes(value.slug, depth + 1)))

    return tuple(nodes("", 0))


def _values(rows: Sequence[Row]) -> dict[str, Value]:
    found = [
        Value(
            slug=local_name(row["value"].value),
            term=row["value"],
            broader=local_name(row["broader"].value) if "broader" in row else "",
            claims=frozenset(row["claims"].value.split()),
            is_person=row["person"].value == "true",
        )
        for row in rows
    ]
    return {value.slug: value for value in sorted(found, key=lambda value: value.slug)}


def union(patterns: Mapping[str, str]) -> str:
    """SPARQL that binds `?facet` and `?value` for each value of a `?claim`."""
    branches = (f'{{ {text} BIND("{name}" AS ?facet) }}' for name, text in patterns.items())
    return "\nUNION ".join(branches)


@cache
def _texts() -> dict:
    return yaml.safe_load(files("kg.web").joinpath("facets.yaml").read_text(encoding="utf-8"))
