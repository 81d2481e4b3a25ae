"""One panel of a timeline: the figures of one measure on one scale of values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kg.errors import KgError
from kg.plot import frame
from kg.plot.element import group
from kg.plot.glyphs import ARROW, LOWERED, RAISED, SPANNING, mark
from kg.plot.placing import Box, Spot, apart, beside
from kg.plot.scales import Scale, TimeScale, value_scale
from kg.plot.text import shorten, width
from kg.plot.things import Figure, Group, Words

HALF = frame.LEAST_HIT / 2
INSET = ARROW + 3  # from the edge of a panel to its extreme values, so that no arrow leaves it
LONGEST_LABEL = 170


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


def panel(
    what: Group,
    columns: Columns,
    series: dict[str, str],
    words: Words,
    top: float,
    bottom: float,
) -> tuple[list[Markup], bool]:
    """The parts of a panel between two heights, and whether its scale of values is logarithmic."""
    known = [value for figure in what.figures for value in values(figure)]
    most = max(2, min(6, int((bottom - top - 2 * INSET) / 26)))
    scale = value_scale(known, what.scale, bottom - INSET, top + INSET, most)
    parts = _grid(columns, scale, words, top, bottom)
    spots = _spots(what.figures, columns, scale)
    taken = [Box(x - 9, spot.top + 3, x + 9, spot.bottom - 3) for spot, x in spots]
    bounds = Box(columns.left, top, (columns.beyond or (0, columns.right))[1], bottom)
    marks, labels = [], []
    for figure, (spot, x) in zip(what.figures, spots, strict=True):
        shown = group(*_reach(figure, columns, scale, spot, x), class_=series[figure.series])
        parts.append(shown)
        marks.append(_mark(figure, scale, spot, x, series[figure.series]))
    for figure, (spot, x) in zip(what.figures, spots, strict=True):
        if figure.label and dates(figure):
            own = Box(x - 9, spot.top + 3, x + 9, spot.bottom - 3)
            text = shorten(figure.label, LONGEST_LABEL, frame.SMALL)
            box = beside(own, width(text, frame.SMALL), 13, bounds, taken)
            if box:
                taken.append(box)
                labels.append(frame.label(text, box.left, box.bottom - 3, class_="quiet beside"))
    return [*parts, *labels, *marks], scale.logarithmic


def _grid(columns: Columns, scale: Scale, words: Words, top: float, bottom: float) -> list[Markup]:
    parts, time = [], columns.time
    if columns.undated:
        left, right = columns.undated
        box = frame.element(
            "rect", x=left, y=top, width=right - left, height=bottom - top, rx=2, class_="apart"
        )
        parts.append(box)
    end = columns.undated[1] if columns.undated else (columns.beyond or (0, columns.right))[1]
    for tick in scale.ticks:
        y = scale(tick)
        parts.append(frame.line("M", columns.left, y, "H", end, class_="grid"))
        parts.append(
            frame.label(words.number(tick), columns.left - 8, y + 4, anchor="end", class_="quiet")
        )
    if time:
        for index, tick in enumerate(time.ticks):
            x = time(tick)
            parts.append(frame.line("M", x, top, "V", bottom + 5, class_="grid"))
            if index + 1 < len(time.ticks):
                written = words.date(tick, time.precision)
                parts.append(frame.label(written, x + 3, bottom + 13, class_="quiet"))
        parts.append(frame.line("M", columns.left, bottom, "H", columns.right, class_="axis"))
    return parts


def _spots(figures, columns: Columns, scale: Scale) -> list[tuple[Spot, float]]:
    """Where each figure belongs and the x at which it is drawn, in the order of the figures."""
    spots = [Spot(_x(figure, columns), *_heights(figure, scale)) for figure in figures]
    at = [spot.x for spot in spots]
    for place in ("time", "beyond", "undated"):
        members = [index for index, figure in enumerate(figures) if _place(figure) == place]
        if members:
            left, right = _ends(columns, place)
            inside = (left + HALF, max(left + HALF, right - HALF))
            if place == "time":
                inside = (left, right)
            for index, x in zip(members, apart([spots[i] for i in members], *inside), strict=True):
                at[index] = x
    return list(zip(spots, at, strict=True))


def _place(figure: Figure) -> str:
    found = dates(figure)
    return "undated" if found is None else "beyond" if found[1] is None else "time"


def _ends(columns: Columns, place: str) -> tuple[float, float]:
    if place == "time":
        return columns.left, columns.right
    ends = columns.beyond if place == "beyond" else columns.undated
    assert ends is not None, "a column is made for what stands in it"
    return ends


def _x(figure: Figure, columns: Columns) -> float:
    place, time = _place(figure), columns.time
    if place != "time" or time is None:
        left, right = _ends(columns, place)
        return left + HALF if place == "beyond" else (left + right) / 2
    first, last = dates(figure)
    if figure.period is None:
        return (time(first) + time(last)) / 2
    return time(last)


def _heights(figure: Figure, scale: Scale) -> tuple[float, float]:
    """From where down to where the area of a mark that can be clicked reaches."""
    name, middle = figure.qualifier, _middle(figure, scale)
    if name in RAISED:
        return middle - ARROW - 3, middle + 9
    if name in LOWERED:
        return middle - 9, middle + ARROW + 3
    top, bottom = (scale(value) for value in (max(values(figure)), min(values(figure))))
    if not _spanning(figure):
        top = bottom = middle
    reach = max(0.0, HALF - (bottom - top) / 2)
    return top - reach, bottom + reach


def _spanning(figure: Figure) -> bool:
    return (figure.qualifier or "bounds") in SPANNING


def _middle(figure: Figure, scale: Scale) -> float:
    known = values(figure)
    if figure.qualifier in LOWERED:
        return scale(known[-1])
    if figure.qualifier in RAISED:
        return scale(known[0])
    return (scale(known[0]) + scale(known[-1])) / 2


def _reach(figure: Figure, columns: Columns, scale: Scale, spot: Spot, x: float) -> list[Markup]:
    """The time that a figure is over, and a line from where a mark belongs to where it is drawn."""
    y, time, found = _middle(figure, scale), columns.time, dates(figure)
    if found is None or time is None:
        return []
    first, last = found
    start = time(first) if first else columns.left
    if last is None:
        middle = (start + columns.right) / 2
        return [
            frame.line("M", start, y - 4, "v", 8, "M", start, y, "H", middle, class_="over"),
            frame.line("M", middle, y, "H", x - 8, class_="over fading"),
        ]
    end = time(last)
    parts = []
    if figure.period is None:
        if end - start > 1:
            parts.append(frame.line("M", start, y, "H", end, class_="within"))
    elif first is None:
        parts.append(frame.line("M", end, y, "H", start, class_="over fading"))
    else:
        parts.append(frame.line("M", start, y - 4, "v", 8, "M", start, y, "H", end, class_="over"))
    if abs(x - spot.x) > 1:
        parts.append(
            frame.line("M", spot.x, y - 3, "v", 6, "M", spot.x, y, "H", x, class_="leader")
        )
    return parts


def _mark(figure: Figure, scale: Scale, spot: Spot, x: float, colour: str) -> Markup:
    name, y = figure.qualifier or "bounds", _middle(figure, scale)
    top, bottom = scale(max(values(figure))), scale(min(values(figure)))
    shapes = [
        frame.hit(x, (spot.top + spot.bottom) / 2, down=spot.bottom - spot.top),
        group(mark(name, x, y, figure.computed, top, bottom), class_="shape"),
    ]
    if figure.flagged:
        shapes.append(frame.caveat(x + 8.5, y - 7))
    modality = " alleged" if figure.alleged else ""
    return frame.linked(shapes, figure.href, figure.title, f"mark {name} {colour}{modality}")
