"""Findings as lines for a reader of the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.checks.agreement import INCONSISTENT
from kg.checks.findings import find
from kg.checks.words import Words, names_of
from kg.load import Project


def report(project: Project, every: bool = False) -> Iterator[str]:
    """How many checks have which verdict; then what does not hold together, or every check."""
    findings = find(project)
    words = Words(names_of(project), "en")
    labels = {slug: concept.label for slug, concept in project.concepts["verdict"].items()}
    counts = Counter(check.verdict for check in findings.checks)
    found = ", ".join(f"{count} {labels[verdict]}" for verdict, count in sorted(counts.items()))
    yield f"{len(findings.checks)} relations tested: {found}"
    for check in findings.checks:
        if every or check.verdict == INCONSISTENT:
            yield f"{labels[check.verdict]}: {check.id}: {words.reason(check)}"
