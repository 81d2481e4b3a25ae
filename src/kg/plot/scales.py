"""Scales: where a value or a day stands on an axis, and which of them are written beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.dates import add_months

# Months between the ticks of an axis of time, from the finest to the coarsest.
STEPS = (1, 3, 6, 12, 24, 36, 48, 60, 120, 240, 600, 1200, 2400)
LOG_SPAN = 20
LEAST = 1e-9  # what is smaller is drawn as zero


@dataclass(frozen=True)
class Scale:
    """A scale of values from `low`, drawn at `start`, to `high`, drawn at `stop`.

    :ivar ticks: the values that are written beside it, from low to high, at least two
    """

    low: float
    high: float
    start: float
    stop: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return self.start + (value - low) / (high - low) * (self.stop - self.start)


def value_scale(
    values: Sequence[float], kind: str, start: float, stop: float, most: int = 5
) -> Scale:
    """A scale for these values that begins and ends at a readable number.

    A logarithmic one is made only for values that are all above zero; others become linear.

    :param kind: "linear", "log", "percent" or "auto" (see `kg.plot.Group`)
    :param most: how many ticks there is room for, at least 2

    >>> value_scale([49000], "linear", 100, 0).ticks
    (0, 10000, 20000, 30000, 40000, 50000)
    """
    positive = min(values) > LEAST
    spread = positive and max(values) / min(values) > LOG_SPAN
    if positive and (kind == "log" or (kind == "auto" and spread)):
        ticks = _log_ticks(min(values), max(values), most)
        return Scale(ticks[0], ticks[-1], start, stop, ticks, True)
    low, high = min(0, *values), max(0, *values)
    if kind == "percent":
        high = max(high, 100)
    ticks = _linear_ticks(low, high, most)
    return Scale(ticks[0], ticks[-1], start, stop, ticks)


def _linear_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    if high - low < LEAST:
        high = low + 1
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for factor in (1, 2, 2.5, 5, 10, 20, 25, 50, 100):
        step = power * factor
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first <= most:
            break
    ticks = (round(index * step, 12) for index in range(first, last + 1))
    return tuple(int(tick) if tick == int(tick) else tick for tick in ticks)


def _log_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    # One power more at each end, since a logarithm may be rounded to the next whole number.
    first, last = math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1
    for factors in ((1, 2, 5), (1, 3), (1,)):
        every = [
            factor * 10**power if power >= 0 else factor / 10**-power
            for power in range(first, last + 1)
            for factor in factors
        ]
        begin = max(index for index, tick in enumerate(every) if tick <= low)
        end = min(index for index, tick in enumerate(every) if tick >= high)
        ticks = every[begin : max(end, begin + 1) + 1]
        if len(ticks) <= most + 1:
            return tuple(ticks)
    step = math.ceil((len(ticks) - 1) / most)
    missing = -(len(ticks) - 1) % step
    ticks += [ticks[-1] * 10 ** (index + 1) for index in range(missing)]
    return tuple(ticks[::step])


@dataclass(frozen=True)
class TimeScale:
    """A scale of days from `first`, drawn at `start`, to `last`, drawn at `stop`.

    :ivar ticks: the days that are written beside it, at least two
    :ivar precision: how they are written: "year" or "month"
    """

    first: date
    last: date
    start: float
    stop: float
    ticks: tuple[date, ...]
    precision: str

    def __call__(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return self.start + share * (self.stop - self.start)


def time_scale(
    first: date,
    last: date,
    start: float,
    stop: float,
    label_width: Callable[[date, str], float],
) -> TimeScale:
    """A scale for the days from `first` to `last` whose ends are ticks of whole months or years.

    :param label_width: the width of a day as it is written in a precision, with the room around it
    """
    for step in STEPS:
        precision = "year" if step % 12 == 0 else "month"
        begin = max(12, (first.year * 12 + first.month - 1) // step * step)
        months = last.year * 12 + last.month - 1 - begin
        count = months // step + 1
        days = [_day(begin + step * index) for index in range(count + 1)]
        widest = max(label_width(day, precision) for day in (days[0], days[-1]))
        if widest * count <= stop - start:
            break
    return TimeScale(days[0], days[-1], start, stop, tuple(days), precision)


def _day(months: int) -> date:
    return add_months(date(1, 1, 1), months - 12)
