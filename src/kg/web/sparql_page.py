"""The page of the endpoint: a form, the beginning of a result, and what went wrong."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, render_template

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from kg.query import QueryLimits
from kg.web.problems import Problem
from kg.web.protocol import QueryRequest
from kg.web.results import GraphPreview, Table

blueprint = Blueprint("sparql_page", __name__)

FORMAT_GROUPS = (SOLUTION_FORMATS, GRAPH_FORMATS)
"""Of tables, and of graphs."""


def render(
    limits: QueryLimits,
    asked: QueryRequest | None = None,
    failure: Problem | None = None,
    result: Table | GraphPreview | bool | None = None,
    formats: tuple[Format, ...] = (),
) -> str:
    """The page as HTML.

    :param asked: the query that was sent, if there was one
    :param formats: those in which the result can be had
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
    )


@blueprint.app_template_filter("download")
def download_link(asked: QueryRequest, format: str) -> str:
    """The address of a query's whole result in a format."""
    parameters = [("query", asked.text), ("format", format)]
    parameters += [("default-graph-uri", graph) for graph in asked.default_graphs]
    parameters += [("named-graph-uri", graph) for graph in asked.named_graphs]
    return "/sparql?" + urlencode(parameters)
