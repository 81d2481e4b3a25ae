"""The web application: what every response shares, and the blueprints that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from kg.query import Engine, QueryBusy, QueryError
from kg.web import errors, pages, sparql

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'"
)
BODY_OVERHEAD_BYTES = 65_536

blueprint = Blueprint("release", __name__)


class Release(Protocol):
    """The release that is served: its directory and its manifest."""

    path: Path
    manifest: Mapping[str, object]


@dataclass(frozen=True)
class Site:
    """What requests are answered from."""

    engine: Engine
    release: Release


def create_app(engine: Engine, release: Release) -> Flask:
    """The WSGI application over a running query engine and the release that it has loaded."""
    app = Flask("kg.web")
    app.extensions["kg"] = Site(engine, release)
    # A form encodes each byte of a query in up to three.
    app.config["MAX_CONTENT_LENGTH"] = 3 * engine.limits.query_bytes + BODY_OVERHEAD_BYTES
    app.url_map.strict_slashes = False
    errors.register(app)
    app.after_request(_common_headers)
    app.register_blueprint(blueprint)
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(pages.blueprint)
    return app


def site() -> Site:
    """The site of the request that is being answered."""
    return current_app.extensions["kg"]


def _common_headers(response: Response) -> Response:
    """No third-party content, no sniffing, no referrer; readable from other sites' scripts (there
    is nothing here that needs a login)."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Access-Control-Allow-Origin", "*")
    headers.setdefault("Access-Control-Expose-Headers", "ETag, Retry-After, Content-Disposition")
    return response


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether queries are answered, for a supervisor: 200 if so, 503 if not."""
    release = site().release
    counts = release.manifest["counts"]
    state = {
        "release": release.manifest["release"],
        "triples": counts["default_graph_triples"],
        "quads": counts["quads"],
    }
    try:
        answered = site().engine.ask("ASK {}")
    except QueryBusy:
        return jsonify(status="busy", **state), 200
    except QueryError:
        answered = False
    if not answered:
        return jsonify(status="down", **state), 503
    return jsonify(status="ok", **state), 200


@blueprint.get("/figures.csv")
@blueprint.get("/statements.csv")
@blueprint.get("/checks.csv")
@blueprint.get("/ledger.csv")
def table() -> Response:
    """A table of the release, as a file."""
    name = request.path.strip("/")
    release = site().release
    response = Response((release.path / name).read_bytes(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="refusals-{name}"'
    response.set_etag(release.manifest["files"][name]["sha256"])
    return response.make_conditional(request)
