"""Laws, provisions and penalties as triples, each with the documents that confirm it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.build.describe import Fact, Value, describe, named
from kg.build.figures import document_iri
from kg.dates import parse_date, parse_period
from kg.load import Project
from kg.model import Penalty, Provision
from kg.quantity import parse_quantity
from kg.terms import graph, thing

EXTERNAL = graph("external")
# A month has 28 to 31 days: longer than 31 is longer than a month, up to 28 is up to a month.
SHORTEST = {"day": 1, "week": 7, "month": 28, "year": 365}
LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}


def build_laws(project: Project) -> Iterator[Fact]:
    """Every law and provision, in the graph of facts from outside the articles."""
    for located in project.provisions.values():
        provision: Provision = located.record
        node = thing("provision", provision.id)
        for triple in describe(node, _provision_facts(project, provision)):
            yield Fact(triple, EXTERNAL, located)
        for i, penalty in enumerate(provision.penalties, start=1):
            punishment = thing("penalty", provision.id, i)
            for triple in describe(punishment, _penalty_facts(project, penalty)):
                yield Fact(triple, EXTERNAL, located)
            for triple in describe(node, {"ref:hasPenalty": punishment}):
                yield Fact(triple, EXTERNAL, located)


def _provision_facts(project: Project, provision: Provision) -> Mapping[str, Value | list | None]:
    def date(text: str | None) -> Value | None:
        return parse_date(text) if text else None

    def law(slug: str | None) -> Value | None:
        return thing("provision", slug) if slug else None

    return {
        "a": ["ref:Provision" if provision.part_of else "ref:Law"],
        "rdfs:label": named(provision.name),
        "ref:number": provision.number,
        "dcterms:description": (provision.content, "en") if provision.content else None,
        "ref:partOfLaw": law(provision.part_of),
        "ref:jurisdiction": _jurisdiction(project, provision),
        **_absence_facts(provision),
        "ref:circumstance": thing("circumstance", provision.circumstance)
        if provision.circumstance
        else None,
        "ref:appliesTo": [thing("category", slug) for slug in provision.applies_to],
        "ref:permits": [thing("route", slug) for slug in provision.permits],
        "ref:forbids": [thing("route", slug) for slug in provision.forbids],
        "ref:inForceFrom": date(provision.in_force_from),
        "ref:inForceFromDisputed": date(provision.or_from),
        "ref:inForceTo": date(provision.in_force_to),
        **_attested_facts(provision.attested),
        "ref:introducedBy": law(provision.introduced_by),
        "ref:amendedBy": law(provision.amended_by),
        "ref:confirmation": provision.confirmation,
        "rdfs:comment": (provision.note, "en") if provision.note else None,
        "dcterms:source": [document_iri(project, slug) for slug in provision.documents],
    }


def _jurisdiction(project: Project, provision: Provision) -> Value | None:
    """The place whose law it is, of a part as of the whole."""
    while provision.part_of:
        provision = project.provisions[provision.part_of].record
    return thing("place", provision.jurisdiction) if provision.jurisdiction else None


def _absence_facts(provision: Provision) -> Mapping[str, Value | None]:
    """How long an absence must last, as written and in days for which it is certain."""
    facts: dict[str, Value | None] = {}
    for key, name, days in (
        ("absence_more_than", "ref:absenceMoreThan", LONGEST),
        ("absence_up_to", "ref:absenceUpTo", SHORTEST),
    ):
        text = getattr(provision, key)
        if text:
            length = parse_quantity(text)
            facts[name] = text
            facts[f"{name}Days"] = length.stated * days[length.unit]
    return facts


def _attested_facts(text: str | None) -> Mapping[str, Value | None]:
    if text is None:
        return {}
    period = parse_period(text)
    return {
        "ref:attestedFrom": period.start and period.start.first,
        "ref:attestedTo": period.end and period.end.last,
    }


def _penalty_facts(project: Project, penalty: Penalty) -> Mapping[str, Value | list | None]:
    def limit(text: str | None) -> Value | None:
        return parse_quantity(text).stated if text else None

    return {
        "a": ["ref:Penalty"],
        "rdfs:label": (penalty_label(project, penalty), "en"),
        "ref:penaltyKind": thing("penalty-kind", penalty.kind),
        "ref:minimum": limit(penalty.minimum),
        "ref:maximum": limit(penalty.maximum),
        "ref:unit": thing("unit", penalty.unit) if penalty.unit else None,
        "ref:condition": named(penalty.condition),
    }


def penalty_label(project: Project, penalty: Penalty) -> str:
    """A punishment in one line of English, for lists."""
    bounds = [f"{word} {text}" for word, text in _limits(penalty) if text]
    return ", ".join([project.concepts["penalty-kind"][penalty.kind].label, *bounds])


def _limits(penalty: Penalty) -> tuple[tuple[str, str | None], ...]:
    return ("at least", penalty.minimum), ("up to", penalty.maximum)
