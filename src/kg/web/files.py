"""The files of releases: `/data/<name>` of the one that is served, `/release/<id>/<name>` of each
that is kept. They are sent from disk as a reader takes them, whole or in parts (Range)."""

from __future__ import annotations

import asyncio
import base64
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse
from werkzeug.http import parse_etags

from kg.release import MANIFEST, Release
from kg.web.exchange import COMMON_HEADERS, Exchange
from kg.web.protocol import content_coding
from kg.web.site import Site
from kg.web.tombstones import Withdrawn

METHODS = ("GET", "HEAD", "OPTIONS")
GZIP_TYPE = "application/gzip"


@dataclass(frozen=True)
class Found:
    """A file of a release that is asked for.

    :param name: what is asked for; it may only be kept compressed
    """

    release: Release
    name: str

    @property
    def kept(self) -> str:
        """The name of the file on disk."""
        is_kept = self.name in self.release.manifest["files"] or self.name == MANIFEST
        return self.name if is_kept else f"{self.name}.gz"

    @property
    def entry(self) -> Mapping[str, Any]:
        """What the manifest says of the file on disk; of itself it says nothing."""
        return self.release.manifest["files"].get(self.kept, {})


def find_file(site: Site, path: str) -> Found | None:
    """The file at a path, or None where none is there."""
    match path.split("/"):
        case ["", "data", name]:
            release = site.release
        case ["", name] if name.endswith(".csv"):  # tables are also at the root
            release = site.release
        case ["", "release", identifier, name]:
            try:
                release = site.kept.find(identifier)
            except Withdrawn:
                return None  # and a page, or a problem document, tells why
        case _:
            return None
    if not release:
        return None
    found = Found(release, name)
    is_there = found.entry or name == MANIFEST
    is_whole = found.kept == name or found.entry.get("uncompressed") == name
    return found if is_there and is_whole else None


async def answer(exchange: Exchange, found: Found) -> None:
    """Send a file. What may be withdrawn may not be kept unasked, so caches ask again each time."""
    if await exchange.settle_method(METHODS):
        return
    name, entry, headers = found.name, found.entry, _headers(found)
    known = parse_etags(exchange.headers.get("if-none-match"))
    coding = ""
    if found.kept != name:
        accepted = exchange.headers.get("accept-encoding", "")
        coding = content_coding(accepted, ("gzip",)) or "identity"
    if sha256 := entry.get("sha256"):
        tag = f"{sha256}-{coding}" if coding else sha256
        headers["ETag"] = f'"{tag}"'
        if known.contains_weak(tag):
            return await exchange.respond(HTTPStatus.NOT_MODIFIED, headers)
        if coding != "identity":
            digest = base64.b64encode(bytes.fromhex(sha256)).decode()
            headers["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530 §3
    path = found.release.path / found.kept
    if coding == "identity":
        body = await asyncio.to_thread(_decompressed, path)
        with exchange.held.take(len(body)):
            return await exchange.respond(HTTPStatus.OK, headers, body)
    if coding:
        headers["Content-Encoding"] = coding
    headers = COMMON_HEADERS | headers
    stat, media_type = path.stat(), headers["Content-Type"]
    response = FileResponse(path, headers=headers, media_type=media_type, stat_result=stat)
    del response.headers["Last-Modified"]  # when it was written here says nothing of the release
    await response(_settle_if_range(exchange, headers), exchange.receive, exchange.send)


def _settle_if_range(exchange: Exchange, headers: Mapping[str, str]) -> dict[str, Any]:
    """The request as if it had no If-Range (RFC 9110 §13.1.5): where the entity tag in it is not the
    file's, the whole is sent. Dates do not count, since files of two releases may share one."""
    condition = exchange.headers.get("if-range")
    left_out = (
        {b"if-range"} if condition in (None, headers.get("ETag")) else {b"if-range", b"range"}
    )
    fields = [field for field in exchange.scope["headers"] if field[0] not in left_out]
    return {**exchange.scope, "headers": fields}


def _decompressed(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def _headers(found: Found) -> dict[str, str]:
    name = found.name
    headers = {
        "Content-Type": _content_type(found),
        "Content-Disposition": f'inline; filename="refusals-{found.release.id}-{name}"',
        "Cache-Control": "no-cache",
        "Link": ", ".join(_links(name)),
    }
    return headers if found.kept == name else headers | {"Vary": "Accept-Encoding"}


def _content_type(found: Found) -> str:
    """Of what is asked for: who asks for a compressed file gets just that, as it is."""
    if found.kept == found.name and "compression" in found.entry:
        return GZIP_TYPE
    media_type = found.entry.get("media_type", "application/json")
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _links(name: str) -> Iterator[str]:
    if name.endswith(".csv"):
        # Metadata for tabular data are found by this link (Tabular Data Model §5.2). It comes
        # first, since a reader of such data complains of any other before it.
        yield '<csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    yield '</data>; rel="collection"'
