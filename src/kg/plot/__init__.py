"""Plots as SVG and social cards as PNG: pure functions from frozen dataclasses to text.

    figures, nodes, maxima, cells ──layout in Python──▶ shapes ──element──▶ SVG ──resvg──▶ PNG

A plot knows nothing of pages, queries or releases, and no language: every word comes in, already
translated (`Words`). What comes out is `markupsafe.Markup` in which everything that came in is
escaped, so that a template prints it as it is. Each plot has variants: `WIDE` (960 units) or
`COLUMN` (760), and `NARROW` (360): a page holds two and its style sheet shows one. Colours are the
custom properties of the site's style sheet; `standalone=True` makes a file of its own with a light
and a dark palette inside and the source line under it.

>>> from kg.dates import parse_date, parse_period
>>> figure = Figure("/claim/x", "54 cases, says Example", "exactly", 54, 54, "Example",
...                 period=parse_period("2023-06"))
>>> print(timelines([Group("attempts", "cases", [figure])], Words("Figures"))[:24])
<svg xmlns="http://www.w
>>> "uncertainty at-least" in glyph("at-least")
True

The uncertainty glyph (● exactly, ○↑ at least, ▮ range, a dashed ring about, ○↓ up to) stands in
text as `glyph(qualifier)` and is the mark of a figure in a plot. A computed figure is a hollow
diamond in place of the circle, so that it never looks reported. A figure without a date is never on
the axis of time: it stands in a strip of its own beside it, on the same scale of values. Nor is one
whose period has an end that is not stated: its bar fades and it stands beyond the axis.
"""

from kg.plot.beside import beside
from kg.plot.card import card_png, claim_card, figures_card
from kg.plot.chain import citation_chain
from kg.plot.element import leaving_the_frame
from kg.plot.glyphs import GLYPHS, glyph
from kg.plot.grid import matrix
from kg.plot.steps import penalty_steps
from kg.plot.things import (
    COLUMN,
    NARROW,
    WIDE,
    Cell,
    Choice,
    Claim,
    Figure,
    Group,
    Head,
    Link,
    Maximum,
    Node,
    Scope,
    Variant,
    Verdict,
    Words,
)
from kg.plot.timeline import timelines

__all__ = [
    "COLUMN",
    "GLYPHS",
    "NARROW",
    "WIDE",
    "Cell",
    "Choice",
    "Claim",
    "Figure",
    "Group",
    "Head",
    "Link",
    "Maximum",
    "Node",
    "Scope",
    "Variant",
    "Verdict",
    "Words",
    "beside",
    "card_png",
    "citation_chain",
    "claim_card",
    "figures_card",
    "glyph",
    "leaving_the_frame",
    "matrix",
    "penalty_steps",
    "timelines",
]
