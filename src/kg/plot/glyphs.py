"""The uncertainty glyph: what a number is said to be, told by its shape.

It stands in text as a picture of its own (`glyph`), and is the mark of a figure in a plot (`mark`),
where a range reaches from its lower bound to its upper one.
"""

from __future__ import annotations

from functools import cache

from kg.plot.element import SVG, Drawn, element, joined, path

RAISED = ("at-least", "more-than")
LOWERED = ("up-to", "fewer-than", "almost")
SPANNING = ("range", "bounds")
FLAGS = ("computed", "flagged", "party", "alleged")
"""What is said of a figure beside how exact it is."""
GLYPHS = (
    "exactly",
    "range",
    "about",
    *RAISED,
    *LOWERED,
    "bounds",
    *FLAGS,
)
RADIUS = 5.0
ARROW = 15.0


@cache
def glyph(qualifier: str, computed: bool = False) -> Drawn:
    """The glyph of a qualifier for text, 1em high, in the colour of the text.

    It is hidden from screen readers: the words of the figure stand beside it.

    :param qualifier: exactly, range, about, at-least, more-than, up-to, fewer-than, almost, or ""
        for a figure of which only the bounds are known
    """
    name = qualifier or "bounds"
    middle = 11.0 if name in RAISED else 5.0 if name in LOWERED else 8.0
    return element(
        "svg",
        mark(name, 8, middle, computed, top=2, bottom=14, arrow=9),
        xmlns=SVG,
        class_=f"uncertainty {name}",
        viewBox="0 0 16 16",
        width="1em",
        height="1em",
        aria_hidden="true",
        focusable="false",
        fill="none",
        stroke="currentColor",
        stroke_width="1.6",
    )


def mark(
    name: str,
    x: float,
    y: float,
    computed: bool = False,
    top: float = 0,
    bottom: float = 0,
    arrow: float = ARROW,
) -> Drawn:
    """The shapes of a glyph around a point.

    :param name: a qualifier, or "bounds"
    :param top: where a range reaches up to
    :param bottom: where it reaches down to
    :param arrow: how far an arrow reaches from the point
    """
    if name in SPANNING:
        return _span(name, x, top, bottom, computed)
    open_ended = name in RAISED or name in LOWERED
    radius = RADIUS - 1.2 if open_ended else RADIUS
    parts = [_head(name, x, y, radius, computed)]
    if open_ended:
        way = -1 if name in RAISED else 1
        start, tip = y + way * radius, y + way * arrow
        barb = tip - way * 4
        parts.append(
            element(
                "path",
                d=path(
                    "M", x, start, "V", tip, "M", x - 3.2, barb, "L", x, tip, "L", x + 3.2, barb
                ),
                fill="none",
            )
        )
    return joined(parts)


def _head(name: str, x: float, y: float, radius: float, computed: bool) -> Drawn:
    dashes = "2.6 2.6" if name == "about" else None
    if computed:
        reach = radius + 1
        outline = path("M", x, y - reach, "L", x + reach, y, "L", x, y + reach, "L", x - reach, y)
        return element("path", d=outline + "Z", class_="hollow", stroke_dasharray=dashes)
    filled = name == "exactly"
    return element(
        "circle",
        cx=x,
        cy=y,
        r=radius,
        class_="full" if filled else "hollow",
        fill="currentColor" if filled else None,
        stroke_dasharray=dashes,
    )


def _span(name: str, x: float, top: float, bottom: float, computed: bool) -> Drawn:
    if bottom - top < 6:
        top, bottom = (top + bottom) / 2 - 3, (top + bottom) / 2 + 3
    if name == "range":
        return element(
            "rect",
            x=x - 3,
            y=top,
            width=6,
            height=bottom - top,
            rx=1,
            class_="hollow" if computed else "full",
            fill=None if computed else "currentColor",
        )
    ends = path("M", x - 4, top, "h", 8, "M", x - 4, bottom, "h", 8, "M", x, top, "V", bottom)
    return element("path", d=ends, fill="none", stroke_dasharray="2.6 2" if computed else None)
