"""Numbers as they stand in sentences: "one in five", "a year", "three times", "3–5 thousand".

The second of the two steps of `find_numbers`, on the atoms of `kg.numbers.scan`. Every function
here reads one kind of number that begins at an atom, or returns None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.numbers.amounts import ANY_SCALE, Amount, Hit, Passage, is_counted, read_amount

_LARGEST_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that was read; `form` and `values` as in `kg.numbers.Number`.

    :ivar next: index of the atom behind it
    """

    form: str
    values: tuple[Fraction, ...]
    next: int


def read_number(passage: Passage, i: int) -> Reading | None:
    """The number that begins at atom `i`, if one does."""
    for read in _KINDS:
        if reading := read(passage, i):
            return reading
    return None


def skip(passage: Passage, i: int) -> int:
    """How many atoms from `i` on are to be left out, such as "no one"."""
    hit = passage.find(i, "left_out")
    return hit.next - i if hit else 0


def _name(passage: Passage, i: int) -> Reading | None:
    """A name made of a number: the twenties."""
    hit = passage.find(i, "labels")
    return Reading("label", (), hit.next) if hit else None


def _every(passage: Passage, i: int) -> Reading | None:
    """Every fifth."""
    each = passage.find(i, "each")
    if not each or not passage.joined(each.next):
        return None
    figure = passage.atoms[each.next].figure
    if figure and figure.form == "ordinal":
        value, behind = figure.values[0], each.next + 1
    elif (amount := read_amount(passage, each.next)) and amount.ordinal:
        value, behind = amount.value, amount.next
    else:
        return None
    return Reading("fraction", (1 / value,), behind) if value >= 2 else None


def _ratio(passage: Passage, i: int) -> Reading | None:
    """One in five, nine of ten; not "in 2022", not "two in three days"."""
    part = read_amount(passage, i)
    word = passage.follow(part.next, "ratio") if part else None
    if not part or not word or not passage.joined(word.next):
        return None
    whole = read_amount(passage, _behind_article(passage, word.next))
    if not whole or any(
        amount.ordinal or amount.value.denominator > 1 or _is_year(amount)
        for amount in (part, whole)
    ):
        return None
    if whole.value > _LARGEST_WHOLE and part.value > 1:
        return None  # "3,470 of 4,121 cases" are two counts
    if not 0 < part.value < whole.value or passage.follow(whole.next, "period/units_many"):
        return None
    return Reading("fraction", (part.value / whole.value,), whole.next)


def _is_year(amount: Amount) -> bool:
    return bool(amount.figure and amount.figure.year)


def _behind_article(passage: Passage, i: int) -> int:
    """The index of the next atom if there is an article at `i`, else `i`."""
    return i + 1 if passage.find(i, "articles") and passage.joined(i + 1) else i


def _period(passage: Passage, i: int) -> Reading | None:
    """A unit of time that counts as one: "a year", "the year since", "через год"."""
    unit = None
    if hit := passage.find(i, "period/determiners"):
        between = passage.follow(hit.next, "period/between")
        unit = _unit(passage, between.next if between else hit.next)
    elif hit := passage.find(i, "period/definite"):
        between = passage.follow(hit.next, "period/definite_between")
        unit = _unit(passage, between.next if between else hit.next)
        if unit and not between and not passage.follow(unit.next, "period/definite_before"):
            unit = None
    elif hit := passage.find(i, "period/units"):
        before = passage.joined(i) and (
            passage.find(i - 1, "period/after")
            or (
                passage.find(i - 1, "period/between")
                and passage.joined(i - 1)
                and passage.find(i - 2, "period/after")
            )
        )
        if before or (passage.follow(hit.next, "period/before") and not is_counted(passage, i)):
            unit = Hit(Fraction(1), hit.next)
    if not unit:
        return None
    if half := passage.follow(unit.next, "plus"):
        return Reading("fraction", (unit.value * (1 + half.value),), half.next)
    return Reading("cardinal", (unit.value,), unit.next)


def _unit(passage: Passage, i: int) -> Hit | None:
    """A unit of time, worth one, or a word such as "decade", worth ten."""
    if hit := passage.follow(i, "period/units"):
        return Hit(Fraction(1), hit.next)
    return passage.follow(i, "scales/counted")


def _fraction(passage: Passage, i: int) -> Reading | None:
    """Two thirds, half, half a million, a third of a million."""
    part = None if passage.find(i, "never_numerator") else read_amount(passage, i)
    if part and not part.ordinal and part.value.denominator == 1 and not _is_year(part):
        below = passage.follow(part.next, f"denominators/{'one' if part.value == 1 else 'many'}")
        if below:
            return _of_unit(passage, part.value / below.value, below.next)
    start = _behind_article(passage, i)
    if hit := passage.find(start, "fractions"):
        return _of_unit(passage, hit.value, hit.next)
    below = passage.find(start, "denominators/one") if start > i else None
    if below:
        ends = below.next >= len(passage.atoms) or not passage.joined(below.next)
        if ends or passage.find(below.next, "fraction_before"):
            return _of_unit(passage, 1 / below.value, below.next)
    return None


def _of_unit(passage: Passage, value: Fraction, behind: int) -> Reading:
    """A fraction with what it is a fraction of, where that is a number or a unit of time."""
    of = passage.follow(behind, "of")
    unit = of.next if of else behind
    unit = _behind_article(passage, unit) if passage.joined(unit) else unit
    if hit := passage.follow(unit, *ANY_SCALE):
        value, behind = value * hit.value, hit.next
    elif hit := passage.follow(unit, "percent"):
        return Reading("percent", (value,), hit.next)
    elif hit := passage.follow(unit, "period/units"):
        behind = hit.next
    return Reading("cardinal" if value.denominator == 1 else "fraction", (value,), behind)


def _magnitude(passage: Passage, i: int) -> Reading | None:
    """Tens of thousands, several hundred: the value is the unit that is named."""
    vague = passage.find(i, "vague")
    if vague and not passage.joined(vague.next):
        return None
    hit = passage.find(vague.next, *ANY_SCALE) if vague else passage.find(i, "scales/many")
    value = Fraction(1)
    behind = i
    while hit:
        value, behind = value * hit.value, hit.next
        of = passage.follow(behind, "of")
        larger = passage.follow(of.next if of else behind, *ANY_SCALE)
        hit = larger if larger and larger.value > hit.value else None
    return Reading("magnitude", (value,), behind) if behind > i else None


def _multiple_with_preposition(passage: Passage, i: int) -> Reading | None:
    """В два раза: the preposition belongs to it."""
    if not passage.find(i, "times_after") or not passage.joined(i + 1):
        return None
    reading = _amount(passage, i + 1)
    return reading if reading and passage.find(reading.next - 1, "times") else None


def _amount(passage: Passage, i: int) -> Reading | None:
    """An amount, a range of amounts or an ordinal, with "percent" or "times" behind it."""
    start = _behind_article(passage, i)
    nouns = ("scales/one", "scales/counted", "nouns")
    article = start > i and passage.find(start, *nouns) is not None
    start = start if article else i
    amount = read_amount(passage, start, article)
    between = passage.joined(i) and passage.find(i - 1, "between")
    if amount and between and not passage.find(amount.next, "and"):
        amount = read_amount(passage, start, article, and_divides=True)
    if not amount:
        return None
    if amount.ordinal:
        return Reading("ordinal", (amount.value,), amount.next)
    if reading := _range(passage, amount):
        return reading
    form = "cardinal" if amount.figure or amount.value.denominator == 1 else "fraction"
    if amount.figure and amount.next == i + 1:
        form = amount.figure.form
    return _with_unit(passage, Reading(form, (amount.value,), amount.next))


def _range(passage: Passage, lower: Amount) -> Reading | None:
    """The range that begins with this amount: 3–5, 10-15 thousand, 2022-23, 5-10%."""
    j = lower.next
    if j >= len(passage.atoms) or passage.atoms[j].link not in passage.range_dashes:
        return None
    closed = passage.atoms[j].figure
    if closed and closed.form in ("percent", "multiple"):
        upper: Amount | None = Amount(closed.values[0], j + 1)
    else:
        upper = read_amount(passage, j)
    if not upper or upper.ordinal:
        return None
    first, last = lower.value, upper.value
    if _is_year(lower) and passage.atoms[j].end - passage.atoms[j].start == 2:
        last += first - first % 100
    elif lower.scale == lower.unit == 1 and first < last / (upper.scale * upper.unit):
        first *= upper.scale * upper.unit
    if first >= last:
        return _hyphenated(passage, lower, upper)
    return _with_unit(passage, Reading("range", (first, last), upper.next))


def _hyphenated(passage: Passage, left: Amount, right: Amount) -> Reading | None:
    """Two figures with a hyphen that are no range: article 172-10, the month 2022-09."""
    bare = all(a.figure and a.value.denominator == a.scale == 1 for a in (left, right))
    if not bare or right.next != left.next + 1 or passage.atoms[left.next].link != "-":
        return None
    month = _is_year(left) and 1 <= right.value <= 12
    return Reading("date" if month else "label", (), right.next)


def _with_unit(passage: Passage, reading: Reading) -> Reading:
    """The reading with the "percent" or "times" behind it; a range remains a range."""
    hyphen = reading.next < len(passage.atoms) and passage.atoms[reading.next].link == "-"
    for form in ("percent", "multiple", "cardinal"):
        hit = passage.find(reading.next, f"measures/{form}") if hyphen else None
        if hit and (form != "cardinal" or hit.value > 1):  # 5-кратный, 200-тысячный
            values = tuple(value * hit.value for value in reading.values)
            return Reading(form if len(values) == 1 else "range", values, hit.next)
    for role, form in (("percent", "percent"), ("times", "multiple")):
        if hit := passage.follow(reading.next, role):
            form = "range" if reading.form == "range" else form
            return replace(reading, form=form, next=hit.next)
    return reading


def _word(passage: Passage, i: int) -> Reading | None:
    """A word that is a number by itself: double, both, пятилетний."""
    for role, form in _WORDS.items():
        if passage.atoms[i].link == "-" and role == "alone":
            continue  # the "month-long" of "six-month-long"
        if hit := passage.find(i, role):
            return Reading(form, (hit.value,), hit.next)
    if hit := passage.find(i, "half_percent"):
        return Reading("percent", (Fraction(1, 2),), hit.next)
    return None


def _figure(passage: Passage, i: int) -> Reading | None:
    """A figure with which no words go on; 10%–15% is one range."""
    figure = passage.atoms[i].figure
    if not figure:
        return None
    if figure.form == "percent" and i + 1 < len(passage.atoms):
        reading = _range(passage, Amount(figure.values[0], i + 1))
        upper = passage.atoms[i + 1].figure
        if reading and upper and upper.form == "percent":
            return reading
    return Reading(figure.form, figure.values, i + 1)


_WORDS = {
    "multiples": "multiple",
    "alone": "cardinal",
    "compounds/cardinal": "cardinal",
    "compounds/multiple": "multiple",
    "compounds/percent": "percent",
}
_KINDS: tuple[Callable[[Passage, int], Reading | None], ...] = (
    _name,
    _every,
    _ratio,
    _period,
    _magnitude,
    _fraction,
    _multiple_with_preposition,
    _amount,
    _word,
    _figure,
)
