"""Stored questions say what they ask in every language, and a fault in a file is told with its
place. That their answers are right is tested in tests/competency."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import InvalidData
from kg.questions import FEDERATED, HEADER, OTHER_LANGUAGES, Question, read_questions

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (*read_questions(ROOT), *read_questions(ROOT, FEDERATED))
CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
ONLY_RUSSIAN, ONLY_UKRAINIAN = re.compile(r"[ыэъё]", re.IGNORECASE), re.compile(r"[іїєґ]", re.I)
SENTENCE_ENDS = re.compile(r"[.!?]»?(?: |$)")

QUERY = """\
# title: Which figures are there?
# theme: Counts
# description: All of them.
# explanation: Looks for figures.
#   Each has its ?claim and its
#   ?number.
PREFIX ref: <https://w3id.org/refusals/ontology#>
SELECT ?claim (1 AS ?number) WHERE { ?claim a ref:ReportedCount }
"""
WORDS = """\
ru:
  title: Какие есть цифры?
  description: Все.
  explanation: Ищет цифры ?claim и ?number.
uk:
  title: Які є цифри?
  description: Усі.
  explanation: Шукає цифри ?claim і ?number.
"""
THEMES = "Counts: {ru: Подсчёты, uk: Підрахунки}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one question that is whole."""
    (tmp_path / "queries" / "words").mkdir(parents=True)
    (tmp_path / "queries" / "one.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / "queries" / "words" / "one.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "queries" / "themes.yaml").write_text(THEMES, encoding="utf-8")
    return tmp_path


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _faults(root: Path) -> str:
    with pytest.raises(InvalidData) as found:
        read_questions(root)
    return str(found.value)


def test_a_question_is_read_with_its_words_and_columns(folder: Path):
    (question,) = read_questions(folder)
    assert question.explanation == "Looks for figures. Each has its ?claim and its ?number."
    assert (question.form, question.columns) == ("select", ("claim", "number"))
    assert question.query.startswith("PREFIX ref:")
    assert question.words["uk"]["theme"] == "Підрахунки"
    assert list(question.words["ru"]) == list(HEADER)
    assert Question.of(question.as_dict()) == question
    assert "Какие есть цифры?" in question.text


@pytest.mark.parametrize(
    "form, query",
    [("ask", "ASK { ?a ?b ?c }"), ("construct", "CONSTRUCT { ?a ?b 1 } WHERE { ?a ?b ?c }")],
)
def test_a_question_without_columns_has_a_form(folder: Path, form: str, query: str):
    path = folder / "queries" / "one.rq"
    _change(path, "SELECT ?claim (1 AS ?number) WHERE { ?claim a ref:ReportedCount }", query)
    _change(path, "Each has its ?claim and its\n#   ?number.", "Nothing else.")
    _change(folder / "queries" / "words" / "one.yaml", " ?claim и ?number", "")
    _change(folder / "queries" / "words" / "one.yaml", " ?claim і ?number", "")
    (question,) = read_questions(folder)
    assert (question.form, question.columns) == (form, ())


@pytest.mark.parametrize(
    "file, old, new, told",
    [
        ("one.rq", "# theme", "# subject", "one.rq:1: the lines at the beginning lack `# theme"),
        ("one.rq", "Counts", "Sums", "one.rq:2: the theme 'Sums' has no other names"),
        (
            "one.rq",
            "its ?claim",
            "a claim",
            "one.rq:4: the explanation does not tell of the column",
        ),
        (
            "one.rq",
            "its ?claim",
            "?claim of ?who",
            "one.rq:4: the explanation tells of ?who, which",
        ),
        ("one.rq", "WHERE {", "WHERE", "one.rq:8: not SPARQL 1.1: "),
        ("words/one.yaml", " и ?number", "", "words/one.yaml:4: the explanation does not tell of"),
        ("words/one.yaml", "  description: Усі.\n", "", "words/one.yaml:5: no description in uk"),
        ("words/one.yaml", "description: Все.", "about: Все.", "words/one.yaml:3: nothing uses"),
        ("words/one.yaml", "uk:", "ua:", "words/one.yaml:5: no language 'ua' (there are ru, uk)"),
        ("themes.yaml", ", uk: Підрахунки", "", "themes.yaml:1: 'Counts' has no name in uk"),
        ("themes.yaml", "Під", "Ну, під", "themes.yaml:1: 'Counts' has 'підрахунки', no language"),
        ("themes.yaml", "Counts", "Law: {ru: З, uk: З}\nCounts", "themes.yaml:1: no question has"),
    ],
)
def test_a_fault_is_told_with_its_place(folder: Path, file: str, old: str, new: str, told: str):
    _change(folder / "queries" / file, old, new)
    assert f"queries/{told}" in _faults(folder)


def test_words_that_are_missing_or_of_no_question_are_told(folder: Path):
    words = folder / "queries" / "words"
    (words / "one.yaml").rename(words / "won.yaml")
    told = _faults(folder)
    assert "queries/words/one.yaml: the file cannot be read" in told
    assert "queries/words/won.yaml: there is no question queries/won.rq" in told


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.slug for question in QUESTIONS])
def test_each_question_is_explained_in_each_language(question: Question):
    assert set(question.words) == set(OTHER_LANGUAGES)
    english = {name: getattr(question, name) for name in HEADER}
    for language, words in {"en": english, **question.words}.items():
        assert list(words) == list(HEADER) and all(words.values()), language
        assert words["title"].endswith("?") and words["explanation"].endswith(".")
        assert 2 <= len(SENTENCE_ENDS.findall(words["explanation"])) <= 6, language
        assert words["title"] not in words["explanation"]
        assert words["explanation"] != words["description"]
    assert not any(map(CYRILLIC.search, english.values()))
    names = re.compile(r"«[^»]*»|\?\w+")
    for language, foreign in (("ru", ONLY_UKRAINIAN), ("uk", ONLY_RUSSIAN)):
        for text in question.words[language].values():
            assert CYRILLIC.search(text) and not foreign.search(names.sub("", text)), text
