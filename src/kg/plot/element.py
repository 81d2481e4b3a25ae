"""SVG elements as text in which everything that came in is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

SVG = "http://www.w3.org/2000/svg"
# What XML 1.0 allows in no document, escaped or not (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_names: dict[str, str] = {}


def element(tag: str, *children: object, **attributes: object) -> Markup:
    """One element; text among its children and values of its attributes are escaped.

    An attribute is written with `_` for `-` (`aria_label`), `class_` for `class`; one that is None
    or empty is left out. A number is rounded to a tenth of a unit.

    >>> print(element("text", "<b>", x=2.04, class_="a&b", id=None))
    <text x="2" class="a&amp;b">&lt;b&gt;</text>
    """
    parts = [f"<{tag}"]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        name = _names.get(key) or _names.setdefault(key, key.rstrip("_").replace("_", "-"))
        shown = number(value) if isinstance(value, (int, float)) else text(value)
        parts.append(f' {name}="{shown}"')
    if not children:
        return Markup("".join(parts) + "/>")
    inside = "".join(text(child) for child in children)
    return Markup("".join(parts) + f">{inside}</{tag}>")


def group(*children: object, **attributes: object) -> Markup:
    return element("g", *children, **attributes)


def joined(parts: list[Markup]) -> Markup:
    return Markup("".join(parts))


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit.

    >>> number(12.0), number(-0.04), number(3.14159)
    ('12', '0', '3.1')
    """
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def text(value: object) -> str:
    """Text fit for an element or an attribute; markup made here stays as it is."""
    if isinstance(value, Markup):
        return value
    return escape(_FORBIDDEN.sub("", str(value)))


def path(*steps: object) -> str:
    """What a path is drawn by: letters, and numbers as `number` writes them.

    >>> path("M", 1, 2.25, "V", 3)
    'M1 2.2V3'
    """
    drawn = ""
    for step in steps:
        if isinstance(step, str):
            drawn += step
        else:
            drawn += (" " if drawn and not drawn[-1].isalpha() else "") + number(step)
    return drawn
