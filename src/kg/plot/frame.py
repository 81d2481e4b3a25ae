"""The picture around a plot: the `<svg>` itself, text, the key, and what a file alone needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from kg.plot.element import SVG, Drawn, element, group, number, path
from kg.plot.glyphs import FLAGS, LOWERED, RAISED, mark
from kg.plot.scales import TimeScale
from kg.plot.text import lines, shorten, width
from kg.plot.things import Choice, Claim, Figure, Variant, Words

SMALL = 11.5
NORMAL = 13.0
HEADING = 22.0
LEAST_HIT = 24.0
SERIES = 4
DECLARATION = Drawn('<?xml version="1.0" encoding="UTF-8"?>\n')


@cache
def style(name: str) -> str:
    """A style sheet of this package, without its comments."""
    sheet = (Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8")
    while "/*" in sheet:
        before, _, rest = sheet.partition("/*")
        sheet = before + rest.partition("*/")[2]
    return sheet.strip()


def picture(
    parts: Sequence[Drawn],
    height: float,
    words: Words,
    variant: Variant,
    kind: str,
    standalone: bool = False,
    source: str = "",
) -> Drawn:
    """The whole plot; a `standalone` one brings its colours and its source line.

    :param kind: its CSS class, beside `plot` and the name of the variant; with "scrolls", the plot
        is not made narrower than it is, lest its text become too small to read
    """
    shown = list(parts)
    pad = top = 0
    if standalone:
        pad = top = 16
        drawn, above = _heading(words, variant)
        shown, top = drawn + shown, top + above
        if source:
            for line in lines(source, variant.width, SMALL, count=4):
                height += 16
                shown.append(label(line, 0, height, class_="quiet"))
        sheet = Drawn(f"{style('palette')}\n{style('plot')}")
        ground = element(
            "rect", x=-pad, y=-top, width=variant.width + 2 * pad, height=height + top + pad,
            class_="paper",
        )  # fmt: skip
        shown = [element("title", words.name), element("style", sheet), ground, *shown]
    down = round(height + top + pad)
    box = f"{-pad} {-top} {variant.width + 2 * pad} {down}"
    drawn = element(
        "svg",
        *shown,
        xmlns=SVG,
        class_=f"plot {kind} {variant.name}{' alone' if standalone else ''}",
        viewBox=box,
        width=variant.width + 2 * pad if standalone else None,
        height=down if standalone else None,
        style=f"min-width:{variant.width}px" if "scrolls" in kind else None,
        role="group",
        aria_label=words.name,
    )
    return Drawn(DECLARATION + drawn) if standalone else drawn


def _heading(words: Words, variant: Variant) -> tuple[list[Drawn], int]:
    """What stands above a plot that stands alone, and how high it is."""
    sizes = [(line, HEADING, "title") for line in
             lines(words.heading, variant.width, HEADING, "bold", 3)]  # fmt: skip
    sizes += [(line, NORMAL, "quiet") for line in lines(words.below_heading, variant.width, NORMAL)]
    down = sum(round(size * 1.4) for _, size, _ in sizes)
    down += 14 if sizes else 0
    parts, y = [], -down
    for line_, size, kind in sizes:
        parts.append(label(line_, 0, y + size, size, class_=kind))
        y += round(size * 1.4)
    return parts, down


def label(
    words: str, x: float, y: float, size: float = SMALL, anchor: str = "", class_: str = ""
) -> Drawn:
    """A line of text on the baseline `y`; `anchor` is "middle", "end" or, from its start, ""."""
    return element(
        "text", words, x=x, y=y, font_size=size, text_anchor=anchor or None, class_=class_
    )


def shortened(
    words: str,
    x: float,
    y: float,
    most: float,
    size: float = SMALL,
    anchor: str = "",
    class_: str = "",
    face: str = "sans",
) -> Drawn:
    """A line of text no wider than `most`; if it is cut, the whole is its title."""
    shown = shorten(words, most, size, face)
    drawn = label(shown, x, y, size, anchor, class_)
    return drawn if shown == words else group(element("title", words), drawn)


def linked(
    content: Sequence[Drawn],
    href: str,
    title: str,
    class_: str = "",
    transform: str = "",
    visible: str = "",
    **data: object,
) -> Drawn:
    """What is drawn as a link whose words are shown on hovering and read out.

    :param href: where it leads; "" for what leads nowhere and is only told of
    :param visible: the text that is seen in it, which its name then holds too (WCAG 2.5.3), so that
        somebody who speaks to a computer can say it
    :param data: attributes for scripts
    """
    name = title if visible in title else f"{visible}: {title}"
    # Where there is text, a label beside it would be a second name.
    spoken = None if visible else title
    return element(
        "a" if href else "g",
        element("title", name),
        *content,
        href=href or None,
        aria_label=spoken,
        class_=class_,
        transform=transform,
        **data,
    )


def moved(x: float, y: float) -> str:
    """A transform that moves what is drawn around 0, 0 to a point."""
    return f"translate({number(x)} {number(y)})"


def hit(x: float, y: float, across: float = LEAST_HIT, down: float = LEAST_HIT) -> Drawn:
    """The area around a point that can be clicked, at least 24 units each way."""
    across, down = max(across, LEAST_HIT), max(down, LEAST_HIT)
    return element(
        "rect", x=x - across / 2, y=y - down / 2, width=across, height=down, rx=3, class_="hit"
    )


def line(*steps: object, class_: str) -> Drawn:
    """A path, by the steps of `element.path`."""
    return element("path", d=path(*steps), class_=class_)


def date_width(words: Words, room: float = 26) -> Callable[[date, str], float]:
    """How wide a day is as an axis of time writes it in a precision (see `scales.time_scale`).

    :param room: around it
    """
    return lambda day, precision: width(words.date(day, precision), SMALL) + room


def date_labels(time: TimeScale, words: Words, y: float) -> list[Drawn]:
    """The days of an axis of time, each behind its tick; the last one ends the axis."""
    return [
        label(words.date(day, time.precision), time(day) + 3, y, class_="quiet")
        for day in time.ticks[:-1]
    ]


def series_class(index: int) -> str:
    """The class of the first four series by their place, and of all the others together."""
    return f"series-{index + 1}" if index < SERIES else "series-other"


def key(
    series: Mapping[str, str],
    used: Collection[str],
    words: Words,
    variant: Variant,
    y: float,
    choices: Mapping[str, Choice],
    notes: Sequence[tuple[str, str]] = (),
) -> tuple[list[Drawn], float]:
    """The key of a plot: its series by colour, its glyphs in words, its notes; and where it ends.

    :param series: their classes by their names; "" is of figures whose speaker has no name
    :param used: names of the glyphs that the plot uses
    :param choices: where the entries of series lead, by their names
    :param notes: what is said of marks, each with the letter beside its mark
    """
    entries: list[tuple[Drawn, str]] = []
    others = series_class(SERIES)
    together = [name for name, colour in series.items() if colour == others]
    named = {name: colour for name, colour in series.items() if name}
    if words.others and len(together) > 1:
        named = {name: colour for name, colour in named.items() if colour != others}
        named[words.others] = others
    for name, colour in named.items():
        swatch = element("rect", x=1, y=-9, width=10, height=10, rx=1, class_="full")
        entries.append((group(swatch, class_=colour), name))
    alike: dict[Drawn, list[str]] = {}
    for name in words.glyphs:
        if name in used:
            alike.setdefault(_sample(name), []).append(words.glyphs[name])
    entries += [(sample, " / ".join(meanings)) for sample, meanings in alike.items()]
    parts, x, down = [], 0.0, LEAST_HIT if choices else 20
    for sample, name in entries:
        shown = shorten(name, variant.width - 20, SMALL)
        room = 18 + width(shown, SMALL) + 16
        if x and x + room > variant.width + 16:
            x, y = 0.0, y + down
        if choice := choices.get(name):
            area = hit(room / 2 - 8, -4, room - 8)
            content = [area, sample, label(shown, 18, 0)]
            way, by = moved(x, y), choice.by
            drawn = linked(content, choice.href, choice.title, "choice", way, name, data_by=by)
            parts.append(drawn)
        else:
            title = element("title", name) if shown != name else ""
            drawn = label(shown, 18, 0, class_="quiet")
            parts.append(group(title, sample, drawn, transform=moved(x, y)))
        x += room
    if not entries:
        y -= 24
    if notes:
        drawn, y = _notes(notes, variant, y + 20)
        parts += drawn
    return parts, y + 8


def _notes(
    notes: Sequence[tuple[str, str]], variant: Variant, y: float
) -> tuple[list[Drawn], float]:
    """Notes, one after the other, and the baseline of the last."""
    parts, x = [], 0.0
    for letter, words in notes:
        indent = width(letter, SMALL) + 6
        shown = shorten(words, variant.width - indent, SMALL)
        room = indent + width(shown, SMALL) + 18
        if x and x + room > variant.width + 18:
            x, y = 0.0, y + 18
        parts.append(label(letter, x, y, class_="letter"))
        parts.append(label(shown, x + indent, y, class_="quiet"))
        x += room
    return parts, y


def used_in(drawn: Iterable[Figure | Claim]) -> set[str]:
    """The names of the glyphs that are drawn for some figures or claims."""
    used = set()
    for one in drawn:
        if one.qualifier is not None:
            used.add(one.qualifier or "bounds")
        used.update(flag for flag in FLAGS if getattr(one, flag, False))
    return used


def _sample(name: str) -> Drawn:
    if name == "flagged":
        return caveat(6, -4)
    if name == "party":
        return flag(4, 1)
    modality = "alleged" if name == "alleged" else ""
    shape = name if name not in ("computed", "alleged") else "exactly"
    middle = 0 if name in RAISED else -9 if name in LOWERED else -4
    drawn = mark(shape, 6, middle, name == "computed", -10, 2, arrow=10)
    return group(group(drawn, class_="shape"), class_=modality)


def flag(x: float, y: float) -> Drawn:
    """The flag of what a party to the war says, on a pole that stands on a point."""
    pole = line("M", x, y, "V", y - 10, class_="flag")
    return group(pole, line("M", x, y - 10, "L", x + 6, y - 7.5, "L", x, y - 5, "Z", class_="flag"))


def caveat(x: float, y: float) -> Drawn:
    """The asterisk of what has a caveat."""
    steps = ("M", x, y - 3, "V", y + 3, "M", x - 2.6, y - 1.5, "L", x + 2.6, y + 1.5)
    return line(*steps, "M", x - 2.6, y + 1.5, "L", x + 2.6, y - 1.5, class_="caveat")
