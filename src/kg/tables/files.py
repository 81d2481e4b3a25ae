"""The files of all tables, and what a manifest or a catalogue says of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import PurePath

from kg.build import BuiltProject
from kg.checks.findings import Findings
from kg.links import read_links
from kg.tables.articles import article_rows
from kg.tables.cells import Row, write_csv
from kg.tables.checks import check_rows
from kg.tables.figures import figure_rows
from kg.tables.laws import law_rows, penalty_rows
from kg.tables.ledger import ledger_rows
from kg.tables.links import link_rows
from kg.tables.metadata import describe_tables
from kg.tables.organisations import organisation_rows
from kg.tables.parquet import write_parquet
from kg.tables.schema import read_schema
from kg.tables.statements import statement_rows

METADATA = "csv-metadata.json"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/csvm+json",
}
CONFORMS_TO = {
    ".csv": ("https://www.rfc-editor.org/rfc/rfc4180",),
    ".parquet": ("https://parquet.apache.org/docs/file-format/",),
    ".json": ("https://www.w3.org/TR/tabular-metadata/",),
}


def release_tables(built: BuiltProject, findings: Findings) -> dict[str, bytes]:
    """Every table as `<name>.csv` and `<name>.parquet`, and csv-metadata.json, by file name.

    :raises KgError: with table, row, column and value, for the first cell that the schema forbids
    """
    schema = read_schema()
    files: dict[str, bytes] = {}
    for name, rows in table_rows(built, findings).items():
        table = schema.tables[name]
        files[f"{name}.csv"] = write_csv(table, rows)
        files[f"{name}.parquet"] = write_parquet(table, rows)
    files[METADATA] = describe_tables(schema, built.project.edition)
    return files


def table_rows(built: BuiltProject, findings: Findings) -> dict[str, list[Row]]:
    """The rows of every table by its name."""
    links = read_links(built.project)
    return {
        "figures": figure_rows(built),
        "statements": statement_rows(built),
        "ledger": ledger_rows(built),
        "checks": check_rows(built.project, findings),
        "organisations": organisation_rows(built, links),
        "laws": law_rows(built),
        "penalties": penalty_rows(built),
        "articles": article_rows(built),
        "links": link_rows(built, links),
    }


def table_facts(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    """Of each file of :func:`release_tables` its `title`, `media_type` and `conforms_to` (a list of
    IRIs), and of a table also its number of `rows`, without the header."""
    return {name: _facts(name, files) for name in files}


def _facts(name: str, files: Mapping[str, bytes]) -> dict[str, object]:
    stem, kind = PurePath(name).stem, PurePath(name).suffix
    facts: dict[str, object] = {"media_type": MEDIA_TYPES[kind]}
    if CONFORMS_TO[kind]:
        facts["conforms_to"] = list(CONFORMS_TO[kind])
    if name == METADATA:
        return {"title": "Description of the tables (CSV on the Web)", **facts}
    table = read_schema().tables[stem]
    form = {".csv": "CSV", ".parquet": "Parquet"}[kind]
    text = io.StringIO(files[f"{stem}.csv"].decode("utf-8"), newline="")
    rows = sum(1 for _ in csv.reader(text)) - 1
    return {"title": f"{table.title} ({form}): one row per {table.row}", "rows": rows, **facts}
