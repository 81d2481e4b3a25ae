"""The last look before a release is written: no file of it holds an address that is gone.

What is withdrawn is taken out before anything is built. This asks the bytes themselves, whatever
made them: a file that is copied or an index that is kept would else tell what nothing else does.
"""

from __future__ import annotations

import gzip
import io
import re
import sqlite3
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from kg.errors import KgError, Problem
from kg.terms import BASE
from kg.tombstones import Tombstones

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
"""JSON (RFC 8259 §7), N-Quads and Turtle (RDF 1.1 Turtle §6.4, escapes of local names included)."""
_PATH = re.compile(r"[\w.~-]+(?:[/:]+[\w.~-]+)+")
"""A piece of an address, of a prefixed name (`event:x`) or of a path (`event/x`)."""


def find_leaks(files: Mapping[str, bytes], tombstones: Tombstones) -> Iterator[Problem]:
    """A problem for every file and every address in it that is gone.

    :param files: what is to be released, by name; `.gz`, `.parquet` and `.sqlite` are looked into
    :raises KgError: with the name of a file in which nothing can be searched for
    """
    if not tombstones.things:
        return
    asked: dict[str, str | None] = {}
    searched: set[str] = set()  # some files are others, compressed
    for name, content in sorted(files.items()):
        text = _readable(name, content)
        if text in searched:
            continue
        searched.add(text)
        for path in sorted(set(_PATH.findall(text))):
            if path not in asked:
                asked[path] = _gone_in(path, tombstones)
            if iri := asked[path]:
                message = f"{iri} is withdrawn, and still in this file of the release"
                yield Problem(name, 0, message, "take it out of what the file is made of")


def _gone_in(path: str, tombstones: Tombstones) -> str | None:
    """The IRI that is gone and that a path, or a part of it between slashes or colons, names."""
    parts = re.split("[/:]+", path)
    for start in range(len(parts)):
        for end in range(start + 2, len(parts) + 1):
            part = "/".join(parts[start:end])
            for tail in {part, part.rstrip(".")}:
                for iri in (f"{BASE}id/{tail}", f"{BASE}{tail}"):
                    if tombstones.of(iri):
                        return iri
    return None


def _readable(name: str, content: bytes) -> str:
    """The text of a file, whatever it is packed and escaped in."""
    try:
        if name.endswith(".parquet"):
            return _unescaped("\n".join(_parquet_texts(content)))
        if name.endswith(".sqlite"):
            return _unescaped("\n".join(_sqlite_texts(content)))
        plain = gzip.decompress(content) if name.endswith(".gz") else content
        return _unescaped(plain.decode("utf-8"))
    except (OSError, ValueError, EOFError, sqlite3.Error):
        raise KgError(f"{name} cannot be searched for what is withdrawn") from None


def _unescaped(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(_character, text)
    return unquote(text) if "%" in text else text


def _character(match: re.Match[str]) -> str:
    """What an escape stands for; line ends and tabs part words, and so become a space."""
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    return " " if match[3].isalnum() else match[3]


def _parquet_texts(content: bytes) -> Iterator[str]:
    """The metadata of a Parquet file and all its cells."""
    from pyarrow.parquet import read_table

    table = read_table(io.BytesIO(content))
    yield from (value.decode("utf-8") for pair in (table.schema.metadata or {}).items()
                for value in pair)  # fmt: skip
    for field, column in zip(table.schema, table.columns, strict=True):
        yield from (value.decode("utf-8") for value in (field.metadata or {}).values())
        yield from map(str, column.to_pylist())


def _sqlite_texts(content: bytes) -> Iterator[str]:
    """All cells of a SQLite database but those of full-text indexes, which hold no address."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        for (table,) in connection.execute(query).fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield from (value for value in row if isinstance(value, str))
    finally:
        connection.close()
