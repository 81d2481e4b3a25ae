"""What a question leads to, as far as its words say: figures of a measure or on a category of
people, and years. Nothing is guessed: each word of one of their names must be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from kg.search.asked import small_words
from kg.search.folding import plain, spelled, stems

COUNTED = ("Measure", "SoldierCategory")
"""Classes by which figures can be asked for; the first that is named decides."""
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Meaning:
    """What a question leads to.

    :ivar measures: ids such as `measure/desertions`
    :ivar categories: ids such as `category/mobilised`; none where there are measures
    :ivar first, last: the years that it names, as `2024`, the same where it is one; "" for none
    :ivar words: those of the question that led there, as they are compared
    :ivar unused: those that say something else, which what it leads to takes no account of
    """

    measures: tuple[str, ...]
    categories: tuple[str, ...]
    first: str
    last: str
    words: tuple[str, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """One name of something that figures can be asked for by.

    :ivar words: of the name, without their endings
    """

    id: str
    type: str
    words: frozenset[str]


def named(names: Iterable[tuple[str, str, str]]) -> tuple[Named, ...]:
    """The names by which figures are asked for, and further words for what has a name.

    :param names: id, class and name of measures and categories
    """
    rows = list(names)
    known = {id: type for id, type, _ in rows}
    more = [(id, known[id], text) for id, texts in _data()["other words"].items() if id in known
            for text in texts]  # fmt: skip
    found = (Named(id, type, frozenset(_stems(text).values())) for id, type, text in rows + more)
    return tuple(dict.fromkeys(one for one in found if one.words))


def read_meaning(text: str, names: Sequence[Named]) -> Meaning | None:
    """What a question leads to; None where its words lead to nothing that is counted, or where it
    has a number that is no year, since who asks for a number means that.

    >>> deserted = named([("measure/desertions", "Measure", "desertions")])
    >>> meaning = read_meaning("How many soldiers deserted in 2024?", deserted)
    >>> meaning.measures, meaning.first, meaning.words, meaning.unused
    (('measure/desertions',), '2024', ('deserted', '2024'), ('soldiers',))
    """
    asked = _stems(text)
    years = sorted(word for word in asked if _YEAR.fullmatch(word))
    if any(letter.isdigit() for word in asked if word not in years for letter in word):
        return None
    fitting = _widest([one for one in names if one.words <= set(asked.values())])
    chosen = {type: _ids(fitting, type) for type in COUNTED}
    measures = chosen[COUNTED[0]]
    categories = () if measures else chosen[COUNTED[1]]
    is_only_time = years and set(asked) == set(years)
    if not (measures or categories or is_only_time):
        return None
    led = {word for one in fitting if one.id in (*measures, *categories) for word in one.words}
    words = [word for word, stem in asked.items() if stem in led or word in years]
    first, last = (years[0], years[-1]) if years else ("", "")
    unused = tuple(word for word in asked if word not in words)
    return Meaning(measures, categories, first, last, tuple(words), unused)


def _widest(fitting: Sequence[Named]) -> list[Named]:
    """Names without those whose words are all words of another one: who asks for desertion attempts
    does not ask for desertions."""
    return [one for one in fitting if not any(one.words < other.words for other in fitting)]


def _ids(fitting: Iterable[Named], type: str) -> tuple[str, ...]:
    return tuple(sorted({one.id for one in fitting if one.type == type}))


def _stems(text: str) -> Mapping[str, str]:
    """The words of a text that say something, each with itself without its ending."""
    return {
        word: (stems(word) or (word,))[0] for word, _ in spelled(text) if word not in _unsaying()
    }


@cache
def _unsaying() -> frozenset[str]:
    return small_words() | frozenset(plain(_data()["words of questions"]).split())


@cache
def _data() -> dict:
    return yaml.safe_load(files("kg.search").joinpath("meanings.yaml").read_text(encoding="utf-8"))
