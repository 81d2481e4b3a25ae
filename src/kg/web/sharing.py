"""What of this site stands on others: pictures for links that somebody shares, and a claim in a
frame. Each says who says so, and that reported is not established."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, render_template
from flask_babel import gettext
from markupsafe import Markup

from kg import plot
from kg.terms import BASE, UNKNOWN_AGENT
from kg.web.addresses import path_of
from kg.web.claims import Statement, claim_of, speaker_of
from kg.web.exchange import FRAMED_POLICY
from kg.web.figure_selection import Selection
from kg.web.figures import Figure, find_figures
from kg.web.figures_page import drawn_of, in_language_asked
from kg.web.languages import current_language, page_address
from kg.web.names import name_of
from kg.web.plotting import groups_of, usual_producers, words
from kg.web.site import current_site
from kg.wording import count

blueprint = Blueprint("sharing", __name__)

KEPT_CARDS = 128
"""Cards that stay in memory, of some 50 kB each."""
SITE = "Refusals"


@blueprint.get("/card/claim/<path:id>.png")
def claim_card(id: str) -> Response:
    """The card of a claim."""
    claim = claim_of(id)
    if elsewhere := in_language_asked():
        return elsewhere
    drawn = _card_of_figure(claim) if isinstance(claim, Figure) else _card_of_statement(claim)
    return _picture(drawn)


@blueprint.get("/card/figures.png")
def figures_card() -> Response:
    """The card of the page of figures: of what most figures with a date are about."""
    if elsewhere := in_language_asked():
        return elsewhere
    drawn = plot.figures_card(
        gettext("How many, who says so, and who prints it."),
        gettext("Every figure reported on desertion from the Russian army"),
        groups_of(drawn_of(find_figures(), Selection({})).figures)[:1],
        words(gettext("Figures through time")),
        gettext("Reported is not established."),
        SITE,
        usual_producers(),
    )
    return _picture(drawn)


@blueprint.get("/embed/claim/<path:id>")
def framed(id: str) -> Response:
    """A claim with who says so and a link back, for a frame on another site."""
    claim = claim_of(id)
    page = render_template(
        "embed_claim.html",
        claim=claim,
        address=page_address(path_of(claim.iri)),
        is_figure=isinstance(claim, Figure),
        manifest=current_site().release.manifest,
    )
    return Response(page, headers={"Content-Security-Policy": FRAMED_POLICY})


def _card_of_figure(figure: Figure) -> Markup:
    printed, language = [_printed_by(figure.printed_by)], current_language()
    if figure.origins:
        printed.append(count(figure.origins, "origin", language))
    when = [figure.when if figure.is_dated else gettext("without a date")]
    when += [name_of(f"{BASE}id/mark/{mark}").text for mark in figure.marks]
    return plot.claim_card(
        f"{figure.quantity}: {name_of(figure.measure)}",
        _said_by(figure, figure.is_computed),
        " · ".join(filter(None, printed)),
        " · ".join(when),
        figure.qualifier,
        gettext("Reported is not established."),
        SITE,
        figure.is_computed,
    )


def _card_of_statement(statement: Statement) -> Markup:
    return plot.claim_card(
        statement.says.value,
        _said_by(statement),
        _printed_by(statement.printed_by),
        "",
        None,
        gettext("Reported is not established."),
        SITE,
    )


def _said_by(claim: Figure | Statement, is_computed: bool = False) -> str:
    """Who says so, whether he is a party to the war, and whether he vouches for it."""
    if is_computed:
        return gettext("computed by this site")
    speaker = speaker_of(claim)
    if speaker == UNKNOWN_AGENT.value:
        parts = [gettext("who says so is not known")]
    else:
        parts = [gettext("said by %(speaker)s", speaker=name_of(speaker))]
    if claim.party:
        parts.append(gettext("party to the war"))
    if claim.is_weak:
        parts.append(name_of(f"{BASE}id/modality/{claim.modality}").text)
    return " · ".join(parts)


def _printed_by(outlets: str) -> str:
    return gettext("printed by %(outlets)s", outlets=outlets) if outlets else ""


def _picture(svg: Markup) -> Response:
    return Response(_png(str(svg)), content_type="image/png")


@lru_cache(KEPT_CARDS)
def _png(svg: str) -> bytes:
    return plot.card_png(svg)
