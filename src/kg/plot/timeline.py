"""Figures through time: a panel for each measure, over one axis of time.

No line joins two figures, and no scale is shared by two measures. What has no date stands in a
strip of its own at the right, on the scale of values of its panel.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kg.plot import frame
from kg.plot.panel import Columns, dates, panel, values
from kg.plot.scales import time_scale, value_scale
from kg.plot.text import lines, width
from kg.plot.things import WIDE, Figure, Group, Variant, Words

ASIDE = 210
LABEL_LINE = 13
AXIS = 18
GAP = 18


def timelines(
    groups: Sequence[Group],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
) -> Markup:
    """The figures of each group in a panel of its own, one below the other.

    :param source: the line under a `standalone` plot that says where it is from
    :raises KgError: if a figure has no value
    """
    groups = [what for what in groups if what.figures]
    if not groups:
        return frame.picture([], 1, words, variant, "timeline", standalone, source)
    every = [figure for what in groups for figure in what.figures]
    names = list(dict.fromkeys(figure.series for figure in every))
    series = {name: frame.series_class(index) for index, name in enumerate(names)}
    aside = not variant.narrow and len(groups) > 1
    columns = _columns(groups, words, variant, ASIDE if aside else 0)
    parts, y = _heads(columns, words)
    for index, what in enumerate(groups):
        if index:
            parts.append(frame.line("M", 0, y, "H", variant.width, class_="grid"))
            y += GAP / 2
        tall = _height(what, variant, len(groups))
        top = y + 2 if aside else y + _title_height(what, variant)
        inside, logarithmic = panel(what, columns, series, words, top, top + tall)
        parts += inside
        most = ASIDE - 16 if aside else variant.width
        parts += _title(what, words.log if logarithmic else "", y, most, aside)
        y = top + tall + (AXIS if columns.time else 4) + GAP / 2
    drawn, y = frame.key([name for name in names if name], _used(every), words, variant, y + 14)
    return frame.picture([*parts, *drawn], y, words, variant, "timeline", standalone, source)


def _columns(groups: Sequence[Group], words: Words, variant: Variant, aside: float) -> Columns:
    every = [figure for what in groups for figure in what.figures]
    spans = [dates(figure) for figure in every]
    days = [day for span in spans if span for day in span if day]
    ticks = [
        words.number(tick)
        for what in groups
        for tick in value_scale(
            [value for figure in what.figures for value in values(figure)], what.scale, 1, 0
        ).ticks
    ]
    left = aside + max(width(tick, frame.SMALL) for tick in ticks) + 10
    right = variant.width - 2.0
    undated = beyond = None
    if not days:
        return Columns(left, right, None, None, (left, right))
    several = 2 if variant.narrow else 5
    if None in spans:
        least = 62 if variant.narrow else 104
        crowd = _crowd(groups, lambda figure: dates(figure) is None, several)
        undated = (right - max(least, 12 + 25 * crowd), right)
        right = undated[0] - 10
    if any(span and span[1] is None for span in spans):
        open_ended = lambda figure: (dates(figure) or (None, days[0]))[1] is None  # noqa: E731
        crowd = _crowd(groups, open_ended, several)
        beyond = (right - 12 - 25 * crowd, right)
        right = beyond[0]
    time = time_scale(
        min(days), max(days), left, right, lambda day, precision: width(
            words.date(day, precision), frame.SMALL) + 8,
    )  # fmt: skip
    return Columns(left, right, time, beyond, undated)


def _crowd(groups: Sequence[Group], belongs, most: int) -> int:
    counts = [sum(map(belongs, what.figures)) for what in groups]
    return min(most, max(counts))


def _heads(columns: Columns, words: Words) -> tuple[list[Markup], float]:
    """The names of the places beside the axis of time, above the first panel."""
    parts, deepest = [], 0
    ends = [(columns.beyond, words.open_end), (columns.undated, words.undated)]
    for place, name in ends:
        if place and name:
            room = max(place[1] - place[0], 62)
            broken = lines(name, room, frame.SMALL, count=4)
            deepest = max(deepest, len(broken))
            for index, line in enumerate(broken):
                x, y = place[1] if place is columns.beyond else place[0], 11 + index * LABEL_LINE
                anchor = "end" if place is columns.beyond else ""
                parts.append(frame.label(line, x, y, anchor=anchor, class_="quiet"))
    return parts, deepest * LABEL_LINE + (8 if deepest else 0)


def _height(what: Group, variant: Variant, panels: int) -> float:
    if panels == 1:
        return 260 if variant.narrow else 320
    count = len(what.figures)
    return 82 if count <= 2 else 116 if count <= 4 else 160 if count <= 9 else 230


def _title_lines(what: Group, most: float, aside: bool) -> list[str]:
    return lines(what.title, most, 15, "bold", 3 if aside else 2)


def _title_height(what: Group, variant: Variant) -> float:
    return len(_title_lines(what, variant.width, False)) * 19 + 24


def _title(what: Group, log: str, y: float, most: float, aside: bool) -> list[Markup]:
    broken = _title_lines(what, most, aside)
    shown = [
        frame.label(line, 0, y + 15 + index * 19, 15, class_="title")
        for index, line in enumerate(broken)
    ]
    if what.href:
        shown = [frame.linked(shown, what.href, what.title)]
    said = " · ".join(part for part in (what.unit, log) if part)
    below = y + 15 + len(broken) * 19
    for index, line in enumerate(lines(said, most, 12, count=2 if aside else 1)):
        shown.append(frame.label(line, 0, below + index * 15, 12, class_="quiet"))
    return shown


def _used(figures: Sequence[Figure]) -> set[str]:
    used = {figure.qualifier or "bounds" for figure in figures}
    for name in ("computed", "flagged", "alleged"):
        if any(getattr(figure, name) for figure in figures):
            used.add(name)
    return used
