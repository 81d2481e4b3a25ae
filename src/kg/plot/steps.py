"""What penal provisions threaten at most, before and after an amendment, as steps through time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kg.dates import add_months
from kg.plot import frame
from kg.plot.element import Drawn
from kg.plot.scales import Scale, TimeScale, time_scale, value_scale
from kg.plot.text import lines, width
from kg.plot.things import WIDE, Maximum, Variant, Words

ASIDE = 210
TALL = 74
AXIS = 34


def penalty_steps(
    maxima: Sequence[Maximum],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
) -> Drawn:
    """A panel for each provision, all on one scale of years and over one axis of time.

    A wording whose start is not known fades to the left; one in force goes on to the right with an
    arrow. Only wordings of the same provision are joined, where one follows the other.
    """
    if not maxima:
        return frame.picture([], 1, words, variant, "steps", standalone, source)
    aside = 0 if variant.narrow else ASIDE
    values = [maximum.years for maximum in maxima]
    ticks = value_scale(values, "linear", 1, 0, 3).ticks
    left = aside + max(width(words.number(tick), frame.SMALL) for tick in ticks) + 10
    time = _time(maxima, words, left, variant.width - 14)
    parts, y = [], 0.0
    for index, provision in enumerate(dict.fromkeys(maximum.provision for maximum in maxima)):
        if index:
            parts.append(frame.line("M", 0, y - 8, "H", variant.width, class_="grid"))
        most = aside - 16 if aside else variant.width
        broken = lines(provision, most, 15, "bold", 3 if aside else 2)
        for number, line in enumerate(broken):
            parts.append(frame.label(line, 0, y + 15 + 19 * number, 15, class_="title"))
        top = y + (16 if aside else 19 * len(broken) + 22)
        scale = value_scale(values, "linear", top + TALL, top, 3)
        parts += _grid(scale, time, words, left, top)
        own = [maximum for maximum in maxima if maximum.provision == provision]
        parts += _wordings(sorted(own, key=_start), scale, time)
        y = max(top + TALL, y + 19 * len(broken)) + AXIS
    return frame.picture(parts, y - 12, words, variant, "steps", standalone, source)


def _start(maximum: Maximum) -> date:
    return maximum.start.first if maximum.start else date.min


def _time(maxima: Sequence[Maximum], words: Words, left: float, right: float) -> TimeScale:
    days = [edge.first for maximum in maxima for edge in (maximum.start, maximum.end) if edge]
    days = days or [date(1, 1, 1)]
    first, last = add_months(min(days), -12) if min(days).year > 1 else min(days), max(days)
    return time_scale(first, add_months(last, 12), left, right, frame.date_width(words))


def _grid(scale: Scale, time: TimeScale, words: Words, left: float, top: float) -> list[Drawn]:
    parts, floor = [], scale(scale.ticks[0])
    for tick in scale.ticks:
        y = scale(tick)
        parts.append(frame.line("M", left, y, "H", time.stop, class_="grid"))
        parts.append(frame.label(words.number(tick), left - 8, y + 4, anchor="end", class_="quiet"))
    for tick in time.ticks:
        parts.append(frame.line("M", time(tick), top, "V", floor + 5, class_="grid"))
    parts += frame.date_labels(time, words, floor + 15)
    parts.append(frame.line("M", left, floor, "H", time.stop, class_="axis"))
    return parts


def _wordings(maxima: Sequence[Maximum], scale: Scale, time: TimeScale) -> list[Drawn]:
    parts = []
    for before, after in pairwise(maxima):
        if after.start:
            x = time(after.start.first)
            steps = ("M", x, scale(before.years), "V", scale(after.years))
            parts.append(frame.line(*steps, class_="over fading series-4"))
    following = [maximum.start for maximum in maxima[1:]]
    for maximum, next_start in zip(maxima, [*following, None], strict=True):
        end = maximum.end or (next_start if maximum.start is None else None)
        parts.append(_wording(maximum, end.last if end else None, scale, time))
    return parts


def _wording(maximum: Maximum, end: date | None, scale: Scale, time: TimeScale) -> Drawn:
    y = scale(maximum.years)
    left = time(maximum.start.first) if maximum.start else time.start
    right = time(end) if end else time.stop
    colour = "series-4" if end is None else "series-1"
    solid = left if maximum.start else left + (right - left) * 0.4
    shapes = [frame.hit((left + right) / 2, y, across=right - left)]
    if solid > left:
        shapes.append(frame.line("M", left, y, "H", solid, class_="step fading"))
    shapes.append(frame.line("M", solid, y, "H", right, class_="step"))
    if end is None:
        steps = ("M", right - 1, y - 5, "L", right + 6, y, "L", right - 1, y + 5)
        shapes.append(frame.line(*steps, class_="step"))
    across = width(maximum.label, frame.SMALL)
    start = max(time.start, min(left + 2, time.stop - across))
    shapes.append(frame.label(maximum.label, start, y - 7, class_="beside"))
    return frame.linked(
        shapes, maximum.href, maximum.title, f"mark {colour}", visible=maximum.label
    )
