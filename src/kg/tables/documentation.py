"""docs/tables.md: what every table and column holds, for readers, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from kg.tables.schema import Column, Table, read_schema

TYPES = {
    "anyURI": "IRI",
    "boolean": "true, false",
    "date": "date",
    "decimal": "number",
    "edtf": "EDTF",
    "nonNegativeInteger": "whole number",
    "string": "text",
}


def document_tables() -> str:
    """The page, as Markdown."""
    schema = read_schema()
    lines = ["# The tables", "", schema.introduction.rstrip()]
    for table in schema.tables.values():
        lines += ["", *_table(table)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"## `{table.name}.csv`: one row per {table.row}"
    yield ""
    yield " ".join([table.description, *_keys(table)])
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns.values():
        yield f"| `{column.name}` | {_type(column)} | {_meaning(column)} |"


def _keys(table: Table) -> Iterator[str]:
    if table.primary_key:
        yield f"No two rows have the same {_listed(list(table.primary_key))}."
    for target in dict.fromkeys(table.foreign_keys.values()):
        columns = [name for name, other in table.foreign_keys.items() if other == target]
        verb = "leads" if len(columns) == 1 else "lead"
        yield f"{_listed(columns)} {verb} to the rows of `{target}.csv`."


def _listed(names: list[str]) -> str:
    *first, last = [f"`{name}`" for name in names]
    return f"{', '.join(first)} and {last}" if first else last


def _type(column: Column) -> str:
    kind = TYPES[column.datatype]
    if column.language and column.language != "en":
        kind += f" ({column.language})"
    return kind + (", several" if column.several else "") + (", always" if column.required else "")


def _meaning(column: Column) -> str:
    if not column.values:
        return column.description
    return f"{column.description.removesuffix('.')}: {', '.join(column.values)}."
