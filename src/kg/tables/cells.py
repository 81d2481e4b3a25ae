"""Cells of tables: rows as text, written as CSV, and read back as what the schema says they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from kg.dates import parse_period
from kg.errors import KgError
from kg.model import Evidence
from kg.tables.schema import SEPARATOR, Column, Table

Row = dict[str, str]
Value = str | int | bool | Decimal | date

EDTF = r"(\d{4}(-\d\d){0,2}~?|\.\.)(/(\d{4}(-\d\d){0,2}~?|\.\.))?"
"""What EDTF dates and periods look like in this project; the calendar is another matter."""
PATTERNS = {
    "anyURI": r"[a-z]+:\S+",
    "boolean": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
    "decimal": r"-?\d{1,26}(\.\d{1,12})?",
    "edtf": EDTF,
    "nonNegativeInteger": r"0|[1-9]\d{0,17}",
}


def several(values: Iterable[str]) -> str:
    """One cell of several values.

    :raises KgError: if a value could not be told from two

    >>> several(["France", "Germany"])
    'France | Germany'
    """
    values = list(values)
    cell = SEPARATOR.join(values)
    if values and (cell.split(SEPARATOR) != values or "" in values):
        raise KgError(f"{values}: no value of a cell may be empty or hold {SEPARATOR!r}")
    return cell


def period_cells(name: str, text: str | None) -> Row:
    """First and last day of a period; empty where an end is open or there is none."""
    if text is None:
        return {}
    period = parse_period(text)
    return {
        f"{name}_start": period.start.first.isoformat() if period.start else "",
        f"{name}_end": period.end.last.isoformat() if period.end else "",
    }


def anchor_cells(evidence: Evidence, places: Mapping) -> Row:
    """Where a passage stands; without its words where they are withheld."""
    place = places[evidence.key]
    return {
        "fragment": evidence.fragment or "",
        "start": str(place.start),
        "end": str(place.end),
        "supports": evidence.supports,
    }


def name_cells(name: str, names: Mapping[str, str] | None) -> Row:
    """A text in English, Russian and Ukrainian: `name`, `name_ru`, `name_uk`."""
    texts = names or {}
    return {f"{name}{tail}": texts.get(language, "") for language, tail in LANGUAGES.items()}


LANGUAGES = {"en": "", "ru": "_ru", "uk": "_uk"}


def write_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8; a column that a row lacks stays empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table.columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def read_cells(table: Table, rows: Iterable[Row]) -> dict[str, list]:
    """The values of every column: lists where there may be several, None where a cell is empty.

    :raises KgError: with table, row, column and value, for the first cell that the schema forbids
    """
    values: dict[str, list] = {name: [] for name in table.columns}
    for number, row in enumerate(rows, start=1):
        for name, column in table.columns.items():
            try:
                values[name].append(read_cell(column, row.get(name, "")))
            except (KgError, ValueError) as error:
                raise KgError(f"{table.name}.csv, row {number}, {name}: {error}") from None
    return values


def read_cell(column: Column, text: str) -> Value | list[Value] | None:
    """The value of a cell, or its values.

    :raises KgError: if the cell is not what the schema says
    :raises ValueError: for a day that no calendar has

    >>> read_cell(Column("lower", "Lower bound", "", "decimal"), "2.25")
    Decimal('2.25')
    """
    if column.required and not text:
        raise KgError("the cell is empty, but a value is required")
    if column.several:
        return [_value(column, part) for part in text.split(SEPARATOR)] if text else []
    return _value(column, text) if text else None


def _value(column: Column, text: str) -> Value:
    if column.values and text not in column.values:
        raise KgError(f"{text!r} is none of {', '.join(column.values)}")
    pattern = PATTERNS.get(column.datatype, r"(?s:.+)")
    if not re.fullmatch(pattern, text, re.ASCII):
        raise KgError(f"{text!r} is no {column.datatype}")
    match column.datatype:
        case "boolean":
            return text == "true"
        case "date":
            return date.fromisoformat(text)
        case "decimal":
            return Decimal(text)
        case "edtf":
            return parse_period(text).text
        case "nonNegativeInteger":
            return int(text)
    return text
