"""What plots are made of: figures, nodes of a citation chain, maxima of penalties, counts of a
matrix, and the words in which a plot is labelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.dates import Date, Period
from kg.interval import Interval


@dataclass(frozen=True)
class Variant:
    """A width that a plot is drawn for, in units that are pixels at its natural size.

    :ivar tall: the height of a panel that stands alone
    """

    name: str
    width: int
    tall: int = 320

    @property
    def narrow(self) -> bool:
        """Whether words stand above what they belong to, not beside it."""
        return self.width < 600


WIDE = Variant("wide", 960)
COLUMN = Variant("column", 760)
"""Wide, but beside a margin."""
NARROW = Variant("narrow", 360, 260)


def plain_number(value: float) -> str:
    """A number in digits, parted in threes by a narrow space, as every language reads it.

    >>> plain_number(22000), plain_number(0.5)
    ('22\\u202f000', '0.5')
    """
    return f"{value:,.10g}".replace(",", "\u202f")


def plain_date(day: date, precision: str) -> str:
    """A date of the precision year, month or day as ISO 8601 writes it.

    >>> plain_date(date(2023, 6, 1), "month")
    '2023-06'
    """
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


@dataclass(frozen=True)
class Words:
    """The words of a plot, in the language of its reader.

    :ivar name: what the plot shows, read out by screen readers
    :ivar undated: names the place of what has no date ("without a date")
    :ivar open_end: names the place of what has no stated end ("end not stated")
    :ivar log: says that a scale is logarithmic ("log scale")
    :ivar glyphs: what a glyph means, by its name (see `kg.plot.GLYPHS`); the key of a plot shows
        those that it uses, in this order. Left out, there is no key.
    :ivar others: stands in the key for all series but the first four, of one colour ("others,
        named beside their marks"); left out, each has an entry
    :ivar heading: stands above a plot that stands alone
    :ivar below_heading: stands under that, smaller
    :ivar number: writes a number of a scale
    :ivar date: writes a date of the precision year, month or day
    """

    name: str
    undated: str = ""
    open_end: str = ""
    log: str = ""
    others: str = ""
    heading: str = ""
    below_heading: str = ""
    glyphs: Mapping[str, str] = field(default_factory=dict)
    number: Callable[[float], str] = plain_number
    date: Callable[[date, str], str] = plain_date


@dataclass(frozen=True)
class Figure:
    """A figure of a timeline.

    :ivar href: the page of its claim
    :ivar title: the figure in words with who says so, shown and read out
    :ivar qualifier: exactly, range, about, at-least, more-than, up-to, fewer-than, almost, or ""
        for one of which only the bounds are known
    :ivar low: its lower bound, or the number that is stated; None where there is none
    :ivar high: its upper bound, or the number that is stated; None where there is none
    :ivar series: who produced it; four have a colour of their own, and "" has
        none
    :ivar label: a few words beside the mark where there is room for them
    :ivar who: who says so, in a few words; stands beside the mark of a figure whose series has no
        colour of its own, or in a note of the key
    :ivar party: said by a party to the war
    :ivar period: the time that it is over; its mark stands at the end
    :ivar as_of: the day, month or year as of which it is stated
    :ivar computed: computed here, not reported
    :ivar flagged: has a caveat
    :ivar alleged: held with less than plain assertion
    :ivar by: a name for the series that is the same in every language, for scripts
    """

    href: str
    title: str
    qualifier: str
    low: float | None
    high: float | None
    series: str = ""
    label: str = ""
    period: Period | None = None
    as_of: Date | None = None
    computed: bool = False
    flagged: bool = False
    alleged: bool = False
    by: str = ""
    who: str = ""
    party: bool = False


@dataclass(frozen=True)
class Choice:
    """Where the entry of a series in the key leads.

    :ivar title: what following it does
    :ivar by: as its figures have it
    """

    href: str
    title: str
    by: str = ""


@dataclass(frozen=True)
class Group:
    """Figures of one measure, which are drawn in one panel on one scale of values.

    :ivar unit: the unit in words, said beside the title
    :ivar scale: "linear", "log", "percent" (linear from 0 to 100), or "auto": log where the values
        are above zero and span more than a factor of twenty
    """

    title: str
    unit: str
    figures: Sequence[Figure]
    scale: str = "auto"
    href: str = ""


@dataclass(frozen=True)
class Node:
    """An agent or a document of a citation chain.

    :ivar href: its page; "" where there is none to lead to
    :ivar lane: which lane it stands in, by the number of its name in `lanes`
    :ivar date: None where it is not known
    """

    name: str
    label: str
    href: str
    title: str
    lane: int
    date: Date | None = None


@dataclass(frozen=True)
class Link:
    """An arrow of a citation chain, from the node that says it to the one that repeats it.

    :ivar source: name of a node
    :ivar target: name of a node
    :ivar label: what the arrow means ("repeats", "credits")
    :ivar weak: drawn dashed: the source is named, but not the document
    """

    source: str
    target: str
    label: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Maximum:
    """The most that a penal provision threatens, while one wording of it is in force.

    :ivar provision: its short name; maxima of one provision are drawn in one lane
    :ivar years: the maximum, in years
    :ivar start: first day in force; None where it is not known
    :ivar end: last day in force; None while it still is
    :ivar label: what is written beside it ("up to 10 years")
    """

    provision: str
    href: str
    title: str
    years: float
    start: Date | None
    end: Date | None = None
    label: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a row or of a column of a matrix."""

    name: str
    label: str
    href: str = ""
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """How often the row repeats the column."""

    row: str
    column: str
    count: int
    href: str
    title: str


@dataclass(frozen=True)
class Claim:
    """A claim that stands beside others, in a row of its own.

    :ivar href: its page
    :ivar title: the claim in words with who says so, shown and read out; it begins with `says`
    :ivar says: its number in words, or what is stated
    :ivar told: who says it and when, below that
    :ivar qualifier: as that of a `Figure`; None for what has no number
    :ivar bounds: the values that it allows, in the unit of its axis; None for what has no number
    :ivar stated: the number that is printed, where the bounds do not tell it ("about")
    :ivar reason: why it stands where it does, below the rest
    :ivar language: of `says` where it is another than the reader's (BCP 47)
    """

    href: str
    title: str
    says: str
    told: str = ""
    qualifier: str | None = None
    bounds: Interval | None = None
    stated: float | None = None
    reason: str = ""
    language: str = ""
    computed: bool = False
    flagged: bool = False
    alleged: bool = False


@dataclass(frozen=True)
class Verdict:
    """Claims of which the same was found.

    :ivar title: what was found, in words
    :ivar name: slug of the verdict, which tells its colour; "" has the colour of the ink
    """

    title: str
    claims: Sequence[Claim]
    name: str = ""


@dataclass(frozen=True)
class Scope:
    """Claims that count one thing in one unit, on an axis that no others share.

    :ivar unit: in words, beside the title
    :ivar has_axis: whether their numbers are drawn on an axis; else each has its glyph only
    :ivar is_apart: whether they stand apart, since they cannot be compared
    :ivar shared: the values that all of them allow, drawn as a band; None where there are none
    :ivar said: what is said on that, or on why they stand here
    :ivar scale: as that of a `Group`
    """

    title: str
    verdicts: Sequence[Verdict]
    unit: str = ""
    has_axis: bool = True
    is_apart: bool = False
    shared: Interval | None = None
    said: str = ""
    scale: str = "auto"
    href: str = ""
