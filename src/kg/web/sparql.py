"""The SPARQL endpoint (SPARQL 1.1 Protocol §2.1, query operation): one address for programs, which
get results in the format they accept, and for people, who get a form and a table."""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

from flask import Blueprint, Response, abort, current_app, render_template, request

from kg.formats import (
    GRAPH_FORMATS,
    HTML,
    PAGE,
    SOLUTION_FORMATS,
    Choice,
    Format,
    NotAcceptable,
    choose,
    prefers_page,
)
from kg.query import Answer, Engine, QueryError
from kg.query.text import check
from kg.web.description import service_description
from kg.web.errors import Problem, problem, problem_of, respond
from kg.web.results import GraphPreview, Table, preview

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
MOST_PARAMETERS = 1000
PREFLIGHT_SECONDS = "86400"
GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
# Functions whose value is another one each time; that a string may hold such a word does no harm.
_CHANGING = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)

blueprint = Blueprint("sparql", __name__)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class QueryRequest:
    """What a request asks.

    :param format_name: short name from `?format=`, or None
    """

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format_name: str | None


class _Unreadable(Exception):
    """A request that does not follow the protocol; carries the problem to answer with."""

    def __init__(self, found: Problem, is_bare: bool = False) -> None:
        self.problem = found
        self.is_bare = is_bare
        """Whether it asks nothing at all: then it asks what this is."""


@blueprint.after_request
def _negotiated(response: Response) -> Response:
    response.vary.add("Accept")
    return response


@blueprint.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """Methods, and the answer to a browser's preflight for scripts of other sites."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    methods = "GET, HEAD, OPTIONS, POST"
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return response


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def endpoint() -> Response:
    """Answer the request's query, or show the form where a browser brings none."""
    is_page = prefers_page(request.headers.get("Accept"))
    try:
        asked = _read_request()
    except _Unreadable as error:
        if request.method == "POST" or not error.is_bare:
            return respond(error.problem)
        return _page("") if is_page else _description()
    engine: Engine = current_app.extensions["kg"].engine
    try:
        form = check(asked.text, engine.limits).form
        formats = GRAPH_FORMATS if form in GRAPH_FORMS else SOLUTION_FORMATS
        choice = choose(request.headers.get("Accept"), asked.format_name, (*formats, HTML))
        if choice.format.family == PAGE:
            return _result_page(engine, asked, formats)
        tag = _entity_tag(asked, choice)
        # Only who was once answered knows the tag; "*" would match what may be no query at all.
        known = tag in request.if_none_match.as_set(include_weak=True)
        if known and request.method in ("GET", "HEAD"):
            return _tagged(Response(status=304), tag)
        return _tagged(_stream(_run(engine, asked, choice.format), choice), tag)
    except (QueryError, NotAcceptable) as error:
        found = problem_of(error)
        return _page(asked.text, failure=found) if is_page else respond(found)


def _read_request() -> QueryRequest:
    """The query in a request (SPARQL 1.1 Protocol §2.1.1 to §2.1.3), wherever it stands.

    :raises _Unreadable: unless there is exactly one, in UTF-8
    """
    try:
        parameters = _parameters(request.query_string)
        if request.method == "POST":
            if request.mimetype == FORM_TYPE:
                for name, values in _parameters(request.get_data()).items():
                    parameters.setdefault(name, []).extend(values)
            elif request.mimetype == QUERY_TYPE:
                parameters.setdefault("query", []).append(request.get_data().decode())
            else:
                abort(415)
    except ValueError as error:
        raise _Unreadable(problem("bad-request", str(error))) from None
    queries = parameters.get("query", [])
    if len(queries) != 1 or not queries[0].strip():
        count = "an empty one" if len(queries) == 1 else f"{len(queries)}"
        detail = f"the request must carry one query; it carries {count}"
        if "update" in parameters:
            detail = "updates are not accepted here; send a query"
        raise _Unreadable(
            problem("query-missing", detail), not queries and "update" not in parameters
        )
    return QueryRequest(
        queries[0],
        tuple(parameters.get("default-graph-uri", ())),
        tuple(parameters.get("named-graph-uri", ())),
        next(iter(parameters.get("format", ())), None) or None,
    )


def _parameters(encoded: bytes) -> dict[str, list[str]]:
    """Parameters from a query string or a form, by name.

    :raises ValueError: if they are not UTF-8 or far too many
    """
    try:
        return parse_qs(
            encoded.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise ValueError("the parameters are not in UTF-8") from None


def _description() -> Response:
    """The service description, in the format for graphs that the client accepts."""
    site = current_app.extensions["kg"]
    try:
        choice = choose(request.headers.get("Accept"), request.args.get("format"), GRAPH_FORMATS)
    except NotAcceptable as error:
        return respond(problem_of(error))
    body = service_description(site.release.manifest, site.engine.limits, choice.format)
    return Response(body, content_type=choice.content_type)


def _run(engine: Engine, asked: QueryRequest, format: Format) -> Answer:
    return engine.query(
        asked.text,
        format.name,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )


def _stream(answer: Answer, choice: Choice) -> Response:
    response = Response(_pieces(answer), content_type=choice.content_type)
    response.call_on_close(answer.close)
    if answer.length is not None:
        response.content_length = answer.length
    filename = f"refusals.{choice.format.extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def _entity_tag(asked: QueryRequest, choice: Choice) -> str | None:
    """What names a result: the release, the query with its graphs, and the format.

    None where a query gives something else each time that it is asked.
    """
    if _CHANGING.search(asked.text):
        return None
    release = current_app.extensions["kg"].release.manifest["release"]
    graphs = (sorted(asked.default_graphs), sorted(asked.named_graphs))
    named = json.dumps([release, asked.text, graphs, choice.content_type])
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _tagged(response: Response, tag: str | None) -> Response:
    """With the entity tag of a result; a client asks again before it uses what it has kept. The tag
    is weak: solutions that are not ordered may come in another order (RFC 9110 §8.8.3)."""
    if tag is None:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def _pieces(answer: Answer) -> Iterator[bytes]:
    """The bytes of a result. If it fails underway the status line has long gone, so the connection
    must break: a reader can then tell that the result is not whole.

    :raises ConnectionResetError: which the WSGI server answers by closing the connection
    """
    try:
        yield from answer
    except QueryError as error:
        logger.warning("a result broke off: %s", error)
        raise ConnectionResetError(errno.ECONNRESET, "the result broke off") from None


def _result_page(engine: Engine, asked: QueryRequest, formats: tuple[Format, ...]) -> Response:
    format = formats[0]
    with _run(engine, asked, format) as answer:
        result = preview(answer)
    return _page(asked.text, asked=asked, result=result, formats=formats)


def _page(
    text: str,
    *,
    asked: QueryRequest | None = None,
    result: Table | GraphPreview | bool | None = None,
    formats: tuple[Format, ...] = (),
    failure: Problem | None = None,
) -> Response:
    body = render_template(
        "sparql.html",
        text=text,
        asked=asked,
        result=result,
        result_formats=formats,
        problem=failure,
        format_groups=(("Tables (SELECT, ASK)", SOLUTION_FORMATS), ("Graphs", GRAPH_FORMATS)),
        limits=current_app.extensions["kg"].engine.limits,
    )
    response = Response(body, failure.status if failure else 200)
    if failure:
        response.headers.extend(failure.headers)
    return response
