"""Every number in a text, in digits or in words, so that none goes unaccounted for.

The build compares what is found here with what the annotators claimed or set aside (the ledger).
A number missed is a fault; one found in vain costs an annotator a line. The words of each language
stand in `kg/numerals/<language>.yaml`; a language is added by adding such a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kg.numbers.amounts import Passage
from kg.numbers.phrases import read_number, skip
from kg.numbers.scan import scan
from kg.numbers.vocabulary import read_vocabulary


@dataclass(frozen=True)
class Number:
    """One number of a text.

    :ivar start: position of its first character, in code points from 0
    :ivar end: position behind its last character
    :ivar text: the characters between the two
    :ivar form: "cardinal", "ordinal", "fraction", "percent", "multiple", "range", "magnitude",
        "roman", "date", "time" or "label"
    :ivar values: the exact value without sign or unit: 89 for "89%", 3 for "three times", 1000 for
        "thousands"; two for a range; none for what is no quantity: dates, times of day, labels
    """

    start: int
    end: int
    text: str
    form: str
    values: tuple[Fraction, ...]


def find_numbers(text: str, language: str = "en") -> tuple[Number, ...]:
    """Find every number in a text, in order and without overlap.

    Every character that is a digit (`str.isdigit`) lies in exactly one of the numbers.

    :param language: ISO 639-1 code of the language whose words are looked for
    :raises KgError: for a language whose numerals are not known

    >>> [(n.text, n.form, n.values) for n in find_numbers("one in five of the 1,200 fled")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('one in five', 'fraction', (Fraction(1, 5),)),
     ('1,200', 'cardinal', (Fraction(1200, 1),))]
    """
    vocabulary = read_vocabulary(language)
    atoms = scan(text, language)
    dashes = frozenset(vocabulary.digits["range_dashes"])
    passage = Passage(atoms, vocabulary.joined_by, dashes)
    numbers: list[Number] = []
    i = 0
    while i < len(atoms):
        if not atoms[i].word.meanings and not atoms[i].figure:
            i += 1
        elif left_out := skip(passage, i):
            i += left_out
        elif reading := read_number(passage, i):
            start, end = atoms[i].start, atoms[reading.next - 1].end
            numbers.append(Number(start, end, text[start:end], reading.form, reading.values))
            i = reading.next
        else:
            i += 1
    return tuple(numbers)
