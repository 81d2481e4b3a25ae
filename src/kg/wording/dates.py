"""Dates and periods in words: "21 September 2022 to September 2023"."""

from __future__ import annotations

import re
from functools import lru_cache

from babel.dates import format_date

from kg.dates import Date, DateError, parse_date, parse_period
from kg.wording.language import Language, language_named


@lru_cache(4096)
def date(text: str, language: str) -> str:
    """An EDTF date in words, as precise as it is; text that is none is returned as it is.

    :raises KgError: if the site does not speak the language

    >>> date("2023-09", "en"), date("2022~", "en"), date("soon", "en")
    ('September 2023', 'about 2022', 'soon')
    """
    spoken = language_named(language)
    try:
        return _words(spoken, parse_date(text))
    except DateError:
        return text


@lru_cache(4096)
def period(text: str, language: str) -> str:
    """An EDTF date or interval in words; text that is neither is returned as it is.

    :raises KgError: if the site does not speak the language

    >>> period("2022-09-21/2023-09", "en"), period("2022-02-24/..", "en")
    ('21 September 2022 to September 2023', 'since 24 February 2022')
    >>> period("2022-09/2023-11", "ru").replace("\\xa0", " ")
    'с сентября 2022 г. по ноябрь 2023 г.'
    """
    if "/" not in text:
        return date(text, language)
    spoken = language_named(language)
    try:
        parsed = parse_period(text)
    except DateError:
        return text
    name = "until" if parsed.start is None else "since" if parsed.end is None else "between"
    words = spoken.words["dates"][name].format(
        start=parsed.start and _words(spoken, parsed.start, "start_"),
        end=parsed.end and _words(spoken, parsed.end),
    )
    for pattern, replacement in spoken.words["dates"]["sounds"].items():
        words = re.sub(pattern, replacement, words)
    return words


@lru_cache(4096)
def as_of(text: str, language: str) -> str:
    """The date at which something was so, in words; text that is none is returned as it is.

    :raises KgError: if the site does not speak the language

    >>> as_of("2025-05", "en")
    'as of May 2025'
    """
    spoken = language_named(language)
    try:
        return spoken.words["dates"]["as_of"].format(_words(spoken, parse_date(text)))
    except DateError:
        return text


def machine_date(text: str) -> str | None:
    """A date as the `datetime` attribute of HTML's `time` takes it: a year, month or day.

    None for what the attribute cannot say: a period, an approximate date, no date
    (HTML Living Standard, 4.5.14).

    >>> machine_date("2023-09"), machine_date("2022~"), machine_date("2022/2023")
    ('2023-09', None, None)
    """
    try:
        parsed = parse_date(text)
    except DateError:
        return None
    return None if parsed.approximate else parsed.text


def _words(spoken: Language, parsed: Date, place: str = "") -> str:
    """A date in words. Where a period starts (`start_`), a month without a day may be inflected."""
    patterns = spoken.words["dates"]
    pattern = patterns.get(place + parsed.precision, patterns[parsed.precision])
    words = format_date(parsed.first, pattern, locale=spoken.locale)
    return patterns["approximate"].format(words) if parsed.approximate else words
