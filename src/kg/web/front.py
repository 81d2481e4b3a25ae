"""The asynchronous application (ASGI 3): what is asked of the engine or of the server itself is
answered here, and everything else by Flask, in threads.

So a thousand queries that wait cost no thread, and a page that takes its time holds up no query.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from kg.web import endpoint, files, graphs, query_check, status
from kg.web.access_log import AccessLog
from kg.web.addresses import SAFE
from kg.web.clients import Clients
from kg.web.exchange import Exchange, Gone, Receive, Send
from kg.web.held import Held, NoRoom
from kg.web.languages import split_language
from kg.web.metrics import STATUS_PATHS, Metrics
from kg.web.pages_pool import PagesPool, busy
from kg.web.problems import Problem
from kg.web.reconcile import service as reconcile
from kg.web.site import Site

logger = logging.getLogger(__name__)

DATA_PATHS = (query_check.PATH, "/graphs", reconcile.PATH, *STATUS_PATHS)
"""What reads the same in every language, beside the files of releases."""


class Front:
    """The application.

    :ivar site: what new requests are answered from; set it to serve another release
    :ivar is_draining: true once the server is told to stop
    """

    def __init__(self, site: Site, pages: PagesPool, clients: Clients, log: AccessLog) -> None:
        self.site = site
        self.is_draining = False
        self._pages, self._clients, self._log = pages, clients, log
        self._held = Held()
        self._metrics = Metrics(lambda: self.site, pages)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = time.perf_counter()
        clients = self._clients
        client, scheme = clients.name(scope), clients.scheme(scope)
        exchange = Exchange(scope, receive, send, self._held, client, scheme)
        site = self.site
        try:
            language, path = split_language(exchange.path)
            found = files.find_file(site, path)
            if language and (found or path in DATA_PATHS) and exchange.method != "OPTIONS":
                await _lead_to(path, exchange)
            elif found:
                # However slowly it is taken, it holds no engine back.
                await files.answer(exchange, found)
            else:
                with site.in_use():
                    await self._route(site, exchange)
        except NoRoom:
            await exchange.problem(busy())
        except Gone:
            exchange.notes["problem"] = "client-gone"
        except Exception:
            logger.exception("unexpected error")
            await self._apologise(exchange)
        seconds = time.perf_counter() - began
        self._metrics.count(exchange, seconds)
        self._log.write(exchange, site.release_id, seconds)

    def count_refusal(self, found: Problem) -> None:
        """Count what was refused before it was a request."""
        self._metrics.count_refusal(found)

    async def _route(self, site: Site, exchange: Exchange) -> None:
        _, path = split_language(exchange.path)
        if path in ("/sparql", "/sparql/"):
            await endpoint.answer(site, exchange, self._pages)
        elif path == query_check.PATH:
            await query_check.answer(site, exchange)
        elif path == "/graphs":
            await graphs.answer(site, exchange)
        elif path in STATUS_PATHS:
            await status.answer(site, exchange, self._metrics, self.is_draining)
        elif path.rstrip("/") == reconcile.PATH:
            most = reconcile.limits()["body bytes"]
            await self._pages.answer_batch(site, exchange, most)
        else:
            await self._pages.answer(site, exchange)

    async def _apologise(self, exchange: Exchange) -> None:
        if not exchange.status:
            code = HTTPStatus.INTERNAL_SERVER_ERROR
            detail = "The fault is ours, and it has been recorded."
            await exchange.problem(Problem(code, code.phrase, detail))


async def _lead_to(path: str, exchange: Exchange) -> None:
    """Data has one address; who asks for it under that of a language is led there.

    A browser's preflight (OPTIONS) is answered where it is, for it follows no redirect
    (Fetch, "CORS-preflight fetch").
    """
    asked = exchange.query_string.decode("latin-1")
    location = quote(path, safe=SAFE) + (f"?{asked}" if asked else "")
    await exchange.respond(HTTPStatus.PERMANENT_REDIRECT, {"Location": location})
