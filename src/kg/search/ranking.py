"""The order of what a search found, and which candidate is safe to take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from kg.search.build import FIGURES, fields
from kg.search.entries import Entry, Hit
from kg.search.folding import folded, plain, words_of
from kg.search.likeness import SAME, likeness

SAME_WORDS, SAME_SOUND, BEGINNING, SOUNDING_BEGINNING, WHOLE_WORD = 1.0, 0.97, 0.8, 0.78, 0.62
"""What it counts that a name is the same or begins so, in the letters of the text or in others."""
SAME_NUMBER, LEAST_DIGITS = 0.85, 3
"""What it counts that a name has a number of the text, and digits of one that tells much."""
LIKENESS = 0.77
"""What it counts that letters are alike, where it counts 1 that a name is the same."""
NAME_SHARE, TEXT_SHARE, WEIGHT_SHARE = 70, 20, 5


def rank(
    text: str,
    matched: Iterable[tuple[float, Entry]],
    names: Mapping[int, Sequence[tuple[str, str]]],
) -> list[Hit]:
    """The best first: those that are called like the text, then those that speak of it most.

    :param matched: things with how well the full-text engine found that they fit (bm25: the less,
        the better)
    :param names: of each thing by its number: name and language
    """
    fits: dict[int, tuple[float, Entry]] = {}
    for fit, entry in matched:
        fits.setdefault(entry.number, (fit, entry))
    best = min((fit for fit, _ in fits.values()), default=0.0) or -1.0
    factors = fields()["likeness"]
    hits = []
    for number, (fit, entry) in fits.items():
        name, language, alike = _best_name(text, names[number])
        alike *= factors.get(entry.type, 1)
        score = NAME_SHARE * alike + TEXT_SHARE * fit / best + WEIGHT_SHARE * entry.weight
        hits.append(Hit(entry, name, language, round(min(score, SAME), 2)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry.id))


def place(type: str, is_of_number: bool) -> int:
    """Where things of a class stand where figures are asked for: these before statements, and
    before all where it is a number that is asked for."""
    if type in FIGURES:
        return 0 if is_of_number else 1
    return 2 if type == "Statement" else 1


def is_safe(entry: Entry, asked: str, same: Collection[int]) -> bool:
    """Whether a thing may be taken for what a name means without anybody looking: it alone has the
    name, which is none that others share whom the graph does not know, and the name of a person is
    more than a surname, which may be anybody's.

    :param same: numbers of all things that have the name
    """
    is_person = bool(set(entry.types) & set(fields()["people"]))
    if set(same) != {entry.number} or folded(asked).removeprefix("the ") in _shared():
        return False
    return not is_person or len(words_of(asked)) > 1


@cache
def _shared() -> frozenset[str]:
    return frozenset(map(folded, fields()["shared"]))


def _best_name(text: str, names: Sequence[tuple[str, str]]) -> tuple[str, str, float]:
    """The name that is most like a text, its language, and how alike it is, from 0 to 1."""
    asked, sounding = plain(text), folded(text)
    rated = [(_alike(asked, sounding, text, name), name, language) for name, language in names]
    if numbers := _numbers(text):
        # Who asks for a number with words beside it means the number.
        rated += [(SAME_NUMBER, *one) for one in names if numbers & _numbers(one[0])]
    alike, name, language = max(rated, key=itemgetter(0), default=(0.0, "", ""))
    return name, language, alike


def _numbers(text: str) -> set[str]:
    words = {reading for readings in words_of(text) for reading in readings}
    return {word for word in words if word.isdigit() and len(word) >= LEAST_DIGITS}


def _alike(asked: str, sounding: str, text: str, name: str) -> float:
    written, known = plain(name), folded(name)
    if written == asked:
        return SAME_WORDS
    if known == sounding:
        return SAME_SOUND
    alike = LIKENESS * max(likeness(text, name).values()) / SAME
    if known.startswith(sounding):
        return max(alike, BEGINNING if written.startswith(asked) else SOUNDING_BEGINNING)
    return max(alike, WHOLE_WORD) if f" {sounding}" in known else alike
