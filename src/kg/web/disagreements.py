"""The disagreement view: a claim beside all that it was compared with, on one axis where they count
the same; and a page of all that does not agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, render_template
from flask_babel import gettext
from pyoxigraph import Literal

from kg import plot
from kg.terms import BASE
from kg.web.addresses import path_of
from kg.web.asking import Answer, Row, answer
from kg.web.beside import (
    FAULTS,
    IN_TEXT_KINDS,
    NOT_COMPARABLE,
    Other,
    others_of,
    scope_of_check,
    scopes_of,
)
from kg.web.claim_pages import figures_beside
from kg.web.claims import Statement, claim_of
from kg.web.comparisons import Comparison, comparisons
from kg.web.figures import Figure, find_figures
from kg.web.figures_page import in_language_asked
from kg.web.languages import page_address
from kg.web.names import name_of
from kg.web.plotting import Plot, words
from kg.web.site_address import asked_address
from kg.web.view_files import file_of, variant_asked

blueprint = Blueprint("disagreements", __name__)

PATH = "/disagreements"
ALIKE = """?one ref:measure ?measure ; ref:producedBy ?by .
      ?other ref:measure ?measure ; ref:producedBy ?by2 . FILTER(?by != ?by2)"""
"""Numbers on one measure that are not by one speaker."""


@dataclass(frozen=True)
class Beside:
    """A claim with what it was compared with.

    :ivar found: the rows of beside.rq
    :ivar figures: the figures among them and the claim itself, by IRI
    """

    own: Figure | Statement
    others: list[Other]
    found: Answer
    figures: dict[str, Figure]


@dataclass(frozen=True)
class Dispute:
    """A check whose claims do not agree.

    :ivar measures: what its figures count; "" where there are none
    :ivar speakers: the names of those who speak, as far as they have one
    :ivar drawn: None where one speaker is at odds with himself, or nobody knows who speaks
    :ivar english: the reason where it is in English only
    """

    check: Comparison
    measures: str
    speakers: str
    drawn: Plot | None
    english: Literal | None


@blueprint.get("/disagreement/<path:id>")
def disagreement(id: str) -> str:
    """A claim beside all that it was compared with."""
    view = _view(id)
    compared = [one.verdict for one in view.others]
    return render_template(
        "disagreement.html",
        own=view.own,
        iri=view.own.iri,
        path=path_of(view.own.iri),
        is_figure=isinstance(view.own, Figure),
        others=view.others,
        found=view.found,
        checks=[list(rows) for _, rows in groupby(view.found.rows, lambda row: row["check"])],
        figures=view.figures,
        tally=[(name, compared.count(verdict), verdict) for verdict, name in _names(view.others)],
        plot=_plot(view.own, view.others),
        svg=page_address(f"/disagreement/{id}.svg"),
    )


@blueprint.get("/disagreement/<path:id>.svg")
def disagreement_picture(id: str) -> Response:
    """The drawing as a file that stands alone."""
    variant, view = variant_asked(), _view(id)
    if elsewhere := in_language_asked():
        return elsewhere
    site = asked_address()
    return file_of(
        lambda source: plot.beside(
            scopes_of(view.own, view.others, site),
            words(_name(view.own)),
            variant,
            standalone=True,
            source=source,
        ),
        f"/disagreement/{id}",
        "disagreement",
    )


@blueprint.get(PATH)
def disagreements() -> str:
    """All checks in which claims do not agree, those of different speakers first; and numbers on
    one measure that must not be compared."""
    found = _asked(FAULTS)
    alike = _asked((NOT_COMPARABLE,), ALIKE)
    claims = {row["claim"].value for row in (*found.rows, *alike.rows)}
    figures = {one.iri: one for one in find_figures() if one.iri in claims}
    return render_template(
        "disagreements.html",
        disputes=_disputes(found, figures),
        found=found,
        apart=_disputes(alike, figures),
        alike=alike,
    )


def _asked(verdicts: Iterable[str], restriction: str = "") -> Answer:
    iris = " ".join(f"<{BASE}id/verdict/{verdict}>" for verdict in verdicts)
    return answer("disagreeing", textKinds=IN_TEXT_KINDS, verdicts=iris, restriction=restriction)


def _disputes(found: Answer, figures: dict[str, Figure]) -> list[Dispute]:
    rows = {row["check"].value: row for row in found.rows}
    return [
        Dispute(
            check,
            _measures(check),
            _speakers(check),
            _drawn(check) if _is_drawn(check, rows[check.iri]) else None,
            rows[check.iri].get("english"),
        )
        for check in comparisons(found.rows, figures)
    ]


def _is_drawn(check: Comparison, row: Row) -> bool:
    return row["several"].value == "true" or check.verdict == NOT_COMPARABLE


def _view(id: str) -> Beside:
    own = claim_of(id)
    found = answer("beside", own.iri, textKinds=IN_TEXT_KINDS)
    figures = {one.iri: one for one in figures_beside(own.iri)}
    return Beside(own, others_of(own, found.rows, figures), found, figures)


def _name(own: Figure | Statement) -> str:
    return gettext("%(claim)s: beside other claims", claim=own.title)


def _plot(own: Figure | Statement, others: list[Other]) -> Plot:
    scopes, said = scopes_of(own, others), words(_name(own))
    return Plot(plot.beside(scopes, said, plot.WIDE), plot.beside(scopes, said, plot.NARROW))


def _names(others: list[Other]) -> list[tuple[str, str]]:
    """The verdicts that were found, and their names; what must not be compared last."""
    names = {one.verdict: one.verdict_name for one in others}
    return sorted(names.items(), key=lambda item: item[0] == NOT_COMPARABLE)


def _measures(check: Comparison) -> str:
    counted = (claim.figure.measure for claim in check.claims if claim.figure)
    return ", ".join(name_of(measure).text for measure in dict.fromkeys(counted))


def _speakers(check: Comparison) -> str:
    told = (claim.speaker for claim in check.claims)
    return ", ".join(dict.fromkeys(name_of(speaker).text for speaker in told if speaker))


def _drawn(check: Comparison) -> Plot:
    scopes, said = [scope_of_check(check)], words(f"{check.verdict_name}: {check.reason.value}")
    return Plot(plot.beside(scopes, said, plot.WIDE), plot.beside(scopes, said, plot.NARROW))
