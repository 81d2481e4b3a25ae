"""Where marks and labels go so that each can be seen and clicked: the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product


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


class Taken:
    """The places that are taken, by bands of height, so that few are compared."""

    BAND = 16

    def __init__(self) -> None:
        self._bands: dict[int, list[Box]] = {}

    def add(self, box: Box) -> None:
        """Take a place."""
        for band in self._of(box):
            self._bands.setdefault(band, []).append(box)

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
    """Where a label of this size stands next to a mark, if there is a place that is free: right or
    left of it, above or below it, or there but beginning or ending with it.

    :param bounds: what the label must stay in
    :param taken: the marks and labels that it must not meet
    """
    middle, centre = (mark.top + mark.bottom) / 2, (mark.left + mark.right) / 2
    above, below = mark.top - down - 1, mark.bottom + 1
    for left, top in (
        (mark.right + 3, middle - down / 2),
        (mark.left - 3 - across, middle - down / 2),
        *product((centre - across / 2, mark.right - across, mark.left), (above, below)),
    ):
        box = Box(left, top, left + across, top + down)
        inside = left >= bounds.left and box.right <= bounds.right
        inside = inside and top >= bounds.top and box.bottom <= bounds.bottom
        if inside and taken.is_free(box):
            return box
    return None
