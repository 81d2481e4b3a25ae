"""Dates and periods in EDTF (ISO 8601-2): the days that a year, a month or an interval covers.

Read here: level 0 dates (`2023`, `2023-09`, `2023-09-21`), approximate ones (`2022~`), and
intervals of them with an open end (`2022-09-21/..`). All dates are civil dates without a time zone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kg.errors import KgError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(~?)")
LAST_YEAR = 2999
XSD_TYPES = {"year": "xsd:gYear", "month": "xsd:gYearMonth", "day": "xsd:date"}


class DateError(KgError):
    """A date that is not EDTF, or that no calendar has."""


@dataclass(frozen=True)
class Date:
    """A date as precise as it is printed: `first` and `last` are the days that it covers."""

    text: str
    precision: str
    first: date
    last: date
    approximate: bool = False


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included; None is an end that stays open (`..`)."""

    text: str
    start: Date | None
    end: Date | None


def parse_date(text: str) -> Date:
    """Read one EDTF date.

    :raises DateError: for anything else than year, year-month or year-month-day

    >>> parse_date("2024-02").last
    datetime.date(2024, 2, 29)
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        wanted = "write 2023, 2023-09 or 2023-09-21 (EDTF), a season or quarter by its months"
        raise DateError(f"date {text!r}: {wanted}, as 2023-07/2023-09")
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    if year > LAST_YEAR:
        raise DateError(f"date {text!r}: no report counts beyond {LAST_YEAR}")
    if 0 in (month, day):
        raise DateError(f"date {text!r}: no calendar has a month or day 00")
    try:
        first = date(year, month or 1, day or 1)
        if day:
            last = first
        else:
            last = date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        what = "day" if month and month <= 12 else "month; write a season or quarter by its months"
        raise DateError(f"date {text!r}: no calendar has this {what}") from None
    precision = "day" if day else "month" if month else "year"
    return Date(text.strip().rstrip("~"), precision, first, last, bool(match.group(4)))


def parse_period(text: str) -> Period:
    """Read one EDTF date or interval; a single date is the period that it covers.

    :raises DateError: if an end cannot be read, both are open, or the period runs backwards

    >>> parse_period("2023-09/2023-11").end.last
    datetime.date(2023, 11, 30)
    """
    left, slash, right = text.strip().partition("/")
    if not slash:
        single = parse_date(left)
        return Period(text.strip(), single, single)
    ends = [None if part.strip() == ".." else parse_date(part) for part in (left, right)]
    if ends == [None, None]:
        raise DateError(f"period {text!r}: one end must be known")
    if None not in ends and ends[0].first > ends[1].last:
        raise DateError(f"period {text!r}: it runs backwards")
    return Period(text.strip(), *ends)


def months_between(start: date, end: date) -> tuple[int, int]:
    """Whole months from one day to a later one, and the days that are left.

    A month is over on the same day of the next, or on that one's last day where it is shorter.

    >>> months_between(date(2022, 2, 24), date(2022, 9, 21))
    (6, 28)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def elapsed(start: date, end: date, unit: str) -> Fraction:
    """How many units of time lie between two days; months and years have their real lengths.

    :param unit: day, week, month or year

    >>> elapsed(date(2023, 8, 1), date(2023, 9, 1), "day")
    Fraction(31, 1)
    >>> elapsed(date(2023, 2, 1), date(2023, 3, 15), "month")
    Fraction(45, 31)
    """
    days = (end - start).days
    if unit in ("day", "week"):
        return Fraction(days, 7 if unit == "week" else 1)
    size = 12 if unit == "year" else 1
    whole = months_between(start, end)[0] // size
    last, following = (add_months(start, size * count) for count in (whole, whole + 1))
    return whole + Fraction((end - last).days, (following - last).days)
