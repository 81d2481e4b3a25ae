"""What is chosen on the page to look through things, as SPARQL. Only terms that the graph itself
gave, and days, get into it."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from kg.search import Found
from kg.web.asking import Answer, answer, compose, local_name
from kg.web.browse_kinds import Facet, Kind
from kg.web.selection import Selection

IN_FORCE = "in-force"
ANSWERS = ("yes", "no", "unknown")
"""To whether a norm was in force."""
ALL = "all"
"""Stands for a facet where all things that are chosen are counted."""

Known = Mapping[str, Mapping[str, NamedNode | Literal]]
"""The values of each facet by their slugs."""


def known_values(kind: Kind, day: Literal | None) -> Known:
    """All values that the facets of a kind have, whatever is chosen."""
    found: dict[str, dict[str, NamedNode | Literal]] = {facet.name: {} for facet in kind.facets}
    for row in counts(kind, {}, found, "", day).rows:
        if "value" in row:
            found[row["facet"].value][local_name(row["value"].value)] = row["value"]
    if IN_FORCE in found:
        found[IN_FORCE] = {text: Literal(text) for text in ANSWERS}
    return found


def counts(
    kind: Kind, selection: Selection, known: Known, among: str, day: Literal | None
) -> Answer:
    """How many things are chosen, and how many would be with each value of each facet.

    :param among: SPARQL that keeps `?thing` to what has the words
    """
    chosen = restriction(kind, selection, known, among, day)
    branches = [f'{{ {chosen} BIND("{ALL}" AS ?facet) }}']
    for facet in kind.facets:
        pattern = _pattern(facet, day)
        if pattern:
            others = {name: slug for name, slug in selection.items() if name != facet.name}
            rest = restriction(kind, others, known, among, day)
            branches.append(f'{{ {rest} {pattern} BIND("{facet.name}" AS ?facet) }}')
    return answer("browse_facets", branches=" UNION ".join(branches))


def restriction(
    kind: Kind, selection: Selection, known: Known, among: str, day: Literal | None
) -> str:
    """What narrows `?thing` down to what is chosen."""
    of_kind = f"?thing a {NamedNode(kind.iri)} ."
    parts = [among, of_kind]
    for facet in kind.facets:
        if facet.name in selection:
            value = known[facet.name][selection[facet.name]]
            pattern = f"{of_kind} {_pattern(facet, day)} FILTER(?value = {value})"
            parts.append(f"{{ SELECT DISTINCT ?thing WHERE {{ {pattern} }} }}")
    return " ".join(filter(None, parts))


def among(found: Found | None) -> str:
    """What keeps `?thing` to what a search found."""
    if found is None:
        return ""
    nodes = " ".join(str(NamedNode(hit.entry.iri)) for hit in found.hits)
    return f"VALUES ?thing {{ {nodes} }}"


def _pattern(facet: Facet, day: Literal | None) -> str:
    """What leads from `?thing` to `?value`; "" where the facet has no values."""
    if facet.name == IN_FORCE:
        if not day:
            return ""
        return compose("norm_in_force", day=str(day), norm="?thing", inForce="?value")
    return f"?thing {facet.path} ?value . {facet.where}"
