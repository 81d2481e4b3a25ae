"""The Flask application: the pages of a release, and descriptions as data."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

from kg.query.compression import SMALLEST_BYTES, compress
from kg.web import (
    article_pages,
    browse,
    catalogue,
    chain_pages,
    changes,
    checks_page,
    citing,
    completion,
    disagreements,
    errors,
    evidence_page,
    figures_page,
    filters,
    graph_page,
    home,
    islands,
    languages,
    linked,
    mistake_words,
    ontology,
    outlets,
    page_cache,
    pages,
    plotting,
    questions_page,
    reconcile,
    reporting,
    search,
    sharing,
    sources,
    sparql_page,
    sum_words,
    translating,
    versions,
    views,
)
from kg.web.exchange import COMMON_HEADERS, preflight
from kg.web.figures import known_figure
from kg.web.protocol import content_coding
from kg.web.things import addresses
from kg.web.things import filters as things_filters

AREAS = (
    addresses, article_pages, browse, catalogue, chain_pages, changes, checks_page, citing,
    completion, disagreements, evidence_page, figures_page, filters, graph_page, home, linked,
    mistake_words, ontology, outlets, pages, plotting, questions_page, reconcile, reporting,
    search, sharing, sources, sparql_page, sum_words, things_filters, versions, views,
)  # fmt: skip
"""What has addresses of its own, or filters for templates: each is a module with a blueprint."""
MOST_BODY_BYTES = 65_536
COMPRESSED_TYPES = (
    "text/", "application/json", "application/ld+json", "application/n-quads",
    "application/n-triples", "application/problem+json", "application/rdf+xml",
    "application/atom+xml",
    "application/trig", "application/xml", "image/svg+xml",
)  # fmt: skip


def create_app(contact: str = "") -> Flask:
    """The WSGI application. Each request brings the site that it is answered from.

    :param contact: where errors are reported, an e-mail or https address; "" for nowhere
    """
    app = Flask("kg.web")
    app.config["CONTACT"] = contact
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES  # what takes a body gets it elsewhere
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # it would redirect to whatever the Host header says
    app.wsgi_app = languages.mount(page_cache.remember(app.wsgi_app))
    translating.register(app)
    errors.register(app)
    islands.register(app)
    app.add_template_global(known_figure)
    app.after_request(_finish)
    for module in AREAS:
        app.register_blueprint(module.blueprint)
    return app


def _finish(response: Response) -> Response:
    """Common headers, an entity tag, and a content coding where the client takes one."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", languages.current_language())
    response.headers.setdefault("Content-Security-Policy", islands.policy())
    for name, value in COMMON_HEADERS.items():
        response.headers.setdefault(name, value)
    response.vary.add("Accept-Encoding")
    if request.method == "OPTIONS" and response.allow:
        response.headers.extend(preflight(response.headers["Allow"]))
    response.headers.remove("Date")  # the server writes it
    if response.status_code == HTTPStatus.OK and request.method in ("GET", "HEAD"):
        _tag(response)
        _encode(response)
    return response


def _tag(response: Response) -> None:
    """An entity tag; who has what bears it already is told so (RFC 9110 §13.1.2)."""
    # Caches ask again each time: what is withdrawn is to be gone from them too. The tag is of
    # the text, since the same release reads otherwise with other templates.
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.direct_passthrough or "ETag" in response.headers:
        return
    response.add_etag(weak=True)
    if request.if_none_match.contains_weak(response.get_etag()[0]):
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.set_data(b"")
        response.headers.remove("Content-Length")  # it would be the page's


def _encode(response: Response) -> None:
    """The best content coding that the client takes, where it makes a text smaller."""
    coding = content_coding(request.headers.get("Accept-Encoding", ""))
    is_textual = (response.content_type or "").startswith(COMPRESSED_TYPES)
    if not coding or not is_textual or "Content-Encoding" in response.headers:
        return
    response.direct_passthrough = False  # of static files
    data = response.get_data()  # nothing of what the client has already
    if len(data) < SMALLEST_BYTES:
        return
    response.set_data(compress(data, coding))
    response.headers["Content-Encoding"] = coding
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # other bytes, the same meaning
