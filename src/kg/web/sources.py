"""The page of sources: who originates what is printed, who only repeats it, and from whom.

Organisations and outlets are listed. People in public roles are only counted, as are speakers
without a name: there are no lists of people here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, render_template
from flask_babel import gettext, ngettext

from kg import plot
from kg.web.addresses import path_of
from kg.web.asking import Answer, Row, answer
from kg.web.languages import page_address
from kg.web.names import name_of
from kg.web.plotting import Plot, words

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources")
def sources() -> str:
    """Producers, outlets, who prints whose claims, and what the articles cite."""
    quotes = answer("source_quotes")
    return render_template(
        "sources.html",
        producers=answer("source_producers"),
        speakers=answer("source_speakers"),
        outlets=answer("source_outlets"),
        quotes=quotes,
        plot=_matrix(quotes),
        chains=answer("source_chains"),
        documents=answer("source_documents"),
    )


def _matrix(quotes: Answer) -> Plot:
    """A row for each outlet, a column for each that it prints; the most frequent first."""
    said = words(gettext("Whose claims the articles of each outlet print"))
    heads = [_heads(quotes.rows, name) for name in ("outlet", "credited")]
    cells = [_cell(row) for row in quotes.rows]
    return Plot(
        *(plot.matrix(*heads, cells, said, variant) for variant in (plot.WIDE, plot.NARROW))
    )


def _heads(rows: Sequence[Row], name: str) -> list[plot.Head]:
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row[name].value] += int(row["claims"].value)
    return [
        plot.Head(iri, name_of(iri).text, page_address(path_of(iri)))
        for iri, _ in totals.most_common()
    ]


def _cell(row: Row) -> plot.Cell:
    outlet, credited, count = row["outlet"].value, row["credited"].value, int(row["claims"].value)
    title = ngettext(
        "%(outlet)s prints %(num)s claim of %(credited)s",
        "%(outlet)s prints %(num)s claims of %(credited)s",
        count,
        outlet=name_of(outlet).text,
        credited=name_of(credited).text,
    )
    return plot.Cell(outlet, credited, count, page_address(path_of(credited)), title)
