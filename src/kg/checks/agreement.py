"""Whether an exact value, or the bounds of one, agrees with a number as it is printed.

The rule: a rounded wording agrees if the exact value rounds to it; "almost N" only if it also lies
below N; "about N" is never contradicted, since how far it reaches is not printed.
"""

from __future__ import annotations

from fractions import Fraction

from kg.interval import Interval
from kg.quantity import Quantity, decimal_text

CONSISTENT = "consistent"
ROUNDED = "consistent-after-rounding"
TENSION = "tension"
INCONSISTENT = "inconsistent"
NOT_COMPARABLE = "not-comparable"
UNDETERMINED = "undetermined"


def agreement(expected: Interval, quantity: Quantity) -> str:
    """The verdict on a printed number, given what it should be.

    :param expected: the values that follow from other figures, in the quantity's unit

    >>> from kg.quantity import parse_quantity
    >>> agreement(Interval.exactly(Fraction(4373, 887)), parse_quantity("x5"))
    'consistent-after-rounding'
    >>> agreement(Interval.exactly(Fraction(4373, 527)), parse_quantity("almost x9"))
    'inconsistent'
    """
    if says_nothing(expected, quantity):
        return UNDETERMINED
    printed, rounded = quantity.interval, rounding(quantity)
    if quantity.qualifier == "almost":
        below = printed & rounded
        return ROUNDED if below and below & expected else INCONSISTENT
    if quantity.qualifier == "about":
        if quantity.signed in expected:
            return CONSISTENT
        return ROUNDED if rounded & expected else UNDETERMINED
    if printed & expected:
        return CONSISTENT
    exactly = quantity.qualifier in ("exactly", "range")
    return ROUNDED if exactly and rounded & expected else INCONSISTENT


def says_nothing(expected: Interval, quantity: Quantity | None = None) -> bool:
    """Whether what is expected leaves every value open that a count, or its change, can have."""
    least = -100 if quantity and quantity.form == "change" else 0
    return expected.upper is None and (expected.lower is None or expected.lower <= least)


def meant(quantity: Quantity) -> Interval:
    """The bounds of a number; "almost" also says that the number is near."""
    almost = quantity.qualifier == "almost"
    return (quantity.interval & rounding(quantity)) if almost else quantity.interval


def rounding(quantity: Quantity) -> Interval:
    """The values that round to the printed number, half upwards, at its last printed place.

    Zeros at the end of a count are taken as rounded, by a twentieth of it at most; one in n stands
    for all shares that are nearer to it than to one in n-1 or n+1.

    >>> from kg.quantity import parse_quantity
    >>> str(rounding(parse_quantity("22000")).lower), str(rounding(parse_quantity("89%")).lower)
    ('21500', '177/2')
    """
    low, high = quantity.stated, quantity.stated_high or quantity.stated
    if quantity.form == "fraction":
        if low.numerator == 1:
            half = Fraction(1, 2)
            return Interval(1 / (low.denominator + half), True, 1 / (low.denominator - half), False)
        half = Fraction(1, 2 * low.denominator)
    else:
        half = min(_place(value, quantity.form) for value in (low, high)) / 2
    window = Interval(low - half, True, high + half, False)
    return -window if quantity.decrease else window


def _place(value: Fraction, form: str) -> Fraction:
    """The place of the last printed digit, such as 1/100 for 2.25 and 1000 for 22000."""
    digits = decimal_text(value)
    if "." in digits:
        return Fraction(1, 10 ** len(digits.partition(".")[2]))
    if form not in ("number", "range") or value == 0:
        return Fraction(1)
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(Fraction(10**zeros), max(value / 10, Fraction(1)))
