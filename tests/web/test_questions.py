"""The gallery of stored questions: words in the language of the page, data, and short addresses."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from http_client import Client

from kg.question_languages import asked_in
from kg.questions import Question, read_questions
from kg.web.translating import UNTRANSLATED

QUESTIONS = read_questions(Path(__file__).resolve().parents[2])
LAW = [question for question in QUESTIONS if question.theme == "Law"]


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    """A client of the project's own release."""
    return Client(address)


def _text(page: str) -> str:
    """What a reader sees of a page, spaces made one."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_each_question_is_told_in_the_language_of_the_page(client: Client, language: str):
    prefix = "" if language == "en" else f"/{language}"
    page = client.get(f"{prefix}/questions", headers={"Accept": "text/html"}).text
    text = _text(page)
    assert UNTRANSLATED not in text
    for question in QUESTIONS:
        words = question.words.get(language) or question.as_dict()
        for name in ("title", "description", "explanation"):
            assert words[name] in text, (question.slug, name)
        assert f'<li id="{question.slug}">' in page
        assert f'href="{prefix}/questions/{question.slug}"' in page
    assert page.count("<summary>") == page.count("<code>?claim</code>") + sum(
        "claim" not in question.columns for question in QUESTIONS
    )


def test_a_theme_is_chosen_by_its_english_name_in_every_language(client: Client):
    page = client.get("/uk/questions?theme=Law", headers={"Accept": "text/html"}).text
    assert re.findall(r'<li id="([^"]+)">', page) == [question.slug for question in LAW]
    assert "<h2>Закон</h2>" in page


def test_the_gallery_is_data(client: Client, release):
    answered = client.get("/questions.json", headers={"Origin": "https://example.org"})
    assert answered.headers["Content-Type"] == "application/json"
    assert answered.headers["Access-Control-Allow-Origin"] == "*"
    assert answered.json() == json.loads((release.path / "questions.json").read_text("utf-8"))
    assert [Question.of(record) for record in answered.json()] == list(QUESTIONS)
    kept = {"If-None-Match": answered.headers["ETag"]}
    assert client.get("/questions.json", headers=kept).status_code == 304


def test_the_gallery_can_be_had_in_one_language(client: Client):
    every = client.get("/questions.json").json()
    for language in ("ru", "uk"):
        found = client.get(f"/questions.json?language={language}").json()
        assert [one["title"] for one in found] == [one["words"][language]["title"] for one in every]
        assert {one["language"] for one in found} == {language}
        assert not any("words" in one for one in found)
        assert [one["query"] for one in found] == [one["query"] for one in every]
        asked = {one["slug"]: one["query_in_language"] for one in found}
        assert f'FILTER(LANG(?producer) = "{language}")' in asked["producers"]
    assert client.get("/questions.json?language=fr").status_code == 400


def test_a_question_is_cited_by_a_short_address(client: Client):
    answered = client.get("/ru/questions/chain-of-4373")
    assert answered.status_code == 303
    where = html.unescape(answered.headers["Location"])
    assert where.startswith("/ru/sparql?query=")
    (query,) = (question.query for question in QUESTIONS if question.slug == "chain-of-4373")
    page = client.get(where, headers={"Accept": "text/html"}).text
    end = asked_in(query, "ru").strip()[-40:]
    assert html.escape(end, quote=False) in page.replace("&#34;", '"')
    missing = client.get("/questions/chain-of-4372", headers={"Accept": "application/json"})
    assert missing.status_code == 404
    assert missing.json()["detail"].endswith("; did you mean chain-of-4373?")
    assert client.get("/questions/zzz").status_code == 404


def test_a_question_that_is_opened_asks_for_names_in_the_language_of_the_page(client: Client):
    filter_ = 'FILTER(LANG(?producer) = "{}")'
    for prefix, language in (("", "en"), ("/ru", "ru"), ("/uk", "uk")):
        where = client.get(f"{prefix}/questions/producers").headers["Location"]
        assert filter_.format(language) in unquote_plus(where)
        page = client.get(f"{prefix}/questions", headers={"Accept": "text/html"}).text
        assert filter_.format(language) in unquote_plus(page)


def test_the_longest_question_arrives_by_its_short_address(client: Client):
    longest = max(QUESTIONS, key=lambda question: len(question.query))
    where = client.get(f"/questions/{longest.slug}").headers["Location"]
    answered = client.get(where, headers={"Accept": "text/csv"})
    assert answered.status_code == 200
    assert answered.text.splitlines()[0] == ",".join(longest.columns)
