"""How wide text is, and how it is shortened or broken into lines so that it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

WIDEST = 1000
SPARE = 1.06  # a reader's font may be a little wider than the one that was measured
MORE = "…"
_BREAKS = re.compile("[ \t\n]+")


@cache
def _advances() -> dict[str, dict[str, int]]:
    tables = yaml.safe_load((Path(__file__).parent / "widths.yaml").read_text(encoding="utf-8"))
    return {
        face: {character: width for width, characters in table.items() for character in characters}
        for face, table in tables.items()
    }


@lru_cache(maxsize=4096)
def width(text: str, size: float, face: str = "sans") -> float:
    """The width of a line of text, in the unit of `size`; unknown characters count as one em.

    :param face: "sans", or "bold" for bold serif

    >>> width("Щонайменше", 10) > width("At least", 10)
    True
    """
    advances = _advances()[face]
    return sum(advances.get(character, WIDEST) for character in text) * size / 1000 * SPARE


def shorten(text: str, most: float, size: float, face: str = "sans") -> str:
    """The text if it is no wider than `most`, or as much of its start as fits before "…".

    >>> shorten("General Staff of the Armed Forces", 100, 12)
    'General Staff…'
    """
    if width(text, size, face) <= most:
        return text
    fits = 0
    for end in range(1, len(text)):
        if width(text[:end].rstrip() + MORE, size, face) > most:
            break
        fits = end
    kept = text[:fits]
    # A cut right before the end of a word is made at the word instead.
    space = kept.rfind(" ")
    if space > fits * 0.6 and fits < len(text) and text[fits] != " ":
        kept = kept[:space]
    return kept.rstrip(" ,;:(–—-") + MORE


def lines(text: str, most: float, size: float, face: str = "sans", count: int = 2) -> list[str]:
    """The text in at most `count` lines, none wider than `most`; what is too much becomes "…". No
    line ends at a space that must not break, such as that within a number.

    >>> lines("people listed as absent", 100, 12)
    ['people listed as', 'absent']
    """
    words = [word for word in _BREAKS.split(text) if word]
    done: list[str] = []
    while words and len(done) < count:
        if len(done) == count - 1:
            done.append(shorten(" ".join(words), most, size, face))
            break
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, face) <= most:
            line += " " + words.pop(0)
        done.append(shorten(line, most, size, face))
    return done


def fitting(
    text: str, most: float, height: float, sizes: Sequence[float], face: str = "bold"
) -> tuple[float, list[str]]:
    """The largest of the sizes at which the whole text fits, and its lines.

    If none is small enough, the text is shortened at the smallest. A line is 1.2 times as high as
    its text.

    :param sizes: from the largest to the smallest
    """
    for size in sizes:
        count = max(1, int(height / (size * 1.2)))
        broken = lines(text, most, size, face, count)
        if "".join(" ".join(broken).split()) == "".join(text.split()):
            return size, broken
    return size, broken
