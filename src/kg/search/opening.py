"""Open the search index of a release, or say what is wrong with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.errors import KgError
from kg.search.build import FILE, index_format
from kg.search.index import SearchIndex


def open_index(path: Path) -> SearchIndex:
    """The index of a release.

    :param path: the release's directory, or the index itself
    :raises KgError: if it is missing or damaged, or was made by another version of the program
    """
    path = path / FILE if path.is_dir() else path
    index = SearchIndex(path)
    try:
        index.types  # noqa: B018 — reads it
        is_readable = index.format == index_format()
    except (sqlite3.Error, ValueError):
        message = f"{path}: the search index is missing or damaged; run `kg release` again"
        raise KgError(message) from None
    if not is_readable:
        message = f"{path}: the search index is of another version; run `kg release` again"
        raise KgError(message)
    return index
