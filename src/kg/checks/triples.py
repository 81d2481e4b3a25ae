"""Findings as triples, in a graph of their own: one node a check, and origins beside each claim."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.build.describe import Value, describe
from kg.build.figures import document_iri
from kg.checks.check import Check
from kg.checks.findings import Findings
from kg.checks.words import LANGUAGES, Words, names_of
from kg.load import Project
from kg.model import NAMELESS
from kg.terms import graph, thing

CHECKS = graph("checks")


def check_iri(check: Check) -> NamedNode:
    """The IRI of a check."""
    return thing("check", check.id)


def build_findings(project: Project, findings: Findings) -> Iterator[Triple]:
    """Every check with its reason in three languages, and how many origins each claim has."""
    names = names_of(project)
    words = {language: Words(names, language) for language in LANGUAGES}
    for check in findings.checks:
        yield from describe(check_iri(check), _facts(project, check, words))
    for claim, origins in findings.origins.items():
        yield from describe(thing("claim", claim), {"ref:independentOrigins": origins.count})


def _facts(
    project: Project, check: Check, words: dict[str, Words]
) -> dict[str, Value | list | None]:
    english = words["en"]
    return {
        "a": ["ref:Check"],
        "rdfs:label": [(_label(project, check, language), language) for language in LANGUAGES],
        "rdfs:comment": [(words[language].reason(check), language) for language in LANGUAGES],
        "ref:checkKind": thing("check-kind", check.kind),
        "ref:verdict": thing("verdict", check.verdict),
        "ref:declared": check.declared,
        "ref:compares": [thing("claim", slug) for slug in check.claims],
        "ref:formula": english.formula(check) or None,
        "ref:expected": english.value(check.expected) or None,
        "ref:found": english.value(check.found) or None,
        "ref:differsIn": [thing("scope-facet", facet) for facet in check.facets],
        "ref:endsAt": [thing("agent", slug) for slug in named_agents(project, check.roots)],
        "ref:passedOnBy": [thing("agent", slug) for slug in named_agents(project, check.repeaters)],
        "dcterms:source": [document_iri(project, slug) for slug in check.documents],
    }


def _label(project: Project, check: Check, language: str) -> str:
    kind = project.concepts["check-kind"][check.kind].labels[language]
    return f"{kind}: {project.concepts['verdict'][check.verdict].labels[language]}"


def named_agents(project: Project, slugs: tuple[str, ...]) -> list[str]:
    """Agents with a name: what somebody without one says is never put together."""
    return [slug for slug in slugs if project.agents[slug].record.type not in NAMELESS]
