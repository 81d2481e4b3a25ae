"""Write the answers of all stored questions anew; read the diff before committing it.

    .venv/bin/python tests/competency/renew.py

The answers are those of the published release (`kg release`).
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QueryResultsFormat

from kg.questions import read_questions
from kg.store import load

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "expected"


def main() -> None:
    """Ask every question and write its rows."""
    store = load(ROOT / "releases" / "current")
    for question in read_questions(ROOT):
        answer = store.query(question.query).serialize(format=QueryResultsFormat.CSV)
        rows = answer.decode().replace("\r\n", "\n")
        (EXPECTED / f"{question.slug}.csv").write_text(rows, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
