"""Reading what is written in digits: amounts, percentages, dates, times of day, fractions, codes.

Works on folded text (`kg.numbers.folding`), so that the patterns meet one kind of digit only.
Possessive quantifiers keep every attempt to match linear in the length of what it reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kg.numbers.vocabulary import read_vocabulary

_MOST_DIGITS = 60  # a longer run is a code; reading it as a value would take quadratic time
_YEARS = range(1900, 2100)

_END = r"(?![0-9¹])"
_SPACED = r"[1-9][0-9]{0,2} (?: [ '][0-9]{3}(?![0-9]) )++"  # 22 000, 22'000
_DOTTED = r"[0-9]{1,3} (?: \.[0-9]{3}(?![0-9]) ){2,}+"  # 1.234.567; a single dot marks decimals
# Whole part and decimals by the decimal mark of the language. Where the comma divides thousands,
# "1,5" is still one and a half; where it marks decimals, only several divide: 1,234,567.
_AMOUNTS = {
    ".": (
        rf"[0-9]{{1,3}} (?: ,[0-9]{{3}}(?![0-9]) )++ | {_SPACED} | {_DOTTED} | [0-9]++",
        r"\.(?P<decimals>[0-9]++) | ,(?P<other>[0-9]{1,2})(?![0-9¹]|[.,][0-9])",
    ),
    ",": (
        rf"[0-9]{{1,3}} (?: ,[0-9]{{3}}(?![0-9]) ){{2,}}+ | {_SPACED} | {_DOTTED} | [0-9]++",
        r"(?: ,(?P<decimals>[0-9]++) | \.(?P<other>[0-9]++) ) (?![.,][0-9])",
    ),
}
# Each kind of figure in the order in which they are tried; a space in it is written [ ].
_FIGURE = rf"""
  (?P<date> (?: [0-9]{{4}}(?P<d1>[-./])[0-9]{{1,2}}(?P=d1)[0-9]{{1,2}}
              | [0-9]{{1,2}}(?P<d2>[-./])[0-9]{{1,2}}(?P=d2)(?:[0-9]{{4}}|[0-9]{{2}}) )
            {_END}(?![-./:][0-9¹])
            (?: t[0-9]{{2}}:[0-9]{{2}} (?: :[0-9]{{2}}(?:\.[0-9]++)?+ )?+
                (?: z | [-+][0-9]{{2}}:?[0-9]{{2}} )?+ {_END} )? )
| (?P<time> (?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?{_END}(?!:[0-9¹]) )
| (?P<label> (?!{_DOTTED}) [0-9]++(?P<d3>[-./:])[0-9]++(?:(?P=d3)[0-9]++)++{_END}
           | [0-9]++:[0-9]++{_END} )
| (?P<slash> (?: (?P<units>[0-9]{{1,3}})[ ] (?=[1-9]/[2-9]{_END}) )?
             (?P<above>[0-9]++)/(?P<below>[0-9]++){_END} )
| (?P<part> (?: (?P<before>[0-9]{{1,3}})[ ]? )? ½ )
| (?P<whole> Ⅰ )
| (?P<amount> (?P<listed>(?<=[0-9][.,]))?+ (?P<integer>%s) (?(listed)|(?: %s )?)
              (?P<note>¹*+){_END} )
| (?P<run> [0-9¹]++ )
"""
_CODE = re.compile(r"[0-9¹]\w*(?:\.[0-9¹]+\w*)*")
_MIXED = re.compile(r"[^\W\d_]+[0-9¹]\w*")
_PERCENT = re.compile(r"[ ]?%")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits.

    :ivar form: as in `kg.numbers.Number`
    :ivar values: as in `kg.numbers.Number`
    :ivar open: whether words may go on with it: "49" in "49 thousand", not "47th" or "89%"
    :ivar year: whether it looks like a year
    :ivar scale: what the letters behind it multiply it by, as the 1000 of "5k"
    """

    form: str
    values: tuple[Fraction, ...] = ()
    open: bool = False
    year: bool = False
    scale: Fraction = Fraction(1)


@dataclass(frozen=True)
class DigitRules:
    """The section `digits` of a language's data file, ready for matching.

    :ivar figure: any figure; one of its named groups says which kind
    :ivar endings: (form, pattern) of what may be written directly behind the digits
    :ivar scales: (factor, pattern), likewise
    :ivar scales_of_money: likewise, after a currency sign only
    :ivar multiple_before: what makes a multiple of the digits behind it, as in "x2"
    """

    figure: re.Pattern[str]
    endings: tuple[tuple[str, re.Pattern[str]], ...]
    scales: tuple[tuple[Fraction, re.Pattern[str]], ...]
    scales_of_money: tuple[tuple[Fraction, re.Pattern[str]], ...]
    multiple_before: tuple[str, ...]


@lru_cache
def digit_rules(language: str) -> DigitRules:
    """Compile the rules of a language.

    :raises KgError: for a language without a data file
    """
    data = read_vocabulary(language).digits
    special = ("cardinal_after_two_to_four", "decade_after_tens", "decade_after_years")
    endings = [(name, data[name]) for name in special if data.get(name)]
    endings += data["endings"].items()
    return DigitRules(
        figure=re.compile(_FIGURE % _AMOUNTS[data["decimal_mark"]], re.VERBOSE),
        endings=tuple((form, _any_of(forms)) for form, forms in endings),
        scales=_scales(data["scale_endings"]),
        scales_of_money=_scales(data.get("scale_endings_of_money", {})),
        multiple_before=tuple(data["multiple_before"]),
    )


def _scales(section: Mapping[str, list[str]]) -> tuple[tuple[Fraction, re.Pattern[str]], ...]:
    return tuple((Fraction(factor), _any_of(forms)) for factor, forms in section.items())


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(form) for form in ordered)})(?!\w)")


def read_figure(
    text: str, folded: str, match: re.Match[str], rules: DigitRules
) -> tuple[int, int, Figure]:
    """Read one match of `rules.figure`, with the signs and letters that belong to it.

    :return: start, end and the figure
    """
    start, end = match.span()
    kind = match.lastgroup
    if kind == "amount":
        return _amount(folded, match, rules)
    if kind == "date" or kind == "label":
        return start, end, Figure("date" if kind == "date" else "label")
    if kind == "time":
        for form, pattern in rules.endings:
            if form == "time" and (ending := pattern.match(folded, end)):
                end = ending.end()
        return start, end, Figure("time")
    if kind == "slash":
        return start, end, _slash(match)
    if kind == "run":
        digits = "".join(str(unicodedata.digit(char)) for char in text[start:end])
        all_raised = not any(char.isdecimal() for char in text[start:end])
        return start, end, Figure("cardinal", _whole(digits)) if all_raised else Figure("label")
    sign = text[end - 1]
    value = Fraction(unicodedata.numeric(sign)).limit_denominator(1000)
    if kind == "part":
        return start, end, Figure("fraction", (value + int(match["before"] or 0),), open=True)
    form = "roman" if unicodedata.category(sign) == "Nl" else "cardinal"
    return start, end, Figure(form, (value,))


def _whole(digits: str) -> tuple[Fraction, ...]:
    return (Fraction(int(digits)),) if len(digits) <= _MOST_DIGITS else ()


def _slash(match: re.Match[str]) -> Figure:
    above, below = match["above"], match["below"]
    if len(above) == 4 and len(below) in (2, 4):  # a season: 2022/23
        values = (Fraction(int(above)), Fraction(int(above[: 4 - len(below)] + below)))
        if values[0] < values[1]:
            return Figure("range", values)
    if len(above) <= 3 and len(below) <= 4 and int(above) < int(below):
        return Figure("fraction", (int(match["units"] or 0) + Fraction(int(above), int(below)),))
    return Figure("label")


def _amount(folded: str, match: re.Match[str], rules: DigitRules) -> tuple[int, int, Figure]:
    start, end = match.span()
    money = start > 0 and unicodedata.category(folded[start - 1]) == "Sc"
    start -= money
    integer = re.sub("[^0-9]", "", match["integer"])
    decimals = match["decimals"] or match["other"] or ""
    if len(integer + decimals) > _MOST_DIGITS or (match["note"] and integer == "10"):
        return start, end, Figure("label")  # a code, or a power of ten
    value = Fraction(int(integer + decimals), 10 ** len(decimals))
    if not match["note"]:
        for form, pattern in rules.endings:
            if (ending := pattern.match(folded, end)) and _fits(form, value):
                return start, ending.end(), _with_ending(form, value)
        for factor, pattern in rules.scales + (rules.scales_of_money if money else ()):
            if ending := pattern.match(folded, end):
                value, end = value * factor, _behind_plus(folded, ending.end())
                return start, end, Figure("cardinal", (value,), open=True, scale=factor)
        if code := _MIXED.match(folded, end):
            return start, code.end(), Figure("label")
    if percent := _PERCENT.match(folded, end):
        return start, percent.end(), Figure("percent", (value,))
    year = match.end() - match.start() == 4 and value in _YEARS
    end = _behind_plus(folded, end)
    return start, end, Figure("cardinal", (value,), open=True, year=year)


def _behind_plus(folded: str, end: int) -> int:
    followed = folded[end + 1 : end + 2].isalnum()
    return end + 1 if folded[end : end + 1] == "+" and not followed else end


def _fits(form: str, value: Fraction) -> bool:
    """Whether an ending may be read so after this value."""
    if form == "cardinal_after_two_to_four":
        return value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
    if form == "decade_after_tens":
        return value % 10 == 0
    if form == "decade_after_years":
        return value in _YEARS and value % 10 == 0
    return form != "time" or value <= 24


def _with_ending(form: str, value: Fraction) -> Figure:
    if form in ("label", "time", "decade_after_tens", "decade_after_years"):
        return Figure("time" if form == "time" else "label")
    return Figure("cardinal" if form == "cardinal_after_two_to_four" else form, (value,))


def is_code(word: str, joined: bool) -> bool:
    """Whether a word and the digits behind it make a code: F-16, COVID-19, H1, but not mid-2023.

    :param word: as printed
    :param joined: whether the digits follow directly, without a hyphen
    """
    capitals = sum(char.isupper() for char in word)
    return capitals >= 2 or (len(word) <= 2 and (joined or capitals == 1))


def code_end(folded: str, start: int) -> int:
    """Where the code ends whose digits begin at `start`."""
    match = _CODE.match(folded, start)
    return match.end() if match else start
