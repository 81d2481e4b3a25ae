"""The SPARQL endpoint (SPARQL 1.1 Protocol §2.1, query operation): one address for programs, which
get results in the format they accept, and for people, who get a form and a table."""

from __future__ import annotations

from http import HTTPStatus

from werkzeug.http import parse_etags

from kg.formats import GRAPH_FORMATS, HTML, PAGE, Choice, Format, NotAcceptable, choose
from kg.query import Answer, QueryError
from kg.query.text import Inspection
from kg.web.exchange import BodyTooLarge, Exchange, until_hang_up
from kg.web.pages_pool import PagesPool
from kg.web.problems import Problem, problem, problem_of
from kg.web.protocol import (
    QueryRequest,
    Unreadable,
    content_coding,
    entity_tag,
    format_name,
    negotiate,
    read_parameters,
    read_query,
)
from kg.web.results import PAGE_BYTES
from kg.web.service_description import service_description
from kg.web.site import Site

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
BODY_OVERHEAD_BYTES = 65_536
MOST_WITHOUT_CHUNKS = 4 * 2**20
"""Bytes of a result that HTTP/1.0 gets: there only its length tells whether it is whole, so it must
be known, and the result kept, before the first byte is sent."""
PATIENCE_SECONDS = 0.05
VARY = "Accept, Accept-Encoding"


async def answer(site: Site, exchange: Exchange, pages: PagesPool) -> None:
    """Answer the request's query; or show the form where a browser brings none, or the service
    description where a program brings none."""
    if await exchange.settle_method(METHODS):
        return
    try:
        asked = await read_request(site, exchange)
    except Unreadable as error:
        if error.is_bare:
            return await _describe(site, exchange, pages)
        return await _fail(site, exchange, pages, error.problem)
    try:
        await until_hang_up(exchange, _answer(site, exchange, pages, asked), PATIENCE_SECONDS)
    except (QueryError, NotAcceptable) as error:
        await _fail(site, exchange, pages, problem_of(error), asked)


async def _answer(site: Site, exchange: Exchange, pages: PagesPool, asked: QueryRequest) -> None:
    inspection = await site.event_engine.inspect(asked.text, exchange.client)
    choice, formats = negotiate(exchange.accept, asked.format_name, inspection.form)
    exchange.notes["format"] = choice.format.name
    if choice.format.family == PAGE:
        await _show(site, exchange, pages, asked, formats, inspection)
    else:
        await send_result(site, exchange, asked, choice, inspection)


async def send_result(
    site: Site, exchange: Exchange, asked: QueryRequest, choice: Choice, inspection: Inspection
) -> None:
    """Send the result of a query, as it is computed.

    :raises QueryError: if there is none; once its first byte is sent, the connection breaks instead
    """
    headers = {
        "Content-Type": choice.content_type,
        "Content-Disposition": f'inline; filename="{asked.filename}.{choice.format.extension}"',
        "Vary": VARY,
    }
    if inspection.is_repeatable:
        # Weak, since solutions that are not ordered may come in another order (RFC 9110 §8.8.3). A
        # client asks again before it uses what it has kept.
        tag = entity_tag(site.release_id, asked, choice)
        headers |= {"ETag": f'W/"{tag}"', "Cache-Control": "no-cache"}
        known = parse_etags(exchange.headers.get("if-none-match"))
        # Only who was once answered knows the tag; "*" would match what may be no query at all.
        if tag in known.as_set(include_weak=True) and exchange.method != "POST":
            return await exchange.respond(HTTPStatus.NOT_MODIFIED, headers)
    else:
        headers["Cache-Control"] = "no-store"
    coding = content_coding(exchange.headers.get("accept-encoding", ""))
    found = await run(site, exchange, asked, choice.format.name, inspection, coding)
    try:
        if found.header.encoding:
            headers["Content-Encoding"] = found.header.encoding
        if found.is_whole:
            await exchange.respond(HTTPStatus.OK, headers, found.first)
        elif exchange.http_version == "1.0":
            await _send_known_length(exchange, headers, found)
        elif exchange.method == "HEAD":
            await exchange.start(HTTPStatus.OK, headers)
            await exchange.finish()
        else:
            await exchange.start(HTTPStatus.OK, headers)
            await _stream(exchange, found)
    finally:
        found.close()


async def _stream(exchange: Exchange, found: Answer) -> None:
    try:
        async for piece in found:
            await exchange.write(piece)
    except QueryError as error:
        # The status line has long gone. Without the last chunk, a reader can tell that the result
        # is not whole.
        exchange.notes["problem"] = error.code
        return
    await exchange.finish()


async def _send_known_length(exchange: Exchange, headers: dict[str, str], found: Answer) -> None:
    collected, is_whole = await _collect(found, MOST_WITHOUT_CHUNKS)
    if is_whole:
        with exchange.held.take(len(collected)):
            await exchange.respond(HTTPStatus.OK, headers, collected)
    else:
        detail = f"the result has more than {MOST_WITHOUT_CHUNKS:,} bytes"
        await exchange.problem(problem("length-unknown", detail, {"limit": MOST_WITHOUT_CHUNKS}))


async def _collect(found: Answer, most: int) -> tuple[bytes, bool]:
    """The first bytes of a result, and whether they are all there are."""
    collected = bytearray()
    async for piece in found:
        collected += piece
        if len(collected) > most:
            return bytes(collected), False
    return bytes(collected), True


async def run(
    site: Site,
    exchange: Exchange,
    asked: QueryRequest,
    format: str,
    inspection: Inspection,
    encoding: str = "",
) -> Answer:
    """Have a query run for who asks.

    :raises QueryError: if there is no result
    """
    return await site.event_engine.query(
        asked.text,
        format,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        encoding=encoding,
        client=exchange.client,
        inspection=inspection,
    )


async def read_request(site: Site, exchange: Exchange) -> QueryRequest:
    """The query of a request.

    :raises Unreadable: unless it holds one
    """
    body = b""
    if exchange.method == "POST":
        # A form encodes each byte of a query in up to three.
        limit = 3 * site.limits.query_bytes + BODY_OVERHEAD_BYTES
        try:
            body = await exchange.body(limit)
        except BodyTooLarge:
            detail = f"the body of the request has more than {limit:,} bytes"
            raise Unreadable(
                problem("query-too-long", detail, {"limit": limit}, {"Connection": "close"})
            ) from None
    asked = read_query(exchange.method, exchange.query_string, exchange.media_type, body)
    exchange.notes["query"] = asked.text
    return asked


async def _describe(site: Site, exchange: Exchange, pages: PagesPool) -> None:
    """Tell what this is."""
    name = format_name(read_parameters(exchange.query_string))
    try:
        choice = choose(exchange.accept, name, (*GRAPH_FORMATS, HTML))
    except NotAcceptable as error:
        return await exchange.problem(problem_of(error))
    if choice.format is HTML:
        return await pages.send_form(site, exchange)
    body = service_description(site.release.manifest, site.limits, choice.format, exchange.base_url)
    headers = {"Content-Type": choice.content_type, "Vary": "Accept"}
    await exchange.respond(HTTPStatus.OK, headers, body)


async def _show(
    site: Site,
    exchange: Exchange,
    pages: PagesPool,
    asked: QueryRequest,
    formats: tuple[Format, ...],
    inspection: Inspection,
) -> None:
    """Send the beginning of a result as a page."""
    found = await run(site, exchange, asked, formats[0].name, inspection)
    try:
        data, is_whole = await _collect(found, PAGE_BYTES)
    finally:
        found.close()
    await pages.send_result(site, exchange, asked, formats, found.header.kind, data, is_whole)


async def _fail(
    site: Site,
    exchange: Exchange,
    pages: PagesPool,
    found: Problem,
    asked: QueryRequest | None = None,
) -> None:
    if not exchange.prefers_page:
        await exchange.problem(found)
    else:
        await pages.send_failure(site, exchange, found, asked)
