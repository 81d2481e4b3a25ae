"""Dates and periods in EDTF (ISO 8601-2): the days that a year, a month or an interval covers.

Read here: level 0 dates (`2023`, `2023-09`, `2023-09-21`), approximate ones (`2022~`), and
intervals of them with an open end (`2022-09-21/..`). All dates are civil dates without a time zone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kg.errors import KgError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(~?)")
PRECISIONS = ("year", "month", "day")
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
        raise DateError(f"date {text!r}: write 2023, 2023-09 or 2023-09-21 (EDTF)")
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    if 0 in (month, day):
        raise DateError(f"date {text!r}: no calendar has a month or day 00")
    try:
        first = date(year, month or 1, day or 1)
        if day:
            last = first
        else:
            last = date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        raise DateError(f"date {text!r}: no calendar has this day") from None
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
