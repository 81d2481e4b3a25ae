"""One panel of a timeline: the figures of one measure on one scale of values."""

from __future__ import annotations

from collections.abc import Sequence

from kg.plot import frame
from kg.plot.element import Drawn, element, group, number
from kg.plot.glyphs import ARROW, LOWERED
from kg.plot.labels import Notes, labels
from kg.plot.marks import HALF, Columns, dates, drawn, reach, values
from kg.plot.marks import spots as spots_of
from kg.plot.scales import Scale, value_scale
from kg.plot.things import Figure, Group, Words

ABOVE = ARROW + 3  # room for the arrow of the highest mark


def panel(
    what: Group,
    columns: Columns,
    series: dict[str, str],
    words: Words,
    top: float,
    bottom: float,
    notes: Notes,
    with_data: bool = False,
) -> Drawn:
    """A panel between two heights.

    :param notes: takes what is said of marks beside which there is no room for it
    :param with_data: whether it says for scripts what it plots where: `data-time`, the days at the
        left and at the right of `data-box`, which is left, top, right, bottom
    """
    figures = what.figures
    below = ABOVE if any(figure.qualifier in LOWERED for figure in figures) else HALF
    most = max(2, min(6, int((bottom - top - ABOVE - below) / 26)))
    scale = scale_of(what, bottom - below, top + ABOVE, most)
    spots = spots_of(figures, columns, scale)
    parts = _grid(figures, columns, scale, words, top, bottom)
    for figure, (spot, x) in zip(figures, spots, strict=True):
        parts += reach(figure, columns, scale, spot, x, series[figure.series])
    parts += labels(figures, spots, columns, scale, series, top, bottom, notes)
    for figure, (spot, x) in zip(figures, spots, strict=True):
        parts.append(drawn(figure, scale, spot, x, series[figure.series], with_data))
    time, data = columns.time, {}
    if with_data and time:
        box = (time.start, top, time.stop, bottom)
        data = {"data_box": " ".join(map(number, box)), "data_time": f"{time.first} {time.last}"}
    name = f"{what.title}, {what.unit}" if what.unit else what.title
    return group(*parts, class_="panel", role="group", aria_label=name, **data)


def scale_of(what: Group, start: float, stop: float, most: int = 5) -> Scale:
    """The scale of values on which all figures of a group are drawn."""
    known = [value for figure in what.figures for value in values(figure)]
    return value_scale(known, what.scale, start, stop, most)


def _grid(
    figures: Sequence[Figure],
    columns: Columns,
    scale: Scale,
    words: Words,
    top: float,
    bottom: float,
) -> list[Drawn]:
    parts, time = [], columns.time
    end = (columns.beyond or (0, columns.right))[1]
    if columns.undated and not all(dates(figure) for figure in figures):
        left, end = columns.undated
        tall, across = bottom - top, end - left
        parts.append(element("rect", x=left, y=top, width=across, height=tall, class_="apart"))
    lines: list[object] = []
    for tick in scale.ticks:
        y, written = scale(tick), words.number(tick)
        lines += ["M", columns.left, y, "H", end]
        parts.append(frame.label(written, columns.left - 8, y + 4, anchor="end", class_="quiet"))
    if time and any(dates(figure) for figure in figures):
        floor = scale(scale.ticks[0])
        for tick in time.ticks:
            lines += ["M", time(tick), top, "V", floor + 5]
        parts += frame.date_labels(time, words, floor + 15)
        axis = frame.line("M", columns.left, floor, "H", columns.right, class_="axis")
        return [frame.line(*lines, class_="grid"), axis, *parts]
    return [*parts, frame.line(*lines, class_="grid")]
