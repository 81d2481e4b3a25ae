"""The tables as Apache Parquet: typed, each column with its description, the same bytes each time.

pyarrow is imported when the first table is written, since a server that imports the pipeline never
writes one and would hold 45 MB for nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.tables.cells import Row, read_cells
from kg.tables.schema import Column, Table
from kg.terms import term

if TYPE_CHECKING:
    import pyarrow

DIGITS, PLACES = 38, 12
"""Decimal numbers are exact: what `kg.quantity.decimal_text` writes has at most 12 places."""


def write_parquet(table: Table, rows: Iterable[Row]) -> bytes:
    """A table as Parquet, format version 2.6, in one file.

    Nothing in it tells when or where it was made; the version of pyarrow is in it.

    :raises KgError: with table, row, column and value, for the first cell that the schema forbids
    """
    import pyarrow
    from pyarrow.parquet import write_table

    values = read_cells(table, rows)
    fields = [_field(column) for column in table.columns.values()]
    about = {"title": table.title, "description": f"One row per {table.row}. {table.description}"}
    schema = pyarrow.schema(fields, metadata=about)
    columns = [pyarrow.array(values[field.name], field.type) for field in fields]
    out = io.BytesIO()
    write_table(pyarrow.table(columns, schema=schema), out, version="2.6", compression="zstd")
    return out.getvalue()


def _field(column: Column) -> pyarrow.Field:
    import pyarrow

    kinds = {
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "decimal": pyarrow.decimal128(DIGITS, PLACES),
        "nonNegativeInteger": pyarrow.int64(),
    }
    kind = kinds.get(column.datatype, pyarrow.string())
    facts = {
        "title": column.title,
        "description": column.description,
        "datatype": column.datatype,
        "language": column.language,
        "property": column.property and term(column.property).value,
    }
    return pyarrow.field(
        column.name,
        pyarrow.list_(pyarrow.field("element", kind, nullable=False)) if column.several else kind,
        nullable=not (column.required or column.several),
        metadata={key: value for key, value in facts.items() if value},
    )
