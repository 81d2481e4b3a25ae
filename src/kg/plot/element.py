"""SVG elements as text in which everything that came in is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"
# What XML 1.0 allows in no document, escaped or not (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Drawn(Markup):
    """Markup that was made here. Any other, even a `Markup`, came in and is escaped."""

    __new__ = str.__new__


def element(tag: str, *children: object, **attributes: object) -> Drawn:
    """One element; text among its children and values of its attributes are escaped.

    An attribute is written with `_` for `-` (`aria_label`), `class_` for `class`; one that is None
    or empty is left out. A number is rounded to a tenth of a unit.

    >>> print(element("text", "<b>", x=2.04, class_="a&b", id=None))
    <text x="2" class="a&amp;b">&lt;b&gt;</text>
    """
    parts = "<" + tag
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        shown = number(value) if type(value) in (float, int) else escaped(value)
        parts += f' {_name(key)}="{shown}"'
    if not children:
        return Drawn(parts + "/>")
    inside = "".join(c if type(c) is Drawn else escaped(c) for c in children)
    return Drawn(f"{parts}>{inside}</{tag}>")


def leaving_the_frame(drawn: Drawn) -> Drawn:
    """The same with links that open in a new tab, for a page that stands in a frame: browsers do
    not heed `<base target>` for links of SVG.

    >>> print(leaving_the_frame(element("a", "<a b>", href="/x")))
    <a target="_blank" href="/x">&lt;a b&gt;</a>
    """
    return Drawn(str(drawn).replace("<a ", '<a target="_blank" '))


def group(*children: object, **attributes: object) -> Drawn:
    """A group (`<g>`), as `element` makes it."""
    return element("g", *children, **attributes)


def joined(parts: Iterable[Drawn]) -> Drawn:
    """Parts one after another, without anything around them."""
    return Drawn("".join(parts))


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit.

    >>> number(12.0), number(-0.04), number(3.14159), number(54321.06)
    ('12', '0', '3.1', '54321.1')
    """
    written = f"{value:.1f}"
    if written.endswith(".0"):
        written = written[:-2]
    return "0" if written == "-0" else written


def escaped(value: object) -> str:
    """Text fit for an element or an attribute."""
    return _escaped(str(value))


@lru_cache(maxsize=4096)
def _escaped(plain: str) -> str:
    if not plain.isprintable():
        plain = _FORBIDDEN.sub("", plain)
    return escape(plain)


def path(*steps: object) -> str:
    """What a path is drawn by: letters, and numbers as `number` writes them.

    >>> path("M", 1, 2.25, "V", 3)
    'M1 2.2V3'
    """
    drawn = ""
    for step in steps:
        if type(step) is str:
            drawn += step
        else:
            drawn += (" " if drawn and not drawn[-1].isalpha() else "") + number(step)
    return drawn
