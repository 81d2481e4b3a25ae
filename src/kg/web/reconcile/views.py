"""The addresses of the service. Whatever a client sends wrongly is answered with a problem document
(0.2 leaves open what an error's body is), before anything of it is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request
from werkzeug.http import parse_options_header

from kg.search import TextTooLong
from kg.web.addresses import path_of
from kg.web.errors import respond
from kg.web.exchange import BODY_KEY
from kg.web.problems import Problem, problem
from kg.web.protocol import FORM_TYPE, read_parameters
from kg.web.reconcile import previewing
from kg.web.reconcile.answering import answer
from kg.web.reconcile.extending import extend, proposals
from kg.web.reconcile.extension import read_extension, thing_with
from kg.web.reconcile.faults import Unfit, quoted
from kg.web.reconcile.manifest import FLYOUT, HELP, PREVIEW, PROPERTIES, SUGGEST, manifest
from kg.web.reconcile.properties import known_property, properties
from kg.web.reconcile.reading import read_batch
from kg.web.reconcile.service import PATH, limits, service
from kg.web.reconcile.suggesting import ENTITY, KINDS, PROPERTY, TYPE, suggest
from kg.web.reconcile.types import known_type, label_of
from kg.web.site import current_site
from kg.web.site_address import asked_address

blueprint = Blueprint("reconcile", __name__)

_KIND = f"<any({', '.join(KINDS)}):kind>"
# A callback is put before our answer and run by a browser as a script. A name of a function, with
# dots between, cannot be anything else than a name, so no script of a stranger's can be made of it.
_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,4}")
JSON_TYPE, SCRIPT_TYPE = "application/json", "text/javascript; charset=utf-8"
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
"""Of previews, which stand in pages of others: nothing but text, and any page may hold it."""
_MOST_CURSOR = 10_000
Parameters = Mapping[str, list[str]]


@blueprint.errorhandler(Unfit)
def unfit(error: Unfit) -> Response:
    """What is wrong with a request."""
    return respond(error.problem)


@blueprint.errorhandler(TextTooLong)
def too_long(error: TextTooLong) -> Response:
    """A text that is longer than any name."""
    return respond(problem("reconciliation-request", str(error), {"limit": limits()["characters"]}))


@blueprint.route(PATH, methods=["GET", "POST"])
def endpoint() -> Response:
    """The manifest, the results of a batch, or the values that a data extension asks for."""
    asked = _parameters()
    given = [name for name in ("queries", "extend") if name in asked]
    if len(given) > 1:
        raise _unfit("send queries or extend, not both")
    if given == ["queries"]:
        return _reply(asked, answer(read_batch(_one(asked, "queries"))))
    if given == ["extend"]:
        return _reply(asked, extend(read_extension(_one(asked, "extend"))))
    if request.method == "POST" or "query" in asked:
        raise _unfit("there is neither a parameter queries, with a batch, nor extend")
    return _reply(asked, manifest(asked_address()))


@blueprint.get(f"{SUGGEST}/{_KIND}")
def suggestions(kind: str) -> Response:
    """Completion of what is typed (0.2 §6.2)."""
    asked = _parameters()
    types = [_type(text) for text in asked.get("type", ()) if text]
    cursor = _number(asked, "cursor", 0) or 0
    return _reply(asked, suggest(kind, _one(asked, "prefix", ""), cursor, types))


@blueprint.get(PROPERTIES)
def property_proposals() -> Response:
    """The properties that things of a type may have (0.2 §7.2)."""
    asked = _parameters()
    text = _one(asked, "type", "")
    return _reply(asked, proposals(_type(text) if text else None, _number(asked, "limit", 1)))


@blueprint.get(f"{FLYOUT}/{_KIND}/<path:id>")
def flyout(kind: str, id: str) -> Response:
    """A small preview as HTML in JSON (0.2 §6.5)."""
    found = {ENTITY: _thing, TYPE: _of_type, PROPERTY: _of_property}[kind](id)
    html = render_template("reconcile_flyout.html", preview=found)
    return _reply(_parameters(), {"id": id, "html": html})


@blueprint.get(f"{PREVIEW}/<path:id>")
def preview(id: str) -> Response:
    """A small page about a thing, to be shown in a frame (0.2 §5)."""
    page = render_template("reconcile_preview.html", preview=_thing(id))
    return Response(page, headers={"Content-Security-Policy": PREVIEW_POLICY})


@blueprint.get(HELP)
def documentation() -> str:
    """What people should know: how to use it, its limits, its scores, its types and properties."""
    types = current_site().index.types
    return render_template(
        "reconcile.html",
        endpoint=asked_address() + PATH,
        service=service(),
        types=[(name, label_of(name), type.count) for name, type in types.items()],
        properties=properties().values(),
    )


def _thing(id: str) -> previewing.Preview:
    found = thing_with(id)
    if not found:
        raise _missing(f"nothing that can be reconciled has the identifier {quoted(id)}")
    return previewing.of_thing(found, path_of(found.iri))


def _of_type(id: str) -> previewing.Preview:
    name = known_type(id)
    if not name:
        raise _missing(f"there is no type {quoted(id)}")
    return previewing.of_type(name, current_site().index.types[name].count)


def _of_property(id: str) -> previewing.Preview:
    found = known_property(id)
    if not found:
        raise _missing(f"there is no property {quoted(id)}")
    return previewing.of_property(found)


def _parameters() -> Parameters:
    """The parameters of the request, from its address and from a form in its body."""
    try:
        found = read_parameters(request.query_string)
        if request.method == "POST":
            media_type, options = parse_options_header(request.headers.get("Content-Type", ""))
            charset = options.get("charset", "utf-8").lower()
            if media_type != FORM_TYPE or charset != "utf-8":
                status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
                given = quoted(request.headers.get("Content-Type", ""))
                detail = f"the body is of type {given}; send a form ({FORM_TYPE}, UTF-8)"
                raise Unfit(Problem(status, status.phrase, detail))
            for name, values in read_parameters(request.environ["asgi.scope"][BODY_KEY]).items():
                found.setdefault(name, []).extend(values)
    except ValueError as error:
        raise Unfit(problem("bad-request", str(error))) from None
    return found


def _one(asked: Parameters, name: str, default: str | None = None) -> str:
    """The value of a parameter that may be given once.

    :param default: where it is not given; None where it must be
    """
    values = asked.get(name, [] if default is None else [default])
    if len(values) != 1:
        raise _unfit(f"the parameter {name} must be given once; it is given {len(values)} times")
    return values[0]


def _number(asked: Parameters, name: str, least: int) -> int | None:
    text = _one(asked, name, "")
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if not least <= number <= _MOST_CURSOR:
        raise _unfit(f"{name}={quoted(text)}: give a whole number from {least} to {_MOST_CURSOR:,}")
    return number


def _type(text: str) -> str:
    name = known_type(text)
    if not name:
        raise _unfit(f"there is no type {quoted(text)}; {SUGGEST}/{TYPE} lists them")
    return name


def _reply(asked: Parameters, value: object) -> Response:
    """An answer as JSON, or as a script that hands it over: browsers of old clients know no other
    way to read from another site (JSONP, which 0.1 demands of each endpoint, §3.3)."""
    callback = _one(asked, "callback", "")
    if not callback:
        return Response(json.dumps(value, ensure_ascii=False) + "\n", content_type=JSON_TYPE)
    if not _CALLBACK.fullmatch(callback):
        raise _unfit("callback must be the name of a function, with letters, digits, _, $ and dots")
    # ASCII only, since two line ends of Unicode once ended strings in scripts; the comment keeps
    # the name from being the first bytes of what could be taken for a file of another kind.
    return Response(f"/**/{callback}({json.dumps(value)});\n", content_type=SCRIPT_TYPE)


def _unfit(detail: str) -> Unfit:
    return Unfit(problem("reconciliation-request", detail))


def _missing(detail: str) -> Unfit:
    status = HTTPStatus.NOT_FOUND
    return Unfit(Problem(status, status.phrase, detail))
