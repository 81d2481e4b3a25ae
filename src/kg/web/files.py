"""The files of releases: `/data/<name>` of the one that is served, `/release/<id>/<name>` of each
that is kept. They are sent from disk as a reader takes them, whole or in parts (Range)."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse
from werkzeug.http import parse_etags

from kg.release import MANIFEST, Release
from kg.web.exchange import COMMON_HEADERS, PIECE_BYTES, Exchange
from kg.web.problems import Problem
from kg.web.protocol import content_coding
from kg.web.site import Site
from kg.web.tombstones import Withdrawn

METHODS = ("GET", "HEAD", "OPTIONS")
TABLES = "csv-metadata.json"
RANGES = re.compile(r"bytes=\s*(?:\d+-\d*|-\d+)(?:\s*,\s*(?:\d+-\d*|-\d+))*\s*", re.ASCII)
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
    path, headers = found.release.path / found.kept, _headers(found)
    if not path.is_file():
        detail = f"Release {found.release.id} is not kept any more"
        return await exchange.problem(Problem(404, "Not Found", detail))
    is_plain = found.kept == found.name
    accepted = exchange.headers.get("accept-encoding", "")
    coding = "" if is_plain else content_coding(accepted, ("gzip",)) or "identity"
    sha256 = found.entry.get("sha256") or hashlib.sha256(path.read_bytes()).hexdigest()
    tag = f"{sha256}-{coding}" if coding else sha256
    headers["ETag"] = f'"{tag}"'
    if parse_etags(exchange.headers.get("if-none-match")).contains_weak(tag):
        return await exchange.respond(HTTPStatus.NOT_MODIFIED, headers)
    if coding == "identity":
        return await _send_decompressed(exchange, headers, path, found.entry)
    digest = base64.b64encode(bytes.fromhex(sha256)).decode()
    headers["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530 §3
    if coding:
        headers["Content-Encoding"] = coding
    await _send(exchange, headers, path)


async def _send(exchange: Exchange, headers: Mapping[str, str], path: Path) -> None:
    """Send a file as it is, or the parts of it that Range names."""
    response = FileResponse(
        path,
        headers=COMMON_HEADERS | headers,
        media_type=headers["Content-Type"],
        stat_result=path.stat(),
    )
    del response.headers["Last-Modified"]  # when it was written here says nothing of the release
    refused: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        """Send on, but for what is refused: that gets a problem document like all else."""
        if refused or message.get("status", 200) >= HTTPStatus.BAD_REQUEST:
            refused.append(message)
        else:
            await exchange.send(message)

    await response(_settle_if_range(exchange, headers), exchange.receive, send)
    if refused:
        status = HTTPStatus(refused[0]["status"])
        size = path.stat().st_size
        detail = f"The file has {size:,} bytes; ask for a part of it by bytes=FIRST-LAST"
        ranges = {"Content-Range": f"bytes */{size}"}
        await exchange.problem(Problem(status, status.phrase, detail, headers=ranges))


def _settle_if_range(exchange: Exchange, headers: Mapping[str, str]) -> dict[str, Any]:
    """The request as if it had no If-Range (RFC 9110 §13.1.5): where the entity tag in it is not
    the file's, the whole is sent. Dates do not count, since files of two releases may share one.
    A Range that is not understood is none (§14.2)."""
    condition, left_out = exchange.headers.get("if-range"), {b"if-range"}
    is_understood = RANGES.fullmatch(exchange.headers.get("range", ""))
    if condition not in (None, headers["ETag"]) or not is_understood:
        left_out.add(b"range")
    fields = [field for field in exchange.scope["headers"] if field[0] not in left_out]
    return {**exchange.scope, "headers": fields}


async def _send_decompressed(
    exchange: Exchange, headers: Mapping[str, str], path: Path, entry: Mapping[str, Any]
) -> None:
    """Send what a compressed file holds, piece by piece."""
    length = entry["uncompressed_bytes"]
    await exchange.start(HTTPStatus.OK, {**headers, "Content-Length": str(length)})
    if exchange.method != "HEAD":
        with gzip.open(path) as file:
            while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
                await exchange.write(piece)
    await exchange.finish()


def _headers(found: Found) -> dict[str, str]:
    name = found.name
    headers = {
        "Content-Type": _content_type(found),
        "Content-Disposition": f'inline; filename="refusals-{found.release.id}-{name}"',
        "Cache-Control": "no-cache",
        "Link": ", ".join(_links(found)),
    }
    return headers if found.kept == name else headers | {"Vary": "Accept-Encoding"}


def _content_type(found: Found) -> str:
    """Of what is asked for: who asks for a compressed file gets just that, as it is."""
    if found.kept == found.name and "compression" in found.entry:
        return GZIP_TYPE
    media_type = found.entry.get("media_type", "application/json")
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _links(found: Found) -> Iterator[str]:
    if found.name.endswith(".csv") and TABLES in found.release.manifest["files"]:
        # Metadata for tabular data are found by this link (Tabular Data Model §5.2). It comes
        # first, since a reader of such data complains of any other before it.
        address = f"/release/{found.release.id}/{TABLES}"
        yield f'<{address}>; rel="describedby"; type="application/csvm+json"'
    yield '</data>; rel="collection"'
