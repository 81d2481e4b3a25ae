"""The IRIs of ours in a release, for tests that try each kind of them."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse
from serving import BASE


def iris(release) -> list[str]:
    """Every IRI of ours in the release."""
    found: set[str] = set()
    for name in ("dataset.nq", "inferred.nq"):
        for quad in parse(path=release.path / name, format=RdfFormat.N_QUADS):
            for node in (quad.subject, quad.predicate, quad.object, quad.graph_name):
                value = getattr(node, "value", "")
                if value.startswith(BASE) and not hasattr(node, "datatype"):
                    found.add(value)
    return sorted(found)


def some_of_each_kind(found: list[str], most: int = 40) -> list[str]:
    """At most so many IRIs of each kind (figures, evidence, places …), evenly spread."""
    kinds: dict[str, list[str]] = {}
    for iri in found:
        path = iri.removeprefix(BASE).split("/")
        kinds.setdefault("/".join(path[:2]) if path[0] == "id" else path[0], []).append(iri)
    return [iri for members in kinds.values() for iri in members[:: -(-len(members) // most)]]
