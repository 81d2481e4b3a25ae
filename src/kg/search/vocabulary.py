"""The words that an index has, and which of them somebody may have meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LEAST_CORRECTED, LEAST_COMPLETED = 4, 6
"""Letters from which on a word may have a slip: one that is finished, and one that is not yet."""
LONG, LONG_CYRILLIC = 8, 6
"""Letters from which on it may have two. One Cyrillic letter may be two here."""
MOST_CORRECTIONS = 5
LATIN, CYRILLIC = 0, 1


class Vocabulary:
    """The words of an index in memory.

    :param rows: of its table: word, Latin spelling, Cyrillic spelling; in the order of words
    :param stems: words without their endings
    """

    def __init__(
        self, rows: Iterable[tuple[str, str | None, str | None]], stems: Iterable[str]
    ) -> None:
        self._stems = frozenset(stems)
        self._spellings = {word: (latin, cyrillic) for word, latin, cyrillic in rows}
        self._words = list(self._spellings)

    def has(self, word: str) -> bool:
        """Whether it is there."""
        return word in self._spellings

    def has_stem(self, stem: str) -> bool:
        """Whether it is what some word is without its ending."""
        return stem in self._stems

    def has_beginning(self, word: str) -> bool:
        """Whether some word begins so."""
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place].startswith(word)

    def near(
        self, readings: Iterable[str], was_cyrillic: bool = False, least: int = LEAST_CORRECTED
    ) -> tuple[str, ...]:
        """The words that are nearest: a slip away, or two of a longer word's (a letter too many,
        too few or another, or two that changed places); those that are written in the same letters,
        if there are any. Numbers are never corrected.

        :param readings: of one word
        :param was_cyrillic: whether it was written so
        :param least: letters that it must have
        """
        found: dict[str, int] = {}
        for word in readings:
            if len(word) < least or any(letter.isdigit() for letter in word):
                continue
            slips = 1 if len(word) < (LONG_CYRILLIC if was_cyrillic else LONG) else 2
            near = extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=50)
            found.update({other: distance for other, distance, _ in near if distance})
        script = CYRILLIC if was_cyrillic else LATIN
        own = {word: found[word] for word in found if self._spellings[word][script]} or found
        nearest = min(own.values(), default=0)
        return tuple(sorted(word for word in own if own[word] == nearest)[:MOST_CORRECTIONS])

    def spelling(self, word: str, in_cyrillic: bool) -> str:
        """How a word is written, in these letters if it is."""
        latin, cyrillic = self._spellings[word]
        return (cyrillic or latin if in_cyrillic else latin or cyrillic) or word
