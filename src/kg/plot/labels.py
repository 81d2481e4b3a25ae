"""The labels of a panel: how many, and who says so where no colour tells it.

Every mark is first given its number, next to it or at the end of a thin line; then who says so is
added wherever there is room. What is not said beside its mark is told in a note of the key, to
which a letter leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from kg.plot import frame
from kg.plot.element import Drawn, element
from kg.plot.marks import Columns, dates, middle, outline, place_of
from kg.plot.placing import Box, Spot, Taken, away, beside, over_or_under
from kg.plot.scales import Scale
from kg.plot.text import lines, shorten, width
from kg.plot.things import Figure

LONGEST_NUMBER = 220
LONGEST_LINE = 250
LONGEST_NAME = 190
LINE = 13
BETWEEN = "\u00a0· "  # the first space would be lost where text begins with it
WAYS = ("beside", "over or under", "away")
"""Where a label stands, the best first; what is away has a line to its mark."""
Line = tuple[float, float, float, float] | None
LETTER = " w"  # as wide as any
UNPLACED = "–"


@dataclass
class Notes:
    """What is said of marks in the key.

    :ivar said: each with the letter that stands beside its mark, or UNPLACED where none does
    :ivar missing: how many marks lack their number
    """

    said: list[tuple[str, str]] = field(default_factory=list)
    missing: int = 0

    def add(self, words: str, has_letter: bool) -> str:
        """Take a note; its letter is a to z, then aa, ab and so on."""
        letter = UNPLACED
        if has_letter:
            count = sum(letter != UNPLACED for letter, _ in self.said)
            first, last = divmod(count, len(ascii_lowercase))
            letter = (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[last]
        self.said.append((letter, words))
        return letter


@dataclass(frozen=True)
class _Text:
    """What a label says.

    :ivar number: how many, in its first lines
    :ivar behind: what stands behind that in its last line
    :ivar names: who says so, in the lines under it
    """

    number: tuple[str, ...]
    behind: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        return bool(self.names) or self.behind.startswith(BETWEEN)

    @property
    def across(self) -> float:
        texts = (*self.number[:-1], self.number[-1] + self.behind, *self.names)
        return max(width(text, frame.SMALL) for text in texts)

    @property
    def down(self) -> float:
        return LINE * (len(self.number) + len(self.names))


@dataclass
class _Label:
    """The label of a mark while places are looked for.

    :ivar place: None where there is none
    :ivar line: from its mark to it, where it is not next to it
    """

    figure: Figure
    mark: Box
    bounds: Box
    who: str
    text: _Text
    place: Box | None = None
    line: Line = None

    def take(self, texts: Sequence[_Text], taken: Taken, solid: Taken, way: str) -> bool:
        """Say the first of some texts for which there is room.

        :param way: one of WAYS
        """
        if self.place:
            taken.remove(self.place)
            solid.remove(self.place)
        found = False
        for text in texts:
            place, line = self._at(text, taken, solid, way)
            if found := place is not None:
                self.text, self.place, self.line = text, place, line
                break
        if self.place:
            taken.add(self.place)
            solid.add(self.place)
        return found

    def _at(self, text: _Text, taken: Taken, solid: Taken, way: str) -> tuple[Box | None, Line]:
        size = self.mark, text.across, text.down, self.bounds, taken
        if way == "away":
            return away(*size, solid) or (None, None)
        return (beside if way == "beside" else over_or_under)(*size), None


def labels(
    figures: Sequence[Figure],
    spots: Sequence[tuple[Spot, float]],
    columns: Columns,
    scale: Scale,
    series: dict[str, str],
    top: float,
    bottom: float,
    notes: Notes,
) -> list[Drawn]:
    """The labels of all marks of a panel for which there is room."""
    taken, solid = Taken(), Taken()
    for figure, (spot, x) in zip(figures, spots, strict=True):
        taken.add(outline(figure, spot, x))
        solid.add(outline(figure, spot, x))
        found = dates(figure)
        if found and columns.time:
            y = middle(figure, scale)
            start = columns.time(found[0]) if found[0] else columns.left
            taken.add(Box(start, y - 2, x, y + 2))
    floor = scale(scale.ticks[0])
    time = Box(columns.left, top, (columns.beyond or (0, columns.right))[1], floor)
    left, right = columns.undated or (columns.left, columns.right)
    apart = Box(left, top, right, bottom)
    found = []
    for figure, (spot, x) in zip(figures, spots, strict=True):
        shared = series[figure.series] == frame.series_class(frame.SERIES)
        if figure.label or shared:
            mark, who = outline(figure, spot, x), figure.who if shared else ""
            bounds = apart if place_of(figure) == "undated" else time
            found.append(_Label(figure, mark, bounds, who, _number(figure, who)))
    for way in WAYS:
        for label in found:
            if not label.place:
                label.take((label.text, *_narrow(label)), taken, solid, way)
    for way in WAYS:
        for label in found:
            if label.who and not label.text.is_named:
                label.take(_named(label), taken, solid, way)
    parts = []
    for label in found:
        letter = _note(label, taken, solid, notes)
        parts += _drawn(label, letter, series[label.figure.series])
    notes.missing = sum(not label.place or not label.text.number[0] for label in found)
    return parts


def _number(figure: Figure, who: str) -> _Text:
    """The number alone, with room for the letter of a note where somebody is to be named."""
    number = shorten(figure.label, LONGEST_NUMBER, frame.SMALL)
    return _Text((number,), LETTER if who else "")


def _narrow(label: _Label) -> list[_Text]:
    """The number in two lines, where it has several words."""
    number = label.figure.label
    broken = _whole(number, width(number, frame.SMALL) * 0.7)
    return [_Text(broken, label.text.behind)] if broken else []


def _named(label: _Label) -> list[_Text]:
    """The number with who says so, the best first."""
    number, who, texts = label.text.number, label.who, []
    if width(number[-1] + BETWEEN + who, frame.SMALL) <= LONGEST_LINE and len(number) == 1:
        texts.append(_Text(number, BETWEEN + who))
    for most in (LONGEST_NAME, width(who, frame.SMALL) * 0.65):
        if broken := _whole(who, most):
            texts.append(_Text(number, names=broken))
    return texts or [_Text(number, names=tuple(lines(who, LONGEST_NAME, frame.SMALL)))]


def _whole(text: str, most: float) -> tuple[str, ...]:
    """A text in at most two lines; nothing where that would shorten it."""
    broken = lines(text, most, frame.SMALL)
    return tuple(broken) if " ".join(broken).split() == text.split() else ()


def _note(label: _Label, taken: Taken, solid: Taken, notes: Notes) -> str:
    """The letter that leads to who says so; "" if he is named, or if a colour tells it."""
    if not label.who or (label.place and label.text.is_named):
        return ""
    letter = [_Text(("",), LETTER)]
    if not label.place:
        any(label.take(letter, taken, solid, way) for way in WAYS)
    told = (label.figure.label, label.who)
    return notes.add(BETWEEN.join(part for part in told if part), label.place is not None)


def _drawn(label: _Label, letter: str, colour: str) -> list[Drawn]:
    place, text, parts = label.place, label.text, []
    if not place:
        return []
    if label.line:
        x, y, across, down = label.line
        parts.append(frame.line("M", x, y, "L", across, down, class_=f"leader {colour}"))
    is_left = place.right <= label.mark.left
    x, anchor = (place.right, "end") if is_left else (place.left, None)
    y = place.top + LINE - 3
    for index, words in enumerate((*text.number, *text.names)):
        content: list[object] = [words]
        if index == len(text.number) - 1 and letter:
            content.append(
                element("tspan", f"\u00a0{letter}" if words else letter, class_="letter")
            )
        elif index == len(text.number) - 1 and text.is_named and text.behind:
            content.append(element("tspan", text.behind, class_="quiet"))
        kind = "beside" if index < len(text.number) else "quiet beside"
        kind += " on-field" if place_of(label.figure) == "undated" else ""
        attributes = {"font_size": frame.SMALL, "text_anchor": anchor, "class_": kind}
        parts.append(element("text", *content, x=x, y=y + index * LINE, **attributes))
    return parts
