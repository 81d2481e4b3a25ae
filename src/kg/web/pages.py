"""Pages for people: one page for every thing that has an IRI.

Every fact on a page comes from a stored query (`kg.web.asking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template

from kg.build.entities import NEVER_TOGETHER
from kg.citation import cite_release
from kg.formats import GRAPH_FORMATS
from kg.release import Release
from kg.terms import VOCABULARIES
from kg.web import schema_org, things
from kg.web.addresses import path_of
from kg.web.article_pages import article_page, check_page
from kg.web.asking import answer, ask
from kg.web.citing import announce, is_claim
from kg.web.claim_pages import claim_page
from kg.web.descriptions import PAGE_FACTS
from kg.web.figures import know_figures
from kg.web.missing import missing
from kg.web.reporting import report_here
from kg.web.site import current_site
from kg.web.site_address import asked_address
from kg.web.things.record import Thing, read

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
def about() -> str:
    """What this site is and is not, who makes it, and how an error is corrected."""
    return render_template("about.html", report=report_here())


@blueprint.get("/method")
def method() -> str:
    """How claims, people and laws are modelled, with a drawing of the core."""
    return render_template("method.html")


def page_of(iri: str, number: int = 1) -> tuple[str, list[str]]:
    """The page of one thing, and the IRIs of its classes.

    :param number: which page of what points at it
    """
    thing = read(iri)
    facts = thing.answer.rows
    references = ask("references", iri, offset=str((number - 1) * PAGE_FACTS))
    if not references and (number > 1 or not facts):
        missing(iri, number)
    types = thing.iris("type")
    own = {name.removeprefix(VOCABULARIES["ref"]) for name in types}
    view = {
        "iri": iri,
        "path": path_of(iri),
        "title": thing.title,
        "kind": things.kind_of(thing),
        "references": references[:PAGE_FACTS],
        "formats": GRAPH_FORMATS,
        "number": number,
        "has_next": len(references) > PAGE_FACTS,
    }
    if {class_.value for class_ in NEVER_TOGETHER} & set(types):
        # The words of somebody without a name are never put together into a profile.
        view |= {"facts": facts, "references": [], "has_next": False, "nameless": True}
        return render_template("things/base.html", **view), types
    if things.PUBLIC_PERSON in own and number > 1:
        missing(iri, number)
    if number > 1:
        know_figures(row["subject"].value for row in references)
        return render_template("things/base.html", **view), types
    inferring = answer("inferred", iri)
    view |= {"facts": facts, "inferred": inferring.rows, "inferring": inferring}
    template, more = _layout(thing, own, view)
    know_figures(node.value for row in (*facts, *references) for node in row.values())
    return render_template(template, **view, **more), types


def _layout(thing: Thing, own: set[str], known: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template of a thing's page, and what else it shows."""
    iri, facts = thing.iri, thing.answer.rows
    page = asked_address() + path_of(iri)
    if is_claim(facts):
        return claim_page(iri, own, known, page)
    if "Check" in own:
        return check_page(iri)
    if "Article" in own:
        return article_page(iri, known, page)
    template, more = things.show(thing)
    more["elsewhere"] = ask("links", iri) if thing.is_linked else ()
    release = current_site().release
    if iri == schema_org.DATASET:
        return template, more | dataset_view(release)
    date = str(release.manifest.get("date", ""))
    more["structured"] = schema_org.described(iri, facts, date, page)
    return template, more


def dataset_view(release: Release, measures: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """How a release is cited, and the dataset in schema.org's terms.

    :param measures: IRI and label of what its figures measure
    """
    citation = announce(cite_release(release.manifest))
    node = schema_org.dataset(release.manifest, citation, asked_address(), measures)
    return {"citation": citation, "citation_path": "/dataset", "structured": node}
