"""Pages that were made once are kept: a release does not change, so neither do they."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from werkzeug.http import parse_etags
from werkzeug.wsgi import ClosingIterator

from kg.web.kept_pages import KeptPages, Key, Page
from kg.web.site import SCOPE_KEY

MOST_PAGE_BYTES = 2**20
"""Of one page that is kept, as it is sent."""
LONGEST_PART = 500
"""Characters of an address or of a header; requests beyond are answered, and not remembered."""
NEVER = ("/changes", "/release/", "/sparql", "/static/")
"""Beginnings of paths whose answers depend on more than on the release that is served, or are kept
elsewhere."""
_PARTS = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", "HTTP_HOST")
_NEGOTIATED = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING")


def remember(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that makes each page once for a release."""

    def remembering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        key = _key(environ)
        if not key:
            return application(environ, start_response)
        pages: KeptPages = environ["asgi.scope"][SCOPE_KEY].pages
        if found := pages.get(key):
            return _send(found, environ, start_response)
        return _make(application, environ, start_response, lambda page: pages.put(key, page))

    return remembering


def _key(environ: Mapping[str, Any]) -> Key | None:
    """What tells a page apart from another; None of a request whose answer is not kept."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or path.startswith(("//", *NEVER)):
        return None
    parts = tuple(environ.get(name, "") for name in (*_PARTS, *_NEGOTIATED))
    return parts if max(map(len, parts)) <= LONGEST_PART else None


def _send(page: Page, environ: Mapping[str, Any], start_response: Any) -> list[bytes]:
    if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(page.tag):
        kept = [(name, value) for name, value in page.headers if name != "Content-Length"]
        start_response("304 NOT MODIFIED", kept)
        return [b""]
    start_response("200 OK", page.headers)
    return [page.body]


def _make(
    application: Callable[..., Iterable[bytes]],
    environ: dict[str, Any],
    start_response: Any,
    keep: Callable[[Page], None],
) -> Iterable[bytes]:
    """Let the application answer, and keep what it says if it is a page."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def starting(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        started.append((status, headers))
        return start_response(status, headers, *more)

    answer = application(environ, starting)
    status, headers = started[0]
    fields = {name.lower(): value for name, value in headers}
    if not status.startswith("200") or not fields.get("content-type", "").startswith("text/html"):
        return answer
    body = b"".join(answer)
    if len(body) <= MOST_PAGE_BYTES and "etag" in fields:
        keep(Page(headers, body, fields["etag"].removeprefix("W/").strip('"')))
    return ClosingIterator([body], getattr(answer, "close", None))
