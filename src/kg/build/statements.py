"""The facets of a statement as triples: who says what of whom, on which topics, how surely."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from kg.build.describe import Value
from kg.build.figures import agent_iri, period_facts
from kg.load import Project
from kg.model import Statement
from kg.terms import thing


def statement_facts(project: Project, statement: Statement) -> Mapping[str, Value | list | None]:
    """A statement; its text, in our own words, is its label."""
    return {
        "a": ["ref:Statement"],
        "rdfs:label": (statement.says, "en"),
        "ref:statementKind": thing("statement-kind", statement.kind),
        "ref:modality": thing("modality", statement.modality),
        "ref:subject": [reference_iri(text) for text in statement.subject],
        "ref:topic": [reference_iri(text) for text in statement.topic],
        "ref:object": [reference_iri(text) for text in statement.object],
        "ref:permits": [thing("route", slug) for slug in statement.permits],
        "ref:forbids": [thing("route", slug) for slug in statement.forbids],
        **period_facts(statement.period, statement.period_basis),
        "ref:producedBy": agent_iri(statement.said_by),
    }


def reference_iri(reference: str) -> NamedNode:
    """The IRI of what a reference such as `place/france` names."""
    kind, _, name = reference.partition("/")
    return thing(kind, name)
