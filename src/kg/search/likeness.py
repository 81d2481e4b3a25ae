"""How alike two names are, and when one may be taken for the other.

The score is the ratio of equal letters (Indel distance), of the names as they are written without
case and marks, or of their folded forms (`kg.search.folding`) less a little, whichever is more. The
same words in another order are a little less alike, and a part of a name is a good deal less.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

from kg.search.folding import folded, is_cyrillic, plain

SAME = 100.0
FOLDED, REORDERED, PARTIAL = 0.97, 0.97, 0.9
_ARTICLE = "the "


def likeness(asked: str, name: str) -> Mapping[str, float]:
    """How alike a name is to the one that was asked for, from 0 to 100, by way of comparing.

    >>> max(likeness("Медиазона", "mediazona").values())
    97.0
    """
    written = _ratio(_without_article(plain(asked)), _without_article(plain(name)))
    sounding = _ratio(_without_article(folded(asked)), _without_article(folded(name)))
    return {"written": round(written, 1), "folded": round(FOLDED * sounding, 1)}


def is_same(asked: str, name: str) -> bool:
    """Whether a name is the one that was asked for: the same letters, or the same name in the other
    script. Two spellings in one script may be two people's."""
    first, second = _without_article(plain(asked)), _without_article(plain(name))
    if not first or not second:
        return False
    if first == second:
        return True
    return is_cyrillic(asked) != is_cyrillic(name) and folded(asked) == folded(name)


def _ratio(asked: str, name: str) -> float:
    if not asked or not name:
        return 0.0
    return max(
        fuzz.ratio(asked, name),
        REORDERED * fuzz.token_sort_ratio(asked, name),
        PARTIAL * SAME * _part(asked.split(), name.split()),
    )


def _part(asked: list[str], name: list[str]) -> float:
    """How well a part of a name stands for it; it is rather who asks that leaves words out."""
    shorter, longer = sorted((len("".join(asked)), len("".join(name))))
    if set(asked) <= set(name):
        return 0.85 + 0.15 * shorter / longer
    if set(name) <= set(asked):
        return (shorter / longer) ** 0.5
    return 0.0


def _without_article(text: str) -> str:
    return text.removeprefix(_ARTICLE)
