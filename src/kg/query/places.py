"""Where in a query a mistake is, found from what the engine says of it.

The engine names the furthest character that it looked at, which is mostly not where it gave up: to
try a keyword it reads as many characters as the keyword has. So the place that it names, less the
length of a keyword that it expected there, is where it could not go on; and the token there is
what to point at. For a keyword not to reach into the next words, these are moved apart before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.query.text import TOKEN, Outline, Token

_GAP = " " * 32
"""Longer than any keyword."""
_MOST_SPREAD = 16_384
"""Characters of a text that is moved apart."""

_KEYWORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]+")
_APART = re.compile(r"\s+|(?=[,;])")
_SPACE = re.compile(r"(?:\s|#[^\r\n]*)*")
_UNTOKENIZED = re.compile(r"[\d.eE+-]+|&&|\|\||[!<>]=|\^\^|.", re.DOTALL)
UNKNOWN_PREFIX, BAD_IRI = "Prefix not found", "IRI parsing failed"


@dataclass(frozen=True)
class Place:
    """A stretch of a text.

    :param start: of its first character, from 0, in the text
    :param line: of its first character, from 1
    :param column: of its first character, from 1, counted in characters (Unicode code points)
    :param end_column: of the first character behind it on that line
    :param text: what stands there, up to the end of the line; "" at the end of the text
    """

    start: int
    line: int
    column: int
    end_column: int
    text: str


class Spread:
    """A query with its words moved apart.

    :ivar text: which means the same to the engine
    """

    def __init__(self, query: str) -> None:
        parts: list[str] = []
        self._theirs, self._ours, length = [0], [0], 0
        gaps = _gaps(query) if len(query) <= _MOST_SPREAD else ()
        last = 0
        for end in (*gaps, len(query)):
            parts += (query[last:end], _GAP)
            length += end - last
            # What is added stands for where it was put, and then both go on together.
            self._theirs += (length, length + len(_GAP))
            self._ours += (end, end)
            length, last = length + len(_GAP), end
        self.text = "".join(parts)

    def original(self, offset: int) -> int:
        """The offset in the query for one in `text`."""
        index = bisect_right(self._theirs, offset) - 1
        beyond = offset - self._theirs[index]
        if index % 2:  # in what was added
            beyond = 0
        return self._ours[index] + beyond


def _gaps(query: str) -> Iterator[int]:
    """Where white space can be put: behind other, and before commas and semicolons."""
    last = 0
    for match in (*TOKEN.finditer(query), None):
        start = match.start() if match else len(query)
        yield from (last + each.end() for each in _APART.finditer(query[last:start]))
        last = match.end() if match else start


def place_of(query: str, found: Outline, line: int, column: int, expected: Sequence[str]) -> Place:
    """Where the mistake is.

    :param found: the outline of the query
    :param line: that the engine names, for the text of the query's `Spread`
    :param column: likewise
    :param expected: what it says could have stood there: quoted characters, classes of
        characters, keywords, and sentences about what it has found
    """
    spread = Spread(query)
    reached = _offset(spread.text, line, column)
    furthest = spread.original(reached)
    if BAD_IRI in expected:
        start = max(0, query.rfind("<", 0, furthest))
        return stretch(query, start, furthest)
    if UNKNOWN_PREFIX in expected:
        return _at_token(query, found.tokens, spread.original(max(0, reached - 1)))
    if any(" " in text for text in expected if not text.startswith(('"', "["))):
        return _at_select(query, found.tokens, furthest)
    if '":"' in expected and '"$"' not in expected:
        # A word was read as the beginning of a name, and a colon missed behind it.
        return _at_token(query, found.tokens, spread.original(max(0, reached - 1)))
    if any(text.startswith('"') or (text[0] == "[" and text != "[_]") for text in expected):
        return _at_token(query, found.tokens, furthest)
    lengths = [len(text) for text in expected if _KEYWORD.fullmatch(text)]
    return _at_token(query, found.tokens, spread.original(reached - min(lengths, default=0)))


def stretch(text: str, start: int, end: int) -> Place:
    """The place of some characters, up to the end of their line."""
    begin = text.rfind("\n", 0, start) + 1
    stop = re.compile(r"[\r\n]").search(text, start, end)
    end = max(stop.start() if stop else end, start)
    column = start - begin + 1
    return Place(
        start, text.count("\n", 0, start) + 1, column, column + end - start, text[start:end]
    )


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start + column - 1


def _at_token(text: str, tokens: Sequence[Token], offset: int) -> Place:
    """The token that an offset is in, or the next one behind it."""
    for token in tokens:
        if token.start <= offset < token.end:
            return stretch(text, token.start, token.end)
    start = _SPACE.match(text, min(max(0, offset), len(text))).end()
    for token in tokens:
        if token.start == start:
            return stretch(text, start, token.end)
    sign = _UNTOKENIZED.match(text, start)
    if sign:
        return stretch(text, start, sign.end())
    end = len(text.rstrip())
    return stretch(text, end, end)


def _at_select(text: str, tokens: Sequence[Token], furthest: int) -> Place:
    """The form of the query, whose columns are wrong: what the engine finds at the end of an inner
    SELECT it does not tell."""
    for token in tokens:
        if token.kind == "word" and token.text.upper() == "SELECT":
            return stretch(text, token.start, token.end)
    return _at_token(text, tokens, furthest)
