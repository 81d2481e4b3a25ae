"""The marks of a panel: where each figure belongs, where it is drawn, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.errors import KgError
from kg.plot import frame
from kg.plot.element import Drawn, group, joined
from kg.plot.glyphs import ARROW, LOWERED, RAISED, SPANNING, mark
from kg.plot.placing import Box, Spot, apart
from kg.plot.scales import Scale, TimeScale
from kg.plot.things import Figure

HALF = frame.LEAST_HIT / 2
SEEN_APART = 13.0
"""So far from each other marks are seen to be two, and none is moved farther than need be."""
LEAST_SEEN = 14  # of a time within which a day lies: a shorter one looks like part of the mark


@dataclass(frozen=True)
class Columns:
    """What stands where from left to right, the same in each panel.

    :ivar time: None where no figure has a date
    :ivar beyond: left and right end of the place of what has no stated end, if any
    :ivar undated: left and right end of the place of what has no date, if any
    """

    left: float
    right: float
    time: TimeScale | None
    beyond: tuple[float, float] | None
    undated: tuple[float, float] | None


def dates(figure: Figure) -> tuple[date | None, date | None] | None:
    """The first and the last day of a figure; the last is None where no end is stated.

    None altogether for a figure without any date.
    """
    period, as_of = figure.period, figure.as_of
    if period is None:
        return (as_of.first, as_of.last) if as_of else None
    end = period.end or as_of
    return (period.start.first if period.start else None, end.last if end else None)


def values(figure: Figure) -> list[float]:
    """The bounds that are known.

    :raises KgError: if there is none
    """
    known = [value for value in (figure.low, figure.high) if value is not None]
    if not known:
        raise KgError(f"plot: the figure {figure.title!r} has neither a low nor a high value")
    return known


def spots(figures: Sequence[Figure], columns: Columns, scale: Scale) -> list[tuple[Spot, float]]:
    """Where each figure belongs and the x at which it is drawn, in the order of the figures."""
    belong = [Spot(_x(figure, columns), *_heights(figure, scale)) for figure in figures]
    at = [spot.x for spot in belong]
    for place in ("time", "beyond", "undated"):
        members = [index for index, figure in enumerate(figures) if place_of(figure) == place]
        if members:
            left, right = _ends(columns, place)
            inside = (left + HALF, max(left + HALF, right - HALF))
            if place == "time":
                inside = (left, right)
            places = apart([belong[i] for i in members], *inside, SEEN_APART)
            for index, x in zip(members, places, strict=True):
                at[index] = x
    return list(zip(belong, at, strict=True))


def place_of(figure: Figure) -> str:
    """Where a figure stands: "time", "beyond" what has a stated end, or "undated"."""
    found = dates(figure)
    return "undated" if found is None else "beyond" if found[1] is None else "time"


def _ends(columns: Columns, place: str) -> tuple[float, float]:
    if place == "time":
        return columns.left, columns.right
    ends = columns.beyond if place == "beyond" else columns.undated
    assert ends is not None, "a column is made for what stands in it"
    return ends


def _x(figure: Figure, columns: Columns) -> float:
    place, time = place_of(figure), columns.time
    if place != "time" or time is None:
        return _ends(columns, place)[0] + HALF
    first, last = dates(figure)
    if figure.period is None:
        return (time(first) + time(last)) / 2
    return time(last)


def _heights(figure: Figure, scale: Scale) -> tuple[float, float]:
    """From where down to where the area of a mark that can be clicked reaches."""
    name, y = figure.qualifier, middle(figure, scale)
    if name in RAISED:
        return y - ARROW - 3, y + 9
    if name in LOWERED:
        return y - 9, y + ARROW + 3
    top, bottom = (scale(value) for value in (max(values(figure)), min(values(figure))))
    if not _spanning(figure):
        top = bottom = y
    beyond = max(0.0, HALF - (bottom - top) / 2)
    return top - beyond, bottom + beyond


def _spanning(figure: Figure) -> bool:
    return (figure.qualifier or "bounds") in SPANNING


def middle(figure: Figure, scale: Scale) -> float:
    """The height of the point of a mark: at the bound that is known, or between both."""
    known = values(figure)
    if figure.qualifier in LOWERED:
        return scale(known[-1])
    if figure.qualifier in RAISED:
        return scale(known[0])
    return (scale(known[0]) + scale(known[-1])) / 2


def reach(
    figure: Figure, columns: Columns, scale: Scale, spot: Spot, x: float, colour: str
) -> list[Drawn]:
    """The time that a figure is over, and a line from where a mark belongs to where it is drawn."""
    y, time, found = middle(figure, scale), columns.time, dates(figure)
    if found is None or time is None:
        return []
    first, last = found
    start = time(first) if first else columns.left
    if last is None:
        half = (start + columns.right) / 2
        return [
            frame.line(*_from(start, y), "H", half, class_=f"over {colour}"),
            frame.line("M", half, y, "H", x - 8, class_=f"over fading {colour}"),
        ]
    end = time(last)
    parts = []
    if figure.period is None:
        if end - start > LEAST_SEEN:
            parts.append(frame.line("M", start, y, "H", end, class_=f"within {colour}"))
    elif first is None:
        parts.append(frame.line("M", end, y, "H", start, class_=f"over fading {colour}"))
    else:
        parts.append(frame.line(*_from(start, y), "H", end, class_=f"over {colour}"))
    if abs(x - spot.x) > 1:
        parts.append(frame.line(*_from(spot.x, y), "H", x, class_=f"leader {colour}"))
    return parts


def _from(x: float, y: float) -> tuple[object, ...]:
    """The start of a line, with a small stroke across it."""
    return "M", x, y - 4, "v", 8, "M", x, y


def outline(figure: Figure, spot: Spot, x: float) -> Box:
    """What a mark covers, with its asterisk and its flag."""
    left, right = 11 if figure.party else 8, 13 if figure.flagged else 8
    top = spot.top - 1 if figure.party else spot.top + 3
    return Box(x - left, top, x + right, spot.bottom - 3)


def drawn(
    figure: Figure, scale: Scale, spot: Spot, x: float, colour: str, with_data: bool = False
) -> Drawn:
    """The mark itself: a link with the figure in words, and the area that can be clicked.

    :param with_data: whether it says for scripts who produced it, and its first and last day, as
        `2022-09-21/2023-06-30`; an end that is open or not stated is left out
    """
    y = middle(figure, scale)
    top, bottom = (0.0, 0.0)
    if _spanning(figure):
        top, bottom = (scale(value) - y for value in (max(values(figure)), min(values(figure))))
    name = figure.qualifier or "bounds"
    shapes = _shapes(
        name,
        figure.computed,
        figure.flagged,
        figure.party,
        *(round(edge, 1) for edge in (spot.top - y, spot.bottom - y, top, bottom)),
    )
    kind = f"mark {name} {colour}{' alleged' if figure.alleged else ''}"
    data: dict[str, object] = {}
    if with_data:
        when = "/".join(f"{day or ''}" for day in dates(figure) or ())
        data = {"data_by": figure.by, "data_when": when}
    return frame.linked([shapes], figure.href, figure.title, kind, frame.moved(x, y), **data)


@lru_cache(maxsize=1024)
def _shapes(
    name: str,
    computed: bool,
    flagged: bool,
    party: bool,
    hit_top: float,
    hit_bottom: float,
    top: float,
    bottom: float,
) -> Drawn:
    """What a mark consists of, around the point 0, 0."""
    parts = [
        frame.hit(0, (hit_top + hit_bottom) / 2, down=hit_bottom - hit_top),
        group(mark(name, 0, 0, computed, top, bottom), class_="shape"),
    ]
    if party:
        parts.append(frame.flag(-10, -2))
    if flagged:
        open_ended = name in RAISED or name in LOWERED
        parts.append(frame.caveat(9, 0) if open_ended else frame.caveat(8.5, -6))
    return joined(parts)
