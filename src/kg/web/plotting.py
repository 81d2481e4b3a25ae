"""Plots of pages: the figures of the graph as `kg.plot` draws them, in the reader's language."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from flask import Blueprint, Response, g
from flask_babel import gettext
from markupsafe import Markup

from kg import plot
from kg.dates import Date, DateError, Period, parse_date, parse_period
from kg.terms import BASE
from kg.web.figures import Figure, find_figures
from kg.web.filters import qualifier_words
from kg.web.languages import current_language, page_address
from kg.web.names import name_of, speaker_words
from kg.wording import date, each, number, quantity

blueprint = Blueprint("plotting", __name__)

USUAL_WIDTH, AROUND = 720, 170
"""Of a frame on another site, and the height in it of all that is not the plot, in pixels."""
_VIEW_BOX = re.compile('viewBox="([^"]*)"')


@dataclass(frozen=True)
class Plot:
    """A plot in two widths; a page shows the one that fits."""

    wide: Markup
    narrow: Markup

    @property
    def frame_height(self) -> int:
        """Pixels that a frame of usual width needs for the wide one, with what stands around it."""
        _, _, across, down = _VIEW_BOX.search(self.wide)[1].split()
        return round(float(down) * USUAL_WIDTH / float(across)) + AROUND

    @property
    def leaving_the_frame(self) -> Plot:
        """The same for a page that stands in a frame of another site."""
        return Plot(plot.leaving_the_frame(self.wide), plot.leaving_the_frame(self.narrow))


@blueprint.get("/static/plot.css")
def style() -> Response:
    """The style sheet of plots, which is that of the files that stand alone too."""
    return Response(files("kg.plot").joinpath("plot.css").read_bytes(), mimetype="text/css")


def words(name: str, heading: str = "", below_heading: str = "") -> plot.Words:
    """The words of a plot in the language of the page.

    :param name: what it shows, for who does not see it
    :param heading, below_heading: what stands above it where it stands alone
    """
    language = current_language()
    meanings = {qualifier: qualifier_words(qualifier) for qualifier in plot.GLYPHS}
    return plot.Words(
        name=name,
        undated=gettext("without a date"),
        open_end=gettext("end not stated"),
        log=gettext("log scale"),
        heading=heading,
        below_heading=below_heading,
        others=gettext("others: named beside their marks"),
        glyphs=meanings
        | {
            "bounds": gettext("bounds only"),
            "computed": gettext("computed by this site"),
            "flagged": gettext("has a caveat"),
            "party": gettext("said by a party to the war"),
            "alleged": gettext("alleged or possible"),
        },
        number=lambda value: number(Decimal(str(value)), language),
        date=lambda day, precision: date(_iso(day, precision), language),
    )


def _iso(day: datetime.date, precision: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


def timelines(
    figures: Iterable[Figure],
    name: str,
    scale: str = "auto",
    wide: plot.Variant = plot.WIDE,
    choices: Mapping[str, plot.Choice] | None = None,
) -> Plot:
    """Figures through time: one panel for each measure, in the order of the figures.

    :param name: what the plot shows
    :param scale: "auto", "linear" or "log"; shares are always drawn from 0 to 100 %
    :param wide: the variant for wide windows
    :param choices: where the key leads, by names of producers
    """
    groups, said, usual = groups_of(figures, scale), words(name), usual_producers()
    return Plot(
        plot.timelines(groups, said, wide, choices=choices, usual=usual),
        plot.timelines(groups, said, plot.NARROW, choices=choices, usual=usual),
    )


def usual_producers() -> list[str]:
    """Names of those who have produced most figures of the release, in an order that does not
    depend on the language: the first have a colour of their own, the same on every page."""
    if "usual_producers" not in g:
        named = (one.producer for one in find_figures() if one.is_dated and not one.is_nameless)
        counted = sorted(Counter(named).items(), key=lambda item: (-item[1], item[0]))
        g.usual_producers = [producer for producer, _ in counted]
    return [name_of(producer).text for producer in g.usual_producers]


def groups_of(figures: Iterable[Figure], scale: str = "auto", site: str = "") -> list[plot.Group]:
    """One panel for the figures of each measure and kind of number: shares, counts, rates and
    changes of one measure have no scale in common.

    :param site: address of the site, for links of a file that stands alone
    """
    found, apart = [], {}
    for one in figures:
        apart.setdefault(_scale(one), []).append(one)
    for (measure, unit, per), same in apart.items():
        marks = [_mark(one, site) for one in same]
        drawn = [mark for mark in marks if mark.low is not None or mark.high is not None]
        if drawn:
            kind = "percent" if unit == "percent" else scale
            unit_label = name_of(f"https://w3id.org/refusals/id/unit/{unit}").text if unit else ""
            if per:
                unit_label = f"{unit_label} {each(per, current_language())}"
            href = site + page_address(f"/measure/{measure.rpartition('/')[2]}")
            found.append(plot.Group(name_of(measure).text, unit_label, drawn, kind, href))
    return found


def _scale(figure: Figure) -> tuple[str, str, str]:
    return figure.measure, scale_unit(figure), figure.per


def scale_unit(figure: Figure) -> str:
    """The unit of the scale that a figure is drawn on."""
    if figure.kind == "share":
        return "percent"
    return figure.unit or ""


def _mark(figure: Figure, site: str) -> plot.Figure:
    factor = 100 if figure.kind == "share" and figure.unit != "percent" else 1
    low, high = figure.lower, figure.upper
    if low is None and high is None:
        low = high = figure.stated
    producer = "" if figure.is_nameless else figure.producer_name.text
    who = speaker_words(figure.producer, figure.is_nameless)  # as the table beside it says
    title = f"{figure.title} ({who})" if figure.is_nameless else figure.title
    if figure.is_weak:
        who = f"{who} ({name_of(f'{BASE}id/modality/{figure.modality}').text})"
    return plot.Figure(
        href=site + page_address(f"/claim/{figure.id}"),
        title=title,
        qualifier=figure.qualifier,
        low=None if low is None else float(low * factor),
        high=None if high is None else float(high * factor),
        series=producer,
        by="" if figure.is_nameless else figure.producer.rpartition("/")[2],
        label=_number(figure),
        period=_period(figure),
        as_of=_as_of(figure),
        computed=figure.is_computed,
        flagged=bool(figure.caveats),
        party=bool(figure.party),
        alleged=figure.is_weak,
        who="" if figure.is_computed else who,
    )


def _number(figure: Figure) -> str:
    """How many, in words; a count or a rate without its unit, which is said beside its panel."""
    if figure.kind not in ("count", "rate") or figure.unit in (None, "percent"):
        return figure.quantity
    return quantity(figure.notation, None, current_language())


def _period(figure: Figure) -> Period | None:
    if not figure.is_dated or not figure.period:
        return None
    try:
        return parse_period(figure.period)
    except DateError:
        return None


def _as_of(figure: Figure) -> Date | None:
    if not figure.is_dated or not figure.as_of:
        return None
    try:
        return parse_date(figure.as_of)
    except DateError:
        return None
