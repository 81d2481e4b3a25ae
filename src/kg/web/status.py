"""What a supervisor and a monitor ask: does it live, is it ready, how is it doing; and what a
program asks that does not know it yet."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from importlib.resources import files

import yaml

from kg.query import QueryBusy, QueryError
from kg.query.engine import SITE, boolean_of
from kg.web import metrics
from kg.web.endpoint import not_allowed
from kg.web.exchange import Exchange
from kg.web.metrics import Metrics
from kg.web.site import Site

METHODS = "GET, HEAD, OPTIONS"
JSON_TYPE = "application/json"
# With another word each time the result cache cannot answer for the engine.
PROBE = "ASK { FILTER(NOW() > 0 || true) }"


async def answer(site: Site, exchange: Exchange, found: Metrics, is_draining: bool) -> None:
    """Answer `/healthz`, `/readyz`, `/metrics` or `/openapi.json`."""
    if exchange.method == "OPTIONS":
        return await exchange.options(METHODS)
    if exchange.method not in METHODS:
        return await exchange.problem(not_allowed(exchange.method, METHODS))
    headers = {"Content-Type": JSON_TYPE, "Cache-Control": "no-store"}
    status, body = HTTPStatus.OK, b""
    if exchange.path == "/metrics":
        headers["Content-Type"] = metrics.CONTENT_TYPE
        body = found.text()
    elif exchange.path == "/openapi.json":
        headers["Cache-Control"] = "no-cache"
        body = _description()
    else:
        state = "stopping" if is_draining else await _state(site)
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


async def _state(site: Site) -> str:
    """Whether queries are answered: "ok", "busy" or "down"."""
    try:
        found = boolean_of(await site.event_engine.fetch(PROBE, lane=SITE))
    except QueryBusy:
        return "busy"
    except QueryError:
        return "down"
    return "ok" if found else "down"


@cache
def _description() -> bytes:
    text = files("kg.web").joinpath("openapi.yaml").read_text(encoding="utf-8")
    return json.dumps(yaml.safe_load(text), ensure_ascii=False, default=str).encode()
