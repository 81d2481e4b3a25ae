"""Every stored question, asked of the built release, gives the rows that were checked by hand.

The expected rows are SPARQL CSV (tests/competency/expected/); a reviewer reads them as a diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, Store

from kg.questions import Question, read_questions
from kg.store import load

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = read_questions(ROOT)


@pytest.fixture(scope="module")
def store(release) -> Store:
    return load(release.path)


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.slug for question in QUESTIONS])
def test_a_question_gives_the_rows_that_were_checked(store: Store, question: Question):
    answer = store.query(question.query).serialize(format=QueryResultsFormat.CSV)
    expected = (EXPECTED / f"{question.slug}.csv").read_bytes()
    assert answer.decode().splitlines() == expected.decode().splitlines()


def test_there_are_enough_questions_and_no_answer_without_one():
    slugs = {question.slug for question in QUESTIONS}
    assert len(slugs) >= 20
    assert {path.stem for path in EXPECTED.glob("*.csv")} == slugs


def test_no_answer_is_empty():
    for question in QUESTIONS:
        lines = (EXPECTED / f"{question.slug}.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) > 1, question.slug
