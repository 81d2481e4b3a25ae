"""Figures as pages show them: a number never stands without how it is meant, who says so, how many
independent origins it has, and whether its producer is a party to the war."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import g
from pyoxigraph import Literal, NamedNode

from kg.dates import DateError, parse_date
from kg.quantity import QuantityError, parse_quantity
from kg.terms import BASE
from kg.web.asking import Answer, Row, answer, ask, local_name
from kg.web.languages import current_language
from kg.web.names import Name, name_of
from kg.wording import as_of, computed_label, figure_label, period, quantity

ALL = ""
CLAIMS = f"{BASE}id/claim/"
BY_MEASURE = "?measureLabel ?computed ?periodStart"
WEAK = ("alleged", "possible")
"""Modalities of what its own speaker does not vouch for."""
ELSEWHEN = "misdated"
"""The mark of a figure whose time is not the one that the text gives it."""


@dataclass(frozen=True)
class Figure:
    """A reported or computed count.

    :ivar iri: of the claim
    :ivar qualifier: its slug, such as `more-than`; "" where only bounds are known
    :ivar lower, upper: bounds; None is open
    :ivar starts, ends: days that its period covers; None where open or unknown
    :ivar modality: its slug
    :ivar is_nameless: whether its producer has no name, so that figures are never sorted by him
    :ivar party: IRI of the party to the war to which its producer belongs, or None
    :ivar origins: number of independent origins; None where that is not counted (computed)
    :ivar articles: IRIs of those that print it
    :ivar marks: slugs of the marks of its caveats, such as `misdated`
    :ivar caveats: how many reservations there are about it
    """

    iri: str
    label: Literal
    notation: str
    stated_text: str
    unit: str | None
    qualifier: str
    kind: str
    stated: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    measure: str
    period: str | None
    starts: date | None
    ends: date | None
    as_of: str | None
    modality: str
    is_computed: bool
    producer: str
    is_nameless: bool
    party: str | None
    origins: int | None
    articles: tuple[str, ...]
    categories: tuple[str, ...]
    marks: tuple[str, ...]
    caveats: int
    printed_by: str

    @property
    def id(self) -> str:
        """What stands in its IRI after `…/id/claim/`."""
        return self.iri.removeprefix(CLAIMS)

    @property
    def quantity(self) -> str:
        """The number in words of the page's language, with its qualifier and unit."""
        return quantity(self.notation, self.unit, current_language())

    @property
    def per(self) -> str:
        """The unit of time of a rate; "" of what is none."""
        try:
            return parse_quantity(self.notation).per or ""
        except QuantityError:
            return ""

    @property
    def when(self) -> str:
        """Its period, and the date as of which it holds where that period has no other end, in
        words; "" where neither is known."""
        language = current_language()
        over = [period(self.period, language)] if self.period else []
        until = [as_of(self.as_of, language)] if self.as_of and not self.ends else []
        return ", ".join(over + until)

    @property
    def title(self) -> str:
        """The whole figure in words of the page's language."""
        language = current_language()
        measure = name_of(self.measure).text
        if self.is_computed:
            return computed_label(
                self.stated_text, self.unit, language, measure=measure, period=self.period
            )
        return figure_label(
            self.notation,
            self.unit,
            language,
            measure=measure,
            period=self.period,
            as_of=self.as_of,
            producer=None if self.is_nameless else self.producer_name.text,
        )

    @property
    def producer_name(self) -> Name:
        """Who says so."""
        return name_of(self.producer)

    @property
    def is_dated(self) -> bool:
        """Whether it has a time of its own, and that time is not known to be wrong."""
        return bool(self.period or self.as_of) and ELSEWHEN not in self.marks

    @property
    def is_weak(self) -> bool:
        """Whether its own speaker does not vouch for it."""
        return self.modality in WEAK

    @property
    def last_day(self) -> date | None:
        """The last day that it speaks of: the end of its period, or the date as of which it holds
        where that end is open; None where it has no time of its own."""
        if not self.is_dated:
            return None
        if self.ends or not self.as_of:
            return self.ends or self.starts
        try:
            return parse_date(self.as_of).last
        except DateError:
            return self.starts


@dataclass(frozen=True)
class Figures:
    """Figures, with the query that found them."""

    figures: tuple[Figure, ...]
    answer: Answer

    def __iter__(self):
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)


def find_figures(restriction: str = ALL, ordering: str = BY_MEASURE) -> Figures:
    """The figures of the release that is served, by measure and time unless another order is given.

    :param restriction: SPARQL of our own that narrows `?claim` down, such as
        `?claim ref:producedBy <…> .`
    :param ordering: SPARQL of our own, as it stands after ORDER BY
    """
    found = answer("figures", restriction=restriction, ordering=ordering)
    return Figures(tuple(map(_figure, found.rows)), found)


def figures_of(property: str, iri: str) -> Figures:
    """Those that have a value of a property.

    :param property: a property path of SPARQL, of our own
    """
    return find_figures(f"?claim {property} {NamedNode(iri)} .")


def set_apart(measures: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Measures with those of the others that must not be compared with them: each two once, in
    the order in which they are given."""
    order = list(dict.fromkeys(measures))
    declared = {frozenset((row["one"].value, row["other"].value)) for row in ask("declared_apart")}
    found = []
    for place, one in enumerate(order):
        others = tuple(other for other in order[place + 1 :] if {one, other} in declared)
        if others:
            found.append((one, others))
    return found


def know_figures(things: Iterable[str]) -> None:
    """Look up the figures among some things, for `known_figure` while this page is made.

    :param things: IRIs of any things
    """
    known: dict[str, Figure | None] = g.setdefault("figures", {})
    new = [iri for iri in dict.fromkeys(things) if iri.startswith(CLAIMS) and iri not in known]
    if new:
        known |= dict.fromkeys(new)
        claims = " ".join(str(NamedNode(iri)) for iri in new)
        known |= {figure.iri: figure for figure in find_figures(f"VALUES ?claim {{ {claims} }}")}


def known_figure(iri: str) -> Figure | None:
    """The figure with an IRI, if it is one and `know_figures` has looked it up."""
    return g.get("figures", {}).get(iri)


def _figure(row: Row) -> Figure:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    def slug(name: str) -> str:
        return local_name(row[name].value) if name in row else ""

    def many(name: str) -> tuple[str, ...]:
        return tuple(sorted((text(name) or "").split()))

    def number(name: str) -> Decimal | None:
        return Decimal(row[name].value) if name in row else None

    def day(name: str) -> date | None:
        return date.fromisoformat(row[name].value) if name in row else None

    unit = slug("unit") or None
    return Figure(
        iri=row["claim"].value,
        label=row["label"],
        notation=text("quantity") or f"{row['statedText'].value} {unit or ''}".strip(),
        stated_text=row["statedText"].value,
        unit=unit,
        qualifier=slug("qualifier"),
        kind=slug("kind"),
        stated=number("stated"),
        lower=number("lower"),
        upper=number("upper"),
        measure=row["measure"].value,
        period=text("period"),
        starts=day("periodStart"),
        ends=day("periodEnd"),
        as_of=text("asOf"),
        modality=slug("modality"),
        is_computed=row["computed"].value == "true",
        producer=row["producer"].value,
        is_nameless=row["nameless"].value == "true",
        party=text("party"),
        origins=int(row["origins"].value) if "origins" in row else None,
        articles=many("articles"),
        categories=many("categories"),
        marks=tuple(map(local_name, many("marks"))),
        caveats=int(row["caveats"].value),
        printed_by=text("printedBy") or "",
    )
