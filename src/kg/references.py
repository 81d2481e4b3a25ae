"""Checking that every name in the curated files names something that exists, and fits its place.

Stands between loading and locking: what passes here can be turned into triples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.errors import Problem, nearest
from kg.load import Bundle, Located, PathInFile, Project
from kg.model import (
    Agent,
    Caveat,
    Claim,
    Computation,
    Document,
    Event,
    Place,
    Provision,
    SetAside,
)
from kg.quantity import TIME_UNITS

UNKNOWN = "unknown"


def check_references(project: Project) -> list[Problem]:
    """Every reference to something that does not exist, with the nearest names that do."""
    return [*_entities(project), *(p for b in project.bundles for p in check_bundle(project, b))]


def check_bundle(project: Project, bundle: Bundle) -> Iterator[Problem]:
    """The faults of one source's references; it needs no other source's file, only the index."""
    source = Located(bundle.source, bundle.source_file, ())
    yield from _document(project, source)
    for i, claim in enumerate(bundle.annotations.claims):
        yield from _claim(project, Located(claim, bundle.annotation_file, ("claims", i)))
    seen: set[str] = set()
    for i, repeat in enumerate(bundle.annotations.repeats):
        located = Located(repeat, bundle.annotation_file, ("repeats", i))
        yield from _named(located, ("claim",), [repeat.claim], project.claims, "claim")
        own = any(claim.id == repeat.claim for claim in bundle.annotations.claims)
        if own or repeat.claim in seen:
            fix = "put the further print under that claim's evidence"
            message = f"the claim {repeat.claim!r} has its prints in this file already"
            yield located.problem(message, fix, ("claim",))
        seen.add(repeat.claim)
        if repeat.produced_by not in (None, UNKNOWN):
            names = [repeat.produced_by]
            yield from _named(located, ("produced by",), names, project.agents, "agent")
        yield from _relays(project, located, repeat.through)
        yield from _caveats(project, located, repeat.caveats)
    for i, aside in enumerate(bundle.annotations.set_aside):
        located = Located(aside, bundle.annotation_file, ("set aside", i))
        reasons = project.concepts.get("reason", {})
        yield from _named(located, ("reason",), [aside.reason], reasons, "reason")
        if aside.reason == "private-person":
            yield from _private(located)


def _private(located: Located) -> Iterator[Problem]:
    """Details of a private person are kept by position only, and without a note."""
    aside: SetAside = located.record
    fix = "give its position, `at: START-END`; the words stay out of the project"
    if aside.note:
        yield located.problem("a detail of a private person takes no note", "remove it", ("note",))
    for k, number in enumerate(aside.numbers):
        if getattr(number, "at", None) is None:
            message = "a detail of a private person is kept by position only"
            yield located.problem(message, fix, ("numbers", k))


def _named(
    located: Located, path: PathInFile, names: Sequence[str], known: Mapping, what: str
) -> Iterator[Problem]:
    for i, name in enumerate(names):
        if name not in known:
            message = f"no {what} is called {name!r}"
            yield located.problem(message, nearest(name, list(known)), (*path, i))


def _claim(project: Project, located: Located) -> Iterator[Problem]:
    claim: Claim = located.record
    concepts, agents, claims = project.concepts, project.agents, _figures(project)
    for path, names, known, what in (
        ("measure", [claim.measure], concepts.get("measure", {}), "measure"),
        ("category", claim.category, concepts.get("category", {}), "category"),
        ("area", [claim.area], project.places, "place"),
        ("period event", [claim.period_event], project.events, "event"),
        ("change from", [claim.change_from], claims, "claim"),
        ("change to", [claim.change_to], claims, "claim"),
        ("released by", [claim.released_by], agents, "agent"),
        ("obtained from", [claim.obtained_from], agents, "agent"),
        ("provision", [claim.provision], project.provisions, "provision"),
    ):
        yield from _named(located, (path,), [n for n in names if n is not None], known, what)
    if claim.of and claim.of not in claims and claim.of not in concepts.get("category", {}):
        known = [*claims, *concepts.get("category", {})]
        message = f"no claim or category is called {claim.of!r}"
        yield located.problem(message, nearest(claim.of, known), ("of",))
    for key in ("of", "change_from", "change_to"):
        if getattr(claim, key) == claim.id:
            path = (key.replace("_", " "),)
            yield located.problem("a claim cannot refer to itself", "name another claim", path)
    if claim.produced_by != UNKNOWN:
        yield from _named(located, ("produced by",), [claim.produced_by], agents, "agent")
    if claim.origin:
        path = ("origin", "agent")
        yield from _named(located, path, [claim.origin.agent], agents, "agent")
        path = ("origin", "document")
        yield from _named(located, path, [claim.origin.document], _documents(project), "document")
    yield from _relays(project, located, claim.through)
    yield from _caveats(project, located, claim.caveats)
    yield from _facets(project, located)


def _facets(project: Project, located: Located) -> Iterator[Problem]:
    """What a kind of number needs, and which units its measure allows."""
    claim: Claim = located.record
    quantity = claim.parsed_quantity
    unit = quantity.unit
    if unit and unit not in project.concepts.get("unit", {}):
        fix = nearest(unit, list(project.concepts.get("unit", {})))
        yield located.problem(f"no unit is called {unit!r}", fix, ("quantity",))
    kind = quantity.kind
    parts = sum(value is not None for value in (claim.of, quantity.whole))
    if kind == "share" and parts != 1:
        fix = "name the whole once: `of:` a claim or category, or `1/5 of 200` in the quantity"
        yield located.problem("a share is a part of exactly one whole", fix, ("quantity",))
    if kind != "share" and claim.of:
        yield located.problem("only a share has a whole", "remove `of`", ("of",))
    if kind == "change" and not (claim.change_from or claim.change_to or claim.base_period):
        fix = "add `change from`, `change to` or `base period`"
        yield located.problem("a change from nothing to nothing", fix, ("quantity",))
    if kind != "change" and (claim.change_from or claim.change_to or claim.base_period):
        fix = "remove the keys of a change"
        yield located.problem(f"a {kind} is no change", fix, ("quantity",))
    measure = project.concepts.get("measure", {}).get(claim.measure)
    if measure and kind in ("count", "rate", "duration"):
        timed = measure.quantity_kind in ("duration", "penalty")
        if timed != (unit in TIME_UNITS):
            wanted = "a unit of time" if timed else "no unit of time"
            message = f"{measure.label} takes {wanted}, not {str(quantity)!r}"
            yield located.problem(message, path=("quantity",))
    bases, known = claim.period_basis.split("/"), project.concepts.get("basis", {})
    yield from _named(located, ("period basis",), bases, known, "basis")


def _figures(project: Project) -> dict[str, Located]:
    return {**project.claims, **project.computations}


def _documents(project: Project) -> dict[str, object]:
    return {**project.documents, **{bundle.slug: bundle for bundle in project.bundles}}


def _relays(project: Project, located: Located, through: Sequence[str]) -> Iterator[Problem]:
    known = {**project.agents, **_documents(project)}
    yield from _named(located, ("through",), through, known, "agent or document")


def _caveats(project: Project, located: Located, caveats: Sequence[Caveat]) -> Iterator[Problem]:
    for i, caveat in enumerate(caveats):
        path = ("caveats", i, "documents")
        yield from _named(located, path, caveat.documents, _documents(project), "document")


def _document(project: Project, located: Located) -> Iterator[Problem]:
    document: Document = located.record
    names = [document.published_by]
    yield from _named(located, ("published by",), names, project.agents, "agent")
    for name in (document.published_by, *document.byline):
        if name in project.agents and project.agents[name].record.type == "anonymous-source":
            message = f"{name!r} is an anonymous source and publishes nothing"
            yield located.problem(message, "name the outlet", ("published by",))
    yield from _named(located, ("byline",), document.byline, project.agents, "agent")
    yield from _named(located, ("cites",), document.cites, _documents(project), "document")


def _entities(project: Project) -> Iterator[Problem]:
    documents, concepts = _documents(project), project.concepts
    for slug in sorted(set(project.documents) & {bundle.slug for bundle in project.bundles}):
        message = f"the id {slug!r} is also the name of an annotated source"
        yield project.documents[slug].problem(message, path=("id",))
    for located in project.documents.values():
        yield from _document(project, located)
    for located in project.agents.values():
        agent: Agent = located.record
        for path, name, known, what in (
            ("kind", agent.kind, concepts.get("organisation-kind", {}), "kind of organisation"),
            ("part of", agent.part_of, project.agents, "agent"),
            ("member of", agent.member_of, project.agents, "agent"),
            ("party to", agent.party_to, project.events, "event"),
        ):
            yield from _named(located, (path,), [name] if name else [], known, what)
        yield from _named(located, ("documents",), agent.documents, documents, "document")
        if agent.id == UNKNOWN:
            yield located.problem("`unknown` is what a text says when it credits nobody")
    for located in project.places.values():
        place: Place = located.record
        names = [place.within] if place.within else []
        yield from _named(located, ("within",), names, project.places, "place")
    for located in project.events.values():
        event: Event = located.record
        yield from _named(located, ("documents",), event.documents, documents, "document")
    for located in project.provisions.values():
        provision: Provision = located.record
        for path, name in (("part of", provision.part_of), ("amended by", provision.amended_by)):
            known = project.provisions
            yield from _named(located, (path,), [name] if name else [], known, "provision")
        yield from _named(located, ("documents",), provision.documents, documents, "document")
    for located in project.computations.values():
        computation: Computation = located.record
        for path in ("add", "subtract"):
            names = getattr(computation, path)
            yield from _named(located, (path,), names, project.claims, "printed claim")
        measures, categories = concepts.get("measure", {}), concepts.get("category", {})
        yield from _named(located, ("measure",), [computation.measure], measures, "measure")
        yield from _named(located, ("category",), computation.category, categories, "category")
        area = [computation.area] if computation.area else []
        yield from _named(located, ("area",), area, project.places, "place")
