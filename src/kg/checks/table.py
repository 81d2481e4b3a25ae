"""The table of findings in a release: checks.csv, one row a check."""

from __future__ import annotations

from kg.build.figures import document_iri
from kg.build.tables import SEPARATOR, write_csv
from kg.checks.findings import Findings
from kg.checks.triples import check_iri
from kg.checks.words import LANGUAGES, Words, names_of
from kg.load import Project
from kg.terms import thing

CHECK_COLUMNS = (
    "check", "kind", "verdict", "expected", "found", "inputs", "declared", "reason", "formula",
    "differs_in", "ends_at", "passed_on_by", "reason_ru", "reason_uk", "documents",
)  # fmt: skip


def checks_csv(project: Project, findings: Findings) -> str:
    """The table of checks, in the order of their IRIs."""
    names, concepts = names_of(project), project.concepts
    words = {language: Words(names, language) for language in LANGUAGES}
    english = words["en"]
    rows = [
        {
            "check": check_iri(check).value,
            "kind": check.kind,
            "verdict": concepts["verdict"][check.verdict].label,
            "expected": english.value(check.expected),
            "found": english.value(check.found),
            "inputs": SEPARATOR.join(thing("claim", slug).value for slug in check.claims),
            "declared": str(check.declared).lower(),
            "reason": english.reason(check),
            "formula": english.formula(check),
            "differs_in": SEPARATOR.join(concepts["scope-facet"][slug].label
                                         for slug in check.facets),
            "ends_at": SEPARATOR.join(names("agent", slug)["en"] for slug in check.roots),
            "passed_on_by": SEPARATOR.join(names("agent", slug)["en"]
                                           for slug in check.repeaters),
            "reason_ru": words["ru"].reason(check),
            "reason_uk": words["uk"].reason(check),
            "documents": SEPARATOR.join(document_iri(project, slug).value
                                        for slug in check.documents),
        }
        for check in findings.checks
    ]  # fmt: skip
    return write_csv(CHECK_COLUMNS, rows)
