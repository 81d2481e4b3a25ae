"""The tables described for programs: CSV on the Web (W3C Metadata Vocabulary for Tabular Data).

A client that has fetched a CSV file looks for csv-metadata.json beside it (Model for Tabular Data
and Metadata on the Web §5.3, default locations).
"""

from __future__ import annotations

import json
from typing import Any

from kg.model import Edition
from kg.tables.cells import EDTF
from kg.tables.schema import SEPARATOR, Column, Schema, Table
from kg.terms import BASE, term

DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "headerRowCount": 1,
    "lineTerminators": ["\r\n"],
    "trim": False,
}


def describe_tables(schema: Schema, edition: Edition) -> bytes:
    """The description of the group of tables (§5.3), as JSON in UTF-8."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"Tables of {edition.title}",
        "dc:description": edition.description,
        "dc:license": {"@id": edition.licence},
        "dc:isPartOf": {"@id": f"{BASE}dataset"},
        "dialect": DIALECT,
        "null": "",
        "tables": [_table(schema, table) for table in schema.tables.values()],
    }
    return (json.dumps(group, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _table(schema: Schema, table: Table) -> dict[str, Any]:
    """§5.4 and §5.5: a table, its schema and its keys.

    A foreign key leads from each row to another (§5.5.2), so one that some rows leave empty is none
    here; the documentation tells of it.
    """
    keys = [
        {
            "columnReference": [column],
            "reference": {
                "resource": f"{target}.csv",
                "columnReference": list(schema.tables[target].primary_key),
            },
        }
        for column, target in table.foreign_keys.items()
        if table.columns[column].required
    ]
    facts = {
        "aboutUrl": table.about and f"{{+{table.about}}}",
        "columns": [_column(table, column) for column in table.columns.values()],
        "primaryKey": list(table.primary_key),
        "foreignKeys": keys,
        "rowTitles": [table.row_title] if table.row_title else [],
    }
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": f"One row per {table.row}. {table.description}",
        "tableSchema": {key: value for key, value in facts.items() if value},
    }


def _column(table: Table, column: Column) -> dict[str, Any]:
    """§5.6: a column, with the properties that its cells inherit (§5.7)."""
    link = column.property and column.datatype == "anyURI"
    facts = {
        "name": column.name,
        "titles": [column.name, column.title],
        "dc:description": column.description,
        "datatype": _datatype(column),
        "separator": SEPARATOR if column.several else None,
        "required": column.required or None,
        "lang": column.language,
        "aboutUrl": column.about and f"{{+{column.about}}}",
        "propertyUrl": column.property and term(column.property).value,
        "valueUrl": f"{{+{column.name}}}" if link else None,
        "rdfs:seeAlso": column.term and {"@id": term(column.term).value},
    }
    return {key: value for key, value in facts.items() if value is not None}


def _datatype(column: Column) -> str | dict[str, str]:
    if column.datatype == "edtf":
        return {"base": "string", "dc:title": "EDTF date or period (ISO 8601-2)", "format": EDTF}
    if column.values:
        return {"base": "string", "format": "|".join(column.values)}
    return column.datatype
