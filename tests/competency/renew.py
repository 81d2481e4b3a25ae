"""Write the answers of all stored questions and all verdicts anew; read the diff before committing.

    .venv/bin/python tests/competency/renew.py

The answers are those of the published release (`kg release`).
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QueryResultsFormat

from kg.checks.findings import Findings, find
from kg.load import load_project
from kg.questions import read_questions
from kg.store import load

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "expected"
VERDICTS = Path(__file__).parent / "verdicts.tsv"


def main() -> None:
    """Ask every question and write its rows; then write one line a check."""
    store = load(ROOT / "releases" / "current")
    for question in read_questions(ROOT):
        answer = store.query(question.query).serialize(format=QueryResultsFormat.CSV)
        rows = answer.decode().replace("\r\n", "\n")
        (EXPECTED / f"{question.slug}.csv").write_text(rows, encoding="utf-8", newline="\n")
    findings = find(load_project(ROOT))
    VERDICTS.write_text(verdict_lines(findings), encoding="utf-8", newline="\n")


def verdict_lines(findings: Findings) -> str:
    """One line a check: its id, its verdict, and whether it is declared or found."""
    lines = [
        f"{check.id}\t{check.verdict}\t{'declared' if check.declared else 'found'}\n"
        for check in findings.checks
    ]
    return "".join(lines)


if __name__ == "__main__":
    main()
