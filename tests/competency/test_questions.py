"""Every stored question, asked of the built release, gives the rows that were checked by hand.

The expected rows are SPARQL CSV (tests/competency/expected/); a reviewer reads them as a diff.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, Store

from kg.question_languages import asked_in
from kg.questions import OTHER_LANGUAGES, Question, read_questions
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


def _rows(store: Store, query: str) -> list[list]:
    found = store.query(query)
    return [list(row) for row in found] if isinstance(found, QuerySolutions) else []


def _beside_words(rows: list[list]) -> Counter:
    """How often there is each row, with texts as nothing but texts."""
    return Counter(tuple("text" if _is_text(term) else str(term) for term in row) for row in rows)


def _is_text(term: object) -> bool:
    return isinstance(term, Literal) and (
        bool(term.language) or term.datatype.value.endswith("#string")
    )


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_question_has_the_same_rows_in_every_language(store: Store, language: str):
    for question in QUESTIONS:
        query = asked_in(question.query, language)
        english, rows = _rows(store, question.query), _rows(store, query)
        assert _beside_words(rows) == _beside_words(english), question.slug
        if query != question.query and "en" in _spoken(english):
            assert language in _spoken(rows), question.slug


def _spoken(rows: list[list]) -> set[str | None]:
    return {term.language for row in rows for term in row if isinstance(term, Literal)}


def test_words_that_exist_in_english_only_stay_in_a_question(store: Store):
    (question,) = (one for one in QUESTIONS if one.slug == "resignation-on-a-date")
    text = question.columns.index("text")
    for language in OTHER_LANGUAGES:
        rows = _rows(store, asked_in(question.query, language))
        assert {row[text].language for row in rows} == {language, "en"}
