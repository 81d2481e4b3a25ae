"""What the tables of a release hold, read from schema.yaml: the one description that the CSV files,
their metadata, the Parquet files and the documentation follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

SEPARATOR = " | "
"""Stands between the values of a cell that may hold several."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    :ivar name: its header in CSV
    :ivar datatype: of each value: anyURI, boolean, date, decimal, edtf, nonNegativeInteger, string
    :ivar several: whether a cell holds any number of values, with :data:`SEPARATOR` between them
    :ivar required: whether no cell is empty
    :ivar values: the only values that there are; empty where there may be any
    :ivar language: of the text, where it has one
    :ivar about: the column whose thing the cell describes, where it is not the table's
    :ivar property: the term by which the graph says the very same
    :ivar term: another term that defines what the column holds
    """

    name: str
    title: str
    description: str
    datatype: str = "string"
    several: bool = False
    required: bool = False
    values: tuple[str, ...] = ()
    language: str | None = None
    about: str | None = None
    property: str | None = None
    term: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: what a row stands for, the columns in their order, and the keys.

    :ivar about: the column whose thing the rows describe, if there is one
    :ivar row_title: the column that names a row to a reader
    :ivar primary_key: columns whose cells together are in no two rows
    :ivar foreign_keys: by column the table in whose primary key each of its filled cells is
    """

    name: str
    title: str
    row: str
    description: str
    columns: Mapping[str, Column]
    about: str | None = None
    row_title: str | None = None
    primary_key: tuple[str, ...] = ()
    foreign_keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Schema:
    """All tables by name, and what they have in common in words (Markdown)."""

    introduction: str
    tables: Mapping[str, Table]


@cache
def read_schema() -> Schema:
    """The description of all tables."""
    text = Path(__file__).with_name("schema.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    tables = {name: _table(name, entry) for name, entry in content["tables"].items()}
    return Schema(content["introduction"], tables)


def _table(name: str, entry: Mapping[str, object]) -> Table:
    keys = {key.replace(" ", "_"): value for key, value in entry.items()}
    keys["columns"] = {column: _column(column, facts) for column, facts in keys["columns"].items()}
    keys["primary_key"] = tuple(keys.get("primary_key", ()))
    return Table(name, **keys)


def _column(name: str, entry: Mapping[str, object]) -> Column:
    return Column(name, **{**entry, "values": tuple(entry.get("values", ()))})
