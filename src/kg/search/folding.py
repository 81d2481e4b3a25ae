"""Words as they are compared: without case, marks and punctuation, and in Latin letters, so that
`mediazona`, Медиазона and Медіазона are one word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from threading import Lock

import yaml
from snowballstemmer import stemmer

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,  \u202f’']\d{3})+(?![\d.,]\d)")
_WORD = re.compile(r"[^\W_]+(?:[’'ʼ`][^\W_]+)*")
_APOSTROPHES = re.compile("[’'ʼ`]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Hyphens, spaces and marks of direction that nobody sees; what is pasted from pages has them."""
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+|(?<=i)i+$")
_KEPT_TEXTS = 20_000
_STEMMING = Lock()
MOST_READINGS = 8
MOST_JOINED = 3


@lru_cache(_KEPT_TEXTS)
def plain(text: str) -> str:
    """A text without case, marks and punctuation, but in its own letters.

    >>> plain(" «Вёрстка», the  Outlet ")
    'верстка the outlet'
    """
    return " ".join(_unmarked(word) for word in _words(text))


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of a text, each with every way in which it may be read.

    >>> words_of("Идите лесом")
    [('idite',), ('lesom',)]
    >>> words_of("Луганск") == [("lugansk", "luhansk")]
    True
    >>> words_of("4,373 people")
    [('4373',), ('people',)]
    """
    return [readings for _, readings in spelled(text)]


def spelled(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a text as they are written, each with every way in which it may be read.

    >>> spelled("Идите лесом")
    [('идите', ('idite',)), ('лесом', ('lesom',))]
    """
    return [(word, _readings(word)) for word in _words(text)]


@lru_cache(_KEPT_TEXTS)
def stems(word: str) -> tuple[str, ...]:
    """The readings of a word without its ending, by the rules of English or, in Cyrillic letters,
    of Russian, which do for many Ukrainian words.

    >>> stems("осуждённых") == stems("осужденные"), stems("deserted") == stems("desertion")
    (True, True)
    """
    with _STEMMING:  # a stemmer keeps the word in itself
        stem = _stemmers()[is_cyrillic(word)].stemWord(word)
    return _readings(stem) if word.isalpha() else ()


def joined(text: str) -> tuple[str, ...]:
    """The readings of a few words written as one; of one word, or of many, none.

    >>> joined("RFE/RL"), joined("rferl")
    (('rferl',), ())
    """
    words = _words(text)
    return _readings("".join(words)) if 1 < len(words) <= MOST_JOINED else ()


@lru_cache(_KEPT_TEXTS)
def folded(text: str) -> str:
    """A text in the first reading of each of its words.

    >>> folded("Zelenskyy") == folded("Зеленский") == folded("Zelensky")
    True
    """
    return " ".join(readings[0] for readings in words_of(text))


def is_cyrillic(text: str) -> bool:
    """Whether there is a Cyrillic letter in a text."""
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


@cache
def _stemmers() -> dict[bool, object]:
    return {False: stemmer("english"), True: stemmer("russian")}


def _words(text: str) -> list[str]:
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    return [_APOSTROPHES.sub("", word) for word in _WORD.findall(text)]


@lru_cache(100_000)
def _readings(word: str) -> tuple[str, ...]:
    letters, marked = _tables()["cyrillic"], _tables()["marked"]
    choices = [letters.get(letter) or [marked.get(letter) or letter] for letter in word]
    readings = {}
    for letters_read in product(*choices):
        latin = _unmarked("".join(letters_read))
        for spelling, sound in [("", ""), *_tables()["ambiguous"]]:
            readings[_latin(latin.replace(spelling, sound))] = None
        if len(readings) >= MOST_READINGS:
            break
    return tuple(readings)


def _latin(word: str) -> str:
    for spelling, other in _replacements():
        word = word.replace(spelling, other)
    return _DOUBLED.sub(r"\1", word)


@cache
def _replacements() -> list[list[str]]:
    return [*_tables()["latin"], *_tables()["spellings"]]


def _unmarked(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


@cache
def _tables() -> dict:
    return yaml.safe_load(files("kg.search").joinpath("letters.yaml").read_text(encoding="utf-8"))
