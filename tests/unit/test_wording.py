"""Words for quantities, numbers and dates: grammar by a table, exactness by property."""

from __future__ import annotations

import csv
import datetime
import re
from fractions import Fraction
from pathlib import Path

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from kg.concepts import read_concepts
from kg.errors import KgError
from kg.quantity import QUALIFIERS, TIME_UNITS, parse_quantity
from kg.store import load
from kg.wording import (
    LANGUAGES,
    as_of,
    computed_label,
    count,
    date,
    figure_label,
    machine_date,
    noun,
    number,
    period,
    quantity,
)
from kg.wording.language import language_named

DATA = Path(__file__).parent / "data"
FIGURES = DATA / "labelled_figures.rq"
with (DATA / "wording.tsv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


def spaced(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_quantities_are_worded_as_the_table_says(language):
    for row in ROWS:
        unit = None if row["unit"] == "-" else row["unit"]
        words = quantity(row["notation"], unit, language)
        assert spaced(words) == row[language], row["notation"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_and_noun_has_every_form_that_numbers_ask_for(root, language):
    spoken = language_named(language)
    units = set(read_concepts(root, [])["unit"]) - {"percent", "fraction"}
    assert set(spoken.words["units"]) == units
    assert set(spoken.words["nouns"]) == set(language_named("en").words["nouns"])
    assert set(spoken.words["qualifiers"]) == {"exactly", *QUALIFIERS}
    assert set(spoken.words["per"]) == set(TIME_UNITS)
    categories = {*spoken.locale.plural_form.tags, "other"}
    for slug, forms in spoken.forms.items():
        assert set(forms) - {"accusative"} == categories, slug


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_percent_signs_and_separators_are_those_of_cldr(language):
    assert quantity("89%", "percent", language) == format_percent(0.89, locale=language)
    for value in (0, 999, 1234, 1234567, Fraction(-98765, 4)):
        expected = format_decimal(float(value), locale=language, decimal_quantization=False)
        assert number(value, language) == expected


def test_a_unit_without_forms_falls_back_to_its_label():
    assert quantity("12 tanks", "tanks", "ru", "танки") == "12\xa0танки"
    assert quantity("12 tanks", "tanks", "en") == "12 tanks"
    assert noun(2, "some-thing", "en") == "some thing"


@pytest.mark.parametrize("text", ["", "soon", "2023-13", "1,000 people", "{}", "2023/2022"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_that_cannot_be_read_is_returned_as_it_is(text, language):
    for words in (date, period, as_of):
        assert words(text, language) == text
    assert quantity(text, "people", language) == text
    assert machine_date(text) is None


def test_a_language_that_the_site_does_not_speak_is_an_error():
    with pytest.raises(KgError, match="language 'de': write one of en, ru, uk"):
        number(1, "de")


NUMBERS = st.one_of(
    st.integers(0, 10**40).map(str),
    st.decimals(0, 10**6, places=3, allow_nan=False).map(lambda value: f"{value:f}"),
)


@st.composite
def quantities(draw):
    """Notations of every form, and a unit."""
    unit, low, high = draw(st.sampled_from(UNITS)), draw(NUMBERS), draw(NUMBERS)
    form = draw(st.sampled_from(("number", "range", "percent", "more", "less", "times", "share")))
    sign = draw(st.sampled_from(["", *(spellings[0] + " " for spellings in QUALIFIERS.values())]))
    low = low if Fraction(low) else "1"
    if form == "range":
        low, high = sorted((low, high), key=Fraction)
        high = high if Fraction(low) < Fraction(high) else f"{int(Fraction(high)) + 1}"
        return f"{low}..{high} {unit}", unit
    if form == "share":
        share = Fraction(1, draw(st.integers(2, 999)))
        return f"{sign}{share} of {high}", "fraction"
    less = str(min(Fraction(low), 99) // 1)
    plain = {
        "number": f"{low} {unit}{draw(st.sampled_from(['', ' per day']))}",
        "percent": f"{low}%",
        "more": f"+{low}%",
        "less": f"-{less}%",
        "times": f"x{low}",
    }[form]
    return sign + plain, {"number": unit, "times": "times"}.get(form, "percent")


UNITS = sorted(language_named("en").words["units"])


@given(quantities(), st.sampled_from(LANGUAGES))
def test_every_quantity_has_words_with_exactly_its_digits(notation_and_unit, language):
    notation, unit = notation_and_unit
    value = parse_quantity(notation)
    words = quantity(notation, unit, language)
    plain = re.sub(r"(?<=\d),(?=\d{3})" if language == "en" else r"(?<=\d)\xa0(?=\d)", "", words)
    printed = re.findall(r"\d+(?:[.,]\d+)?", plain)
    assert [digits.replace(",", ".") for digits in printed] == re.findall(
        r"\d+(?:\.\d+)?", str(value)
    )
    if language != "en" and value.whole is None:
        assert not re.search(r"\d \w", words)
    less = {"en": "less", "ru": "меньше", "uk": "менше"}[language]
    if value.form == "change":
        assert words.endswith(less) is value.decrease


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from(["ru", "uk"]))
def test_no_line_breaks_between_a_number_and_its_unit(text, unit, language):
    assert " " not in count(Fraction(text), unit, language)


@pytest.mark.parametrize(
    ("value", "slug", "words"),
    [
        (1, "article", ("1 article", "1 статья", "1 стаття")),
        (3, "article", ("3 articles", "3 статьи", "3 статті")),
        (25, "article", ("25 articles", "25 статей", "25 статей")),
        (1, "origin", ("1 independent origin", "1 независимый источник", "1 незалежне джерело")),
        (0, "origin", ("0 independent origins", "0 независимых источников", "0 незалежних джерел")),
        (1234, "triple", ("1,234 triples", "1 234 триплета", "1 234 триплети")),
        (11, "number", ("11 numbers in the text", "11 чисел в тексте", "11 чисел у тексті")),
        (1.5, "year", ("1.5 years", "1,5 года", "1,5 року")),
    ],
)
def test_things_are_counted(value, slug, words):
    assert tuple(spaced(count(value, slug, language)) for language in LANGUAGES) == words


@pytest.mark.parametrize(
    ("text", "en", "ru", "uk"),
    [
        ("2023", "2023", "2023 г.", "2023 р."),
        ("2023-09", "September 2023", "сентябрь 2023 г.", "вересень 2023 р."),
        ("2023-09-21", "21 September 2023", "21 сентября 2023 г.", "21 вересня 2023 р."),
        ("2022~", "about 2022", "2022 г. (приблизительно)", "2022 р. (приблизно)"),
        (
            "2022-09-21/2023-09",
            "21 September 2022 to September 2023",
            "с 21 сентября 2022 г. по сентябрь 2023 г.",
            "з 21 вересня 2022 р. по вересень 2023 р.",
        ),
        (
            "2022-09/2023-11",
            "September 2022 to November 2023",
            "с сентября 2022 г. по ноябрь 2023 г.",
            "з вересня 2022 р. по листопад 2023 р.",
        ),
        ("2018/2022", "2018 to 2022", "с 2018 г. по 2022 г.", "з 2018 р. по 2022 р."),
        ("2022-02-24/..", "since 24 February 2022", "с 24 февраля 2022 г.", "з 24 лютого 2022 р."),
        ("2022/..", "since 2022", "с 2022 г.", "з 2022 р."),
        ("../2023-09", "until September 2023", "по сентябрь 2023 г.", "по вересень 2023 р."),
        ("2022-09-02/..", "since 2 September 2022", "со 2 сентября 2022 г.", "з 2 вересня 2022 р."),
        (
            "2022-09-22/..",
            "since 22 September 2022",
            "с 22 сентября 2022 г.",
            "з 22 вересня 2022 р.",
        ),
        ("2023-01/..", "since January 2023", "с января 2023 г.", "із січня 2023 р."),
        ("2023-03-07/..", "since 7 March 2023", "с 7 марта 2023 г.", "із 7 березня 2023 р."),
        ("2023-03-27/..", "since 27 March 2023", "с 27 марта 2023 г.", "з 27 березня 2023 р."),
    ],
)
def test_dates_and_periods_have_their_cases(text, en, ru, uk):
    assert tuple(spaced(period(text, language)) for language in LANGUAGES) == (en, ru, uk)
    if "/" not in text:
        assert date(text, "ru") == period(text, "ru")


@pytest.mark.parametrize(
    ("text", "en", "ru", "uk"),
    [
        ("2025-05", "as of May 2025", "по состоянию на май 2025 г.", "станом на травень 2025 р."),
        (
            "2025-05-20",
            "as of 20 May 2025",
            "по состоянию на 20 мая 2025 г.",
            "станом на 20 травня 2025 р.",
        ),
    ],
)
def test_the_date_at_which_something_was_so(text, en, ru, uk):
    assert tuple(spaced(as_of(text, language)) for language in LANGUAGES) == (en, ru, uk)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2999, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_day_keeps_its_year_and_day(day, language):
    words = date(day.isoformat(), language)
    assert words.startswith(f"{day.day}\xa0" if language != "en" else f"{day.day} ")
    assert re.search(rf"\b{day.year}\b", words)
    assert machine_date(day.isoformat()) == day.isoformat()


def test_the_label_of_a_figure_in_each_language():
    labels = [
        figure_label(
            ">22000 applications",
            "applications",
            language,
            measure=measure,
            period="2022-09-21/2023-09",
            as_of="2024",
            producer=producer,
        )
        for language, measure, producer in (
            ("ru", "заявки на сдачу в плен", "Хочу жить"),
            ("uk", "заявки на здачу в полон", "Хочу жити"),
        )
    ]
    assert [spaced(label) for label in labels] == [
        "более 22 000 заявок: заявки на сдачу в плен, "
        "с 21 сентября 2022 г. по сентябрь 2023 г., Хочу жить",
        "понад 22 000 заявок: заявки на здачу в полон, "
        "з 21 вересня 2022 р. по вересень 2023 р., Хочу жити",
    ]
    assert spaced(computed_label("651", "cases", "uk", measure="справи")) == (
        "651 справа (обчислено): справи"
    )
    assert computed_label(None, "cases", "en", measure="cases") == "undetermined (computed): cases"


def test_a_period_that_stays_open_is_told_with_the_date_of_the_report():
    label = figure_label("1 cases", "cases", "en", measure="m", period="2022/..", as_of="2023-12")
    assert label == "1 case: m, since 2022, as of December 2023"


def test_each_real_figure_is_labelled_as_its_facts_are_worded(release):
    store = load(release.path)
    figures = list(store.query(FIGURES.read_text(encoding="utf-8")))
    for label, notation, unit, unit_label, measure, when, as_of_date, producer in figures:
        value = [part and part.value for part in (when, as_of_date, producer, unit_label)]
        unit = unit.value.rpartition("/")[2]
        assert label.value == figure_label(
            notation.value,
            unit,
            "en",
            measure=measure.value,
            period=value[0],
            as_of=value[1],
            producer=value[2],
            unit_label=value[3],
        )
    assert len(figures) > 50
