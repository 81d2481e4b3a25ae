"""The stored questions as a gallery, for people and programs, and a short address of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template

from kg.question_languages import asked_in
from kg.release import Release
from kg.web.languages import ENGLISH, LANGUAGES, current_language, page_address
from kg.web.selection import check_values, did_you_mean, read_texts, shown
from kg.web.site import current_site

blueprint = Blueprint("questions", __name__)

QUESTIONS, FEDERATED = "questions.json", "federated-questions.json"
WORDS = ("title", "theme", "description", "explanation")
COLUMN = re.compile(r"(\?\w+)")


@blueprint.get("/questions")
def gallery() -> str:
    """Every stored question, or those of one theme."""
    selection, every = read_texts(("theme",)), questions()
    check_values(selection, {"theme": {question["theme"] for question in every}})
    told = [in_language(question) for question in every]
    return render_template("questions.html", questions=told, theme=selection.get("theme"))


@blueprint.get("/questions.json")
def gallery_json() -> Response:
    """The same: with all words in all languages, as the release has it, or in one language."""
    selection, found = read_texts(("language",)), questions()
    check_values(selection, {"language": set(LANGUAGES)})
    if language := selection.get("language"):
        found = [_told_in(language, question) for question in found]
    text = json.dumps(found, ensure_ascii=False)
    return Response(f"{text}\n", content_type="application/json")


@blueprint.get("/questions/<slug>")
def question(slug: str) -> Response:
    """The query page with one question and its answer."""
    known = {question["slug"]: question for question in questions()}
    if slug not in known:
        hint = did_you_mean(slug, known) or "; all of them are at /questions"
        abort(404, f"There is no stored question {shown(slug)}{hint}")
    query = urlencode({"query": in_language(known[slug])["told"]["query"]})
    return redirect(page_address(f"/sparql?{query}"), 303)


def questions(name: str = QUESTIONS, release: Release | None = None) -> list[dict[str, Any]]:
    """The stored questions of a release.

    :param name: of the file that holds them
    :param release: the one that is served, if none is given
    """
    path = (release or current_site().release).path / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def in_language(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question with what it says (`told`) in the language of the page, or in English where it
    says nothing in it: title, theme, description, explanation; and which language that is. Its
    query there asks for names in the language of the page (`kg.question_languages`)."""
    return {**question, "told": _told(current_language(), question)}


def _told_in(language: str, question: Mapping[str, Any]) -> dict[str, Any]:
    """A question with its words in one language and no other, and the query that asks for names
    in it beside the one that is stored."""
    own = {name: value for name, value in question.items() if name != "words"}
    told = _told(language, question)
    return own | {"query_in_language": told.pop("query")} | told


def _told(language: str, question: Mapping[str, Any]) -> dict[str, str]:
    query = asked_in(question["query"], language)
    words = question.get("words", {}).get(language)
    if not words:
        words, language = question, ENGLISH
    told = {name: words.get(name, "") for name in WORDS}
    return told | {"language": language, "query": query}


@blueprint.app_template_filter("columns_apart")
def columns_apart(explanation: str) -> list[str]:
    """An explanation in pieces; those that begin with `?` are names of columns.

    >>> columns_apart("Each ?figure has a ?unit.")
    ['Each ', '?figure', ' has a ', '?unit', '.']
    """
    return COLUMN.split(explanation)
