"""Social cards: the picture that a page shows where a link to it is shared, 1200 by 630 pixels.

A card is an SVG of its own, drawn with the fonts of two packages and no others, so that it comes
out the same everywhere. All of its text is made to fit: it is broken into lines, made smaller, and
at last shortened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import resvg_py

from kg.plot import frame
from kg.plot.element import SVG, Drawn, element, group
from kg.plot.glyphs import LOWERED, RAISED, mark
from kg.plot.text import fitting, shorten, width
from kg.plot.things import Group, Variant, Words
from kg.plot.timeline import timelines

ACROSS, DOWN = 1200, 630
MARGIN = 64
FONTS = {
    "fontpkg_noto_sans": "NotoSans[wdth,wght].ttf",
    "fontpkg_noto_serif": "NotoSerif[wdth,wght].ttf",
}
_VARIABLE = re.compile(r"var\(--[a-z]+, ([^()]+)\)")


@cache
def font_files() -> tuple[str, ...]:
    """Where the fonts of the cards are.

    :raises ModuleNotFoundError: if a package of them is not installed
    """
    files = []
    for package, name in FONTS.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"the fonts of the package {package} are not installed")
        files.append(str(Path(spec.origin).parent / "files" / name))
    return tuple(files)


def card_png(svg: str) -> bytes:
    """A card as PNG, in the size that it says.

    :param svg: what `claim_card` or `figures_card` made
    :raises ValueError: if it is no SVG
    """
    image = resvg_py.svg_to_bytes(
        svg_string=str(svg), font_files=list(font_files()), skip_system_fonts=True
    )
    return bytes(image)


def claim_card(
    title: str,
    said_by: str,
    printed_in: str,
    date: str,
    qualifier: str | None,
    note: str,
    site: str,
    computed: bool = False,
) -> Drawn:
    """The card of a figure or of a statement.

    :param title: the figure in words
    :param said_by: who says so, as a whole phrase ("says Mediazona", "computed here")
    :param printed_in: where it is printed, as a whole phrase
    :param date: when, as it is written in the language of the card, or that it is not known
    :param qualifier: see `kg.plot.glyph`; None of a statement, which has no glyph
    :param note: that it is reported and not established
    """
    left = MARGIN if qualifier is None else 300
    most = ACROSS - left - MARGIN
    drawn = group() if qualifier is None else _large_mark(qualifier or "bounds", computed)
    size, broken = fitting(title, most, 236, range(66, 33, -4))
    leading = size * 1.2
    # A short title stands in the middle of its place, a long one fills it.
    first = 92 + (236 - leading * len(broken)) / 2 + size * 0.95
    parts = [drawn]
    for index, line in enumerate(broken):
        parts.append(frame.label(line, left, first + leading * index, size, class_="headline"))
    y = 388.0
    for text, class_, largest in ((said_by, "said", 32), (printed_in, "", 28), (date, "quiet", 28)):
        # A line that is too long is set smaller before anything of it is left out.
        size, broken = fitting(text, most, 39, range(largest, 21, -2), "sans")
        for line in broken[:1]:
            parts.append(frame.label(line, left, y, size, class_=class_))
            y += 46
    return _card(title, parts, note, site)


def _large_mark(name: str, computed: bool) -> Drawn:
    return group(
        mark(name, 0, _middle(name), computed, -8, 8, arrow=12),
        class_="mark-large",
        transform="translate(164 236) scale(11)",
    )


def figures_card(
    title: str,
    subtitle: str,
    groups: Sequence[Group],
    words: Words,
    note: str,
    site: str,
    usual: Sequence[str] = (),
) -> Drawn:
    """The card of a plot of figures.

    :param groups: what is drawn; a card has room for one panel of many figures or two of few
    :param usual: series that have the colours, as in `timelines`
    """
    most = ACROSS - 2 * MARGIN
    size, broken = fitting(title, most, 76, range(60, 27, -4))
    parts = [
        frame.label(line, MARGIN, 94 + size * 1.2 * index, size, class_="headline")
        for index, line in enumerate(broken)
    ]
    parts.append(frame.shortened(subtitle, MARGIN, 142, most, 27, class_="quiet"))
    plain = replace(words, glyphs={})
    plot = timelines(groups, plain, Variant("card", 760, 150), usual=usual)
    place = f'<svg x="{MARGIN}" y="166" width="{most}" height="346" preserveAspectRatio="xMidYMin" '
    parts.append(Drawn(str(plot).replace("<svg ", place, 1)))
    return _card(title, parts, note, site)


def _middle(name: str) -> float:
    """Where the point of a mark stands, so that the mark with its arrow stands in the middle."""
    return 5.0 if name in RAISED else -5.0 if name in LOWERED else 0.0


def _card(title: str, parts: Sequence[Drawn], note: str, site: str) -> Drawn:
    y = DOWN - 48
    most = ACROSS - 2 * MARGIN - width(site, 34, "bold") - 40
    sheet = Drawn(_VARIABLE.sub(r"\1", frame.style("plot") + frame.style("card")))
    foot = [
        element("rect", x=MARGIN, y=DOWN - 108, width=ACROSS - 2 * MARGIN, height=2, class_="rule"),
        frame.label(shorten(note, most, 25), MARGIN, y, 25, class_="quiet"),
        frame.label(site, ACROSS - MARGIN, y, 34, "end", "headline"),
    ]
    return element(
        "svg",
        element("title", title),
        element("style", sheet),
        element("rect", width=ACROSS, height=DOWN, class_="paper"),
        element("rect", width=ACROSS, height=14, class_="rule"),
        *parts,
        *foot,
        xmlns=SVG,
        class_="card",
        viewBox=f"0 0 {ACROSS} {DOWN}",
        width=ACROSS,
        height=DOWN,
    )
