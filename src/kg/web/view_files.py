"""Drawings of views as files that stand alone, in the width that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, request
from markupsafe import Markup

from kg import plot
from kg.web.figures_page import SVG_TYPE, source_line
from kg.web.languages import page_address
from kg.web.site_address import asked_address

VARIANTS = {variant.name: variant for variant in (plot.WIDE, plot.COLUMN, plot.NARROW)}


def variant_asked() -> plot.Variant:
    """The width that the address asks for, wide without one; another is answered 400."""
    asked = request.args.get("width", plot.WIDE.name)
    if asked not in VARIANTS:
        abort(400, f"width can be {', '.join(VARIANTS)}")
    return VARIANTS[asked]


def file_of(draw: Callable[[str], Markup], path: str, kind: str) -> Response:
    """A drawing with the line that says where it is from.

    :param draw: makes the drawing, given that line
    :param path: of the page that it is on
    :param kind: what the file is called by
    """
    text = draw(source_line(asked_address() + page_address(path)))
    response = Response(text, content_type=SVG_TYPE)
    name = f"refusals-{kind}-{path.rpartition('/')[2]}.svg"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
