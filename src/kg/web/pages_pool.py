"""The Flask application as part of the asynchronous one: its pages are made in threads.

At most so many requests wait for a thread, and at most a part of them are one client's; the others
are told to come back. Batches of a reconciliation take long, so at most half of the threads work on
them, and what they send is read before they take any.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from http import HTTPStatus
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

from kg.formats import Format
from kg.query.compression import SMALLEST_BYTES, compress
from kg.query.job import RETRY_AFTER_SECONDS
from kg.web import islands, sparql_page
from kg.web.exchange import BODY_KEY, NOTES_KEY, BodyTooLarge, Exchange
from kg.web.languages import ENGLISH, split_language
from kg.web.problems import Problem, problem
from kg.web.protocol import QueryRequest, content_coding
from kg.web.results import carried, preview
from kg.web.site import SCOPE_KEY, Site

HTML_TYPE = "text/html; charset=utf-8"
CLIENT_SHARE = 4
"""One client may have this part of all places."""
MOST_BODIES = 32
"""Bodies that are read at the same time."""


class _Places:
    """So many places, of which one client may have a part."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._clients: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        return self._clients.total()

    def is_full(self, client: str) -> bool:
        is_greedy = self._clients[client] >= max(1, self._most // CLIENT_SHARE)
        return is_greedy or self.taken >= self._most

    @contextmanager
    def take(self, client: str) -> Iterator[None]:
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients[client] -= 1
            self._clients += Counter()  # drops who has none


class PagesPool:
    """Threads that run the Flask application."""

    def __init__(self, flask: Flask, threads: int, waiting: int) -> None:
        self._flask = flask
        self._bridge = WSGIMiddleware(flask, workers=threads)
        self._pages, self._bodies = _Places(threads + waiting), _Places(MOST_BODIES)
        self._batches = asyncio.Semaphore(max(1, threads // 2))

    @property
    def under_way(self) -> int:
        """Number of requests that a thread works on or that wait for one."""
        return self._pages.taken

    async def answer(self, site: Site, exchange: Exchange) -> None:
        """Let the Flask application answer a request."""
        if self._pages.is_full(exchange.client):
            return await exchange.problem(busy())
        await self._answer(site, exchange, {})

    async def answer_batch(self, site: Site, exchange: Exchange, body_bytes: int) -> None:
        """The same for a request that may have a body and takes its time.

        :param body_bytes: most bytes of a body
        """
        client = exchange.client
        if self._pages.is_full(client) or self._bodies.is_full(client):
            return await exchange.problem(busy())
        try:
            with self._bodies.take(client):
                body = await exchange.body(body_bytes)
        except BodyTooLarge:
            detail = f"the body has more than {body_bytes:,} bytes"
            members = {"limit": body_bytes}
            return await exchange.problem(problem("reconciliation-too-much", detail, members))
        if self._pages.is_full(client):
            return await exchange.problem(busy())
        await self._answer(site, exchange, {BODY_KEY: body}, self._batches)

    async def _answer(
        self,
        site: Site,
        exchange: Exchange,
        more: Mapping[str, object],
        turn: AbstractAsyncContextManager[None] | None = None,
    ) -> None:
        """
        :param more: for the scope
        :param turn: to wait for
        """
        messages: list[dict[str, Any]] = []

        async def keep(message: dict[str, Any]) -> None:
            messages.append(message)

        # The place is for making a page, not for sending it to somebody who takes his time.
        with self._pages.take(exchange.client):
            scope = {**exchange.scope, "scheme": exchange.scheme}
            scope |= {SCOPE_KEY: site, NOTES_KEY: exchange.notes, **more}
            async with turn or nullcontext():
                await self._bridge(scope, exchange.receive, keep)
        with exchange.held.take(sum(len(message.get("body", b"")) for message in messages)):
            for message in messages:
                await exchange.send(message)

    async def send_form(self, site: Site, exchange: Exchange) -> None:
        """Send the page with an empty query."""
        await self._send_page(site, exchange, HTTPStatus.OK, {}, sparql_page.render, site.limits)

    async def send_result(
        self,
        site: Site,
        exchange: Exchange,
        asked: QueryRequest,
        formats: tuple[Format, ...],
        kind: str,
        data: bytes,
        is_whole: bool,
    ) -> None:
        """Send the page with a query and the beginning of its result."""

        def render() -> str:
            result = preview(kind, data, is_whole)
            first = carried(kind, data, is_whole)
            return sparql_page.render(
                site.limits, asked, result=result, formats=formats, first=first
            )

        await self._send_page(site, exchange, HTTPStatus.OK, {}, render)

    async def send_failure(
        self, site: Site, exchange: Exchange, found: Problem, asked: QueryRequest | None
    ) -> None:
        """Send the page with a query and why it has no result."""
        exchange.notes["problem"] = found.name or str(found.status)
        await self._send_page(
            site,
            exchange,
            found.status,
            found.headers,
            sparql_page.render,
            site.limits,
            asked,
            found,
        )

    async def _send_page(
        self,
        site: Site,
        exchange: Exchange,
        status: int,
        headers: Mapping[str, str],
        render: Callable[..., str],
        *arguments: object,
    ) -> None:
        encoding = content_coding(exchange.headers.get("accept-encoding", ""))

        prefix, path = split_language(exchange.path)
        query = exchange.query_string.decode("latin-1")
        mounted = {
            "SCRIPT_NAME": prefix,
            "HTTP_HOST": exchange.headers.get("host", ""),
            "wsgi.url_scheme": exchange.scheme,
            "asgi.scope": {SCOPE_KEY: site, NOTES_KEY: exchange.notes},
        }

        def make() -> tuple[bytes, str]:
            with self._flask.test_request_context(
                path, query_string=query, environ_overrides=mounted
            ):
                page = render(*arguments).encode()
            if encoding and len(page) >= SMALLEST_BYTES:
                return compress(page, encoding), encoding
            return page, ""

        if self._pages.is_full(exchange.client):
            return await exchange.problem(busy())
        with self._pages.take(exchange.client):
            loop = asyncio.get_running_loop()
            page, used = await loop.run_in_executor(self._bridge.executor, make)
        language = prefix.strip("/") or ENGLISH
        headers = {
            "Content-Type": HTML_TYPE,
            "Content-Language": language,
            "Vary": "Accept, Accept-Encoding",
            "Content-Security-Policy": islands.POLICY,
            **headers,
        }
        if used:
            headers["Content-Encoding"] = used
        with exchange.held.take(len(page)):
            await exchange.respond(status, headers, page)


def busy() -> Problem:
    detail = f"too much is asked for at once; try again in {RETRY_AFTER_SECONDS} seconds"
    return problem("server-busy", detail, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
