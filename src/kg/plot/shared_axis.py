"""Where the values that claims allow are on an axis that several of them share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.interval import Interval
from kg.plot.glyphs import ARROW, LOWERED
from kg.plot.scales import Scale, value_scale
from kg.plot.things import Claim, Scope

SIDE = ARROW + 6
"""Room beside an axis for the arrow of the outermost mark."""
ROOM_BEYOND = 1.1
"""An axis reaches at least so many times as far as a bound behind which all is open."""


@dataclass(frozen=True)
class Ends:
    """Where the values of a claim are on an axis; None is an open end.

    :ivar at: where its mark stands
    """

    low: float | None
    at: float
    high: float | None


def axis_of(scope: Scope, start: float, stop: float, most: int = 5) -> Scale | None:
    """The axis of a scope; None where it has none, or no number at all.

    :param most: how many ticks there is room for
    """
    known = [value for claim in claims_of(scope) for value in values(claim)]
    if not scope.has_axis or not known:
        return None
    open_ended = [reach for claim in claims_of(scope) for reach in _beyond(claim)]
    return value_scale([*known, *open_ended], scope.scale, start, stop, most)


def _beyond(claim: Claim) -> list[float]:
    """A value beyond the only bound of a claim, so that its line has room at the open end."""
    bounds = claim.bounds
    if not bounds or (bounds.lower is None) == (bounds.upper is None):
        return []
    if bounds.upper is None:
        return [float(bounds.lower) * ROOM_BEYOND]
    return [float(bounds.upper) / ROOM_BEYOND]


def values(claim: Claim) -> list[float]:
    """The bounds that a claim gives, or else the number that it states."""
    bounds = claim.bounds
    known = [float(v) for v in (bounds.lower, bounds.upper) if v is not None] if bounds else []
    return known or ([claim.stated] if claim.stated is not None else [])


def ends(claim: Claim, scale: Scale) -> Ends | None:
    """Where a claim is on an axis; None for one without a number."""
    known = values(claim)
    if not known:
        return None
    low, high = (None, None)
    if claim.bounds:
        low, high = (
            None if value is None else scale(float(value))
            for value in (claim.bounds.lower, claim.bounds.upper)
        )
    name = claim.qualifier
    at = scale(known[-1] if name in LOWERED else known[0])
    return Ends(low, at, high)


def claims_of(scope: Scope) -> Iterator[Claim]:
    """The claims of a scope, by what was found of them."""
    for verdict in scope.verdicts:
        yield from verdict.claims


def span(shared: Interval, scale: Scale, edges: tuple[float, float]) -> tuple[float, float]:
    """From where to where the band of an interval reaches, at least four units wide.

    An open end reaches a little beyond the axis.
    """
    low = edges[0] - SIDE if shared.lower is None else scale(float(shared.lower))
    high = edges[1] + SIDE if shared.upper is None else scale(float(shared.upper))
    spare = max(0.0, 4 - (high - low)) / 2
    return low - spare, high + spare
