"""Finding evidence in a text: exact positions of fragments, and the words that tell them apart.

Never fuzzy: a fragment stands in the text to the letter or it is an error. All positions are code
points, end exclusive, as in the Web Annotation Data Model's TextPositionSelector (§4.2.4-4.2.5).
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from unicodedata import name, normalize

from kg.errors import KgError

SEARCHED = 100_000
"""How much of a text is searched for the nearest passage: it is a hint, and comparing is slow."""

_WORD = re.compile(r"\S+")
_PUNCTUATION = ".,;:!?…()[]\"'«»“”„"
_SENTENCE_END = re.compile(r"[.!?…]+[\"'’”»)\]]*(?=\s)|\n+")


class AnchorError(KgError):
    """A fragment that is not in the text, or stands there more than once."""


def occurrences(text: str, fragment: str) -> list[int]:
    """Starts of every occurrence that does not cut a word or a number in two.

    >>> occurrences("129 and 31, not 1310 but 31", "31")
    [8, 25]
    """
    starts, start = [], text.find(fragment)
    while start >= 0:
        if not (_cuts(text, start) or _cuts(text, start + len(fragment))):
            starts.append(start)
        start = text.find(fragment, start + 1)
    return starts


def _cuts(text: str, position: int) -> bool:
    """Whether a position lies inside a word, or inside a number such as 1,310 or 2.25."""
    before, behind = text[max(0, position - 2) : position], text[position : position + 2]
    if not before or not behind:
        return False
    if _is_letter_or_digit(before[-1]) and _is_letter_or_digit(behind[0]):
        return True
    separated = before[-1] in ".," and before[0].isdecimal() and behind[0].isdecimal()
    return separated or (before[-1].isdecimal() and behind[0] in ".," and behind[-1].isdecimal())


def _is_letter_or_digit(char: str) -> bool:
    """Superscripts are digits to Unicode but note marks to a reader."""
    return char.isalnum() and (char.isdecimal() or not char.isdigit())


def locate(
    text: str, fragment: str, after: str | None = None, occurrence: int | None = None
) -> tuple[int, int]:
    """Find the one place of a fragment.

    :param after: words that stand once in the text; the search begins behind them
    :param occurrence: which occurrence (behind `after`) is meant, counted from 1
    :raises AnchorError: where there is no such place, or more than one
    """
    begin = 0
    if after:
        places = occurrences(text, after)
        if len(places) != 1:
            raise AnchorError(f"the words after which to look, {after!r}, stand {_times(places)}")
        begin = places[0] + len(after)
    starts = [start for start in occurrences(text, fragment) if start >= begin]
    if not starts:
        where = f" after {after!r}" if after else ""
        hint = nearest_passage(text[begin:], fragment)
        raise AnchorError(f"the fragment {fragment!r} is not in the text{where}{hint}")
    if occurrence is not None:
        if occurrence > len(starts):
            raise AnchorError(f"the fragment {fragment!r} stands only {_times(starts)}")
        start = starts[occurrence - 1]
    elif len(starts) > 1 and not after:
        raise AnchorError(
            f"the fragment {fragment!r} stands {_times(starts)}; "
            "add `after:` or `occurrence:`, or one more word"
        )
    else:
        start = starts[0]
    return start, start + len(fragment)


def nearest_passage(text: str, fragment: str) -> str:
    """What to say about the passage that a mistyped fragment probably means; empty if none does."""
    if fragment in text:
        return "; it stands there only inside a longer word or number: take in the whole of it"
    size = len(fragment.split())
    words = list(_WORD.finditer(text[:SEARCHED]))
    passages = {}
    for first, last in zip(words, words[size - 1 :], strict=False):
        passage = text[first.start() : last.end()]
        if "\n" not in passage:
            passages.setdefault(normalize("NFC", passage).casefold(), passage)
    composed = normalize("NFC", fragment)
    close = get_close_matches(composed.casefold(), passages, n=1, cutoff=0.8)
    if not close:
        return ""
    passage = passages[close[0]]
    return f"; the nearest words there are {passage!r}{_unseen(fragment, passage)}"


def _unseen(fragment: str, passage: str) -> str:
    """In what two texts differ that look the same; empty where a reader sees the difference."""
    inner = passage.strip(_PUNCTUATION)
    for same in (passage, inner):
        if normalize("NFC", fragment) == normalize("NFC", same):
            return ", with letters composed otherwise (Unicode NFC and NFD): copy them from there"
        pairs = [(a, b) for a, b in zip(fragment, same, strict=False) if a != b]
        if pairs and len(fragment) == len(same) and all(_look_alike(a, b) for a, b in pairs):
            wrong, right = (name(char, repr(char)) for char in pairs[0])
            return f", with {right} where the fragment has {wrong}: copy them from there"
    return ""


def _look_alike(a: str, b: str) -> bool:
    """Whether two characters are spaces, dashes or quotation marks, or letters of two alphabets."""
    if a.isalpha() and b.isalpha():
        return a.isascii() != b.isascii()
    return (a.isspace() and b.isspace()) or (not (a + b).isascii() and _sort(a) == _sort(b) != "")


def _sort(char: str) -> str:
    return next((chars for chars in ("-‐‑‒–—−", "'’‘ʼ`´", '"“”„«»') if char in chars), "")


def _times(places: list[int]) -> str:
    return {0: "nowhere", 1: "once"}.get(len(places), f"{len(places)} times")


def context(text: str, start: int, end: int, spare_words: int) -> tuple[str, str]:
    """The fewest words before and behind a passage, on its line, that make it unique in the text.

    :param spare_words: how many words may be stored besides the passage itself
    :return: (prefix, suffix), both empty where the passage is unique, or cannot be made so
    """
    fragment = text[start:end]
    if text.count(fragment) == 1:
        return "", ""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end) if "\n" in text[end:] else len(text)
    before = [match.start() for match in _WORD.finditer(text[line_start:start])][::-1]
    behind = [match.end() for match in _WORD.finditer(text[end:line_end])]
    for words in range(1, spare_words + 1):
        for taken in range(words, -1, -1):
            if taken > len(before) or words - taken > len(behind):
                continue
            left = line_start + before[taken - 1] if taken else start
            right = end + behind[words - taken - 1] if words - taken else end
            if text.count(text[left:right]) == 1:
                return text[left:start], text[end:right]
    return "", ""


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences and lines of a text, surrounding white space left out.

    Abbreviations end a sentence here too: shorter units make the limits on stored text stricter.
    """
    spans, start = [], 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, start + len(piece.rstrip())))
        start = end
    return spans
