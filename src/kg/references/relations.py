"""Declared relations: whether their figures are numbers between which such a relation can hold."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import Problem
from kg.load import Located, Project
from kg.model import Claim, Computation, Relation

TIMED = ("duration", "penalty")


def check_relation(project: Project, located: Located) -> Iterator[Problem]:
    """The faults of one relation whose names exist."""
    relation: Relation = located.record
    figures = [slug for key in ("whole", "rate", "total") if (slug := getattr(relation, key))]
    figures += [*relation.more, *relation.fewer, *relation.parts, *relation.claims]
    for slug in sorted({slug for slug in figures if figures.count(slug) > 1}):
        message = f"{slug!r} enters the relation twice"
        yield located.problem(message, "name another figure", ("id",))
    kinds = {slug: _kind(project, slug) for slug in figures}
    wanted = _wanted(relation)
    for slug, kind in kinds.items():
        allowed = wanted.get(slug, ())
        if allowed and kind not in allowed:
            message = f"{slug!r} is a {kind}; here a {' or '.join(allowed)} is expected"
            yield located.problem(message, path=("kind",))
    if (
        relation.kind in ("ordering", "at-most")
        and len({_size(kind) for kind in kinds.values()}) > 1
    ):
        message = (
            f"numbers of different kinds have no order: {', '.join(sorted(set(kinds.values())))}"
        )
        yield located.problem(message, "name figures of one kind", ("kind",))
    if relation.kind in ("overlap", "no-sum") and len(relation.parts) < 2:
        yield located.problem("one list overlaps with none", "name two parts or more", ("parts",))
    if relation.kind == "comparison":
        for slug in relation.claims:
            if slug in project.computations:
                message = f"{slug!r} is computed; only printed figures are compared"
                yield located.problem(message, "name a printed figure", ("claims",))
    if relation.provision:
        penalties = project.provisions[relation.provision].record.penalties
        terms = [penalty for penalty in penalties if penalty.kind == "imprisonment"]
        if len(terms) != 1 or terms[0].maximum is None or terms[0].unit != "year":
            message = f"{relation.provision!r} has no one term of imprisonment in years"
            yield located.problem(message, "name the part that sets it", ("provision",))


def _kind(project: Project, slug: str) -> str:
    """The kind of number of a printed or computed figure; a share of a counted whole is a count."""
    record: Claim | Computation = (project.claims.get(slug) or project.computations[slug]).record
    if isinstance(record, Computation):
        return "count"
    quantity = record.parsed_quantity
    if quantity.kind == "duration":
        return project.concepts["measure"][record.measure].quantity_kind or "duration"
    counted = record.of in project.claims or quantity.whole is not None
    return "share of a counted whole" if quantity.kind == "share" and counted else quantity.kind


def _size(kind: str) -> str:
    """Kinds that are sizes of the same sort."""
    if kind == "share of a counted whole":
        return "count"
    return "time" if kind in TIMED else kind


def _wanted(relation: Relation) -> dict[str, tuple[str, ...]]:
    """Which kinds of number each figure of a relation may be; none said where any may."""
    if relation.kind in ("sum", "part", "overlap", "no-sum"):
        whole = (relation.whole,) if relation.whole else ()
        return dict.fromkeys((*whole, *relation.parts), ("count",))
    if relation.kind == "rate":
        return {relation.rate: ("rate",), relation.total: ("count",)}
    if relation.kind == "penalty":
        return dict.fromkeys(relation.claims, ("penalty",))
    sizes = ("count", "share of a counted whole", "rate", *TIMED)
    return dict.fromkeys((*relation.more, *relation.fewer), sizes)
