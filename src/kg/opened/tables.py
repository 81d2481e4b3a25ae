"""The tables of a release, read from its Parquet files: they say themselves what each column holds,
so those of an older release are read as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, nearest
from kg.opened.frames import import_pandas

if TYPE_CHECKING:
    import pandas
    import pyarrow

Row = dict[str, Any]
SUFFIX = ".parquet"


class Tables:
    """The tables of a release.

    :ivar titles: by name what each holds, one row per what
    """

    def __init__(self, release: Path, files: Mapping[str, Mapping]) -> None:
        """
        :param files: the entries of the release's manifest, by file name
        """
        self._release = release
        self.titles: Mapping[str, str] = {
            name.removesuffix(SUFFIX): str(entry["title"]).replace(" (Parquet)", "")
            for name, entry in files.items()
            if name.endswith(SUFFIX)
        }

    def rows(self, name: str) -> list[Row]:
        """The rows of a table: `Decimal`, `int`, `bool`, `date`, `str`, tuples of them where there
        may be several, and None where a cell is empty.

        :raises KgError: if there is no such table
        """
        table = self._read(name)
        columns = {
            field.name: [_plain(value) for value in table[field.name].to_pylist()]
            for field in table.schema
        }
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def frame(self, name: str) -> pandas.DataFrame:
        """A table as a data frame, whose `attrs` say what the table and each column hold.

        :raises KgError: if there is no such table, or pandas is not installed
        """
        pandas = import_pandas()
        table = self._read(name)
        columns = {field.name: _series(pandas, table[field.name]) for field in table.schema}
        frame = pandas.DataFrame(columns)
        facts = table.schema.metadata
        frame.attrs = {
            "title": facts[b"title"].decode(),
            "description": facts[b"description"].decode(),
            "columns": {
                field.name: field.metadata[b"description"].decode() for field in table.schema
            },
        }
        return frame

    def _read(self, name: str) -> pyarrow.Table:
        from pyarrow.parquet import ParquetFile

        if name not in self.titles:
            raise KgError(f"there is no table {name!r} ({nearest(name, list(self.titles))})")
        with ParquetFile(self._release / f"{name}{SUFFIX}") as file:
            return file.read()


def _plain(value: object) -> object:
    """The value of a cell: decimal numbers without the zeros that fill their twelve places."""
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _series(pandas: object, column: pyarrow.ChunkedArray) -> pandas.Series:
    """A column with the type that pandas has for it."""
    from pyarrow import types

    kind = column.type
    values: Sequence = column.to_pylist()
    if types.is_list(kind):
        return pandas.Series([tuple(value) for value in values], dtype="object")
    if types.is_decimal(kind):
        numbers = [None if value is None else float(value) for value in values]
        return pandas.Series(numbers, dtype="float64")
    names = {"bool": "boolean", "int64": "Int64", "date32[day]": "datetime64[s]", "string": "str"}
    return pandas.Series(values, dtype=names[str(kind)])
