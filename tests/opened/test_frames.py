"""Data frames hold what the tables hold, typed; without pandas everything else works."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pandas
import pytest

from kg.errors import KgError
from kg.opened import OpenRelease
from kg.opened.frames import frame_of_rows
from kg.release import Release
from kg.tables.cells import read_cells
from kg.tables.schema import read_schema

DTYPES = {
    "boolean": "boolean",
    "date": "datetime64[s]",
    "decimal": "float64",
    "nonNegativeInteger": "Int64",
}


def python(value: object) -> object:
    """A value of a frame, as the schema's reader has it."""
    if isinstance(value, tuple):
        return list(value)
    if pandas.isna(value):
        return None
    return value.date() if isinstance(value, pandas.Timestamp) else value


@pytest.mark.parametrize("name", list(read_schema().tables))
def test_a_frame_is_its_table(opened: OpenRelease, name: str):
    table, frame = read_schema().tables[name], opened.frame(name)
    with (opened.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        expected = read_cells(table, csv.DictReader(file))
    assert list(frame.columns) == list(table.columns)
    for column in table.columns.values():
        found = [python(value) for value in frame[column.name]]
        wanted = [float(v) if isinstance(v, Decimal) else v for v in expected[column.name]]
        assert found == wanted, column.name
        dtype = "object" if column.several else DTYPES.get(column.datatype, "str")
        assert frame[column.name].dtype == dtype, column.name
    descriptions = {column.name: column.description for column in table.columns.values()}
    assert frame.attrs["columns"] == descriptions
    assert frame.attrs["title"] == table.title and table.description in frame.attrs["description"]
    assert frame.attrs["release"] == opened.id and frame.attrs["citation"] == opened.cite()
    assert frame.attrs["licence"] == opened.licence
    assert table.row in opened.tables[name]


def test_a_table_that_is_not_there_is_told(opened: OpenRelease):
    with pytest.raises(KgError, match=r"there is no table 'figure' \(did you mean figures\?\)"):
        opened.frame("figure")
    assert set(opened.tables) == set(read_schema().tables)


def test_solutions_make_a_frame(opened: OpenRelease):
    frame = opened.query("""
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT ?n ?d ?day ?b ?t ?m { VALUES (?n ?d ?day ?b ?t ?m) {
          (1 0.5 "2023-01-02"^^xsd:date true "one" "2023-01-02T03:04:05"^^xsd:dateTime)
          (UNDEF 2 UNDEF UNDEF UNDEF UNDEF) } }
    """).frame()
    kinds = ["Int64", "float64", "datetime64[s]", "boolean", "str"]
    assert [frame[name].dtype for name in ("n", "d", "day", "b", "t")] == kinds
    assert frame.n.sum() == 1 and frame.d.sum() == 2.5
    assert python(frame.day[0]) == date(2023, 1, 2) and pandas.isna(frame.day[1])
    assert frame.m[0] == datetime(2023, 1, 2, 3, 4, 5)
    empty = opened.query("SELECT ?a ?b { FILTER(false) }").frame()
    assert list(empty.columns) == ["a", "b"] and len(empty) == 0


def test_values_of_several_kinds_stay_as_they_are():
    frame = frame_of_rows([{"a": "x"}, {"a": 1}, {"a": None}], ["a"])
    assert list(frame.a) == ["x", 1, None]


def test_values_that_fit_no_type_of_pandas_stay_as_they_are():
    times = [datetime(2023, 1, 2), datetime(2023, 1, 2, tzinfo=UTC)]
    frame = frame_of_rows([{"n": 2**70, "t": times[0]}, {"n": 1, "t": times[1]}], ["n", "t"])
    assert (list(frame.n), list(frame.t)) == ([2**70, 1], times)


def test_without_pandas_claims_and_queries_work_and_frames_say_what_to_install(release: Release):
    program = f"""
import sys
sys.modules["pandas"] = None
import kg
with kg.open_release({str(release.path)!r}) as opened:
    assert opened.claim("proekt-convictions-2023").lower == 4373
    answer = opened.ask("chain-of-4373")
    for make in (answer.frame, lambda: opened.frame("figures")):
        try:
            make()
        except kg.errors.KgError as error:
            print(len(answer), error)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    line = "3 data frames need pandas, which is not installed: pip install 'refusals[python]'\n"
    assert ran.stdout == line * 2
