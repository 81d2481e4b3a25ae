"""The page of the endpoint: a form, the beginning of a result, and what went wrong."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template
from flask_babel import gettext

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from kg.query import QueryLimits
from kg.web.islands import is_built
from kg.web.mistake_words import sentences
from kg.web.problems import PROBLEM_TYPES, Problem
from kg.web.protocol import QueryRequest
from kg.web.results import GraphPreview, Table
from kg.web.site import current_site

blueprint = Blueprint("sparql_page", __name__)

FORMAT_GROUPS = (SOLUTION_FORMATS, GRAPH_FORMATS)
"""Of tables, and of graphs."""
QUERY_PROBLEMS = (
    "query-syntax", "query-refused", "query-missing", "bad-request", "query-too-long",
    "query-timeout", "query-memory-limit", "query-crashed", "query-busy", "engine-down",
    "server-busy", "request-timeout", "request-line-too-long", "not-acceptable",
)  # fmt: skip
"""Kinds of problems that a query can have, which the scripts of the page tell in its language."""


def render(
    limits: QueryLimits,
    asked: QueryRequest | None = None,
    failure: Problem | None = None,
    result: Table | GraphPreview | bool | None = None,
    formats: tuple[Format, ...] = (),
    first: dict[str, str] | None = None,
) -> str:
    """The page as HTML.

    :param asked: the query that was sent, if there was one
    :param formats: those in which the result can be had
    :param first: the result as scripts read it, if the page carries it (`results.carried`)
    """
    return render_template(
        "sparql.html",
        text=asked.text if asked else "",
        asked=asked,
        result=result,
        result_formats=formats,
        problem=failure,
        format_groups=FORMAT_GROUPS,
        limits=limits,
        carried=_carried(limits, failure, first) if is_built() else None,
    )


def _carried(
    limits: QueryLimits, failure: Problem | None, first: dict[str, str] | None
) -> dict[str, Any]:
    """What the scripts of the page have from it: words, limits, formats, and what was answered."""
    problems = {
        name: {"title": gettext(PROBLEM_TYPES[name].title),
               "advice": gettext(PROBLEM_TYPES[name].advice)}
        for name in QUERY_PROBLEMS
    }  # fmt: skip
    formats = [
        {"name": one.name, "label": one.label, "family": one.family,
         "mediaType": one.media_types[0], "extension": one.extension}
        for group in FORMAT_GROUPS for one in group
    ]  # fmt: skip
    return {
        "problems": problems,
        "mistakes": sentences(),
        "formats": formats,
        "release": current_site().release_id,
        "limits": {"seconds": limits.seconds, "memory": limits.memory_mb,
                   "bytes": limits.query_bytes},
        "first": first,
        "problem": json.loads(failure.document) if failure else None,
    }  # fmt: skip


@blueprint.app_template_filter("download")
def download_link(asked: QueryRequest, format: str) -> str:
    """The address of a query's whole result in a format."""
    parameters = [("query", asked.text), ("format", format)]
    parameters += [("default-graph-uri", graph) for graph in asked.default_graphs]
    parameters += [("named-graph-uri", graph) for graph in asked.named_graphs]
    return "/sparql?" + urlencode(parameters)
