"""Where marks and labels go so that each can be seen and clicked: the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot


@dataclass(frozen=True)
class Box:
    """A box in the units of a plot; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both have some of their area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class Taken:
    """The places that are taken, by bands of height, so that few are compared."""

    BAND = 16

    def __init__(self) -> None:
        self._bands: dict[int, list[Box]] = {}

    def add(self, box: Box) -> None:
        """Take a place."""
        for band in self._of(box):
            self._bands.setdefault(band, []).append(box)

    def remove(self, box: Box) -> None:
        for band in self._of(box):
            self._bands[band].remove(box)

    def is_free(self, box: Box) -> bool:
        """Whether a box meets nothing that is taken."""
        bands = self._bands
        return not any(box.meets(other) for band in self._of(box) for other in bands.get(band, ()))

    def _of(self, box: Box) -> range:
        return range(int(box.top // self.BAND), int(box.bottom // self.BAND) + 1)


@dataclass(frozen=True)
class Spot:
    """Where a mark belongs: at `x`, reaching from `top` down to `bottom`."""

    x: float
    top: float
    bottom: float


def apart(spots: Sequence[Spot], low: float, high: float, room: float = 24) -> list[float]:
    """The x at which each mark is drawn, between `low` and `high`, so that no two cover each other.

    A mark stays where it belongs, or goes to the nearest free place left or right of it. Where
    there is none within three times the `room`, it comes closer than that to the others.

    >>> apart([Spot(50, 0, 24), Spot(50, 10, 34), Spot(50, 90, 99)], 0, 100)
    [50, 74, 50]
    """
    order = sorted(range(len(spots)), key=lambda index: (spots[index].x, spots[index].top, index))
    at = [0.0] * len(spots)
    placed: list[tuple[Spot, float]] = []
    for index in order:
        spot = spots[index]
        beside = [x for other, x in placed if other.top < spot.bottom and spot.top < other.bottom]
        at[index] = _nearest(min(max(spot.x, low), high), beside, low, high, room)
        placed.append((spot, at[index]))
    return at


def _nearest(x: float, taken: list[float], low: float, high: float, room: float) -> float:
    for distance in (room, room / 2, room / 4):
        edges = [edge for other in taken for edge in (other + distance, other - distance)]
        for place in sorted([x, *edges], key=lambda edge: (abs(edge - x), -edge)):
            near = low <= place <= high and abs(place - x) <= 3 * room
            if near and all(abs(place - o) > distance - 0.01 for o in taken):
                return place
    return x


def beside(mark: Box, across: float, down: float, bounds: Box, taken: Taken) -> Box | None:
    """Where a label of this size stands right or left of a mark, if there is a place that is free.

    :param bounds: what the label must stay in
    :param taken: the marks and labels that it must not meet
    """
    middle = (mark.top + mark.bottom - down) / 2
    ways = product((0, -SHIFT, SHIFT), (mark.right + 3, mark.left - 3 - across))
    places = [(left, middle + shift) for shift, left in ways]
    return _first(places, across, down, bounds, taken)


def over_or_under(mark: Box, across: float, down: float, bounds: Box, taken: Taken) -> Box | None:
    """The same above or below it: centred, ending or beginning with it, or as far along as the
    bounds let it."""
    centred = (mark.left + mark.right - across) / 2
    along = min(max(centred, bounds.left), bounds.right - across)
    lefts = [centred, mark.right - across, mark.left]
    if along <= mark.right + 3 and mark.left - 3 <= along + across:
        lefts.append(along)
    places = list(product(lefts, (mark.top - down - 1, mark.bottom + 1)))
    return _first(places, across, down, bounds, taken)


def _first(
    places: Sequence[tuple[float, float]], across: float, down: float, bounds: Box, taken: Taken
) -> Box | None:
    """The first that is free, of places given by their left and top."""
    boxes = (Box(left, top, left + across, top + down) for left, top in places)
    return next((box for box in boxes if bounds.holds(box) and taken.is_free(box)), None)


SHIFT = 4
DISTANCES = (10, 18, 28, 40, 54, 70, 88)
DIRECTIONS = ((1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1), (1, 0), (-1, 0))


def away(
    mark: Box, across: float, down: float, bounds: Box, taken: Taken, solid: Taken
) -> tuple[Box, tuple[float, float, float, float]] | None:
    """Where a label of this size stands at some distance of its mark, and from where to where a
    line leads to it, if there is a place: the nearest of some.

    :param solid: what the line must not meet; the mark itself is not in its way
    """
    x, y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    for distance, (aside, up) in product(DISTANCES, DIRECTIONS):
        left = (x - across / 2, mark.right + distance, mark.left - distance - across)[aside]
        top = (y - down / 2, mark.bottom + distance, mark.top - distance - down)[up]
        box = Box(left, top, left + across, top + down)
        if not (bounds.holds(box) and taken.is_free(box)):
            continue
        end = min(max(x, left), box.right), min(max(y, top + 3), box.bottom - 2)
        if line := _line(mark, (x, y), end, solid):
            return box, line
    return None


def _line(
    mark: Box, start: tuple[float, float], end: tuple[float, float], solid: Taken
) -> tuple[float, float, float, float] | None:
    """A line that begins where it leaves the mark; None if it meets anything else."""
    (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
    steps = max(1, round(hypot(across, down) / 3))
    points = [(x + across * n / steps, y + down * n / steps) for n in range(steps + 1)]
    outside = [(a, b) for a, b in points if not mark.meets(Box(a, b, a + 0.1, b + 0.1))]
    if not outside or not all(solid.is_free(Box(a - 1, b - 1, a + 1, b + 1)) for a, b in outside):
        return None
    return (*outside[0], *end)
