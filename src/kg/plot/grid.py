"""Who repeats whom: a matrix of counts, each a square as large as its number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kg.plot import frame
from kg.plot.element import Drawn, element, group
from kg.plot.text import shorten, width
from kg.plot.things import WIDE, Cell, Head, Variant, Words

LARGEST_CELL = 44
SMALLEST_CELL = 28


def matrix(
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Sequence[Cell],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
    corner: str = "",
) -> Drawn:
    """A row for each that repeats, a column for each that is repeated, the count where they meet.

    The names of the columns are turned. Where there are more columns than fit, the picture is wider
    than its variant, and the page lets it scroll.

    :param corner: what rows and columns are, above the names of the rows
    :raises KeyError: if a cell names a row or a column that is not there
    """
    longest = 112 if variant.narrow else 230
    side = max([width(row.label, frame.SMALL) for row in rows], default=0)
    side = min(longest, max(side, 40)) + 10
    room = variant.width - side - (4 if variant.narrow else 60)
    size = max(SMALLEST_CELL, min(LARGEST_CELL, room / max(1, len(columns))))
    across = max(variant.width, math.ceil(side + size * len(columns) + 4))
    turned = max([width(column.label, frame.SMALL) for column in columns], default=0)
    top = min(170 if variant.narrow else 200, turned) + 14
    x = {column.name: side + size * index for index, column in enumerate(columns)}
    y = {row.name: top + size * index for index, row in enumerate(rows)}
    parts = [frame.shortened(corner, 0, 12, side - 8, class_="quiet")] if corner else []
    parts += [_grid(x, y, side, top, size)] if rows and columns else []
    for row in rows:
        parts.append(_head(row, side - 8, y[row.name] + size / 2 + 4, side - 10, ""))
    for column in columns:
        at, above = x[column.name] + size / 2 + 4, top - 8
        parts.append(_head(column, at, above, top - 12, f"rotate(-90 {at:.1f} {above:.1f})"))
    most = max((cell.count for cell in cells), default=1)
    for cell in cells:
        parts.append(_cell(cell, x[cell.column] + size / 2, y[cell.row] + size / 2, size, most))
    height = top + size * len(rows) + 2
    wide = Variant(variant.name, across)
    kind = "matrix scrolls" if across > variant.width else "matrix"
    return frame.picture(parts, height, words, wide, kind, standalone, source)


def _grid(x: dict[str, float], y: dict[str, float], left: float, top: float, size: float) -> Drawn:
    right, bottom = left + size * len(x), top + size * len(y)
    steps: list[object] = []
    for edge in [*x.values(), right]:
        steps += ["M", edge, top, "V", bottom]
    for edge in [*y.values(), bottom]:
        steps += ["M", left, edge, "H", right]
    return frame.line(*steps, class_="grid")


def _head(head: Head, x: float, y: float, most: float, transform: str) -> Drawn:
    name = shorten(head.label, most, frame.SMALL)
    drawn = element(
        "text",
        name,
        x=x,
        y=y,
        font_size=frame.SMALL,
        text_anchor=None if transform else "end",
        transform=transform,
    )
    title = head.title or head.label
    if head.href:
        return frame.linked([drawn], head.href, title, visible=head.label)
    return drawn if name == title else group(element("title", title), drawn)


def _cell(cell: Cell, x: float, y: float, size: float, most: int) -> Drawn:
    # The area of a square, not its side, is as large as its number.
    side = max(12.0, (size - 6) * math.sqrt(cell.count / most))
    shapes = [
        frame.hit(x, y, size - 2, size - 2),
        element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, class_="square"),
        frame.label(str(cell.count), x, y + 4, anchor="middle", class_="plain"),
    ]
    return frame.linked(shapes, cell.href, cell.title, "cell", visible=str(cell.count))
