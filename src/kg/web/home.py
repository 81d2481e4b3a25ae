"""The home page: the latest figure of each measure, and where to go from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from flask import Blueprint, render_template
from flask_babel import gettext
from pyoxigraph import NamedNode

from kg.terms import BASE
from kg.web.asking import answer, local_name
from kg.web.figures import Figure, find_figures
from kg.web.names import name_of
from kg.web.pages import dataset_view
from kg.web.plotting import timelines
from kg.web.questions_page import in_language, questions
from kg.web.site import current_site

blueprint = Blueprint("home", __name__)

COUNTED = f"?claim a ref:ReportedCount ; ref:kind <{BASE}id/kind/count> ."


@cache
def _choices() -> dict:
    text = files("kg.web").joinpath("home.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@blueprint.get("/")
def home() -> str:
    """What this is, the figures, the articles and the questions to start from."""
    figures, articles = find_figures(), answer("articles")
    known = {question["slug"]: question for question in questions()}
    chosen = _choices()
    counted = [one for one in figures if one.kind == "count" and not one.is_computed]
    latest = sorted(latest_of(counted), key=lambda one: _place(one, chosen["context"]))
    of_latest = find_figures(f"VALUES ?claim {{ {_iris(one.iri for one in latest)} }}")
    measures_plotted = [f"{BASE}id/measure/{name}" for name in chosen["plotted"]]
    plotted = find_figures(f"VALUES ?measure {{ {_iris(measures_plotted)} }} {COUNTED}")
    measures = {one.measure: name_of(one.measure).text for one in figures}
    return render_template(
        "home.html",
        manifest=current_site().release.manifest,
        **dataset_view(current_site().release, list(measures.items())),
        figures=figures,
        latest=latest,
        of_latest=of_latest.answer,
        counts=Counter(local_name(one.measure) for one in figures),
        plot=timelines(
            sorted(plotted, key=lambda one: measures_plotted.index(one.measure)),
            gettext("Reported figures through time"),
        ),
        drawn=plotted.answer,
        articles=articles,
        questions=[in_language(known[name]) for name in chosen["questions"] if name in known],
        question_count=len(known),
    )


def _slug(figure: Figure) -> str:
    return local_name(figure.measure)


def _place(figure: Figure, context: Collection[str]) -> int:
    """First what somebody has counted, then what nobody is known to have, then what surrounds."""
    return 2 if _slug(figure) in context else int(not _is_known(figure))


def _weight(figure: Figure) -> tuple[bool, date]:
    return _is_known(figure), figure.last_day


def _is_known(figure: Figure) -> bool:
    """Whether somebody with a name is known to have counted it."""
    return bool(figure.origins) and not figure.is_nameless


def _iris(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)


def latest_of(figures: Iterable[Figure]) -> list[Figure]:
    """The latest figure of each measure, latest first; what has no time of its own is left out.

    What nobody is known to have counted stands for a measure only where nothing else does. The
    order is the same in every language: what is of one day is sorted by IRI."""
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.last_day and (
            figure.measure not in found or _weight(figure) > _weight(found[figure.measure])
        ):
            found[figure.measure] = figure
    by_measure = sorted(found.values(), key=lambda one: one.measure)
    return sorted(by_measure, key=lambda one: one.last_day, reverse=True)
