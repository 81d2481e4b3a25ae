"""The citation chain of a claim on a page of its own: who says it first, who only repeats it, and
how many know it independently."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from kg import plot
from kg.web.addresses import path_of
from kg.web.asking import answer
from kg.web.chains import ORIGIN, PASSES_ON, PRINTS, SAYS, Step, chain_of, draw, drawing_of
from kg.web.claims import Statement, claim_of
from kg.web.figures import Figure
from kg.web.figures_page import in_language_asked
from kg.web.languages import page_address
from kg.web.plotting import words
from kg.web.site_address import asked_address
from kg.web.view_files import file_of, variant_asked

blueprint = Blueprint("chain_pages", __name__)


@blueprint.get("/chain/<path:id>")
def chain(id: str) -> str:
    """How a claim came to be printed."""
    own = claim_of(id)
    found = answer("chain", own.iri)
    path = chain_of(found.rows)
    return render_template(
        "chain.html",
        own=own,
        iri=own.iri,
        path=path_of(own.iri),
        is_figure=isinstance(own, Figure),
        computed=isinstance(own, Figure) and own.is_computed,
        nameless=own.is_nameless,
        chain=found,
        steps=path.steps,
        first=_agents(step for step in path.steps if step.role in (ORIGIN, SAYS)),
        repeating=_agents(
            step
            for step in path.steps
            if (step.repeats or step.role == PASSES_ON) and not step.is_own
        ),
        printed=_agents(step for step in path.steps if step.role == PRINTS),
        plot=drawing_of(path, _name(own), plot.WIDE),
        svg=page_address(f"/chain/{id}.svg"),
    )


@blueprint.get("/chain/<path:id>.svg")
def chain_picture(id: str) -> Response:
    """The drawing as a file that stands alone."""
    variant, own = variant_asked(), claim_of(id)
    if elsewhere := in_language_asked():
        return elsewhere
    path, site = chain_of(answer("chain", own.iri).rows), asked_address()
    return file_of(
        lambda source: draw(path, words(_name(own)), variant, source, site),
        f"/chain/{id}",
        "chain",
    )


def _name(own: Figure | Statement) -> str:
    return gettext("%(claim)s: citation chain", claim=own.title)


def _agents(steps: Iterable[Step]) -> list[str]:
    """IRIs of those who take some steps, each once."""
    return list(dict.fromkeys(step.agent for step in steps))
