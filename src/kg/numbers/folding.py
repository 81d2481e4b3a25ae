"""One spelling for all the ways in which a number may be typed.

Works character by character, so that a position in the folded text is the same position in the
original: neither Unicode normalisation nor lower case may change the length of a text here.
"""

from __future__ import annotations

import re
import unicodedata

MARK = "\u0301"  # any combining mark, soft hyphen or joiner: in a word, but not in its spelling
NOTE = "¹"  # any digit that is not a decimal one: superscripts, circled digits
PART = "½"  # any character that is a fraction by itself
WHOLE = "Ⅰ"  # any other character that is a number by itself, such as Ⅻ or ⑩

_SAME = {
    "-": "‐‑﹣－",
    "–": "‒−",
    "'": "’‘ʼʻʹ′`´＇",
    "%": "％٪﹪",
    ",": "，٬",
    ".": "．٫",
    "/": "／⁄∕",
    ":": "：",
    "+": "＋",
    "е": "ёЁ",
    "\n": "\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029",  # a tab divides the cells of a table
    MARK: "\u00ad\u200c\u200d",
}


_CYRILLIC = re.compile("[а-џґ]")
_LATIN_ALIKE = str.maketrans("aceiïkopxy", "асеіїкорху")


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    decimal = unicodedata.decimal(char, None)
    category = unicodedata.category(char)
    lower = char.lower()
    if decimal is not None:
        return str(decimal)
    if char.isdigit():
        return NOTE
    if category in ("No", "Nl"):
        return PART if 0 < unicodedata.numeric(char) < 1 else WHOLE
    if category in ("Mn", "Me"):
        return MARK
    if category == "Zs":
        return " "
    return lower if len(lower) == 1 else char


def fold(text: str) -> str:
    """The text with one sign for each kind of digit, space, dash, apostrophe and letter case.

    >>> fold("４ 373 ‘Ёлок’")
    "4 373 'елок'"
    """
    table = _Table({ord(c): same for same, chars in _SAME.items() for c in chars})
    return text.translate(table)


def spelling(word: str) -> str:
    """A word as the vocabularies know it: composed letters of one alphabet, without stress marks.

    >>> spelling("пе\u0301рвый") == spelling("ПЕРВЫЙ") == spelling("п\u0065рвый")
    True
    """
    word = fold(unicodedata.normalize("NFC", word)).replace(MARK, "")
    return word.translate(_LATIN_ALIKE) if _CYRILLIC.search(word) else word
