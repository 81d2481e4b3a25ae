"""A text as it is looked up: which words of the index each of its words may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from kg.search.build import fields
from kg.search.folding import is_cyrillic, joined, spelled, stems
from kg.search.multiples import multiples
from kg.search.vocabulary import LEAST_CORRECTED, Vocabulary

MOST_WORDS = 16
LONGEST_INITIALS = 2
"""Letters of words that stand for one together: U.N."""
LEAST_PREFIX = 2
"""Letters of an only and unfinished word, for what has a word that begins so to be found."""


@dataclass(frozen=True)
class Asked:
    """Expressions of the full-text engine (FTS5) for a text.

    :ivar words: of each of its words, any of which will do
    :ivar as_one: of all its words written as one, if the index has such a word; else empty
    :ivar corrections: words that nothing has, with those that were taken for them
    :ivar multiples: those words of the index that stand for "doubled" and the like
    """

    words: tuple[str, ...]
    as_one: str
    corrections: Mapping[str, tuple[str, ...]]
    multiples: tuple[str, ...] = ()

    @property
    def all_words(self) -> str:
        """The expression for what has all of the words."""
        return " AND ".join(self.words)

    @property
    def any_word(self) -> str:
        """The expression for what has one of the words at least."""
        return " OR ".join([*self.words, *filter(None, [self.as_one])])


@cache
def small_words() -> frozenset[str]:
    """Words that say nothing of what is looked for (`fields.yaml`)."""
    return frozenset(fields()["small words"].split())


def understand(
    text: str,
    vocabulary: Vocabulary,
    *,
    is_whole: bool = False,
    is_question: bool = False,
    least: int = LEAST_CORRECTED,
) -> Asked:
    """
    :param is_whole: whether it is a whole name: then its last word is finished too, and words
        that are nearly the same are looked for beside those that are
    :param is_question: whether words without their endings are looked for too, "doubled" and the
        like by whatever says the same, and small words not where there are others
    :param least: letters that a word must have to be corrected
    """
    times: list[str] = []
    if is_question:
        times, left = multiples(text)
        text = " ".join(left) if times else text
    said = dict(spelled(text))
    whole = [reading for reading in joined(text) if vocabulary.has(reading)]
    if is_question:
        telling = {word: said[word] for word in said if word not in small_words()}
        said = telling if telling or times else said
        if whole and all(len(word) <= LONGEST_INITIALS for word in said):
            return Asked((_any_of(whole),), "", {})
    words, corrections = [], {}
    for number, (word, readings) in enumerate([*said.items()][:MOST_WORDS]):
        is_last = number == len(said) - 1 and not is_whole and not times
        has_tail = is_last and (number > 0 or len(readings[0]) >= LEAST_PREFIX)
        is_known = vocabulary.has_beginning if has_tail else vocabulary.has
        known = [reading for reading in readings if is_known(reading)]
        without_ending = stems(word) if is_question else ()
        known_stems = [stem for stem in without_ending if vocabulary.has_stem(stem)]
        near: tuple[str, ...] = ()
        if is_whole or not (known or known_stems):
            near = vocabulary.near(readings, is_cyrillic(word), least)
        if near and not known:
            spellings = (vocabulary.spelling(other, is_cyrillic(word)) for other in near)
            corrections[word] = tuple(dict.fromkeys(spellings))
        any_of = (*known, *known_stems, *near) or readings[:1]
        words.append(_any_of(any_of, "*" if has_tail else ""))
    words += [_any_of([word]) for word in dict.fromkeys(times)]
    return Asked(tuple(words), _any_of(whole) if whole else "", corrections, tuple(times))


def _any_of(readings: Collection[str], tail: str = "") -> str:
    return "(" + " OR ".join(f'"{reading}"{tail}' for reading in readings) + ")"
