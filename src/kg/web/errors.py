"""Errors of the Flask application: a problem document for programs, a plain page for browsers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kg.formats import NotAcceptable, prefers_page
from kg.query import QueryError
from kg.web.exchange import NOTES_KEY
from kg.web.problems import PROBLEM_MEDIA_TYPE, PROBLEM_TYPES, Problem, problem_of
from kg.web.tombstones import Withdrawn

blueprint = Blueprint("problems", __name__)


def respond(found: Problem) -> Response:
    """The response for a problem, as the client prefers it."""
    if prefers_page(request.headers.get("Accept")):
        response = Response(render_template("error.html", problem=found), found.status)
    else:
        response = Response(found.document, found.status, content_type=PROBLEM_MEDIA_TYPE)
    response.headers.extend(found.headers)
    request.environ["asgi.scope"][NOTES_KEY]["problem"] = found.name or str(found.status)
    response.vary.add("Accept")
    return response


def register(app: Flask) -> None:
    """Answer every error of the application with a problem, and never with a traceback."""
    app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(QueryError, lambda error: respond(problem_of(error)))
    app.register_error_handler(Withdrawn, lambda error: respond(error.problem))
    app.register_error_handler(NotAcceptable, lambda error: respond(problem_of(error)))
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response
    headers, detail = {}, error.description or ""
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        allowed = ", ".join(sorted(error.valid_methods))
        headers["Allow"] = allowed
        detail = f"{request.method[:20]} is not a method of this resource; it has {allowed}"
    elif isinstance(error, NotFound) and detail == NotFound.description:
        detail = "There is nothing at this address; /sitemap.xml lists every page"
    return respond(Problem(error.code, error.name, detail, headers=headers))


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
