"""Declared relations: whether their figures are numbers between which such a relation can hold."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import Problem
from kg.load import Located, Project
from kg.model import Claim, Relation

TIMED = ("duration", "penalty")


def check_relation(project: Project, located: Located) -> Iterator[Problem]:
    """The faults of one relation whose names exist and whose figures have none."""
    relation: Relation = located.record
    figures = relation.figures
    for slug in sorted({slug for slug in figures if figures.count(slug) > 1}):
        message = f"{slug!r} enters the relation twice"
        yield located.problem(message, "name another figure", ("id",))
    yield from _kinds(project, located, figures)
    if relation.kind in ("overlap", "no-sum") and len(relation.parts) < 2:
        yield located.problem("one list overlaps with none", "name two parts or more", ("parts",))
    if relation.kind == "no-sum":
        yield from _one_scope(project, located)
    if relation.kind == "comparison":
        for slug in relation.claims:
            if slug in project.computations:
                message = f"{slug!r} is computed; only printed figures are compared"
                yield located.problem(message, "name a printed figure", ("claims",))
    if relation.provision:
        yield from _term(project, located)


def _kinds(project: Project, located: Located, figures: tuple[str, ...]) -> Iterator[Problem]:
    """Figures that are no numbers of the kind that the relation wants."""
    relation: Relation = located.record
    kinds, wanted = {slug: _kind(project, slug) for slug in figures}, _wanted(relation)
    for slug, kind in kinds.items():
        allowed = wanted.get(slug, ())
        if allowed and kind not in allowed:
            message = f"{slug!r} is a {kind}; here a {' or '.join(allowed)} is expected"
            yield located.problem(message, path=("kind",))
    if relation.kind in ("ordering", "at-most") and len(set(map(_size, kinds.values()))) > 1:
        named = ", ".join(sorted(set(kinds.values())))
        message = f"numbers of different kinds have no order: {named}"
        yield located.problem(message, "name figures of one kind", ("kind",))


def _one_scope(project: Project, located: Located) -> Iterator[Problem]:
    """Figures that do add up, for all that the graph knows."""
    records = [(project.claims.get(slug) or project.computations[slug]).record
               for slug in located.record.parts]  # fmt: skip
    scopes = {(record.measure, record.category, record.area, record.period) for record in records}
    if len(scopes) == 1:
        message = "these figures are of one scope, so nothing forbids to add them"
        yield located.problem(message, "write `overlap`, or remove the relation", ("parts",))


def _term(project: Project, located: Located) -> Iterator[Problem]:
    """A provision without one term of imprisonment in years."""
    slug = located.record.provision
    penalties = project.provisions[slug].record.penalties
    terms = [penalty for penalty in penalties if penalty.kind == "imprisonment"]
    if len(terms) != 1 or terms[0].maximum is None or terms[0].unit != "year":
        message = f"{slug!r} has no one term of imprisonment in years"
        yield located.problem(message, "name the part that sets it", ("provision",))


def _kind(project: Project, slug: str) -> str:
    """The kind of number of a printed or computed figure; a share of a counted whole is a count."""
    if slug in project.computations:
        return "count"
    claim: Claim = project.claims[slug].record
    kind = claim.parsed_quantity.kind
    if kind == "duration":
        return project.concepts["measure"][claim.measure].quantity_kind or kind
    if kind != "share":
        return kind
    seen: set[str] = set()
    while claim.of in project.claims and claim.id not in seen:
        seen.add(claim.id)
        claim = project.claims[claim.of].record
    counted = claim.parsed_quantity.kind != "share" or claim.parsed_quantity.whole is not None
    return "share of a counted whole" if counted else kind


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
