"""Exact intervals of numbers and their arithmetic: what follows from bounds, and nothing more.

Bounds are fractions, never floats. An end is open (None: no bound) or a bound that the interval
includes or not. Sums and differences are of any intervals; products, quotients and shares are of
quantities that are never negative, so there a missing lower bound is zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Interval:
    """The values that a quantity allows; None is an open end. Bounds are in the quantity's unit."""

    lower: Fraction | None
    lower_inclusive: bool
    upper: Fraction | None
    upper_inclusive: bool

    @classmethod
    def exactly(cls, value: Fraction | int) -> Interval:
        """The interval that holds one value.

        >>> Interval.exactly(3) + Interval.exactly(4) == Interval.exactly(7)
        True
        """
        return cls(Fraction(value), True, Fraction(value), True)

    @property
    def exact(self) -> Fraction | None:
        """The one value that the interval holds, if it holds just one."""
        return self.lower if self.lower is not None and self.lower == self.upper else None

    @property
    def is_unbounded(self) -> bool:
        """Whether the interval says nothing at all."""
        return self.lower is None and self.upper is None

    def __contains__(self, value: Fraction) -> bool:
        return (self & Interval.exactly(value)) is not None

    def __and__(self, other: Interval) -> Interval | None:
        """The values that both hold; None where there is none.

        >>> more_than_two = Interval(Fraction(2), False, None, False)
        >>> (more_than_two & Interval.exactly(2)) is None
        True
        """
        lower, lower_inclusive = max(_low(self), _low(other), key=_low_order)
        upper, upper_inclusive = min(_high(self), _high(other), key=_high_order)
        if lower is None or upper is None or lower < upper:
            return Interval(lower, lower_inclusive, upper, upper_inclusive)
        if lower == upper and lower_inclusive and upper_inclusive:
            return Interval.exactly(lower)
        return None

    def below(self, other: Interval) -> bool:
        """Whether every value lies below every value of the other."""
        if self.upper is None or other.lower is None:
            return False
        touching = self.upper_inclusive and other.lower_inclusive
        return self.upper < other.lower or (self.upper == other.lower and not touching)

    def __neg__(self) -> Interval:
        lower = None if self.upper is None else -self.upper
        upper = None if self.lower is None else -self.lower
        return Interval(lower, self.upper_inclusive, upper, self.lower_inclusive)

    def __add__(self, other: Interval) -> Interval:
        """An open end stays open, an excluded bound excludes the sum's."""
        lower, upper = _sum(self.lower, other.lower), _sum(self.upper, other.upper)
        return Interval(
            lower,
            lower is not None and self.lower_inclusive and other.lower_inclusive,
            upper,
            upper is not None and self.upper_inclusive and other.upper_inclusive,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Fraction) -> Interval:
        """The values times a positive factor; open ends stay open."""
        lower, upper = (None if end is None else end * factor for end in (self.lower, self.upper))
        return Interval(lower, self.lower_inclusive, upper, self.upper_inclusive)

    def __mul__(self, other: Interval) -> Interval:
        """The products of two quantities that are never negative.

        :raises ValueError: if all of one lies below zero

        >>> half, thousand = Fraction(1, 2), Fraction(1000)
        >>> Interval(half, False, None, False) * Interval(thousand, False, None, False)
        Interval(lower=Fraction(500, 1), lower_inclusive=False, upper=None, upper_inclusive=False)
        """
        a, b = self.counted(), other.counted()
        if 0 in (a.exact, b.exact):
            return Interval.exactly(0)
        lower = a.lower * b.lower
        # Zero is reached as soon as one of the two reaches it.
        zero = any(part.lower == 0 and part.lower_inclusive for part in (a, b))
        upper = None if a.upper is None or b.upper is None else a.upper * b.upper
        return Interval(
            lower,
            zero if lower == 0 else a.lower_inclusive and b.lower_inclusive,
            upper,
            upper is not None and a.upper_inclusive and b.upper_inclusive,
        )

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients of two quantities that are never negative, the second not zero.

        :raises ValueError: if all of one lies below zero
        :raises ZeroDivisionError: if the second holds zero alone

        >>> Interval.exactly(577) / Interval.exactly(305) == Interval.exactly(Fraction(577, 305))
        True
        """
        a, b = self.counted(), other.counted()
        if b.exact == 0:
            raise ZeroDivisionError("a quotient by an interval that holds zero alone")
        if b.upper is None:
            # The quotient comes as near to zero as one likes, and reaches it only from zero.
            lower, lower_inclusive = Fraction(0), a.lower == 0 and a.lower_inclusive
        else:
            lower = a.lower / b.upper
            lower_inclusive = a.lower_inclusive and (b.upper_inclusive or lower == 0)
        upper = None if a.upper is None or b.lower == 0 else a.upper / b.lower
        if a.exact == 0:
            return Interval.exactly(0)
        inclusive = upper is not None and a.upper_inclusive and b.lower_inclusive
        return Interval(lower, lower_inclusive, upper, inclusive)

    def counted(self) -> Interval:
        """The part from zero upwards: what a count, a share or a duration can be.

        :raises ValueError: if all of it lies below zero
        """
        found = self & Interval(Fraction(0), True, None, False)
        if found is None:
            raise ValueError("a quantity that is never negative was expected")
        return found


def _low(interval: Interval) -> tuple[Fraction | None, bool]:
    return interval.lower, interval.lower_inclusive


def _high(interval: Interval) -> tuple[Fraction | None, bool]:
    return interval.upper, interval.upper_inclusive


def _low_order(end: tuple[Fraction | None, bool]) -> tuple[bool, Fraction, bool]:
    """Lower ends from the loosest to the tightest."""
    value, inclusive = end
    return value is not None, value or Fraction(0), not inclusive


def _high_order(end: tuple[Fraction | None, bool]) -> tuple[bool, Fraction, bool]:
    """Upper ends from the tightest to the loosest."""
    value, inclusive = end
    return value is None, value or Fraction(0), inclusive


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b
