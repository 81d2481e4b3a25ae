"""A client of CSV on the Web finds the description of the tables, and they are as described."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from csvw import CSVW
from csvw.metadata import Column, Table
from csvw_values import plain
from pyoxigraph import Literal, NamedNode, Store

from kg.release import Release
from kg.tables.files import METADATA
from kg.tables.schema import read_schema

XSD = "http://www.w3.org/2001/XMLSchema#"
SMALL = ("organisations", "laws", "penalties", "articles")


def test_every_table_is_as_its_description_says(described: CSVW):
    assert {table.local_name for table in described.tables} == {
        f"{name}.csv" for name in read_schema().tables
    }
    assert described.is_valid, [str(warning.message) for warning in described.warnings]


def test_who_has_the_address_of_a_table_finds_its_description(address: str):
    found = CSVW(f"{address}/data/laws.csv", validate=True)
    assert not found.warnings
    laws = next(table for table in found.tables if table.local_name == "laws.csv")
    assert laws.common_props["dc:title"] == "Laws"
    assert str(laws.tableSchema.columndict["act"].common_props["dc:description"]).startswith("IRI")
    assert "by/4.0" in str(found.common_props["dc:license"])


def statements(
    table: Table, column: Column, rows: list[dict[str, object]]
) -> Iterator[tuple[NamedNode, NamedNode, object]]:
    """What a column says of the things of its rows (Generating RDF from Tabular Data §4.6.8)."""
    for number, row in enumerate(rows, start=1):
        values = row[column.name] if column.separator else [row[column.name]]
        about = table.expand(column.aboutUrl or table.tableSchema.aboutUrl, row, number)
        for value in values:
            if value is None:
                continue
            if column.valueUrl:
                found = NamedNode(table.expand(column.valueUrl, row, number))
            else:
                found = literal(value, None if column.lang == "und" else column.lang)
            yield NamedNode(about), NamedNode(str(column.propertyUrl)), found


def literal(value: object, language: str | None) -> Literal:
    """A value with the datatype that its column gives it."""
    match value:
        case bool():
            return Literal(str(value).lower(), datatype=NamedNode(XSD + "boolean"))
        case Decimal():
            return Literal(f"{value:f}", datatype=NamedNode(XSD + "decimal"))
        case date():
            return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    return Literal(str(value), language=language)


def test_the_graph_says_what_the_columns_are_said_to_say(described: CSVW, store: Store):
    """A column's property is that of the graph: the same things, values, types and languages."""
    tested = 0
    for table in described.tables:
        rows = [{name: plain(value) for name, value in row.items()} for row in table]
        for column in table.tableSchema.columns:
            if column.propertyUrl is None:
                continue
            found = list(statements(table, column, rows))
            assert found, (table.local_name, column.name)
            for triple in found:
                quads = store.quads_for_pattern(*triple, None)
                assert next(quads, None) is not None, (table.local_name, column.name, triple)
            tested += len(found)
    assert tested > 4000


@pytest.fixture
def tables(release: Release, tmp_path: Path) -> Path:
    """A copy of a few tables with their description, to break."""
    content = json.loads((release.path / METADATA).read_text(encoding="utf-8"))
    files = [f"{name}.csv" for name in SMALL]
    content["tables"] = [table for table in content["tables"] if table["url"] in files]
    (tmp_path / METADATA).write_text(json.dumps(content), encoding="utf-8")
    for name in files:
        shutil.copy(release.path / name, tmp_path / name)
    return tmp_path


def break_cell(path: Path, column: str, value: str) -> None:
    """Write a value into the last row of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows[-1][header.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def faults(folder: Path) -> list[str]:
    """What the client finds wrong."""
    opened = CSVW(str(folder / METADATA), validate=True)
    try:
        assert opened.is_valid == (not opened.warnings)
    except ValueError as error:
        return [str(error)]
    return [str(warning.message) for warning in opened.warnings]


def test_a_few_tables_are_right_by_themselves(tables: Path):
    assert faults(tables) == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("penalties", "maximum", "ten"),
        ("penalties", "law", "https://w3id.org/refusals/id/provision/nothing"),
        ("penalties", "penalty", "https://w3id.org/refusals/id/penalty/criminal-code-332-1/1"),
        ("laws", "attested_from", "2023-02-30"),
        ("laws", "in_force_from", "autumn 2023"),
        ("laws", "confirmation", "probably"),
        ("articles", "figures", "-1"),
        ("articles", "issued_known", "perhaps"),
        ("articles", "language", ""),
        ("organisations", "type", "public-person"),
    ],
)
def test_a_cell_that_is_not_as_described_is_found(
    tables: Path, table: str, column: str, value: str
):
    break_cell(tables / f"{table}.csv", column, value)
    assert faults(tables)
