"""Search in the index of a release: things by their names and by the words that say what they are,
a name while it is typed, and what a name in somebody's table may mean.

A word that nothing has is taken for the words that are a slip or two away from it. Operators of the
full-text engine are not reached: each word of a question is looked up as a word.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.errors import KgError
from kg.search.amounts import amounts_of, number_in
from kg.search.asked import Asked, understand
from kg.search.build import FIGURES, fields
from kg.search.entries import Candidate, Entry, Found, Hit, Type
from kg.search.likeness import is_same, likeness
from kg.search.meaning import COUNTED, Meaning, Named, named, read_meaning
from kg.search.ranking import is_safe, place, rank
from kg.search.vocabulary import LEAST_COMPLETED, Vocabulary

MOST_CHARACTERS = 256
MOST_RANKED = 1000
MOST_COMPARED = 200
LEAST_SCORE = 50.0
"""Names less alike than this are no candidates."""
_OF_TYPES = (
    "(?2 = '[]' OR EXISTS (SELECT 1 FROM entry_type WHERE entry_type.entry = entry.number"
    " AND entry_type.type IN (SELECT value FROM json_each(?2))))"
)
_OF_NUMBERS = "(?3 = '[]' OR entry.number IN (SELECT value FROM json_each(?3)))"


class TextTooLong(KgError):
    """A text that is longer than what is searched for."""


@dataclass(frozen=True)
class Sought:
    """What is looked for in names and words.

    :ivar expression: of the full-text engine
    :ivar numbers: of the only things that come into question; empty for all of them
    """

    expression: str
    numbers: tuple[int, ...] = ()


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
        asked = understand(_valid(text), self._vocabulary, is_question=True)
        if not asked.words:
            return Found(0, (), {}, {})
        sought, is_partial = Sought(asked.all_words), False
        by_type = self._count(sought)
        if not by_type and asked.as_one:
            sought = Sought(asked.as_one)
            by_type = self._count(sought)
        if not by_type and len(asked.words) > 1:
            sought, is_partial = self._most(asked), True
            by_type = self._count(sought)
        total = sum(self._count(sought, types).values()) if types else sum(by_type.values())
        hits = self._ranked(text, self._matching(sought, types))
        if asked.multiples or self.meaning(text):
            is_of_number = bool(asked.multiples)
            hits.sort(key=lambda hit: place(hit.entry.type, is_of_number))
        shown = tuple(hits[offset : offset + limit])
        return Found(total, shown, by_type, asked.corrections, is_partial)

    def suggest(self, text: str, types: Sequence[str] = (), limit: int = 10) -> list[Hit]:
        """Things with a name that has all the words of a text, the last one unfinished.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        asked = understand(_valid(text), self._vocabulary, least=LEAST_COMPLETED)
        matched = self._named(asked.all_words, types, MOST_RANKED)
        if not matched:
            matched = self._named(asked.as_one, types, MOST_RANKED)
        return self._ranked(text, [(fit, entry) for fit, entry, *_ in matched])[:limit]

    def figures(self, text: str, types: Sequence[str] = (), limit: int = 10) -> list[Entry]:
        """Figures whose number begins like the one in a text, those first that have just it, and
        that have the other words of the text.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        number, rest = number_in(_valid(text))
        fitting = [
            (amounts, entry)
            for amounts, entry in (self._amounts if number else ())
            if any(amount.startswith(number) for amount in amounts)
            and (not types or set(types) & set(entry.types))
        ]
        words = understand(rest, self._vocabulary, is_question=True).all_words
        if words and fitting:  # what is beside a number may be signs alone
            sought = Sought(words, tuple(entry.number for _, entry in fitting))
            known = {entry.number for _, entry in self._matching(sought, types)}
            fitting = [one for one in fitting if one[1].number in known]
        fitting.sort(key=lambda one: (number not in one[0], -one[1].weight, one[1].id))
        return [entry for _, entry in fitting[:limit]]

    def meaning(self, text: str) -> Meaning | None:
        """What a question leads to that is counted, as far as its words say; None for nothing.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        return read_meaning(_valid(text), self._counted)

    def candidates(self, name: str, types: Sequence[str] = (), limit: int = 10) -> list[Candidate]:
        """What a name may mean, the likeliest first.

        One is a `match` where its name is the same, in the same letters or in the other script, no
        other's is, and, if it is a person, more than a surname was given.

        :raises TextTooLong: beyond MOST_CHARACTERS
        """
        asked = understand(_valid(name), self._vocabulary, is_whole=True)
        matched = self._named(asked.any_word, types, MOST_COMPARED)
        best: dict[int, Candidate] = {}
        same: set[int] = set()
        for _, entry, text, language, kind in matched:
            features = likeness(name, text)
            score = max(features.values())
            if is_same(name, text) and kind != "short":
                same.add(entry.number)
            known = best.get(entry.number)
            if score >= LEAST_SCORE and (known is None or known.score < score):
                best[entry.number] = Candidate(entry, text, language, score, False, features)
        found = sorted(best.values(), key=lambda hit: (-hit.score, -hit.entry.weight, hit.entry.id))
        return [replace(hit, match=is_safe(hit.entry, name, same)) for hit in found[:limit]]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        rows = self._all("SELECT word, latin, cyrillic FROM vocabulary ORDER BY word")
        return Vocabulary(rows, (stem for (stem,) in self._all("SELECT word FROM stem")))

    @cached_property
    def _counted(self) -> tuple[Named, ...]:
        rows = self._all(
            "SELECT entry.id, entry.type, name.text"
            " FROM name JOIN entry ON entry.number = name.entry"
            " WHERE entry.type IN (SELECT value FROM json_each(?)) ORDER BY name.number",
            json.dumps(COUNTED),
        )
        return named(rows)

    @cached_property
    def _amounts(self) -> list[tuple[frozenset[str], Entry]]:
        """Every figure with its numbers."""
        rows = self._all(
            "SELECT * FROM entry WHERE type IN (SELECT value FROM json_each(?)) ORDER BY number",
            json.dumps(FIGURES),
        )
        return [(amounts_of(entry.label), entry) for entry in map(_entry, rows)]

    def _most(self, asked: Asked) -> Sought:
        """What has the most of the words, but no person: scraps of names would list people."""
        counted: Counter[int] = Counter()
        for word in asked.words:
            query = "SELECT rowid FROM entry_index WHERE entry_index MATCH ?"
            counted.update(number for (number,) in self._all(query, word))
        people = "SELECT number FROM entry WHERE type IN (SELECT value FROM json_each(?))"
        for (number,) in self._all(people, json.dumps(fields()["people"])):
            counted.pop(number, None)
        most = max(counted.values(), default=0)
        numbers = tuple(number for number, count in counted.items() if count == most)
        return Sought(asked.any_word, numbers)

    def _count(self, sought: Sought, types: Sequence[str] = ()) -> dict[str, int]:
        """How many things fit, by most specific class."""
        rows = self._all(
            "SELECT entry.type, COUNT(*) FROM entry_index"
            " JOIN entry ON entry.number = entry_index.rowid"
            f" WHERE entry_index MATCH ?1 AND {_OF_TYPES} AND {_OF_NUMBERS}"
            " GROUP BY entry.type ORDER BY entry.type",
            sought.expression,
            json.dumps(list(types)),
            json.dumps(sought.numbers),
        )
        return dict(rows)

    def _matching(self, sought: Sought, types: Sequence[str]) -> list[tuple[float, Entry]]:
        rows = self._all(
            "SELECT bm25(entry_index, 4.0, 1.0) AS fit, entry.* FROM entry_index"
            " JOIN entry ON entry.number = entry_index.rowid"
            f" WHERE entry_index MATCH ?1 AND {_OF_TYPES} AND {_OF_NUMBERS}"
            f" ORDER BY fit, entry.number LIMIT {MOST_RANKED}",
            sought.expression,
            json.dumps(list(types)),
            json.dumps(sought.numbers),
        )
        return [(fit, _entry(row)) for fit, *row in rows]

    def _named(
        self, expression: str, types: Sequence[str], limit: int
    ) -> list[tuple[float, Entry, str, str, str]]:
        """Names that fit: how well, whose each is, the name, its language and kind."""
        if not expression:
            return []
        rows = self._all(
            "SELECT bm25(name_index) AS fit, name.text, name.language, name.kind, entry.*"
            " FROM name_index JOIN name ON name.number = name_index.rowid"
            " JOIN entry ON entry.number = name.entry"
            f" WHERE name_index MATCH ?1 AND {_OF_TYPES}"
            " AND entry.type NOT IN (SELECT value FROM json_each(?3))"
            " ORDER BY fit, name.number LIMIT ?4",
            expression,
            json.dumps(list(types)),
            json.dumps(fields()["sentences"]),
            limit,
        )
        return [(row[0], _entry(row[4:]), *row[1:4]) for row in rows]

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
