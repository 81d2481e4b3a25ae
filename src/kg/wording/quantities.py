"""Numbers, counted things and quantities in words: "more than 22,000 applications"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kg.quantity import TIME_UNITS, Quantity, QuantityError, parse_quantity
from kg.wording.language import Language, language_named

EXTENTS = (*TIME_UNITS, "percent", "fraction")  # units of what is measured rather than counted

Number = int | float | Decimal | Fraction


@lru_cache(4096)
def number(value: Number, language: str) -> str:
    """A number with the separators of a language; decimals are rounded to twelve places.

    :raises KgError: if the site does not speak the language

    >>> number(22000, "en"), number(2.25, "uk")
    ('22,000', '2,25')
    """
    return language_named(language).number(_exact(value))


@lru_cache(4096)
def noun(value: Number, slug: str, language: str) -> str:
    """The form of a noun or unit that goes with a number; a slug without forms is its own form.

    :param slug: a word of `units` or `nouns` in `<language>.yaml`
    :raises KgError: if the site does not speak the language

    >>> [noun(value, "article", "ru") for value in (1, 2, 5, 21)]
    ['статья', 'статьи', 'статей', 'статья']
    """
    spoken = language_named(language)
    return spoken.form(slug, spoken.category(_exact(value))) or slug.replace("-", " ")


@lru_cache(4096)
def count(value: Number, slug: str, language: str) -> str:
    """A number of things, such as "1 independent origin"; see :func:`noun`.

    >>> count(1200, "triple", "en")
    '1,200 triples'
    """
    space = language_named(language).words["unit_space"]
    return number(value, language) + space + noun(value, slug, language)


@lru_cache(4096)
def quantity(notation: str, unit: str | None, language: str, unit_label: str | None = None) -> str:
    """A quantity in words.

    :param notation: as `kg.quantity` reads it; text that it cannot read is returned as it is
    :param unit: slug of the unit in which it is stated, None for a bare number
    :param unit_label: stands for a unit that the data file does not have; by default its slug does
    :raises KgError: if the site does not speak the language

    >>> quantity(">22000 applications", "applications", "en")
    'more than 22,000 applications'
    >>> quantity("almost x9", "times", "ru").replace("\\xa0", " ")
    'почти в 9 раз больше'
    """
    spoken = language_named(language)
    try:
        value = parse_quantity(notation)
    except QuantityError:
        return notation
    words = spoken.words
    qualifier = words["qualifiers"]["exactly" if value.form == "range" else value.qualifier]
    if value.form == "change":
        amount = words["percent"].format(spoken.number(value.stated))
        text = words["decrease" if value.decrease else "increase"]
        text = text.format(qualifier["change"].format(amount))
    elif value.form == "times" and value.stated < 1:
        amount = qualifier["amount"].format(spoken.number(value.stated))
        text = words["multiple_below_one"].format(amount)
    elif value.form == "times":
        amount = _amount(spoken, value, "times", None, None)
        text = words["multiple"].format(qualifier["times"].format(amount))
    else:
        amount = _amount(spoken, value, unit, qualifier.get("case"), unit_label)
        extent = value.kind == "share" or unit in EXTENTS
        text = qualifier.get("extent" if extent else "amount", qualifier["amount"]).format(amount)
    if value.whole is not None:
        text = words["of_whole"].format(amount=text, whole=spoken.number(value.whole))
    return f"{text} {each(value.per, language)}" if value.per else text


def each(per: str, language: str) -> str:
    """What stands behind the unit of a rate.

    :param per: a unit of time, such as "month"
    :raises KgError: if the site does not speak the language

    >>> each("month", "en")
    'a month'
    """
    return language_named(language).words["per"][per]


def _amount(
    spoken: Language, value: Quantity, unit: str | None, case: str | None, unit_label: str | None
) -> str:
    """The number with its unit, without the qualifier."""
    words, category = spoken.words, spoken.category(value.stated)
    if value.form == "fraction":
        return value.stated_text
    text = spoken.number(value.stated)
    if value.stated_high is not None:
        text = words["range"].format(low=text, high=spoken.number(value.stated_high))
        category = words["range_category"]
        if category == "end":
            category = spoken.category(value.stated_high)
    if value.form == "percent" or unit == "percent":
        return words["percent"].format(text)
    if unit in (None, "fraction"):
        return text
    return text + words["unit_space"] + (spoken.form(unit, category, case) or unit_label or unit)


def _exact(value: Number) -> Fraction:
    return Fraction(str(value))
