"""Amounts of several words or of digits and words: "two hundred and fifty thousand", "1,5 млн".

Works on the atoms of `kg.numbers.scan`, for `kg.numbers.phrases`. Which words mean what is said by
the data files; here is only how the words of one amount follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.numbers.figures import Figure
from kg.numbers.scan import Atom

_LONGEST_AMOUNT = 4  # words; of a longer one the end is an amount too
ANY_SCALE = ("scales/one", "scales/many", "scales/counted")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or several that were looked for: their value, and the index of the atom behind."""

    value: Fraction
    next: int


@dataclass(frozen=True)
class Passage:
    """The atoms of a text, and what its language puts between the words of one number."""

    atoms: Sequence[Atom]
    joined_by: frozenset[str]
    range_dashes: frozenset[str]

    def find(self, i: int, *roles: str) -> Hit | None:
        """The longest meaning in one of the roles of the word at `i`."""
        if not 0 <= i < len(self.atoms):
            return None
        for meaning in self.atoms[i].word.meanings:
            words = meaning.rest + meaning.ahead
            if meaning.role in roles and (not words or self._has(i + 1, words)):
                return Hit(meaning.value or Fraction(0), i + 1 + len(meaning.rest))
        return None

    def follow(self, i: int, *roles: str) -> Hit | None:
        """Like `find`, but only where the word belongs together with the one before it."""
        return self.find(i, *roles) if self.joined(i) else None

    def joined(self, i: int) -> bool:
        """Whether atom `i` may belong to one number with the atom before it."""
        return i < len(self.atoms) and self.atoms[i].link in self.joined_by

    def figure(self, i: int) -> Figure | None:
        """The figure at `i`, if words may go on with it."""
        figure = self.atoms[i].figure if i < len(self.atoms) else None
        return figure if figure and figure.open else None

    def _has(self, i: int, words: Sequence[str]) -> bool:
        atoms = self.atoms[i : i + len(words)]
        return len(atoms) == len(words) and all(
            atom.word.spelling == word and atom.link in ("", " ", "-")
            for atom, word in zip(atoms, words, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, an ordinal, or a part of one.

    :ivar next: index of the atom behind it
    :ivar scale: the word from a thousand on that multiplies all of it, 1 where there is none
    :ivar unit: what "and a half" behind it is a half of: 12 after "two dozen", else 1
    :ivar figure: the figure that it begins with
    """

    value: Fraction
    next: int
    ordinal: bool = False
    scale: Fraction = Fraction(1)
    unit: Fraction = Fraction(1)
    figure: Figure | None = None


def read_amount(
    passage: Passage, i: int, after_article: bool = False, and_divides: bool = False
) -> Amount | None:
    """Read the amount or the ordinal that begins at atom `i`.

    :param after_article: whether nouns count that need an article: "decade" in "a decade"
    :param and_divides: whether "and" ends it, as it does after "between"
    """
    amount = part = _read_part(passage, i, after_article, and_divides)
    while amount and part and part.scale > 1 and not part.ordinal:
        if half := passage.follow(amount.next, "plus"):
            value = amount.value + half.value * part.scale
            return replace(amount, value=value, next=half.next, figure=None)
        part = _smaller_part(passage, amount.next, part.scale, and_divides)
        if part:
            value = amount.value + part.value
            amount = replace(part, value=value, scale=Fraction(1), figure=amount.figure)
    return amount


def is_counted(passage: Passage, i: int) -> bool:
    """Whether a number ends before the unit at `i`: два с половиной года, not "год назад"."""
    if not passage.joined(i):
        return False
    amounts = (read_amount(passage, j) for j in range(max(0, i - _LONGEST_AMOUNT), i))
    return passage.atoms[i - 1].figure is not None or any(a and a.next == i for a in amounts)


def _smaller_part(passage: Passage, i: int, ceiling: Fraction, and_divides: bool) -> Amount | None:
    """What may follow a thousand or the like: less than it, and less freely in digits."""
    hit = None if and_divides else passage.follow(i, "and")
    start = hit.next if hit else i
    if not passage.joined(start):
        return None
    part = _read_part(passage, start, False, and_divides)
    if part is None or part.value >= ceiling or passage.find(start, *ANY_SCALE):
        return None
    if part.figure:
        remainder = part.scale > 1 or part.value >= 100
        if hit or part.figure.year or not remainder or passage.atoms[start].link != " ":
            return None
    return part


def _read_part(passage: Passage, i: int, after_article: bool, and_divides: bool) -> Amount | None:
    """A number below a thousand, or any in digits, with the thousand or the like behind it."""
    group = _read_group(passage, i, after_article, and_divides)
    if group is None:
        scale = passage.find(i, *_bare_scales(after_article))
        return Amount(scale.value, scale.next, scale=scale.value) if scale else None
    if group.ordinal or (group.figure and group.figure.year):
        return group
    if half := passage.follow(group.next, "plus"):
        value = group.value + half.value * group.unit
        group = replace(group, value=value, next=half.next, figure=None)
    excess = passage.follow(group.next, "excess")
    scale = passage.follow(excess.next if excess else group.next, *ANY_SCALE)
    if scale is None or scale.value < 1000:
        return group
    return replace(group, value=group.value * scale.value, next=scale.next, scale=scale.value)


def _read_group(passage: Passage, i: int, after_article: bool, and_divides: bool) -> Amount | None:
    """A number below a thousand in words, or any in digits, with dozens and the like."""
    figure = passage.figure(i)
    group = Amount(figure.values[0], i + 1, scale=figure.scale, figure=figure) if figure else None
    if figure and figure.year:
        return group
    j = group.next if group else i
    room = 0 if figure else 1000  # only what is smaller may be added
    while group is None or passage.joined(j):
        value = group.value if group else Fraction(0)
        word = passage.find(j, "cardinals", "nouns")
        ordinal = None if figure else passage.find(j, "ordinals")
        scale = _small_scale(passage, j, group is None, after_article)
        if word and word.value < room and not (value >= 100 and _small_scale(passage, word.next)):
            group, j, room = Amount(value + word.value, word.next), word.next, _room(word.value)
        elif ordinal and (group is None or ordinal.value < room):
            return Amount(value + ordinal.value, ordinal.next, ordinal=True)
        elif ordinal and ordinal.value >= 100 and value > 1 and not _is_part(passage, j):
            return Amount(value * ordinal.value, ordinal.next, ordinal=True)
        elif scale and value < 100:
            value = (value if group else 1) * scale.value
            group = Amount(value, scale.next, unit=scale.value, figure=figure)
            j, room = scale.next, 100 if scale.value == 100 else 0
            hit = None if and_divides else passage.follow(j, "and")
            if hit and _tens_or_ones(passage, hit.next):
                j = hit.next
        else:
            break
    return group


def _is_part(passage: Passage, i: int) -> bool:
    """Whether the word at `i` stands under the line of a fraction, unlike in "two hundredth"."""
    return passage.find(i, "denominators/many") is not None


def _bare_scales(after_article: bool) -> tuple[str, ...]:
    """The roles of the scales that count without a number before them: "a hundred"."""
    return ("scales/one", "scales/counted") if after_article else ("scales/one",)


def _small_scale(
    passage: Passage, i: int, alone: bool = False, after_article: bool = False
) -> Hit | None:
    """A dozen, a hundred or the like; `alone` where no number stands before it."""
    hit = passage.find(i, *(_bare_scales(after_article) if alone else ANY_SCALE))
    return hit if hit and hit.value < 1000 else None


def _tens_or_ones(passage: Passage, i: int) -> bool:
    """Whether what stands behind "hundred and" goes on with it: not in "and three hundred"."""
    hit = passage.follow(i, "cardinals", "ordinals")
    return hit is not None and hit.value < 100 and not _small_scale(passage, hit.next)


def _room(value: Fraction) -> int:
    """Below which value a word may follow: "five" after "twenty", nothing after "five"."""
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0
