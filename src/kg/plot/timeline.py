"""Figures through time: a panel for each measure, over one axis of time.

A figure of another age would press all others together, so that a panel which holds one has an axis
of its own. No line joins two figures, and no scale is shared by two measures. What has no date
stands in a strip of its own at the right, on the scale of values of its panel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from kg.plot import frame
from kg.plot.element import Drawn
from kg.plot.labels import Notes
from kg.plot.marks import HALF, Columns, dates, place_of
from kg.plot.panel import panel, scale_of
from kg.plot.scales import time_scale
from kg.plot.text import lines, width
from kg.plot.things import WIDE, Choice, Figure, Group, Variant, Words

ASIDE = 210
LABEL_LINE = 13
AXIS = 18
GAP = 18
AGE = 20 * 366  # days
MORE_TALL = (0, 30, 60)  # that a panel grows by while labels have no room


def timelines(
    groups: Sequence[Group],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
    choices: Mapping[str, Choice] | None = None,
    usual: Sequence[str] = (),
) -> Drawn:
    """The figures of each group in a panel of its own, one below the other. One that is not
    `standalone` tells scripts what stands where.

    :param source: the line under a `standalone` plot that says where it is from
    :param choices: where the entries of series in the key lead, by their names
    :param usual: series that have the colours, in this order, wherever they are; all others share
        one. Left out, the series with most figures have the colours.
    :raises KgError: if a figure has no value
    """
    groups = [what for what in groups if what.figures]
    if not groups:
        return frame.picture([], 1, words, variant, "timeline", standalone, source)
    every = [figure for what in groups for figure in what.figures]
    colours = _colours(every, usual)
    series = colours | {"": frame.series_class(frame.SERIES)}
    aside = not variant.narrow and len(groups) > 1
    recent = _recent(groups)
    of_all = _columns(groups, words, variant, ASIDE if aside else 0)
    columns = _columns(groups, words, variant, ASIDE if aside else 0, since=recent)
    parts, heads_end = _heads(columns, words)
    y, notes = heads_end if aside else 0.0, Notes()
    most = ASIDE - 16 if aside else min(_beside_time(columns) - 12, variant.width)
    for index, what in enumerate(groups):
        if index:
            parts.append(frame.line("M", 0, y, "H", variant.width, class_="grid"))
            y += GAP / 2
        logarithmic = scale_of(what, 0, 1).logarithmic
        title, below = _title(what, words.log if logarithmic else "", y, most, aside)
        tall = _height(what, variant, len(groups))
        top = y + 2 if aside else max(below, heads_end)
        parts += title
        own = columns if _is_recent(what, recent) else of_all
        drawn, tall = _panel(what, own, series, words, top, tall, notes, not standalone)
        parts.append(drawn)
        y = max(below, top + tall + (AXIS if columns.time else 4)) + GAP / 2
    used, told = frame.used_in(every), notes.said
    if not all(figure.series for figure in every):
        colours = series  # whose colour is that of others
    drawn, y = frame.key(colours, used, words, variant, y + 14, choices or {}, told)
    return frame.picture([*parts, *drawn], y, words, variant, "timeline", standalone, source)


def _panel(
    what: Group,
    columns: Columns,
    series: Mapping[str, str],
    words: Words,
    top: float,
    tall: float,
    notes: Notes,
    with_data: bool,
) -> tuple[Drawn, float]:
    """A panel and its height, which is more than `tall` where else labels would have no room."""
    tried = []
    for more in MORE_TALL:
        own = Notes(list(notes.said))
        drawn = panel(what, columns, series, words, top, top + tall + more, own, with_data)
        tried.append((drawn, tall + more, own))
        if not own.missing and own.said == notes.said:
            break
    drawn, tall, own = min(tried, key=lambda one: (one[2].missing, len(one[2].said)))
    notes.said = own.said
    return drawn, tall


def _days(what: Group) -> list[date]:
    return [day for figure in what.figures for day in dates(figure) or () if day]


def _recent(groups: Sequence[Group]) -> date:
    """The first day behind the last stretch of more than AGE days in which no figure begins or
    ends, if there are panels without an earlier one; else the first day of all."""
    days = sorted({day for what in groups for day in _days(what)})
    dated = [what for what in groups if _days(what)]
    for before, day in reversed(list(pairwise(days))):
        if (day - before).days > AGE and any(_is_recent(what, day) for what in dated):
            return day
    return min(days, default=date.min)


def _is_recent(what: Group, first: date) -> bool:
    return all(day >= first for day in _days(what))


def _columns(
    groups: Sequence[Group],
    words: Words,
    variant: Variant,
    aside: float,
    since: date = date.min,
) -> Columns:
    """Where what stands.

    :param since: the first day of the axis of time
    """
    every = [figure for what in groups for figure in what.figures]
    spans = [dates(figure) for figure in every]
    days = [day for what in groups for day in _days(what) if day >= since]
    ticks = [words.number(tick) for what in groups for tick in scale_of(what, 1, 0).ticks]
    left = aside + max(width(tick, frame.SMALL) for tick in ticks) + 10
    right = variant.width - HALF
    if not days:
        return Columns(left, right, None, None, (left, right))
    undated = beyond = None
    room, least, several = (8, 62, 2) if variant.narrow else (26, 130, 5)
    if None in spans:
        crowd = _most_in(groups, "undated", several)
        undated = (right - max(least, 12 + 25 * crowd), right)
        right = undated[0] - 10
    if any(place_of(figure) == "beyond" for figure in every):
        beyond = (right - 12 - 25 * _most_in(groups, "beyond", several), right)
        right = beyond[0]
    time = time_scale(min(days), max(days), left, right, frame.date_width(words, room))
    return Columns(left, right, time, beyond, undated)


def _colours(figures: Sequence[Figure], usual: Sequence[str]) -> dict[str, str]:
    """The class of each series, in the order of the key: the usual ones, then those with most
    figures."""
    counted = Counter(figure.series for figure in figures if figure.series)
    most = [name for name, _ in counted.most_common()]
    order = [*usual[: frame.SERIES], *(name for name in most if name not in usual[: frame.SERIES])]
    return {
        name: frame.series_class(place if not usual or place < len(usual) else frame.SERIES)
        for place, name in enumerate(order)
        if name in counted
    }


def _most_in(groups: Sequence[Group], place: str, most: int) -> int:
    """How many figures of one group stand in a place, but no more than `most`."""
    counts = [sum(place_of(figure) == place for figure in what.figures) for what in groups]
    return min(most, max(counts))


def _beside_time(columns: Columns) -> float:
    """Where the places beside the axis of time begin."""
    if columns.time is None:
        return columns.right
    return min(place[0] for place in (columns.beyond, columns.undated, (1e9,)) if place)


def _heads(columns: Columns, words: Words) -> tuple[list[Drawn], float]:
    """The names of the places beside the axis of time, above the first panel, and their end."""
    parts, deepest = [], 0
    ends = [(columns.beyond, words.open_end, 56), (columns.undated, words.undated, 62)]
    for place, name, least in ends:
        if place and name:
            broken = lines(name, max(place[1] - place[0], least), frame.SMALL, count=4)
            deepest = max(deepest, len(broken))
            # The name of a narrow place ends where the place does, and may begin before it.
            flush = place is columns.beyond
            for index, line in enumerate(broken):
                x, y = place[1] if flush else place[0], 11 + index * LABEL_LINE
                parts.append(frame.label(line, x, y, anchor="end" if flush else "", class_="quiet"))
    return parts, deepest * LABEL_LINE + (6 if deepest else 0)


def _height(what: Group, variant: Variant, panels: int) -> float:
    if panels == 1:
        return variant.tall
    count = len(what.figures)
    return 82 if count <= 2 else 116 if count <= 4 else 160 if count <= 9 else 230


def _title(what: Group, log: str, y: float, most: float, aside: bool) -> tuple[list[Drawn], float]:
    """The measure and its unit, and where they end."""
    broken = lines(what.title, most, 15, "bold", 3 if aside else 2)
    shown = []
    for line in broken:
        y += 19
        shown.append(frame.label(line, 0, y - 4, 15, class_="title"))
    if what.href:
        shown = [frame.linked(shown, what.href, what.title, visible=what.title)]
    said = " · ".join(part for part in (what.unit, log) if part)
    for line in lines(said, most, 12, count=2):
        y += 15
        shown.append(frame.label(line, 0, y, 12, class_="quiet"))
    return shown, y + 9
