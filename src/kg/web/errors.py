"""Errors of the Flask application: a problem document for programs, a plain page for browsers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kg.formats import NotAcceptable, prefers_page
from kg.query import QueryError
from kg.web.exchange import NOTES_KEY
from kg.web.problems import PROBLEM_MEDIA_TYPE, PROBLEM_TYPES, Problem, problem_of
from kg.web.search_request import in_one_line
from kg.web.tombstones import Withdrawn

MOST_SOUGHT_CHARACTERS = 60

blueprint = Blueprint("problems", __name__)


def respond(found: Problem, near: Sequence[str] = (), plain: str = "") -> Response:
    """The response for a problem, as the client prefers it.

    :param near: IRIs of things whose names are like what was asked for
    :param plain: what a page says in place of the detail, which is for programs
    """
    if prefers_page(request.headers.get("Accept")):
        sought = _words_of_the_path() if found.status == HTTPStatus.NOT_FOUND else ""
        said = {"problem": found, "near": near, "sought": sought, "plain": plain}
        page = render_template("error.html", **said)
        response = Response(page, found.status)
    else:
        response = Response(found.document, found.status, content_type=PROBLEM_MEDIA_TYPE)
    response.headers.extend(found.headers)
    request.environ["asgi.scope"][NOTES_KEY]["problem"] = found.name or str(found.status)
    response.vary.add("Accept")
    return response


def _words_of_the_path() -> str:
    """What may be searched for instead of an address where nothing is."""
    name = request.path.rstrip("/").rpartition("/")[2]
    return in_one_line(re.sub(r"[-_.+]+", " ", name))[:MOST_SOUGHT_CHARACTERS]


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
    headers, detail, plain = {}, error.description or "", ""
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        allowed = ", ".join(sorted(error.valid_methods))
        headers["Allow"] = allowed
        detail = f"{request.method[:20]} is not a method of this resource; it has {allowed}"
    elif isinstance(error, NotFound) and detail == NotFound.description:
        detail = "There is nothing at this address; /sitemap.xml lists every page"
        plain = gettext("There is nothing at this address. It may be mistyped, or cut short.")
    if name := getattr(error, "unknown", ""):
        plain = gettext("Nothing here is called “%(name)s”.", name=in_one_line(name))
    found = Problem(error.code, error.name, detail, headers=headers)
    return respond(found, getattr(error, "near", ()), plain)


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("unexpected error")
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    detail = gettext("The fault is ours, and it has been recorded.")
    return respond(Problem(status, status.phrase, detail))


@blueprint.app_template_filter("pages_apart")
def pages_apart(text: str) -> list[str]:
    """What the reader can do, in pieces; those that begin with `/` are pages of this site.

    >>> pages_apart("Begin again at /figures, where all stands.")
    ['Begin again at ', '/figures', ', where all stands.']
    """
    return re.split(r"(?<= )(/[a-z/]+)", text)


@blueprint.app_template_filter("is_english")
def is_english(text: str) -> bool:
    """Whether the words of a problem are in English: only those of some views are translated.

    >>> is_english("kind='x' is not known"), is_english("kind=x не подходит")
    (True, False)
    """
    return not re.search("[а-яёґєії]", text, re.IGNORECASE)


@blueprint.get("/problem/<name>")
def explain(name: str) -> str:
    """What a type of problem means: the page at the address of the type."""
    if name not in PROBLEM_TYPES:
        abort(404)
    return render_template("problem.html", name=name, type=PROBLEM_TYPES[name])
