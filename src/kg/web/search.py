"""Search for people and programs: pages of results, names while they are typed, and the
description by which a browser takes this site among its search engines (OpenSearch 1.1)."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, render_template, request

from kg.formats import HTML, PAGE, Choice, Format, choose
from kg.search import MOST_CHARACTERS, MOST_RANKED, Found, SearchIndex
from kg.web.addresses import split_suffix
from kg.web.checks_page import figures_by_iri
from kg.web.documents import add_links, page_number
from kg.web.errors import respond
from kg.web.search_counted import Counted, counted
from kg.web.search_request import Search, SearchRefused, read_search
from kg.web.search_results import NOBODY, RESULTS_PER_PAGE, matched, results, thing
from kg.web.search_suggestions import suggestions
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("search", __name__)
blueprint.add_app_template_global(MOST_CHARACTERS, "longest_search")
blueprint.app_errorhandler(SearchRefused)(lambda error: respond(error.problem))

JSON = Format("json", "JSON", PAGE, ("application/json",), "json")
SUGGESTIONS = Format(
    "opensearch", "OpenSearch suggestions", PAGE, ("application/x-suggestions+json",), "json"
)
DESCRIPTION_TYPE = "application/opensearchdescription+xml"
OFFER = (HTML, JSON)
MOST_SUGGESTIONS = 8
MOST_NEAR = 5
EXAMPLES = {
    "mediazona": "agent/mediazona", "Медиазона": "agent/mediazona",
    "4,373": "claim/proekt-convictions-2023", "resignation": "route/resignation",
    "Идите лесом": "agent/idite-lesom", "general staff": "agent/general-staff-of-ukraine",
}  # fmt: skip
"""Words to search for, and what they are to find; where that is gone, so are the words."""
BROWSED = (
    "ReportedCount", "Statement", "Article", "Outlet", "Organisation", "Event", "Law", "Provision",
    "Place", "Measure", "SoldierCategory", "Route", "Motive", "Obstacle", "Consequence",
)  # fmt: skip
"""Classes to look through. People are found by their names, and never listed."""


@blueprint.get("/search")
@blueprint.get("/search.<any(html, json):suffix>")
def search(suffix: str = "") -> Response:
    """What has the words, a page at a time."""
    choice = _choose(OFFER)
    index = current_site().index
    page = page_number(MOST_RANKED // RESULTS_PER_PAGE)
    asked = read_search(request.query_string, index.types, page)
    found = index.search(
        asked.text, asked.types, RESULTS_PER_PAGE, (asked.page - 1) * RESULTS_PER_PAGE
    )
    if asked.page > 1 and not found.hits:
        abort(404, f"What was found does not fill {asked.page} pages; begin with the first")
    meaning = None if asked.types or asked.page > 1 else index.meaning(asked.text)
    leads_to = counted(meaning) if meaning else None
    record = results(index, asked, found)
    record["counted"] = leads_to.as_record() if leads_to else None
    if choice.format is HTML:
        response = Response(_page(index, asked, found, record, leads_to))
    else:
        response = _json(record, choice)
    return _finish(response, asked, record, is_negotiated=not suffix)


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Names that a text may become and figures with its number, for who types: as objects, or as
    browsers read them."""
    choice = _choose((JSON, SUGGESTIONS))
    index = current_site().index
    asked = read_search(request.query_string, index.types)
    found = suggestions(index, asked, MOST_SUGGESTIONS)
    if choice.format is SUGGESTIONS:  # OpenSearch Suggestions 1.1: completions, notes, addresses
        record = [
            asked.text,
            [one["matched"]["text"] for one in found],
            [one["note"] for one in found],
            [asked_address() + one["path"] for one in found],
        ]
    else:
        record = {"query": asked.text, "types": list(asked.types), "suggestions": found}
    response = _json(record, choice)
    response.vary.add("Accept")
    return response


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How a browser searches here (OpenSearch 1.1)."""
    text = render_template("opensearch.xml", address=asked_address(), examples=_examples())
    return Response(text, content_type=DESCRIPTION_TYPE)


def _choose(offer: tuple[Format, ...]) -> Choice:
    suffix = split_suffix(request.path.strip("/"), offer)[1]
    return choose(request.headers.get("Accept"), suffix or request.args.get("format"), offer)


def _page(
    index: SearchIndex, asked: Search, found: Found, record: dict, leads_to: Counted | None
) -> str:
    near = [] if found.total or not asked.text else index.candidates(asked.text, limit=MOST_NEAR)
    is_claimed = any(one["claim"] for one in record["results"])
    figures = figures_by_iri() if is_claimed else {}
    browsed = [index.types[name] for name in BROWSED if name in index.types]
    return render_template(
        "search.html",
        search=asked,
        per_page=RESULTS_PER_PAGE,
        found=record,
        everything=sum(found.by_type.values()),
        figures=figures,
        counted=leads_to,
        has_figures=any(one["iri"] in figures for one in record["results"])
        or bool(leads_to and leads_to.figures),
        nobody=NOBODY,
        near=[{**thing(index, hit.entry), "matched": matched(hit)} for hit in near],
        browsed=browsed,
        examples=_examples(),
    )


def _examples() -> list[str]:
    index = current_site().index
    return [words for words, thing in EXAMPLES.items() if index.entry(thing)]


def _json(record: object, choice: Choice) -> Response:
    text = json.dumps(record, ensure_ascii=False)
    return Response(f"{text}\n", content_type=choice.content_type)


def _finish(response: Response, asked: Search, record: dict, is_negotiated: bool) -> Response:
    """The response with the headers of a page of results. Robots need not keep it: what it leads to
    has pages of its own."""
    links = [(asked.address(), "canonical", "")]
    for format in OFFER:
        address = asked.address(f"/search.{format.extension}")
        links.append((address, "alternate", format.media_types[0]))
    if record["next"]:
        links.append((asked.address(page=asked.page + 1), "next", ""))
    if record["previous"]:
        links.append((asked.address(page=asked.page - 1), "prev", ""))
    links.append(("/opensearch.xml", "search", DESCRIPTION_TYPE))
    add_links(response, links)
    response.headers["X-Robots-Tag"] = "noindex"
    if is_negotiated:
        response.vary.add("Accept")
    return response
