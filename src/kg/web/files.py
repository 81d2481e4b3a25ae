"""The files of releases: `/data/<name>` of the one that is served, `/release/<id>/<name>` of each
that is kept. They are sent from disk as a reader takes them, whole or in parts (Range)."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from starlette.responses import FileResponse
from werkzeug.http import parse_etags

from kg.release import MANIFEST, Release
from kg.web.exchange import COMMON_HEADERS, Exchange
from kg.web.releases import find_release
from kg.web.site import Site

METHODS = ("GET", "HEAD", "OPTIONS")
GZIP_TYPE = "application/gzip"


def find_file(site: Site, path: str) -> tuple[Release, str] | None:
    """The release and the name of the file at a path, or None where none is there."""
    match path.split("/"):
        case ["", "data", name]:
            release = site.release
        case ["", "release", identifier, name]:
            release = find_release(site, identifier)
        case _:
            return None
    if release and (name in release.manifest["files"] or name == MANIFEST):
        return release, name
    return None


async def answer(exchange: Exchange, release: Release, name: str) -> None:
    """Send a file. What may be withdrawn may not be kept unasked, so caches ask again each time."""
    if await exchange.settle_method(METHODS):
        return
    entry = release.manifest["files"].get(name, {})
    headers = {
        "Content-Type": _content_type(entry),
        "Content-Disposition": f'inline; filename="refusals-{release.id}-{name}"',
        "Cache-Control": "no-cache",
        "Link": ", ".join(_links(name)),
    }
    if sha256 := entry.get("sha256"):
        headers["ETag"] = f'"{sha256}"'
        digest = base64.b64encode(bytes.fromhex(sha256)).decode()
        headers["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530 §3
        known = parse_etags(exchange.headers.get("if-none-match"))
        if known.contains_weak(sha256):
            del headers["Repr-Digest"]
            return await exchange.respond(HTTPStatus.NOT_MODIFIED, headers)
    response = FileResponse(
        release.path / name, headers=COMMON_HEADERS | headers, media_type=headers["Content-Type"]
    )
    await response(exchange.scope, exchange.receive, exchange.send)


def _content_type(entry: Mapping[str, str]) -> str:
    """Of the manifest's own entry there is none: it cannot hold its own hash."""
    if "compression" in entry:
        return GZIP_TYPE
    media_type = entry.get("media_type", "application/json")
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _links(name: str) -> Iterator[str]:
    yield '</data>; rel="collection"'
    if name.endswith(".csv"):
        # Metadata for tabular data are found by this link (Tabular Data Model §5.2).
        yield '<csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
