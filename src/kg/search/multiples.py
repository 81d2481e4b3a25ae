"""How many times as many, in words: "doubled", "twice", "2 times" and "вдвое" are one word of a
search (`multiples.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import yaml

from kg.search.folding import spelled, stems

FILE = "multiples.yaml"
MOST_WORDS = 3
"""Words that say it together."""
_TIMES = "×"
_ANY_NUMBER = "{n}"


def multiples(text: str) -> tuple[list[str], list[str]]:
    """The words of a text that say how many times as many, each time as one word that stands for
    all of them in an index, and the words that are left.

    >>> multiples("deserters doubled")
    (['times2'], ['deserters'])
    >>> multiples("almost ×9, nine times as many")
    (['times9', 'times9'], ['almost', 'as', 'many'])
    """
    words = [word for word, _ in spelled(text.replace(_TIMES, "x"))]
    found, left, place = [], [], 0
    while place < len(words):
        for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
            if times := _times(words[place : place + length]):
                found.append(times)
                place += length
                break
        else:
            left.append(words[place])
            place += 1
    return found, left


def _times(words: Sequence[str]) -> str:
    """The word that stands for some words together; "" where they do not say it."""
    key = " ".join(map(_stem, words))
    if key in _known():
        return _known()[key]
    for word in words:
        number = word.strip("xfold")
        if number.isascii() and number.isdecimal() and number not in ("0", "1"):
            pattern = " ".join(_stem(one.replace(number, _ANY_NUMBER)) for one in words)
            return f"times{number}" if pattern in _patterns() else ""
    return ""


@cache
def _patterns() -> frozenset[str]:
    return frozenset(" ".join(map(_stem, pattern.split())) for pattern in _data()["patterns"])


@cache
def _known() -> dict[str, str]:
    """What each way of saying it stands for, by its words without their endings."""
    return {" ".join(map(_stem, words)): f"times{number}" for number, words in _ways()}


def _ways() -> Iterator[tuple[object, list[str]]]:
    for number, names in _data()["numerals"].items():
        for name in names:
            for pattern in _data()["patterns"]:
                yield number, _written(pattern.replace(_ANY_NUMBER, name))
    for number, ways in _data()["words"].items():
        for way in ways:
            yield number, _written(way)


def _written(text: str) -> list[str]:
    return [word for word, _ in spelled(text)]


def _stem(word: str) -> str:
    return (stems(word) or (word,))[0]


@cache
def _data() -> dict:
    return yaml.safe_load(files("kg.search").joinpath(FILE).read_text(encoding="utf-8"))
