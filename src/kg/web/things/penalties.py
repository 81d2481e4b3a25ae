"""Penalties in words and as a picture: how much, for what, since when, before and after a law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from kg import plot
from kg.dates import Date, DateError, parse_date
from kg.terms import BASE
from kg.web.addresses import path_of
from kg.web.asking import Row, local_name
from kg.web.languages import current_language, page_address
from kg.web.names import name_of
from kg.web.plotting import Plot, words
from kg.web.things.sources import Sources
from kg.wording import date, period, quantity

IMPRISONMENT = f"{BASE}id/penalty-kind/imprisonment"
MONTHS_IN_YEAR = 12
PLOTTED_UNITS = {"year": 1, "month": MONTHS_IN_YEAR}


@dataclass(frozen=True)
class Penalty:
    """A penalty as a row of the table.

    :ivar norm: IRI of the provision
    :ivar limits: its least and its most, in words; "" where neither is known
    :ivar length: how long an absence it is for, in words; "" where that does not matter
    :ivar force: since and until when, in words
    :ivar before, after: whether it was in force on the eve and on the day of the amendment: yes, no
        or unknown; "" where no amendment's day is known
    """

    norm: str
    row: Row
    limits: str
    length: str
    force: str
    before: str
    after: str
    sources: tuple[int, ...]


def penalty(row: Row, sources: Sources) -> Penalty:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    return Penalty(
        norm=row["norm"].value,
        row=row,
        limits=limits(row),
        length=length_of(text("moreThan"), text("upTo")),
        force=force(row),
        before=text("before") or "",
        after=text("after") or "",
        sources=sources.cite_row(row),
    )


def force(row: Row) -> str:
    """Since and until when a norm is in force, in words, or for which days documents show it."""

    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    first, last = text("from"), text("to")
    if first or last:
        return period(f"{first or '..'}/{last or '..'}", current_language())
    attested = stretch(text("shownFrom"), text("shownTo"))
    return gettext("shown for: %(when)s", when=attested) if attested else gettext("not known")


def stretch(first: str | None, last: str | None) -> str:
    """From when to when documents show something, in words; "" where neither is known."""
    language = current_language()
    if first and last and first != last:
        return period(f"{first}/{last}", language)
    if first or not last:
        return date(first, language) if first else ""
    unknown = gettext("start not known")
    return f"{period(f'../{last}', language)} ({unknown})"


def length_of(more_than: str | None, up_to: str | None) -> str:
    """How long an absence must be, in words; "" where that does not matter."""
    bounds = ((">", more_than), ("<=", up_to))
    return ", ".join(_quantity(f"{sign}{text}") for sign, text in bounds if text)


def _quantity(notation: str) -> str:
    """A stretch of time in words (see `kg.quantity`), such as `>2 days`."""
    unit = notation.rpartition(" ")[2].removesuffix("s")
    return quantity(notation, unit, current_language())


def limits(row: Mapping[str, Any]) -> str:
    """The least and the most that a penalty sets, in words; "" where neither is known."""
    least, most = (row[name].value if name in row else "" for name in ("minimum", "maximum"))
    if "unit" not in row or not (least or most):
        return ""
    amount = f"{least}..{most}" if least and most else f"<={most}" if most else f">={least}"
    return _quantity(f"{amount} {local_name(row['unit'].value)}")


def drawn(penalties: Iterable[Penalty], name: str) -> Plot | None:
    """The longest terms of imprisonment by provision and time; None where there is none to draw.

    What nobody confirms to be in force is not drawn.
    """
    maxima = [
        _maximum(one)
        for one in penalties
        if one.row["kind"].value == IMPRISONMENT
        and "maximum" in one.row
        and one.row["confirmation"].value != "unconfirmed"
        and local_name(one.row["unit"].value) in PLOTTED_UNITS
    ]
    if not maxima:
        return None
    said = words(name)
    return Plot(
        plot.penalty_steps(maxima, said, plot.COLUMN), plot.penalty_steps(maxima, said, plot.NARROW)
    )


def _maximum(one: Penalty) -> plot.Maximum:
    name, row = name_of(one.norm).text, one.row
    return plot.Maximum(
        provision=name,
        href=page_address(path_of(one.norm)),
        title=f"{name}: {one.limits}, {one.force}",
        years=float(row["maximum"].value) / PLOTTED_UNITS[local_name(row["unit"].value)],
        start=_date(row, "from"),
        end=_date(row, "to") or (None if "from" in row else _date(row, "shownTo")),
        label=one.limits,
    )


def _date(row: Row, name: str) -> Date | None:
    try:
        return parse_date(row[name].value) if name in row else None
    except DateError:
        return None


def penalty_words(text: str) -> Sequence[str]:
    """The penalties of a row of `in_force.rq`, in words."""
    return [_one_penalty(line.split(" ")) for line in text.split("\n") if line]


def _one_penalty(fields: list[str]) -> str:
    kind, least, most, unit = fields
    row = {"unit": unit, "minimum": least, "maximum": most}
    known = {name: _Text(value) for name, value in row.items() if value != "-"}
    said = limits(known)
    return f"{name_of(kind).text}, {said}" if said else name_of(kind).text


@dataclass(frozen=True)
class _Text:
    value: str
