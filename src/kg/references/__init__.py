"""Checking that every name in the curated files names something that exists, and fits its place.

Stands between loading and locking: what passes here can be turned into triples.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import Problem
from kg.load import Bundle, Located, Project
from kg.references.claims import check_claims
from kg.references.entities import check_document, check_entities
from kg.references.relations import check_relation
from kg.references.statements import check_statements


def check_references(project: Project) -> list[Problem]:
    """Every reference to something that does not exist, with the nearest names that do."""
    problems = list(check_entities(project))
    for bundle in project.bundles:
        problems += check_bundle(project, bundle)
    if not problems:
        for located in project.relations.values():
            problems += check_relation(project, located)
    return problems


def check_bundle(project: Project, bundle: Bundle) -> Iterator[Problem]:
    """The faults of one source's references; it needs no other source's file, only the index."""
    yield from check_document(project, Located(bundle.source, bundle.source_file, ()))
    yield from check_claims(project, bundle)
    yield from check_statements(project, bundle)
