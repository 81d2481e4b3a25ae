"""The table of checks: one row a relation between claims that was tested."""

from __future__ import annotations

from kg.build.figures import document_iri
from kg.checks.findings import Findings
from kg.checks.triples import check_iri, named_agents
from kg.checks.words import LANGUAGES, Words, names_of
from kg.load import Project
from kg.tables.cells import Row, several
from kg.terms import thing


def check_rows(project: Project, findings: Findings) -> list[Row]:
    """The rows in the order of their IRIs."""
    names, concepts = names_of(project), project.concepts
    words = {language: Words(names, language) for language in LANGUAGES}
    english = words["en"]
    return [
        {
            "check": check_iri(check).value,
            "kind": check.kind,
            "verdict": concepts["verdict"][check.verdict].label,
            "expected": english.value(check.expected),
            "found": english.value(check.found),
            "inputs": several(thing("claim", slug).value for slug in check.claims),
            "declared": str(check.declared).lower(),
            "reason": english.reason(check),
            "formula": english.formula(check),
            "differs_in": several(concepts["scope-facet"][slug].label
                                         for slug in check.facets),
            "ends_at": several(names("agent", slug)["en"]
                                      for slug in named_agents(project, check.roots)),
            "passed_on_by": several(names("agent", slug)["en"]
                                           for slug in named_agents(project, check.repeaters)),
            "reason_ru": words["ru"].reason(check),
            "reason_uk": words["uk"].reason(check),
            "documents": several(document_iri(project, slug).value
                                        for slug in check.documents),
        }
        for check in findings.checks
    ]  # fmt: skip
