"""Whether a query would be run, for who types it: `/sparql/check` tells what it is, or the problem
that running it would have for what is written in it. Both are answers: that a query is wrong is no
failure of a check."""

from __future__ import annotations

import json
from http import HTTPStatus

from kg.query import QueryError, QueryRefused, QuerySyntaxError, QueryTooLong
from kg.query.parsing import PARSED
from kg.web.endpoint import METHODS, PATIENCE_SECONDS, read_request, run
from kg.web.exchange import Exchange, until_hang_up
from kg.web.problems import problem_of
from kg.web.protocol import QueryRequest, Unreadable
from kg.web.site import Site

PATH = "/sparql/check"
HEADERS = {"Content-Type": "application/json", "Cache-Control": "no-store"}


async def answer(site: Site, exchange: Exchange) -> None:
    """Tell what the request's query is. It takes its turn and has its limits like any other, and
    nothing of the graph is read for it."""
    if await exchange.settle_method(METHODS):
        return
    try:
        asked = await read_request(site, exchange)
    except Unreadable as error:
        return await exchange.problem(error.problem)
    try:
        await until_hang_up(exchange, _answer(site, exchange, asked), PATIENCE_SECONDS)
    except (QuerySyntaxError, QueryRefused, QueryTooLong) as error:
        found = json.dumps({"problem": json.loads(problem_of(error).document)})
        await exchange.respond(HTTPStatus.OK, HEADERS, found.encode())
    except QueryError as error:
        await exchange.problem(problem_of(error))


async def _answer(site: Site, exchange: Exchange, asked: QueryRequest) -> None:
    exchange.notes["format"] = PARSED
    inspection = await site.event_engine.inspect(asked.text, exchange.client)
    found = await run(site, exchange, asked, PARSED, inspection)
    try:
        body = await found.read()
    finally:
        found.close()
    await exchange.respond(HTTPStatus.OK, HEADERS, body)
