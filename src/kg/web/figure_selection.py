"""Which figures a request asks for, in what order and on which scale: all of it in its address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import urlencode

from flask_babel import gettext

from kg.terms import BASE
from kg.web.figure_facets import Facet, ordering, within
from kg.web.problems import Problem, problem
from kg.web.protocol import read_parameters
from kg.web.search_request import in_one_line
from kg.web.site import current_site

PATH = "/figures"
SCALES = ("auto", "linear", "log")
ORDERS = ("measure", "newest", "oldest", "largest")
"""By name; what each sorts by stands in `facets.yaml`."""
MOST_VALUES = 50
MOST_SHOWN_CHARACTERS = 40
_MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_IDS = {"measure": "measure", "category": "category", "producer": "agent", "outlet": "agent",
        "claim": "claim"}  # fmt: skip


class SelectionRefused(Exception):
    """A choice of figures that cannot be made; carries the problem to answer with."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


@dataclass(frozen=True)
class Selection:
    """A choice of figures.

    :ivar chosen: slugs of values, by the name of their facet
    :ivar first, last: months as `2023-09`, which the time of a figure overlaps; "" for no bound
    :ivar scale: of values, one of SCALES
    :ivar order: one of ORDERS
    """

    chosen: Mapping[str, tuple[str, ...]]
    first: str = ""
    last: str = ""
    scale: str = SCALES[0]
    order: str = ORDERS[0]

    @property
    def is_whole(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.chosen or self.first or self.last)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What stands for it in an address, always in the same order."""
        found = [(name, slug) for name, slugs in self.chosen.items() for slug in slugs]
        rest = (("from", self.first), ("to", self.last), ("order", self.order))
        rest = (*rest, ("scale", self.scale))
        defaults = ("", Selection.order, Selection.scale)
        return found + [(name, value) for name, value in rest if value not in defaults]

    def address(self, path: str = PATH) -> str:
        """The path and query of this choice."""
        query = urlencode(self.parameters)
        return f"{path}?{query}" if query else path

    def with_values(self, name: str, slugs: Sequence[str]) -> Selection:
        """The same with other values of a facet."""
        from_all = {**self.chosen, name: tuple(sorted(slugs))}
        return replace(self, chosen={key: from_all[key] for key in _in_order(from_all)})

    def toggled(self, name: str, slug: str) -> Selection:
        """The same with one more value of a facet, or without it if it is chosen."""
        return self.with_values(name, set(self.chosen.get(name, ())) ^ {slug})

    def restriction(self, facets: Mapping[str, Facet]) -> str:
        """The SPARQL that leaves these figures."""
        parts = [facets[name].restriction(slugs) for name, slugs in self.chosen.items()]
        return "".join(parts) + self.in_time

    @property
    def in_time(self) -> str:
        """The part of it that is about time."""
        return within(self.first, self.last or "9999") if self.first or self.last else ""

    @property
    def ordering(self) -> str:
        """The SPARQL that sorts these figures."""
        return ordering(self.order)


def _in_order(chosen: Mapping[str, Sequence[str]]) -> list[str]:
    return [name for name in current_site().facets if chosen.get(name)]


def read_selection(query_string: bytes, facets: Mapping[str, Facet]) -> Selection:
    """The choice that a request asks for. Parameters of other names are none of ours, since sites
    that link here add their own.

    :raises SelectionRefused: if it is not UTF-8, names a value that there is not, or no months
    :raises Withdrawn: if it names something that has been withdrawn
    """
    try:
        asked = read_parameters(query_string)
    except ValueError as error:
        raise SelectionRefused(problem("bad-request", str(error))) from None
    chosen = {}
    for name, facet in facets.items():
        slugs = sorted({slug for slug in asked.get(name, ()) if slug})
        if len(slugs) > MOST_VALUES:
            most = gettext("At most %(most)s values can be chosen at once.", most=MOST_VALUES)
            raise _refused(f"{name}: {most}")
        for slug in slugs:
            if slug not in facet.values:
                raise _unknown(name, slug, facet)
        if slugs:
            chosen[name] = tuple(slugs)
    first, last = _month(asked, "from", "01"), _month(asked, "to", "12")
    if first and last and first > last:
        detail = gettext(
            "The period ends (%(last)s) before it begins (%(first)s).", first=first, last=last
        )
        raise _refused(detail)
    scale, order = _one_of(asked, "scale", SCALES), _one_of(asked, "order", ORDERS)
    return Selection(chosen, first, last, scale, order)


def _single(asked: Mapping[str, Sequence[str]], name: str) -> str:
    given = [text for text in asked.get(name, ()) if text.strip()]
    if len(set(given)) > 1:
        raise _refused(gettext("%(name)s can be given only once.", name=name))
    return given[0].strip() if given else ""


def _month(asked: Mapping[str, Sequence[str]], name: str, month: str) -> str:
    """A month; a year stands for its first or last one."""
    text = _single(asked, name)
    found = _MONTH.fullmatch(text)
    if text and not found:
        detail = gettext(
            "%(name)s=%(text)s is no month; write it as 2023-09, or a year as 2023.",
            name=name,
            text=_shown(text),
        )
        raise _refused(detail)
    return f"{found[1]}-{found[2] or month}" if found else ""


def _one_of(asked: Mapping[str, Sequence[str]], name: str, known: Sequence[str]) -> str:
    text = _single(asked, name) or known[0]
    if text not in known:
        detail = gettext(
            "%(name)s=%(text)s is not known; it can be %(known)s.",
            name=name,
            text=_shown(text),
            known=", ".join(known),
        )
        raise _refused(detail)
    return text


def _unknown(name: str, slug: str, facet: Facet) -> SelectionRefused:
    if name in _IDS and slug.isascii() and slug.replace("-", "").isalnum():
        current_site().kept.check(f"{BASE}id/{_IDS[name]}/{slug}")
    detail = gettext("No figure has %(name)s=%(text)s.", name=name, text=_shown(slug))
    near = get_close_matches(slug[:MOST_SHOWN_CHARACTERS], facet.listed, cutoff=0.6)
    if near:
        detail += " " + gettext("Did you mean %(near)s?", near=", ".join(near))
    return _refused(detail, {"parameter": name, "values": facet.listed})


def _shown(text: str) -> str:
    return in_one_line(text)[:MOST_SHOWN_CHARACTERS]


def _refused(detail: str, members: dict[str, object] | None = None) -> SelectionRefused:
    return SelectionRefused(problem("selection-refused", detail, members))
