"""Errors as responses: a problem document (RFC 9457) for programs, a plain page for browsers.

Each kind of problem has an address of its own, `problem/<name>`, that explains it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from kg.formats import NotAcceptable, prefers_page
from kg.query import (
    EngineDown,
    QueryBusy,
    QueryCrashed,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryTooLong,
)
from kg.terms import BASE

DOWN_RETRY_SECONDS = 5

blueprint = Blueprint("problems", __name__)


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem.

    :param advice: what the reader of it can do
    """

    status: int
    title: str
    advice: str


PROBLEM_TYPES = {
    "query-syntax": ProblemType(
        400,
        "The query is not valid SPARQL",
        "Line and column say where the parser could not go on; the mistake is there or before.",
    ),
    "query-refused": ProblemType(
        400,
        "The query is not one that is run here",
        "Updates, SERVICE and very deep nesting are not run, nor can every result take every form.",
    ),
    "query-missing": ProblemType(
        400,
        "A request must carry exactly one query",
        "Send it as the parameter `query`, or as a body of type application/sparql-query.",
    ),
    "bad-request": ProblemType(
        400, "The request cannot be read", "Check its encoding: parameters are UTF-8."
    ),
    "query-too-long": ProblemType(
        413, "The query is too long", "Shorten it; move long lists of values to several queries."
    ),
    "query-timeout": ProblemType(
        504,
        "The query took too long",
        "Ask for less: add LIMIT, name the properties, and connect every pattern to another one.",
    ),
    "query-memory-limit": ProblemType(
        503,
        "The query needed too much memory",
        "Ask for less: sorting, grouping and joining large results takes memory.",
    ),
    "query-crashed": ProblemType(
        500,
        "The query broke the engine",
        "Only this query is affected. Write it in another way, and please report it.",
    ),
    "query-busy": ProblemType(
        503, "Too many queries are waiting", "Try again after the time given in Retry-After."
    ),
    "engine-down": ProblemType(
        503,
        "The query engine does not answer",
        "It is restarted by itself; try again after the time given in Retry-After.",
    ),
    "not-acceptable": ProblemType(
        406, "There is no such format", "Ask for one of the formats listed."
    ),
    "unsupported-media-type": ProblemType(
        415,
        "A query cannot be sent in this form",
        "Send application/sparql-query or application/x-www-form-urlencoded.",
    ),
}

_OF_ERROR = {
    QuerySyntaxError: "query-syntax",
    QueryRefused: "query-refused",
    QueryTooLong: "query-too-long",
    QueryTimeout: "query-timeout",
    QueryTooLarge: "query-memory-limit",
    QueryCrashed: "query-crashed",
    QueryBusy: "query-busy",
    EngineDown: "engine-down",
}


@dataclass(frozen=True)
class Problem:
    """One problem as it is told.

    :param name: its type's name, or "" where the status says it all
    :param members: further members of the problem document (RFC 9457 §3.2)
    :param headers: headers of the response
    """

    status: int
    title: str
    detail: str
    name: str = ""
    members: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def advice(self) -> str:
        """What the reader can do."""
        return PROBLEM_TYPES[self.name].advice if self.name else ""

    @property
    def type_iri(self) -> str:
        """The problem type; `about:blank` where the status says it all (RFC 9457 §4.2.1)."""
        return f"{BASE}problem/{self.name}" if self.name else "about:blank"


def problem(
    name: str,
    detail: str,
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Problem:
    """A problem of one of the `PROBLEM_TYPES`."""
    type_ = PROBLEM_TYPES[name]
    return Problem(type_.status, type_.title, detail, name, members or {}, headers or {})


def problem_of(error: QueryError | NotAcceptable) -> Problem:
    """The problem that an error of the engine or of content negotiation is."""
    if isinstance(error, NotAcceptable):
        formats = [
            {"format": format.name, "media_type": format.media_types[0]} for format in error.offer
        ]
        return problem("not-acceptable", str(error), {"formats": formats})
    members = {
        name: value
        for name, value in vars(error).items()
        if name in ("line", "column", "hint", "limit", "size") and value not in (None, "")
    }
    headers = {}
    if isinstance(error, QueryBusy):
        headers["Retry-After"] = str(math.ceil(error.retry_after))
    elif isinstance(error, EngineDown):
        headers["Retry-After"] = str(DOWN_RETRY_SECONDS)
    return problem(_OF_ERROR[type(error)], str(error), members, headers)


def respond(found: Problem) -> Response:
    """The response for a problem, as the client prefers it."""
    if prefers_page(request.headers.get("Accept")):
        response = Response(render_template("error.html", problem=found), found.status)
    else:
        document = {
            "type": found.type_iri,
            "title": found.title,
            "status": found.status,
            "detail": found.detail,
            **found.members,
        }
        response = Response(
            json.dumps(document, ensure_ascii=False) + "\n",
            found.status,
            content_type="application/problem+json",
        )
    response.headers.extend(found.headers)
    response.vary.add("Accept")
    return response


def register(app: Flask) -> None:
    """Answer every error of the application with a problem, and never with a traceback."""
    app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(QueryError, lambda error: respond(problem_of(error)))
    app.register_error_handler(NotAcceptable, lambda error: respond(problem_of(error)))
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        detail = f"the body of the request has more than {limit:,} bytes"
        return respond(problem("query-too-long", detail, {"limit": limit}))
    if error.code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        detail = f"the body is of type {request.mimetype or 'unknown'}"
        return respond(problem("unsupported-media-type", detail))
    return respond(Problem(error.code, error.name, error.description or "", headers=headers))


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error")
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return respond(Problem(status, status.phrase, "The fault is ours, and it has been recorded."))


@blueprint.get("/problem/<name>")
def explain(name: str) -> str:
    """What a type of problem means: the page at the address of the type."""
    if name not in PROBLEM_TYPES:
        abort(404)
    return render_template("problem.html", name=name, type=PROBLEM_TYPES[name])
