"""Search in the index of a release: things by their names and by the words that say what they are,
a name while it is typed, and what a name in somebody's table may mean.

A word that nothing has is taken for the words that are a slip or two away from it. Operators of the
full-text engine are not reached: each word of a question is looked up as a word.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kg.errors import KgError
from kg.search.build import FILE, fields, index_format
from kg.search.entries import Candidate, Entry, Found, Hit, Type
from kg.search.folding import is_cyrillic, spelled
from kg.search.likeness import is_same, likeness
from kg.search.ranking import is_safe, rank
from kg.search.vocabulary import LEAST_COMPLETED, LEAST_CORRECTED, Vocabulary

MOST_CHARACTERS = 256
MOST_WORDS = 16
MOST_RANKED = 1000
MOST_COMPARED = 200
LEAST_SCORE = 50.0
"""Names less alike than this are no candidates."""
LEAST_PREFIX = 2
"""Letters of an only and unfinished word, for what has a word that begins so to be found."""
_OF_TYPES = (
    "(?2 = '[]' OR EXISTS (SELECT 1 FROM entry_type WHERE entry_type.entry = entry.number"
    " AND entry_type.type IN (SELECT value FROM json_each(?2))))"
)


class TextTooLong(KgError):
    """A text that is longer than what is searched for."""


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


class SearchIndex:
    """A search index, read-only. It may be used by any number of threads."""

    def __init__(self, path: Path) -> None:
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()

    @property
    def format(self) -> int:
        """By what it was made (`kg.search.build.index_format`)."""
        return self._all("PRAGMA user_version")[0][0]

    @cached_property
    def types(self) -> dict[str, Type]:
        """The classes of what can be found, by name."""
        rows = self._all("SELECT name, labels, parents, members FROM type ORDER BY name")
        return {
            name: Type(name, json.loads(labels), tuple(json.loads(parents)), count)
            for name, labels, parents, count in rows
        }

    def entry(self, id: str) -> Entry | None:
        """The thing with an id such as `agent/mediazona`; None where there is none to be found."""
        rows = self._all("SELECT * FROM entry WHERE id = ?", _valid(id))
        return _entry(rows[0]) if rows else None

    def search(
        self, text: str, types: Sequence[str] = (), limit: int = 20, offset: int = 0
    ) -> Found:
        """What has all the words of a text, in its names or in what is said of it; where nothing
        has all, what has some. The last word may be unfinished.

        :param types: names of classes; things of any of them are found, and of those below them
        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        words, corrections = self._words(text)
        if not words:
            return Found(0, (), {}, {})
        expression, is_partial = _expression(" AND ", words), False
        by_type = self._count(expression)
        if not by_type and len(words) > 1:
            expression, is_partial = _expression(" OR ", words), True
            by_type = self._count(expression)
        total = sum(self._count(expression, types).values()) if types else sum(by_type.values())
        hits = self._ranked(text, self._matching(expression, types))
        shown = tuple(hits[offset : offset + limit])
        return Found(total, shown, by_type, corrections, is_partial)

    def suggest(self, text: str, types: Sequence[str] = (), limit: int = 10) -> list[Hit]:
        """Things with a name that has all the words of a text, the last one unfinished.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        words, _ = self._words(text, least=LEAST_COMPLETED)
        matched = self._named(" AND ", words, types, MOST_RANKED) if words else []
        return self._ranked(text, [(fit, entry) for fit, entry, _, _ in matched])[:limit]

    def candidates(self, name: str, types: Sequence[str] = (), limit: int = 10) -> list[Candidate]:
        """What a name may mean, the likeliest first.

        One is a `match` where its name is the same, in the same letters or in the other script, no
        other's is, and, if it is a person, more than a surname was given.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        words, _ = self._words(name, is_whole=True)
        matched = self._named(" OR ", words, types, MOST_COMPARED) if words else []
        best: dict[int, Candidate] = {}
        same: set[int] = set()
        for _, entry, text, language in matched:
            features = likeness(name, text)
            score = max(features.values())
            if is_same(name, text):
                same.add(entry.number)
            known = best.get(entry.number)
            if score >= LEAST_SCORE and (known is None or known.score < score):
                best[entry.number] = Candidate(entry, text, language, score, False, features)
        found = sorted(best.values(), key=lambda hit: (-hit.score, -hit.entry.weight, hit.entry.id))
        return [replace(hit, match=is_safe(hit.entry, name, same)) for hit in found[:limit]]

    def _words(
        self, text: str, is_whole: bool = False, least: int = LEAST_CORRECTED
    ) -> tuple[list[list[str]], dict[str, tuple[str, ...]]]:
        """The words of a text as expressions of the full-text engine, any of which will do; and
        what was corrected.

        :param is_whole: whether it is a whole name: then its last word is finished too, and words
            that are nearly the same are looked for beside those that are
        :param least: letters that a word must have to be corrected
        """
        words = {readings: word for word, readings in spelled(_valid(text))}
        expressions, corrections = [], {}
        for number, (readings, word) in enumerate([*words.items()][:MOST_WORDS]):
            is_last = number == len(words) - 1 and not is_whole
            has_tail = is_last and (number > 0 or len(readings[0]) >= LEAST_PREFIX)
            is_known = self._vocabulary.has_beginning if has_tail else self._vocabulary.has
            known = [reading for reading in readings if is_known(reading)]
            near: tuple[str, ...] = ()
            if is_whole or not known:
                near = self._vocabulary.near(readings, is_cyrillic(word), least)
            if near and not known:
                spellings = (self._vocabulary.spelling(other, is_cyrillic(word)) for other in near)
                corrections[word] = tuple(dict.fromkeys(spellings))
            tail = "*" if has_tail else ""
            any_of = (*known, *near) or readings[:1]
            expressions.append([f'"{reading}"{tail}' for reading in any_of])
        return expressions, corrections

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        rows = self._all("SELECT word, latin, cyrillic FROM vocabulary ORDER BY word")
        return Vocabulary(rows)

    def _count(self, expression: str, types: Sequence[str] = ()) -> dict[str, int]:
        """How many things fit, by most specific class."""
        rows = self._all(
            "SELECT entry.type, COUNT(*) FROM entry_index"
            " JOIN entry ON entry.number = entry_index.rowid"
            f" WHERE entry_index MATCH ?1 AND {_OF_TYPES} GROUP BY entry.type ORDER BY entry.type",
            expression,
            json.dumps(list(types)),
        )
        return dict(rows)

    def _matching(self, expression: str, types: Sequence[str]) -> list[tuple[float, Entry]]:
        rows = self._all(
            "SELECT bm25(entry_index, 4.0, 1.0) AS fit, entry.* FROM entry_index"
            " JOIN entry ON entry.number = entry_index.rowid"
            f" WHERE entry_index MATCH ?1 AND {_OF_TYPES}"
            f" ORDER BY fit, entry.number LIMIT {MOST_RANKED}",
            expression,
            json.dumps(list(types)),
        )
        return [(fit, _entry(row)) for fit, *row in rows]

    def _named(
        self, operator: str, words: list[list[str]], types: Sequence[str], limit: int
    ) -> list[tuple[float, Entry, str, str]]:
        """Names with some or all of these words: fit, whose it is, the name, its language."""
        rows = self._all(
            "SELECT bm25(name_index) AS fit, name.text, name.language, entry.* FROM name_index"
            " JOIN name ON name.number = name_index.rowid"
            " JOIN entry ON entry.number = name.entry"
            f" WHERE name_index MATCH ?1 AND {_OF_TYPES}"
            " AND entry.type NOT IN (SELECT value FROM json_each(?3))"
            " ORDER BY fit, name.number LIMIT ?4",
            _expression(operator, words),
            json.dumps(list(types)),
            json.dumps(fields()["sentences"]),
            limit,
        )
        return [(fit, _entry(row), text, language) for fit, text, language, *row in rows]

    def _ranked(self, text: str, matched: Sequence[tuple[float, Entry]]) -> list[Hit]:
        names = self._names_of({entry.number for _, entry in matched})
        return rank(text, matched, names)

    def _names_of(self, numbers: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        rows = self._all(
            "SELECT entry, text, language FROM name"
            " WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY number",
            json.dumps(list(numbers)),
        )
        names: dict[int, list[tuple[str, str]]] = {number: [] for number in numbers}
        for number, text, language in rows:
            names[number].append((text, language))
        return names

    def _all(self, query: str, *values: object) -> list[tuple]:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._address, uri=True)
            self._local.connection = connection
        return connection.execute(query, values).fetchall()


def _valid(text: str) -> str:
    """The text, without what no text of ours holds."""
    if len(text) > MOST_CHARACTERS:
        message = f"a text of {len(text):,} characters; at most {MOST_CHARACTERS} are searched for"
        raise TextTooLong(message)
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", " ")


def _expression(operator: str, words: list[list[str]]) -> str:
    return operator.join(f"({' OR '.join(word)})" for word in words)


def _entry(row: Sequence) -> Entry:
    number, id, _, types, labels, descriptions, weight = row
    return Entry(
        number,
        id,
        tuple(json.loads(types)),
        json.loads(labels),
        json.loads(descriptions),
        weight,
    )
