"""The bounds of a figure as they are drawn on an axis, and as they are told in words."""

from __future__ import annotations

from fractions import Fraction

from kg.interval import Interval
from kg.quantity import QuantityError, decimal_text, parse_quantity
from kg.web.figures import Figure
from kg.web.languages import current_language
from kg.wording import quantity


def factor_of(figure: Figure) -> int:
    """What a number is multiplied by to stand on its axis: shares are drawn in percent."""
    return 100 if figure.kind == "share" and figure.unit != "percent" else 1


def bounds_of(figure: Figure) -> Interval | None:
    """The values that a figure allows, in the unit of its axis; None where nothing is known.

    What its printed form says, or, of one that is printed nowhere, what was computed.
    """
    try:
        found = parse_quantity(figure.notation).interval
    except QuantityError:
        low, high = (
            None if value is None else Fraction(value) for value in (figure.lower, figure.upper)
        )
        if low is None and high is None:
            return None
        found = Interval(low, low is not None, high, high is not None)
    return found.scaled(Fraction(factor_of(figure)))


def bounds_in_words(bounds: Interval, like: Figure) -> str:
    """An interval as a quantity in the language of the page.

    :param like: a figure in whose unit it is
    """
    low, high = (
        None if value is None else decimal_text(value) for value in (bounds.lower, bounds.upper)
    )
    if low is None:
        number = f"{'<=' if bounds.upper_inclusive else '<'}{high}"
    elif high is None:
        number = f"{'>=' if bounds.lower_inclusive else '>'}{low}"
    else:
        number = low if low == high else f"{low}..{high}"
    unit = "percent" if like.kind == "share" else like.unit
    rest = f" {unit}" if unit else ""
    try:
        per = parse_quantity(like.notation).per
    except QuantityError:
        per = None
    rest += f" per {per}" if per else ""
    return quantity(f"{number}{rest}", unit, current_language())
