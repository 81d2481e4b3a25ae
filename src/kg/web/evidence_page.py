"""The evidence of a figure in short, to be read beside a plot: who says so, the passages that print
it, who repeats it, and what it may be compared with. The whole dossier is the page of the claim."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template

from kg.web.addresses import path_of
from kg.web.asking import answer, ask
from kg.web.chains import chain_of
from kg.web.claim_pages import by_gravity, derivations, figures_beside, printed_in
from kg.web.comparisons import by_verdict, comparisons
from kg.web.figure_selection import PATH
from kg.web.figures import CLAIMS
from kg.web.languages import page_address
from kg.web.missing import missing
from kg.web.site import current_site

blueprint = Blueprint("evidence", __name__)

MOST_CHECKS = 3
"""Of each verdict; the rest stands on the page of the claim."""


@blueprint.get(f"{PATH}/evidence/<path:id>")
def evidence(id: str) -> Response:
    """The evidence of the figure with an IRI `…/id/claim/<id>`; a statement has only its page."""
    iri = f"{CLAIMS}{id}"
    current_site().kept.check(iri)
    printings, caveats, checks, chain = (
        answer(name, iri) for name in ("printings", "caveats", "compared_with", "chain")
    )
    figures = {one.iri: one for one in figures_beside(iri)}
    if iri not in figures:
        if not printings.rows:
            missing(iri)
        return redirect(page_address(path_of(iri)), 303)
    derived = derivations(ask("facts", iri), "value") if figures[iri].is_computed else []
    page = render_template(
        "evidence.html",
        figure=figures[iri],
        nameless=figures[iri].is_nameless,
        path=path_of(iri),
        computed_from=[figures[one] for one in derived if one in figures],
        printings=printings,
        printed=printed_in(printings.rows),
        caveats=caveats,
        grave=by_gravity(caveats.rows),
        chain=chain,
        steps=chain_of(chain.rows).steps,
        verdicts=by_verdict(comparisons(checks.rows, figures)),
        most=MOST_CHECKS,
        release_id=current_site().release_id,
    )
    return Response(page, headers={"X-Robots-Tag": "noindex"})
