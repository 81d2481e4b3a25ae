"""Parquet files hold what the CSV files hold, typed and described, and are always the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from csvw import CSVW
from csvw_values import plain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow.parquet import read_schema as read_parquet_schema

from kg.build import BuiltProject
from kg.checks.findings import Findings
from kg.errors import KgError
from kg.quantity import decimal_text
from kg.release import Release
from kg.tables import release_tables
from kg.tables.cells import read_cell, read_cells, several, write_csv
from kg.tables.parquet import write_parquet
from kg.tables.schema import Column, Table, read_schema


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader of Parquet that shares no code with the writer."""
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as opened:
        yield opened


@pytest.mark.parametrize("name", read_schema().tables)
def test_both_forms_of_a_table_have_equal_values(
    name: str, release: Release, described: CSVW, database: duckdb.DuckDBPyConnection
):
    table = next(table for table in described.tables if table.local_name == f"{name}.csv")
    expected = [tuple(plain(value) for value in row.values()) for row in table]
    found = database.read_parquet(str(release.path / f"{name}.parquet"))
    assert found.columns == list(read_schema().tables[name].columns)
    assert found.fetchall() == expected


def test_columns_are_typed_and_described(release: Release):
    figures = read_parquet_schema(release.path / "figures.parquet")
    types = {name: str(figures.field(name).type) for name in figures.names}
    assert types["lower"] == "decimal128(38, 12)"
    assert (types["period_start"], types["lower_inclusive"]) == ("date32[day]", "bool")
    assert (types["start"], types["claim"]) == ("int64", "string")
    assert types["caveats"] == "list<element: string not null>"
    assert (figures.field("claim").nullable, figures.field("lower").nullable) == (False, True)
    facts = figures.field("lower").metadata
    assert facts[b"property"] == b"https://w3id.org/refusals/ontology#lowerBound"
    assert facts[b"description"].startswith(b"The least that follows")
    assert figures.metadata[b"title"] == b"Figures"


def test_numbers_can_be_asked_for_without_a_word_on_types(
    release: Release, database: duckdb.DuckDBPyConnection
):
    path = release.path / "figures.parquet"
    query = f"SELECT DISTINCT claim FROM '{path}' WHERE lower > 20000 AND 'people' IN (unit)"
    assert len(database.sql(query).fetchall()) > 3


def test_the_date_of_a_release_is_not_in_its_tables(built: tuple[BuiltProject, Findings]):
    project, findings = built
    later = project.project.edition.model_copy(update={"date": "2030-01-01"})
    again = replace(project, project=replace(project.project, edition=later))
    assert release_tables(again, findings) == release_tables(project, findings)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
TABLE = Table(
    "sample",
    "Sample",
    "row",
    "Of any content.",
    {
        "number": Column("number", "Number", "", "decimal"),
        "count": Column("count", "Count", "", "nonNegativeInteger", required=True),
        "day": Column("day", "Day", "", "date"),
        "yes": Column("yes", "Yes", "", "boolean"),
        "words": Column("words", "Words", ""),
        "items": Column("items", "Items", "", several=True),
    },
)
ROW = st.fixed_dictionaries(
    {
        "number": st.none() | st.fractions(-(10**20), 10**20, max_denominator=10**6),
        "count": st.integers(0, 10**18 - 1),
        "day": st.none() | st.dates(),
        "yes": st.none() | st.booleans(),
        "words": st.none() | TEXT,
        "items": st.lists(TEXT.filter(lambda text: "|" not in text), max_size=3),
    }
)


def as_text(value: object) -> str:
    """A value as the tables write it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return several(value)
        case int() | str() | date():
            return str(value)
    return decimal_text(value)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROW, min_size=1, max_size=4))
def test_whatever_a_table_holds_comes_back(
    tmp_path: Path, database: duckdb.DuckDBPyConnection, values: list[dict[str, object]]
):
    rows = [{name: as_text(value) for name, value in row.items()} for row in values]
    text = write_csv(TABLE, rows).decode("utf-8")
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == rows
    path = tmp_path / "sample.parquet"
    path.write_bytes(write_parquet(TABLE, rows))
    found = database.read_parquet(str(path))
    expected = [
        tuple(
            Decimal(row["number"]) if name == "number" and row["number"] else given[name]
            for name in TABLE.columns
        )
        for row, given in zip(rows, values, strict=True)
    ]
    assert found.fetchall() == expected


@pytest.mark.parametrize(
    ("datatype", "text", "words"),
    [
        ("decimal", "many", "'many' is no decimal"),
        ("decimal", "1e5", "'1e5' is no decimal"),
        ("decimal", "0.1234567890123", "is no decimal"),
        ("decimal", "٣", "is no decimal"),
        ("nonNegativeInteger", "-1", "'-1' is no nonNegativeInteger"),
        ("nonNegativeInteger", "01", "'01' is no nonNegativeInteger"),
        ("date", "2023-02-30", "day is out of range"),
        ("date", "2023-02", "'2023-02' is no date"),
        ("boolean", "True", "'True' is no boolean"),
        ("anyURI", "two words", "'two words' is no anyURI"),
        ("edtf", "2023-13", "no calendar has this month"),
        ("edtf", "last year", "'last year' is no edtf"),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_refused(datatype: str, text: str, words: str):
    table = replace(TABLE, columns={"x": Column("x", "X", "", datatype)})
    with pytest.raises(KgError, match=re.escape("sample.csv, row 2, x: ") + ".*" + words):
        read_cells(table, [{"x": ""}, {"x": text}])


def test_a_cell_that_is_missing_or_none_of_the_values_is_refused():
    column = Column("x", "X", "", required=True, values=("printed", "computed"))
    assert read_cell(column, "printed") == "printed"
    with pytest.raises(KgError, match="a value is required"):
        read_cell(column, "")
    with pytest.raises(KgError, match="'guessed' is none of printed, computed"):
        read_cell(column, "guessed")
    for values in (["a | b"], ["a |", "b"], [""], ["a", ""]):
        with pytest.raises(KgError, match="may be empty or hold"):
            several(values)
