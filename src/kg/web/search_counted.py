"""What a search leads to that is counted: how many figures there are of what its words name, how
many of them have a time in the year that they name, and where they are. It says what is counted
and by what words; it never picks one figure as the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from kg.dates import DateError, parse_date
from kg.search import Meaning
from kg.web.addresses import path_of
from kg.web.descriptions import THINGS
from kg.web.figure_facets import facets
from kg.web.figure_selection import Selection
from kg.web.figures import Figure, find_figures
from kg.web.names import Name, name_of

MOST_SHOWN = 5


@dataclass(frozen=True)
class Counted:
    """The figures that a search leads to.

    :ivar meaning: what its words name
    :ivar named: IRI and name of the measures or categories; none where only years are named
    :ivar figures: all of them; where years are named, first those within these, then those whose
        time includes them in part; what is reported before what is computed
    :ivar within: how many have a time within the years alone
    :ivar overlapping: how many have a time that is in these years at least in part
    :ivar path: of the page with all of them; "" where there are none
    :ivar path_in_time: of the page with those that overlap; "" where there are none
    """

    meaning: Meaning
    named: tuple[tuple[str, Name], ...]
    figures: tuple[Figure, ...]
    within: int
    overlapping: int
    path: str
    path_in_time: str

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The first of them."""
        return self.figures[:MOST_SHOWN]

    @property
    def when(self) -> str:
        """The years, as words."""
        first, last = self.meaning.first, self.meaning.last
        return first if first == last else f"{first}–{last}"

    @property
    def text(self) -> str:
        """What it comes to, in the language of the page."""
        reserve = f" {gettext('Reported is not established.')}" if self.figures else ""
        return f"{self._counted}{reserve}"

    @property
    def _counted(self) -> str:
        number = len(self.figures)
        if not self.named:
            return _sentence([self._in_these_years()])
        what = ", ".join(name.text for _, name in self.named)
        if not number:
            return _sentence([gettext("no figure here counts %(what)s", what=what)])
        said = [ngettext("%(num)s figure counts %(what)s", "%(num)s figures count %(what)s",
                         number, what=what)]  # fmt: skip
        if not self.when:
            return _sentence(said)
        if not self.within:
            said.append(gettext("none has a time in %(when)s alone", when=self.when))
        elif self.within < number:
            said.append(ngettext("%(num)s has a time in %(when)s alone",
                                 "%(num)s have a time in %(when)s alone",
                                 self.within, when=self.when))  # fmt: skip
        else:
            said.append(gettext("all of them in %(when)s alone", when=self.when))
        if beyond := self.overlapping - self.within:
            said.append(ngettext("the time of %(num)s includes %(when)s and more",
                                 "the times of %(num)s include %(when)s and more",
                                 beyond, when=self.when))  # fmt: skip
        return _sentence(said)

    def _in_these_years(self) -> str:
        if not self.figures:
            return gettext("no figure here has a time in %(when)s", when=self.when)
        return ngettext("the time of %(num)s figure includes %(when)s",
                        "the times of %(num)s figures include %(when)s",
                        len(self.figures), when=self.when)  # fmt: skip

    def as_record(self) -> dict[str, Any]:
        """The same as a JSON object; docs/search.md says what its members mean."""
        meaning = self.meaning
        things = [{"id": iri.removeprefix(THINGS), "label": name.text, "path": path_of(iri)}
                  for iri, name in self.named]  # fmt: skip
        return {
            "text": self.text,
            "words": list(meaning.words),
            "unused": list(meaning.unused),
            "measures": things if meaning.measures else [],
            "categories": things if meaning.categories else [],
            "from": meaning.first or None,
            "to": meaning.last or None,
            "figures": len(self.figures),
            "within": self.within if meaning.first else None,
            "overlapping": self.overlapping if meaning.first else None,
            "path": self.path or None,
            "path_in_time": self.path_in_time or None,
        }


def counted(meaning: Meaning) -> Counted:
    """The figures that the words of a search lead to."""
    known = facets()
    name = "measure" if meaning.measures else "category"
    ids = meaning.measures or meaning.categories
    named = tuple((f"{THINGS}{id}", name_of(f"{THINGS}{id}")) for id in ids)
    slugs = tuple(slug for slug in sorted(id.partition("/")[2] for id in ids)
                  if slug in known[name].values)  # fmt: skip
    chosen = {name: slugs} if slugs else {}
    years = (f"{meaning.first}-01", f"{meaning.last}-12") if meaning.first else ("", "")
    in_time = Selection(chosen, *years)
    every = Selection(chosen) if ids else in_time
    if ids and not slugs:
        return Counted(meaning, named, (), 0, 0, "", "")
    found = find_figures(every.restriction(known)).figures
    overlapping = {one.iri for one in find_figures(in_time.restriction(known))} if years[0] else ()
    within = {one.iri for one in found if one.iri in overlapping and _is_within(one, meaning)}

    def order(figure: Figure) -> tuple[bool, ...]:
        return figure.iri not in within, figure.iri not in overlapping, figure.is_computed

    return Counted(
        meaning,
        named,
        tuple(sorted(found, key=order)),
        len(within),
        len(overlapping),
        every.address() if found else "",
        in_time.address() if ids and overlapping else "",
    )


def _is_within(figure: Figure, meaning: Meaning) -> bool:
    """Whether the time of a figure is in some years alone: its whole period is, or the day as of
    which it holds where it has no period."""
    first, last = int(meaning.first), int(meaning.last)
    if figure.period:
        days = (figure.starts, figure.ends)
        return all(day is not None and first <= day.year <= last for day in days)
    try:
        return bool(figure.as_of) and first <= parse_date(figure.as_of).last.year <= last
    except DateError:
        return False


def _sentence(clauses: Iterable[str]) -> str:
    text = "; ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}."
