"""Cutting a text into atoms: its words, with what they may mean, and its figures.

The first of the two steps of `find_numbers`; the second, `kg.numbers.phrases`, puts atoms together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.numbers.figures import DigitRules, Figure, code_end, digit_rules, is_code, read_figure
from kg.numbers.folding import MARK, NOTE, PART, WHOLE, fold
from kg.numbers.vocabulary import NO_WORD, Vocabulary, Word, read_vocabulary

_LETTER = rf"[^\W\d_{NOTE}{PART}{WHOLE}]"
_LETTERS = rf"{_LETTER}(?:{_LETTER}|{MARK})*+"
_WORD = re.compile(rf"{_LETTERS}(?:'{_LETTERS})*+")
_ATOM = re.compile(rf"{_LETTER}|[0-9{NOTE}{PART}{WHOLE}]")
_ROMAN = re.compile(r"(?=..)(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_LETTERS = frozenset("IVXХІ")  # with the Cyrillic letters that look the same
_TO_LATIN = str.maketrans("хі", "xi")


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or a figure of a text.

    :ivar link: what stands between it and the atom before: "", " ", a dash, or "|" for all else
    :ivar figure: the figure, None for a word that is not a Roman numeral
    """

    start: int
    end: int
    link: str = "|"
    word: Word = NO_WORD
    figure: Figure | None = None


def scan(text: str, language: str) -> list[Atom]:
    """The atoms of a text in order. Every character that is a digit lies in one of the figures.

    :raises KgError: for a language without a data file
    """
    vocabulary, rules = read_vocabulary(language), digit_rules(language)
    folded = fold(text)
    known: dict[str, Word] = {}
    atoms: list[Atom] = []
    position = 0
    while match := _ATOM.search(folded, position):
        word = _WORD.match(folded, match.start())
        if word:
            atom = _read_word(text, folded, word.span(), vocabulary, known)
            position = max(word.end(), atom.end)
        else:
            last = atoms[-1] if atoms else None
            atom = _read_figure(text, folded, match.start(), last, rules)
            position = atom.end
            if last and atom.start <= last.start:
                atoms.pop()
        link = _link(folded[atoms[-1].end : atom.start]) if atoms else "|"
        atoms.append(replace(atom, link=link))
    return atoms


def _link(between: str) -> str:
    if between in ("", "-", "–", "—"):
        return between
    return "|" if between.strip(" ") else " "


def _read_word(
    text: str, folded: str, span: tuple[int, int], vocabulary: Vocabulary, known: dict[str, Word]
) -> Atom:
    """The word without a possessive ending, and with the full stop of an abbreviation."""
    start, end = span

    def look_up(printed: str) -> Word:
        if printed not in known:
            known[printed] = vocabulary.word(printed)
        return known[printed]

    word = look_up(text[start:end])
    for ending in vocabulary.possessive:
        if not word.meanings and folded.endswith(ending, start, end):
            end -= len(ending)
            word = look_up(text[start:end])
    figure = None if word.meanings else _roman(text[start:end], folded[start:end])
    if word.spelling in vocabulary.abbreviations and folded.startswith(".", end):
        end += 1
    return Atom(start, end, word=word, figure=figure)


def _roman(word: str, folded: str) -> Figure | None:
    """A Roman numeral of two or more capital letters I, V, X."""
    if not _ROMAN_LETTERS.issuperset(word):
        return None
    match = _ROMAN.fullmatch(folded.translate(_TO_LATIN))
    if not match:
        return None
    tens, units = match.groups()
    value = {"ix": 9, "iv": 4}.get(units, 5 * units.count("v") + units.count("i"))
    return Figure("roman", (Fraction(10 * len(tens) + value),))


def _read_figure(text: str, folded: str, start: int, last: Atom | None, rules: DigitRules) -> Atom:
    """The figure at `start`; it takes in the last atom where that is a word of the same code."""
    match = rules.figure.match(folded, start)
    assert match, "every digit begins a figure"
    begin, end, figure = read_figure(text, folded, match, rules)
    if figure.open and begin and folded[begin - 1] == "×":
        return Atom(begin - 1, end, figure=Figure("multiple", figure.values))
    if last and not last.figure and match.lastgroup in ("amount", "label", "run"):
        between = folded[last.end : start]
        word = text[last.start : last.end]
        if between == "" and figure.open and fold(word) in rules.multiple_before:
            return Atom(last.start, end, figure=Figure("multiple", figure.values))
        if between in ("", "-") and is_code(word, joined=not between):
            return Atom(last.start, code_end(folded, start), figure=Figure("label"))
    return Atom(begin, end, figure=figure)
