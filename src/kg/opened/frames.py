"""Data frames of pandas, which is an optional package and imported when the first one is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    import pandas


def import_pandas() -> ModuleType:
    """The package pandas.

    :raises KgError: if it is not installed
    """
    try:
        import pandas
    except ImportError:
        raise KgError(
            "data frames need pandas, which is not installed: pip install 'refusals[python]'"
        ) from None
    return pandas


def frame_of_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pandas.DataFrame:
    """A data frame of rows of Python values, each column with the type that all its values have.

    :raises KgError: if pandas is not installed
    """
    pandas = import_pandas()
    series = {name: _fitting(pandas, [row[name] for row in rows]) for name in columns}
    return pandas.DataFrame(series, columns=list(columns))


def _fitting(pandas: ModuleType, values: list[object]) -> pandas.Series:
    try:
        return _series(pandas, values)
    except (OverflowError, ValueError):  # such as times with and without a zone
        return pandas.Series(values, dtype="object")


def _series(pandas: ModuleType, values: list[object]) -> pandas.Series:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pandas.Series(values, dtype="boolean")
    if kinds == {int}:
        return pandas.Series(values, dtype="Int64")
    if kinds and kinds <= {int, float, Decimal}:
        numbers = [None if value is None else float(value) for value in values]
        return pandas.Series(numbers, dtype="float64")
    if kinds == {date}:
        return pandas.Series(values, dtype="datetime64[s]")
    if kinds == {datetime}:
        return pandas.Series(pandas.to_datetime(values))
    if kinds == {str}:
        return pandas.Series(values, dtype="str")
    return pandas.Series(values, dtype="object")
