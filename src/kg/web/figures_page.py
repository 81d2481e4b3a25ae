"""The page of all figures: as plot and table, narrowed down by links and by a form; the same plot
as a file, and as a page for frames on other sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask_babel import gettext, ngettext

from kg import plot
from kg.citation import Citation, cite_figures
from kg.web.asking import local_name
from kg.web.citing import EXTENSION, citation_file, release_citation
from kg.web.errors import respond
from kg.web.exchange import FRAMED_POLICY
from kg.web.figure_choices import (
    chips,
    facet_views,
    key_choices,
    label_of,
    order_words,
    scale_words,
)
from kg.web.figure_facets import Facet, facets, topics
from kg.web.figure_files import file_name, headings
from kg.web.figure_selection import PATH, Selection, SelectionRefused
from kg.web.figure_selection import read_selection as read
from kg.web.figures import Figure, Figures, find_figures, set_apart
from kg.web.filters import data_link
from kg.web.languages import LANGUAGES, page_address
from kg.web.plotting import groups_of, timelines, usual_producers, words
from kg.web.protocol import read_parameters
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("figures", __name__)
blueprint.app_errorhandler(SelectionRefused)(lambda error: respond(error.problem))

MOST_PANELS, MOST_MARKS = 24, 600
"""That a plot shows; the rest stands in the table alone."""
SVG_TYPE = "image/svg+xml; charset=utf-8"


@dataclass(frozen=True)
class Drawn:
    """What of a choice a plot shows.

    :ivar left_out: number of figures that stand in the table alone
    :ivar is_open: whether that is so since nobody has chosen what to draw
    """

    figures: tuple[Figure, ...]
    left_out: int
    is_open: bool


@blueprint.get(PATH)
def figures() -> Response:
    """All figures, or those that are chosen."""
    known = facets()
    chosen = read(request.query_string, known)
    address = page_address(chosen.address())
    if _pairs() != chosen.parameters:
        return redirect(address, 302)
    found = find_figures(chosen.restriction(known), chosen.ordering)
    drawn = drawn_of(found, chosen)
    dated = [one for one in found if one.is_dated]
    always = replace(chosen, first="", last="")
    every = found if chosen == always else find_figures(always.restriction(known))
    page = render_template(
        "figures.html",
        chosen=chosen,
        title=title_of(chosen, known, found),
        found=found,
        dated=dated,
        undated=[one for one in found if not one.is_dated],
        drawn=drawn,
        plot=timelines(
            drawn.figures,
            gettext("Figures through time"),
            chosen.scale,
            plot.COLUMN,
            key_choices(known, chosen, drawn.figures),
        ),
        months=_months(every),
        facets=facet_views(known, chosen, found),
        chips=chips(known, chosen, found),
        counted=_counted(found),
        orders=order_words(),
        scales=scale_words(),
        svg=page_address(chosen.address(f"{PATH}.svg")),
        json=data_link(found.answer, "json", file_name(chosen)),
        file_name=file_name(chosen),
        set_apart=set_apart(one.measure for one in found),
        canonical=address,
        counts=page_address(chosen.with_values("kind", ["count"]).address()),
        undated_address=_undated(chosen, known),
        citation=_citation(chosen, found),
        citation_query=urlencode(chosen.parameters),
    )
    response = Response(page)
    if not chosen.is_whole:  # no end of choices; what they lead to has pages of its own
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get(f"{PATH}.{EXTENSION}")
def choice_citation(extension: str) -> Response:
    """The citation of the figures that are chosen."""
    known = facets()
    chosen = read(request.query_string, known)
    found = find_figures(chosen.restriction(known), chosen.ordering)
    return citation_file(_citation(chosen, found), extension)


def _citation(chosen: Selection, found: Figures) -> Citation:
    """How the figures of a choice are cited; all of them are the data set, and so is none."""
    if chosen.is_whole or not len(found):
        return release_citation()
    outlets = (name for one in found for name in one.printed_by.split(", ") if name)
    address = asked_address() + page_address(chosen.address())
    manifest = current_site().release.manifest
    return cite_figures(manifest, [one.label.value for one in found], outlets, address)


@blueprint.get(f"{PATH}.svg")
def picture() -> Response:
    """The plot of a choice as a file that stands alone."""
    if elsewhere := in_language_asked():
        return elsewhere
    known = facets()
    chosen = read(request.query_string, known)
    found = find_figures(chosen.restriction(known), chosen.ordering)
    drawn = drawn_of(found, chosen)
    title = title_of(chosen, known, found)
    text = plot.timelines(
        groups_of(drawn.figures, chosen.scale, asked_address()),
        words(title, *headings(known, chosen, title)),
        plot.WIDE,
        standalone=True,
        usual=usual_producers(),
        source=source_line(asked_address() + page_address(chosen.address())),
    )
    response = Response(text, content_type=SVG_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name(chosen)}.svg"'
    return response


@blueprint.get("/embed/figures")
def framed() -> Response:
    """The plot of a choice with its key and source, for a frame on another site."""
    known = facets()
    chosen = read(request.query_string, known)
    found = find_figures(chosen.restriction(known), chosen.ordering)
    drawn = drawn_of(found, chosen)
    page = render_template(
        "embed_figures.html",
        title=title_of(chosen, known, found),
        drawn=drawn,
        found=found,
        plot=timelines(
            drawn.figures,
            gettext("Figures through time"),
            chosen.scale,
        ).leaving_the_frame,
        address=page_address(chosen.address()),
        manifest=current_site().release.manifest,
    )
    return Response(page, headers={"Content-Security-Policy": FRAMED_POLICY})


def in_language_asked() -> Response | None:
    """Where `?lang=` asks for another language than the path says: the way there."""
    asked = request.args.to_dict(flat=False)
    language = asked.pop("lang", [""])[0]
    if not language:
        return None
    if language not in LANGUAGES:
        abort(400, f"lang can be {', '.join(LANGUAGES)}")
    query = urlencode(asked, doseq=True)
    path = page_address(request.path, language)
    return redirect(f"{path}?{query}" if query else path, 302)


def drawn_of(found: Figures, chosen: Selection) -> Drawn:
    """What of these figures a plot shows, by topic, the measures with most of them first.

    Where no measure, no kind of number and no single figure is chosen, it shows the measures of
    which several counts have a date. What has no date stands beside what has one, and is not
    drawn without it.
    """
    is_open = not {"measure", "kind", "claim"} & chosen.chosen.keys()
    if not any(one.is_dated for one in found):
        return Drawn((), len(found), is_open)
    shown = [one for one in found if one.kind == "count" or not is_open]
    dated = Counter(one.measure for one in shown if one.is_dated)
    several = {measure for measure, count in dated.items() if count > 1} or set(dated)
    if is_open:
        shown = [one for one in shown if one.measure in several]
    counts = Counter(one.measure for one in shown)
    order = sorted(counts, key=lambda measure: (_topic(measure), -counts[measure], measure))
    panels = {measure: place for place, measure in enumerate(order[:MOST_PANELS])}
    shown = [one for one in shown if one.measure in panels][:MOST_MARKS]
    shown.sort(key=lambda one: (panels[one.measure], one.kind != "count", one.kind, one.unit or ""))
    return Drawn(tuple(shown), len(found) - len(shown), is_open)


def _topic(measure: str) -> int:
    """The place of the topic of a measure in the order of the page."""
    values, slug = facets()["measure"].values, local_name(measure)
    while slug in values and slug not in topics():
        slug = values[slug].broader
    return topics().index(slug) if slug in topics() else len(topics())


def source_line(address: str) -> str:
    """What stands under a picture that leaves the site."""
    manifest = current_site().release.manifest
    claim = gettext("A claim made in a source, not a fact established by this site.")
    return f"Refusals, {manifest['date']} ({manifest['release']}), CC BY 4.0. {claim} {address}"


def title_of(chosen: Selection, known: Mapping[str, Facet], found: Figures) -> str:
    """What a choice is called: by its measures, else by all that is chosen; several single figures
    by their number.

    :param found: the figures of the choice
    """
    single = len(chosen.chosen.get("claim", ()))
    names = ("measure",) if "measure" in chosen.chosen else tuple(chosen.chosen)
    if single > 1 and names == ("claim",):
        return ngettext("%(num)s chosen figure", "%(num)s chosen figures", single)
    titles = {one.id: one.title for one in found} if names == ("claim",) else {}
    told = [
        titles.get(slug) or label_of(name, known[name].values[slug]).text
        for name in names
        for slug in chosen.chosen[name]
    ]
    return ", ".join(told[:3]) + (" …" if told[3:] else "") if told else gettext("All figures")


def _undated(chosen: Selection, known: Mapping[str, Facet]) -> str:
    """Where those of a choice stand that a period leaves out since they have no date; "" without a
    period."""
    if not chosen.in_time or "undated" not in known["time"].values:
        return ""
    always = replace(chosen, first="", last="")
    return page_address(always.with_values("time", ["undated"]).address())


def _months(figures: Figures) -> tuple[str, str]:
    """The first and the last month of the time that figures speak of; empty where none has any."""
    days = [day for one in figures if one.is_dated for day in (one.starts, one.last_day) if day]
    return (f"{min(days):%Y-%m}", f"{max(days):%Y-%m}") if days else ("", "")


def _pairs() -> list[tuple[str, str]]:
    asked = read_parameters(request.query_string)
    return [(name, value) for name, values in asked.items() for value in values]


def _counted(found: Figures) -> dict[str, int]:
    """How many speakers with a name and how many articles a choice has."""
    return {
        "speakers": len({one.producer for one in found
                         if not one.is_nameless and not one.is_computed}),
        "articles": len({article for one in found for article in one.articles}),
        "undated": sum(not one.is_dated for one in found),
    }  # fmt: skip
