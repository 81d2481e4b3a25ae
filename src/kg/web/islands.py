"""The interactive parts of pages, which are built from `frontend/` when the package is installed:
their files, and the tags by which a page takes them in. Pages are whole without them."""

from __future__ import annotations

import json
import logging
from functools import cache, lru_cache
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, g, request
from markupsafe import Markup

from kg.query.compression import SMALLEST_BYTES, compress
from kg.web.exchange import CONTENT_SECURITY_POLICY
from kg.web.protocol import content_coding

logger = logging.getLogger(__name__)
blueprint = Blueprint("islands", __name__)

BUILT = Path(__file__).with_name("built")
PATH = "/islands"
MANIFEST, LICENCES = "manifest.json", "licences.md"
ENTRIES = {"query": "src/query/index.ts", "graph": "src/graph/index.tsx",
           "figures": "src/figures/index.ts"}  # fmt: skip
POLICY = f"{CONTENT_SECURITY_POLICY}; img-src 'self' blob: data:"
"""Content security policy of pages with an island: a picture that is saved is drawn from `data:`
first."""
MOST_KEPT = 64


def register(app: Flask) -> None:
    """Serve the islands; say once if they are not there."""
    app.register_blueprint(blueprint)
    app.add_template_global(island)
    app.add_template_global(is_built)
    if not is_built():
        logger.warning("the islands are not built, so pages are served without them: "
                       "`pip install .` in the project folder builds them")  # fmt: skip


@cache
def is_built() -> bool:
    """Whether there are islands."""
    return (BUILT / MANIFEST).is_file()


def island(name: str) -> Markup:
    """The tags of an island's style sheets and scripts for the head of a page; "" if it is not
    built.

    :param name: one of ENTRIES
    """
    g.has_island = True
    return _tags(name)


def policy() -> str:
    """The content security policy of the page that was made just now."""
    return POLICY if g.get("has_island") else CONTENT_SECURITY_POLICY


@cache
def _tags(name: str) -> Markup:
    if not is_built():
        return Markup()
    manifest = json.loads((BUILT / MANIFEST).read_text(encoding="utf-8"))
    entry = manifest[ENTRIES[name]]
    chunks, styles = {}, {}
    _follow(manifest, ENTRIES[name], chunks, styles)
    tags = [Markup('<link rel="stylesheet" href="{}/{}">').format(PATH, one) for one in styles]
    tags += [Markup('<link rel="modulepreload" href="{}/{}">').format(PATH, one)
             for one in chunks if one != entry["file"]]  # fmt: skip
    tags.append(Markup('<script type="module" src="{}/{}"></script>').format(PATH, entry["file"]))
    return Markup("\n  ").join(tags)


def _follow(manifest: dict, name: str, chunks: dict[str, None], styles: dict[str, None]) -> None:
    """Collect the files that an entry needs at once, those that others need first."""
    chunk = manifest[name]
    if chunk["file"] in chunks:
        return
    chunks[chunk["file"]] = None
    for other in chunk.get("imports", ()):
        _follow(manifest, other, chunks, styles)
    styles.update(dict.fromkeys(chunk.get("css", ())))


@blueprint.get(f"{PATH}/<name>")
def file(name: str) -> Response:
    """A built file. Its name holds a hash of its content, so it may be kept for ever."""
    if name not in _names():
        abort(HTTPStatus.NOT_FOUND)
    coding = content_coding(request.headers.get("Accept-Encoding", ""))
    body, coding = _body(name, coding)
    kind = "text/markdown" if name == LICENCES else guess_type(name)[0]
    response = Response(body, mimetype=kind)
    if coding:
        response.headers["Content-Encoding"] = coding
    is_hashed = name not in (MANIFEST, LICENCES)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if is_hashed else "no-cache"
    )
    response.add_etag(weak=True)
    return response.make_conditional(request)


@cache
def _names() -> frozenset[str]:
    return frozenset(one.name for one in BUILT.iterdir()) if is_built() else frozenset()


@lru_cache(MOST_KEPT)
def _body(name: str, coding: str) -> tuple[bytes, str]:
    """A file as it is sent, and the coding that it has."""
    data = (BUILT / name).read_bytes()
    if not coding or len(data) < SMALLEST_BYTES:
        return data, ""
    return compress(data, coding), coding
