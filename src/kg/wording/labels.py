"""A figure in one line: how much, of what, when, and who says so."""

from __future__ import annotations

from kg.wording.dates import as_of as as_of_words
from kg.wording.dates import period as period_words
from kg.wording.language import language_named
from kg.wording.quantities import quantity


def figure_label(
    notation: str,
    unit: str | None,
    language: str,
    *,
    measure: str,
    period: str | None = None,
    as_of: str | None = None,
    producer: str | None = None,
    unit_label: str | None = None,
) -> str:
    """A reported figure in one line, for lists and page titles.

    :param notation: its quantity; see :func:`kg.wording.quantity` for this, unit and unit label
    :param measure: label of its measure in the language
    :param period: EDTF date or interval that it covers
    :param as_of: EDTF date at which it was so; said where no period is, or one without an end
    :param producer: name of who produced it, in the language
    :raises KgError: if the site does not speak the language

    >>> figure_label(">22000 applications", "applications", "en", measure="surrender applications",
    ...              period="2022-09-21/2023-09", producer="Hochu Zhit")
    'more than 22,000 applications: surrender applications, 21 September 2022 to September 2023, \
Hochu Zhit'
    """
    words = quantity(notation, unit, language, unit_label)
    return _line(f"{words}: {measure}", period, as_of, producer, language)


def computed_label(
    stated: str | None,
    unit: str | None,
    language: str,
    *,
    measure: str,
    period: str | None = None,
    unit_label: str | None = None,
) -> str:
    """A computed figure in one line, marked as such.

    :param stated: its number, None where the bounds of what it is computed from leave it open
    :raises KgError: if the site does not speak the language

    >>> computed_label("651", "cases", "en", measure="cases sent to court", period="2022-09-21/..")
    '651 cases (computed): cases sent to court, since 21 September 2022'
    """
    words = language_named(language).words
    amount = words["undetermined"]
    if stated is not None:
        amount = quantity(stated, unit, language, unit_label)
    return _line(f"{words['computed'].format(amount)}: {measure}", period, None, None, language)


def _line(
    first: str, period: str | None, as_of: str | None, producer: str | None, language: str
) -> str:
    parts = [first, period and period_words(period, language)]
    if as_of and (not period or period.endswith("/..")):
        parts.append(as_of_words(as_of, language))
    return ", ".join(part for part in (*parts, producer) if part)
