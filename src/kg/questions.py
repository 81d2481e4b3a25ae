"""The stored questions: queries/*.rq, each one question with its SPARQL, for readers and tests.

A file begins with comment lines `# title:`, `# theme:` and `# description:`; the rest is the query.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import InvalidData, Problem, read_utf8, relative

FEDERATED = "queries/federated"
"""Questions for an engine of the reader's own, which asks this endpoint and another one. This one
asks nobody (SPARQL 1.1 Federated Query), so they are not among the questions of a release."""
_HEADER = re.compile(r"# (title|theme|description): (\S.*)")


@dataclass(frozen=True)
class Question:
    """A question in words and in SPARQL."""

    slug: str
    title: str
    theme: str
    description: str
    query: str

    def as_dict(self) -> dict[str, str]:
        """The question as plain values, for JSON."""
        return asdict(self)


def read_questions(root: Path, folder: str = "queries") -> tuple[Question, ...]:
    """Every stored question of a folder, by theme and title; none of those in folders within it.

    :param folder: below `root`; `FEDERATED` for the questions that reach over two endpoints
    :raises InvalidData: if a file lacks a line of its header
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    for path in sorted((root / folder).glob("*.rq")):
        try:
            lines = read_utf8(path, relative(path, root)).splitlines()
        except InvalidData as error:
            problems.extend(error.problems)
            continue
        matches = [_HEADER.fullmatch(line) for line in lines[:3]]
        header = {match.group(1): match.group(2) for match in matches if match}
        missing = [key for key in ("title", "theme", "description") if key not in header]
        if missing:
            message = f"the first three lines lack `# {missing[0]}: …`"
            problems.append(Problem(relative(path, root), 1, message))
            continue
        query = "\n".join(lines[3:]).strip() + "\n"
        questions.append(Question(path.stem, query=query, **header))
    if problems:
        raise InvalidData(problems)
    return tuple(sorted(questions, key=lambda question: (question.theme, question.title)))
