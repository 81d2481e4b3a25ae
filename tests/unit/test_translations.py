"""Every text of the interface is in every language, with the same placeholders and all plurals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract
from werkzeug.exceptions import default_exceptions

from kg.query.mistakes import ENGINE, SENTENCES
from kg.web.app import create_app
from kg.web.languages import ENGLISH, LANGUAGES
from kg.web.problems import PROBLEM_TYPES
from kg.web.translating import UNTRANSLATED, translations

WEB = Path(__file__).resolve().parents[2] / "src" / "kg" / "web"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)(.)")
FORMS = 3
STATUSES = (400, 404, 405, 410, 413, 500)
"""Of errors whose page has the name that the status has in HTTP."""

NO_TEXT = (
    r"{#.*?#}",
    r"<(\w+){{ foreign }}.*?</\1>",  # marked as English
    r'<div class="in-english".*',
    r"{%.*?%}",
    r"{{.*?}}",
    r"<(code|pre|style|svg)\b.*?</\1>",
    r"<[^<>]*>",
)
"""What of a template is no text of its own that is to be translated, one after the other."""
NAMES = set("Refusals Turtle RDF XML JSON IRI CSV SVG SHA SUMS LD checks csv".split())

Id = str | tuple[str, str]


@cache
def messages() -> dict[Id, list[str]]:
    """Every text that templates, views and problems have, and where it stands."""
    found: dict[Id, list[str]] = {}
    methods = {".html": babel_extract, ".py": "python"}
    for path in sorted(WEB.rglob("*")):
        if path.suffix in methods:
            options = {"silent": "false"} if path.suffix == ".html" else {}
            taken = extract_from_file(methods[path.suffix], path, KEYWORDS, options=options)
            for line, message, *_ in taken:
                found.setdefault(message, []).append(f"{path.relative_to(WEB)}:{line}")
    for name, type_ in PROBLEM_TYPES.items():
        for text in (type_.title, type_.advice):
            found.setdefault(text, []).append(f"problems.py, {name}")
    for case, text in SENTENCES.items():
        if case != ENGINE:
            found.setdefault(text, []).append(f"kg.query.mistakes, {case}")
    for status in STATUSES:
        found.setdefault(default_exceptions[status]().name, []).append(f"status {status}")
    return found


@cache
def catalogues(language: str) -> dict[str, Catalog]:
    """The catalogues of a language by the names of their files."""
    found = {}
    for path in sorted((WEB / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.name] = read_po(file, locale=language, abort_invalid=True)
    return found


def entries(language: str) -> Iterator[tuple[str, Message]]:
    """Each translation, and the name of the file that it is in."""
    for name, catalogue in catalogues(language).items():
        yield from ((name, message) for message in catalogue if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The texts of a translation: one, or one for each plural."""
    return tuple(message.string) if message.pluralizable else (message.string,)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_a_translation(language: str):
    known = {message.id for _, message in entries(language) if all(forms(message))}
    missing = [f"{places[0]}: {id!r}" for id, places in messages().items() if id not in known]
    assert not missing, f"no {language} for:\n" + "\n".join(missing)


def test_no_template_has_words_that_cannot_be_translated():
    for path in sorted((WEB / "templates").glob("**/*.html")):
        if path.stem not in LANGUAGES:  # else there is a file for each language
            text = path.read_text(encoding="utf-8")
            for pattern in NO_TEXT:
                text = re.sub(pattern, " ", text, flags=re.DOTALL)
            words = set(re.findall(r"[^\W\d_]{3,}", text)) - NAMES
            assert not words, f"{path.name}: {sorted(words)}"


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_nobody_says(language: str):
    said = messages()
    unused = [
        f"{name}: {message.id!r}" for name, message in entries(language) if message.id not in said
    ]
    assert not unused, "no template has:\n" + "\n".join(unused)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_placeholders_of_its_text(language: str):
    for name, message in entries(language):
        ids = message.id if message.pluralizable else (message.id,)
        wanted = {found for text in ids for found in PLACEHOLDER.findall(text)}
        for text in forms(message):
            assert set(PLACEHOLDER.findall(text)) == wanted, f"{language}/{name}: {text!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_plurals_have_all_their_forms(language: str):
    for name, catalogue in catalogues(language).items():
        assert catalogue.num_plurals == FORMS, f"{language}/{name}: {catalogue.plural_forms}"
    for name, message in entries(language):
        if message.pluralizable:
            assert len(message.string) == FORMS, f"{language}/{name}: {message.id!r}"
    one, few, many = (
        translations(language).ungettext(
            "%(num)s independent origin", "%(num)s independent origins", number
        )
        for number in (21, 22, 25)
    )
    assert len({one, few, many}) == FORMS


@pytest.mark.parametrize("language", OTHERS)
def test_one_text_is_translated_in_one_way(language: str):
    found: dict[Id, tuple[str, tuple[str, ...]]] = {}
    for name, message in entries(language):
        other, translated = found.setdefault(message.id, (name, forms(message)))
        assert forms(message) == translated, f"{message.id!r} in {language}/{other} and {name}"


def test_what_has_no_translation_says_so():
    unknown = "A text that nobody translates"
    assert translations("uk").ugettext(unknown) == unknown + UNTRANSLATED
    assert translations(ENGLISH).gettext(unknown) == unknown


def test_a_constant_link_keeps_the_language_of_each_reader_whoever_came_first():
    app = create_app()
    made = []
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/uk"}):
        template = app.jinja_env.from_string('{{ "/checks" | page }}')
        made.append(template.render())
    for prefix in ("", "/ru"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix}):
            made.append(template.render())
    assert made == ["/uk/checks", "/checks", "/ru/checks"]
