"""Reasons in words: every wording in three languages, every key has one, numbers as each sets."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

import kg.checks
from kg.checks.check import Amount, Check, Elapsed, Name, clause
from kg.checks.figure import Figure
from kg.checks.findings import find
from kg.checks.words import _QUOTED, LANGUAGES, Words, names_of, wordings
from kg.interval import Interval
from kg.load import load_project
from kg.quantity import QUALIFIERS, TIME_UNITS, parse_quantity

F = Fraction
UNIT_FORMS = "unit-forms"
CODE = sorted(Path(kg.checks.__file__).parent.glob("*.py"))
# What annotators write is English; Russian and Ukrainian name only the verdict and what shows it.
ENGLISH_ONLY = {"conflict", "marked"}
NUMBERS = ("with-unit", "elapsed", "and", "range", "between", "anything", *QUALIFIERS, "exactly",
           *(f"per-{unit}" for unit in TIME_UNITS))  # fmt: skip


@pytest.fixture(scope="module")
def project(root):
    return load_project(root)


@pytest.fixture(scope="module")
def checks(project):
    return find(project).checks


@pytest.fixture(scope="module")
def say(project):
    return {language: Words(names_of(project), language) for language in LANGUAGES}


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def clauses():
    """Every clause that the code makes: a pattern of its key, and what fills it if that is known.

    An inserted part of a key stands for any words.
    """
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "clause":
                continue
            known = {keyword.arg for keyword in node.keywords}
            for text in key_texts(node.args[0]):
                yield f"{path.name}:{node.lineno}", text, None if None in known else known


def key_texts(node):
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return [*key_texts(node.body), *key_texts(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z-]+"
                 for part in node.values]  # fmt: skip
        return ["".join(parts)]
    return []


def said():
    """Every wording by its key; the forms of units are none."""
    return {key: texts for key, texts in wordings().items() if key != UNIT_FORMS}


def test_every_wording_is_in_three_languages_with_the_same_places_to_fill():
    for key, texts in said().items():
        assert list(texts) == list(LANGUAGES), key
        places = [fields(text) for text in texts.values()]
        assert places[1] == places[2], key
        assert key in ENGLISH_ONLY or places[0] == places[1], key


def test_no_wording_ends_with_a_full_stop_or_has_needless_spaces():
    for key, texts in said().items():
        for text in texts.values():
            assert text == text.strip(), key
            assert not text.endswith((".", ";")), key
            assert "  " not in text, key


def test_no_wording_is_left_in_english():
    for key, texts in said().items():
        bare = {language: re.sub(r"\{\w+\}", "", text) for language, text in texts.items()}
        if re.search("[a-z]", bare["en"]):
            assert re.search("[а-яё]", bare["ru"]) and re.search("[а-яіїєґ]", bare["uk"]), key
            assert not re.search("[ыэъё]", bare["uk"]), key
            assert not re.search("[іїєґ]", bare["ru"]), key


@pytest.mark.parametrize(
    ("place", "pattern", "known"),
    [*clauses()],
    ids=lambda value: value if type(value) is str else "",
)
def test_every_clause_has_a_wording_that_it_fills(place, pattern, known):
    if pattern == "note":
        return
    keys = [key for key in said() if re.fullmatch(pattern, key)]
    assert keys, f"{place}: no wording for {pattern}"
    if re.escape(keys[0]) == pattern and known is not None:
        assert fields(wordings()[keys[0]]["en"]) <= known
        assert fields(wordings()[keys[0]]["ru"]) <= known


def test_every_wording_is_of_use():
    patterns = [pattern for _, pattern, _ in clauses()]
    text = "".join(path.read_text(encoding="utf-8") for path in CODE)
    for key in said():
        used = key in NUMBERS or f'"{key}"' in text
        # Some keys are put together before they are handed over, such as the window's.
        used = used or any(re.fullmatch(pattern, key) for pattern in patterns)
        assert used or key.partition("-")[0] in ("window", "duration"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_project_is_one_sentence(checks, say, language):
    words = say[language]
    for check in checks:
        assert all(part.key == "note" or part.key in said() for part in check.reason)
        reason = words.reason(check)
        assert re.match(r"[\w«“\"'×-]", reason), reason
        assert reason[0] == reason[0].upper()
        assert reason.endswith(".") and not reason.endswith(".."), reason
        assert not re.search(
            r"[{}]|\bNone\b|Fraction|  |[.;,]{2}", re.sub(r"(дн|г|р)\.", r"\1", reason)
        ), reason
        for text in (words.formula(check), words.value(check.expected), words.value(check.found)):
            assert not re.search(r"[{}]|\bNone\b|Fraction", text), text


def test_every_check_has_an_id_and_words_of_its_own(checks, project):
    ids = [check.id for check in checks]
    assert len(set(ids)) == len(ids) and ids == sorted(ids)
    for check in checks:
        assert check.kind in project.concepts["check-kind"]
        assert check.verdict in project.concepts["verdict"]
        assert set(check.facets) <= set(project.concepts["scope-facet"])


@pytest.mark.parametrize(
    ("value", "unit", "en", "ru"),
    [
        (4373, None, "4,373", "4373"),
        (22000, None, "22,000", "22\u00a0000"),
        (1234567, None, "1,234,567", "1\u00a0234\u00a0567"),
        (F(4373, 887), "times", "4.93 times", "×4,93"),
        (F(4373, 887), None, "4.93", "4,93"),
        (F(-47, 2), "percent", "-23.5%", "-23,5 %"),
        (-22000, None, "-22,000", "-22\u00a0000"),
        (F(1, 5), "fraction", "20%", "20 %"),
        (0, None, "0", "0"),
        (F(1, 1000), None, "0", "0"),
    ],
)
def test_numbers_are_set_as_the_language_does(say, value, unit, en, ru):
    amount = Amount(Interval.exactly(value), unit)
    assert say["en"].value(amount) == en
    assert say["ru"].value(amount) == say["uk"].value(amount) == ru


@pytest.mark.parametrize(
    ("interval", "en", "ru"),
    [
        (Interval(F(3), True, F(5), True), "3 to 5", "от 3 до 5"),
        (Interval(F(3), True, F(5), False), "between 3 and 5", "между 3 и 5"),
        (Interval(F(22000), False, None, False), "more than 22,000", "более 22\u00a0000"),
        (Interval(F(3), True, None, False), "at least 3", "не менее 3"),
        (Interval(None, False, F(5), False), "less than 5", "менее 5"),
        (Interval(None, False, F(5), True), "at most 5", "не более 5"),
        (Interval(None, False, None, False), "any number", "любое число"),
    ],
)
def test_bounds_are_said_as_what_they_allow(say, interval, en, ru):
    assert say["en"].value(Amount(interval)) == en
    assert say["ru"].value(Amount(interval)) == ru


@pytest.mark.parametrize(
    ("printed", "en", "ru"),
    [
        ("4373", "4,373", "4373"),
        ("more than 22000", "more than 22,000", "более 22\u00a0000"),
        ("3..5 per day", "3 to 5 a day", "от 3 до 5 в день"),
        ("1/5", "1/5", "1/5"),
        ("almost x9", "almost 9 times", "почти ×9"),
        ("+89%", "+89%", "+89 %"),
        ("-20%", "-20%", "-20 %"),
        ("about 2.25", "about 2.25", "около 2,25"),
    ],
)
def test_a_printed_number_is_said_with_its_qualifier(say, printed, en, ru):
    quantity = parse_quantity(printed)
    figure = Figure("a", "requests-for-help", quantity.interval, quantity=quantity)
    assert say["en"].value(figure) == en
    assert say["ru"].value(figure) == ru


def test_every_unit_that_can_be_counted_is_declined(project):
    units = set(project.concepts["unit"]) - {"percent", "times", "fraction"}
    assert set(wordings()[UNIT_FORMS]) == units
    for unit, languages in wordings()[UNIT_FORMS].items():
        assert list(languages) == ["ru", "uk"], unit
        assert all(len(forms) == 3 and all(forms) for forms in languages.values()), unit
        assert all(re.fullmatch("[а-яё]+", form) for form in languages["ru"]), unit
        assert all(re.fullmatch("[а-яіїєґ]+", form) for form in languages["uk"]), unit


@pytest.mark.parametrize(
    ("value", "unit", "ru", "uk"),
    [
        (1, "people", "1 человек", "1 особа"),
        (2, "people", "2 человека", "2 особи"),
        (5, "people", "5 человек", "5 осіб"),
        (11, "people", "11 человек", "11 осіб"),
        (12, "people", "12 человек", "12 осіб"),
        (14, "cases", "14 дел", "14 справ"),
        (21, "cases", "21 дело", "21 справа"),
        (22, "cases", "22 дела", "22 справи"),
        (111, "cases", "111 дел", "111 справ"),
        (1001, "cases", "1001 дело", "1001 справа"),
        (22003, "cases", "22\u00a0003 дела", "22\u00a0003 справи"),
        (22000, "cases", "22\u00a0000 дел", "22\u00a0000 справ"),
        (0, "requests", "0 обращений", "0 звернень"),
        (1, "year", "1 год", "1 рік"),
        (3, "year", "3 года", "3 роки"),
        (5, "year", "5 лет", "5 років"),
        (F(5, 2), "year", "2,5 года", "2,5 роки"),
        (F(21, 10), "month", "2,1 месяца", "2,1 місяці"),
        (30, "day", "30 дней", "30 днів"),
        (4, "week", "4 недели", "4 тижні"),
    ],
)
def test_units_are_declined_after_their_number(say, value, unit, ru, uk):
    amount = Amount(Interval.exactly(value), unit)
    assert (say["ru"].value(amount), say["uk"].value(amount)) == (ru, uk)


@pytest.mark.parametrize(
    ("low", "high", "ru"),
    [(3, 5, "от 3 до 5 человек"), (3, 21, "от 3 до 21 человек"), (3, 22, "от 3 до 22 человека")],
)
def test_a_unit_follows_the_last_number(say, low, high, ru):
    amount = Amount(Interval(F(low), True, F(high), True), "people")
    assert say["ru"].value(amount) == ru


@pytest.mark.parametrize(
    ("unit", "en"),
    [("people", "7"), ("cases", "7"), ("requests", "7"), ("day", "7.33"), ("year", "7.33"),
     (None, "7.33"), ("percent", "7.33%"), ("times", "7.33 times")],
)  # fmt: skip
def test_people_and_cases_are_whole(say, unit, en):
    number = say["en"].value(Amount(Interval.exactly(F(22, 3)), unit))
    assert re.fullmatch(re.escape(en) + r"( [a-z ]+)?", number)


@pytest.mark.parametrize("about", [True, False])
def test_a_result_of_what_may_be_rounded_is_about_so_many(say, about):
    amount = Amount(Interval.exactly(288), "people", about)
    assert say["en"].value(amount).startswith("about 288") is about
    assert say["ru"].value(amount) == ("около 288 человек" if about else "288 человек")


def test_cyrillic_names_of_organisations_stand_in_quotation_marks(project, say):
    quoted = dict.fromkeys(LANGUAGES, 0)
    for slug, located in project.agents.items():
        kind = getattr(located.record, "kind", None)
        for language, words in say.items():
            name = words.value(Name("agent", slug))
            own = (located.record.name or located.record.role).get(language)
            cyrillic = bool(own and re.search("[А-яЄєІіЇїҐґ]", own))
            marked = bool(own) and name == f"«{own}»"
            assert marked == (cyrillic and kind in _QUOTED), name
            quoted[language] += marked
    assert quoted["ru"] and quoted["uk"] and not quoted["en"]


@pytest.mark.parametrize(
    ("printed", "en"), [("1 year", "1 year"), ("2 years", "2 years"), ("6 months", "6 months")]
)
def test_one_year_is_no_plural(say, printed, en):
    quantity = parse_quantity(printed)
    figure = Figure("a", "sentence-length", quantity.interval, "penalty", quantity, quantity.unit)
    assert say["en"].value(figure) == en


def test_other_values_are_said_plainly(say):
    words = say["en"]
    assert words.value(None) == ""
    assert words.value(4373) == "4,373"
    assert words.value("2023-09") == "2023-09"
    assert words.value(Elapsed(6, 28)) == "6 months and 28 days"
    assert words.value(()) == ""
    assert words.value((1,)) == "1"
    assert words.value((1, 2, 3)) == "1, 2 and 3"
    assert words.value(Name("agent", "unknown")) == "unknown"


def test_a_note_stands_in_each_language_and_in_english_where_one_is_missing(say):
    reason = (clause("rate-consistent"), clause("note", en="so be it", ru="пусть так"))
    check = Check("rate", ("a", "b"), "consistent", reason)
    said = {language: words.reason(check) for language, words in say.items()}
    assert said["en"] == "The two agree; so be it."
    assert said["ru"].endswith("; пусть так.")
    assert said["uk"].endswith("; so be it.")
