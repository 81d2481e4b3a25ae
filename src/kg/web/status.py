"""What a supervisor and a monitor ask: does it live, is it ready, how is it doing; and what a
program asks that does not know it yet."""

from __future__ import annotations

import json
from http import HTTPStatus

from kg.web import metrics
from kg.web.exchange import Exchange
from kg.web.interface import interface
from kg.web.metrics import Metrics
from kg.web.site import Site

METHODS = ("GET", "HEAD", "OPTIONS")
JSON_TYPE = "application/json"


async def answer(site: Site, exchange: Exchange, found: Metrics, is_draining: bool) -> None:
    """Answer `/healthz`, `/readyz`, `/metrics` or `/openapi.json`."""
    if await exchange.settle_method(METHODS):
        return
    headers = {"Content-Type": JSON_TYPE, "Cache-Control": "no-store"}
    status, body = HTTPStatus.OK, b""
    if exchange.path == "/metrics":
        headers["Content-Type"] = metrics.CONTENT_TYPE
        body = found.text()
    elif exchange.path == "/openapi.json":
        headers["Cache-Control"] = "no-cache"
        body = interface(site.kept.tombstones)
    else:
        state = "stopping" if is_draining else await site.state()
        if exchange.path == "/readyz" and state not in ("ok", "busy"):
            status = HTTPStatus.SERVICE_UNAVAILABLE
        counts = site.release.manifest["counts"]
        record = {
            "status": state,
            "release": site.release_id,
            "triples": counts["default_graph_triples"],
            "quads": counts["quads"],
        }
        body = json.dumps(record).encode() + b"\n"
    await exchange.respond(status, headers, body)
