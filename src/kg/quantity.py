"""Quantities as annotators write them: a compact notation, exact values, and the bounds they imply.

`577 requests`, `>22000`, `>=49000 people`, `~2.25 years`, `3..5 people per day`, `1/5`,
`1/5 of 200`, `80%`, `+89%`, `x5`, `almost x9`, `<=10 years`. How sure a report is (its modality)
stands apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from kg.errors import KgError, look_alike
from kg.interval import Interval

# Sign and words of each qualifier; the first spelling is the canonical one.
QUALIFIERS: dict[str, tuple[str, ...]] = {
    "at-least": (">=", "at least", "≥"),
    "up-to": ("<=", "up to", "≤"),
    "almost": ("almost", "nearly"),
    "more-than": (">", "more than", "over"),
    "fewer-than": ("<", "fewer than", "less than"),
    "about": ("~", "about", "around"),
}
TIME_UNITS = ("day", "week", "month", "year")

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_FORMS = (
    ("change", re.compile(rf"([+-])({_NUMBER})%")),
    ("percent", re.compile(rf"({_NUMBER})%")),
    ("times", re.compile(rf"x({_NUMBER})")),
    ("fraction", re.compile(r"([0-9]+)/([0-9]+)")),
    ("range", re.compile(rf"({_NUMBER})\.\.({_NUMBER})")),
    ("number", re.compile(rf"({_NUMBER})")),
)
_WORD = re.compile(r"[a-z][a-z-]*")


class QuantityError(KgError):
    """A quantity that cannot be read; `column` is the 1-based place of the fault."""

    def __init__(self, notation: str, column: int, reason: str) -> None:
        super().__init__(f"quantity {notation!r}, column {column}: {reason}")
        self.column = column


@dataclass(frozen=True)
class Quantity:
    """A number as printed, with its qualifier and unit.

    :ivar form: number, range, fraction, percent, change (signed percent) or times
    :ivar qualifier: slug of the wording class, such as `more-than`
    :ivar stated: the printed number in its unit; the lower end of a range
    :ivar stated_high: the upper end of a range, else None
    :ivar decrease: whether a change goes down
    :ivar unit: slug of the unit, or None where the measure's own unit applies
    :ivar per: time unit of a rate
    :ivar whole: printed whole of which a share is a part
    """

    form: str
    qualifier: str
    stated: Fraction
    stated_high: Fraction | None = None
    decrease: bool = False
    unit: str | None = None
    per: str | None = None
    whole: Fraction | None = None

    @property
    def kind(self) -> str:
        """count, rate, share, change or duration; which durations are penalties, measures say."""
        if self.form in ("change", "times"):
            return "change"
        if self.form in ("fraction", "percent"):
            return "share"
        if self.per:
            return "rate"
        return "duration" if self.unit in TIME_UNITS else "count"

    @property
    def interval(self) -> Interval:
        """The bounds that follow from the number and its qualifier.

        "About" bounds nothing: how far it reaches is not printed. A decrease is negative.
        """
        low, high = self.stated, self.stated_high or self.stated
        bounds = {
            "exactly": Interval(low, True, high, True),
            "range": Interval(low, True, high, True),
            "at-least": Interval(low, True, None, False),
            "more-than": Interval(low, False, None, False),
            "up-to": Interval(None, False, high, True),
            "fewer-than": Interval(None, False, high, False),
            "almost": Interval(None, False, high, False),
            "about": Interval(None, False, None, False),
        }[self.qualifier]
        return -bounds if self.decrease else bounds

    @property
    def signed(self) -> Fraction:
        """The printed number; that of a decrease is negative."""
        return -self.stated if self.decrease else self.stated

    @property
    def stated_text(self) -> str:
        """The printed number alone: `89`, `1/5`, `2.25`, `3-5`."""
        if self.form == "fraction":
            return f"{self.stated.numerator}/{self.stated.denominator}"
        if self.stated_high is not None:
            return f"{decimal_text(self.stated)}-{decimal_text(self.stated_high)}"
        return decimal_text(self.stated)

    def __str__(self) -> str:
        number = decimal_text(self.stated)
        text = {
            "number": number,
            "range": f"{number}..{decimal_text(self.stated_high or self.stated)}",
            "fraction": self.stated_text,
            "percent": f"{number}%",
            "change": f"{'-' if self.decrease else '+'}{number}%",
            "times": f"x{number}",
        }[self.form]
        sign = QUALIFIERS.get(self.qualifier, ("",))[0]
        if sign.isalpha():
            sign += " "
        text = sign + text
        if self.whole is not None:
            text += f" of {decimal_text(self.whole)}"
        if self.unit:
            plural = self.unit in TIME_UNITS and (self.stated != 1 or self.form == "range")
            text += f" {self.unit}{'s' if plural else ''}"
        return text + (f" per {self.per}" if self.per else "")


def decimal_text(value: Fraction, places: int = 12) -> str:
    """A plain decimal: exact where it ends within `places` digits, rounded to them otherwise.

    >>> decimal_text(Fraction(9, 4)), decimal_text(Fraction(-1, 3), places=4)
    ('2.25', '-0.3333')
    """
    scaled = floor(abs(value) * 10**places + Fraction(1, 2))  # half upwards
    whole, rest = divmod(scaled, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}" + (f".{digits}" if digits else "")


def parse_quantity(notation: str) -> Quantity:
    """Read the compact notation; `str()` of the result is its canonical form and reads back equal.

    :raises QuantityError: with the column, where the notation cannot be read in exactly one way

    >>> parse_quantity(">=49000 people").interval.lower
    Fraction(49000, 1)
    >>> str(parse_quantity("more than 22000"))
    '>22000'
    """
    text = notation.rstrip()
    column = len(text) - len(text.lstrip())
    qualifier, column = _read_qualifier(text, column)
    for form, pattern in _FORMS:
        match = pattern.match(text, column)
        if match:
            break
    else:
        reason = "a number is expected here, such as 577 or 1/5"
        raise QuantityError(notation, column + 1, _with_letter(reason, text[column:]))
    quantity = _from_match(notation, form, qualifier, match, column)
    return _read_rest(notation, text, match.end(), quantity)


def _read_qualifier(text: str, column: int) -> tuple[str, int]:
    lowered = text.lower()
    for qualifier, spellings in QUALIFIERS.items():
        for spelling in spellings:
            if lowered.startswith(spelling, column):
                end = column + len(spelling)
                if spelling[-1].isalpha() and not text[end : end + 1].isspace():
                    continue
                return qualifier, end + len(text[end:]) - len(text[end:].lstrip())
    return "exactly", column


def _from_match(
    notation: str, form: str, qualifier: str, match: re.Match[str], column: int
) -> Quantity:
    groups = match.groups()
    if form == "change":
        change, less = Fraction(groups[1]), groups[0] == "-"
        if less and (change > 100 or (change == 100 and qualifier == "more-than")):
            raise QuantityError(notation, column + 1, "nothing falls by more than all of it")
        return Quantity(form, qualifier, change, decrease=less)
    if form == "fraction":
        if int(groups[1]) == 0:
            raise QuantityError(notation, column + 1, "a fraction of zero parts")
        value = Fraction(int(groups[0]), int(groups[1]))
        if (value.numerator, value.denominator) != (int(groups[0]), int(groups[1])):
            raise QuantityError(notation, column + 1, f"write the lowest terms, {value}")
        return Quantity(form, qualifier, value)
    if form == "range":
        low, high = Fraction(groups[0]), Fraction(groups[1])
        if low >= high:
            raise QuantityError(notation, column + 1, "the range runs backwards")
        if qualifier != "exactly":
            raise QuantityError(notation, 1, "a range takes no qualifier")
        return Quantity(form, "range", low, high)
    value = Fraction(groups[0])
    if value == 0 and qualifier in ("almost", "fewer-than"):
        raise QuantityError(notation, column + 1, "nothing that is counted is below zero")
    return Quantity(form, qualifier, value)


def _read_rest(notation: str, text: str, column: int, quantity: Quantity) -> Quantity:
    """Read `of WHOLE`, the unit and `per TIME UNIT`, in that order, each at most once."""
    whole, unit, per = None, None, None
    if column < len(text) and not text[column].isspace():
        reason = "write digits without separators, then a space"
        raise QuantityError(notation, column + 1, reason)
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", text[column:])]
    words = [(column + start, word) for start, word in words]
    if len(words) > 1 and words[0][1] == "of":
        start, number = words[1]
        if not re.fullmatch(_NUMBER, number):
            raise QuantityError(notation, start + 1, "a whole is a plain number")
        if quantity.kind != "share":
            raise QuantityError(notation, words[0][0] + 1, "only a share is a part of a whole")
        whole, words = Fraction(number), words[2:]
    if words and words[0][1] != "per" and _WORD.fullmatch(words[0][1]):
        unit, words = _singular(words[0][1]), words[1:]
        if quantity.form in ("change", "percent", "times", "fraction"):
            raise QuantityError(notation, column + 2, f"a {quantity.form} takes no unit")
    if len(words) > 1 and words[0][1] == "per":
        start, per = words[1][0], _singular(words[1][1])
        if per not in TIME_UNITS:
            reason = f"a rate is per {', '.join(TIME_UNITS)}"
            raise QuantityError(notation, start + 1, reason)
        words = words[2:]
    if words:
        start, word = words[0]
        reason = f"{word!r} cannot stand here"
        if word[0].isdecimal():
            reason += "; write digits without separators"
        raise QuantityError(notation, start + 1, _with_letter(reason, word))
    fields = vars(quantity) | {"whole": whole, "unit": unit, "per": per}
    return Quantity(**fields)


def _with_letter(reason: str, text: str) -> str:
    """The reason, with a letter of another alphabet that a reader may take for one of this."""
    letter = look_alike(text)
    return f"{reason}; {letter}" if letter else reason


def _singular(unit: str) -> str:
    return unit[:-1] if unit.endswith("s") and unit[:-1] in TIME_UNITS else unit
