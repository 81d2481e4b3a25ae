"""The graphs of a release (SPARQL 1.1 Graph Store HTTP Protocol, for reading)."""

from __future__ import annotations

from kg.errors import nearest
from kg.formats import GRAPH_FORMATS, NotAcceptable, choose
from kg.query import QueryError
from kg.web.endpoint import PATIENCE_SECONDS, send_result
from kg.web.exchange import Exchange, until_hang_up
from kg.web.problems import Problem, problem, problem_of
from kg.web.protocol import QueryRequest, format_name, read_parameters
from kg.web.site import Site
from kg.web.tombstones import Withdrawn

METHODS = ("GET", "HEAD", "OPTIONS")
MOST_NAME_CHARACTERS = 200


async def answer(site: Site, exchange: Exchange) -> None:
    """Send a graph: the one that `?graph=` names, or with `?default` the default graph (§4.2)."""
    if await exchange.settle_method(METHODS):
        return
    try:
        parameters = read_parameters(exchange.query_string)
    except ValueError as error:
        return await exchange.problem(problem("bad-request", str(error)))
    try:
        asked = _asked(site, parameters)
    except Withdrawn as error:
        return await exchange.problem(error.problem)
    if isinstance(asked, Problem):
        await exchange.problem(asked)
        return
    try:
        await until_hang_up(exchange, _send(site, exchange, asked), PATIENCE_SECONDS)
    except (QueryError, NotAcceptable) as error:
        await exchange.problem(problem_of(error))


async def _send(site: Site, exchange: Exchange, asked: QueryRequest) -> None:
    choice = choose(exchange.accept, asked.format_name, GRAPH_FORMATS)
    exchange.notes["format"] = choice.format.name
    inspection = await site.event_engine.inspect(asked.text, exchange.client)
    await send_result(site, exchange, asked, choice, inspection)


def _asked(site: Site, parameters: dict[str, list[str]]) -> QueryRequest | Problem:
    names = parameters.get("graph", [])
    if len(names) + ("default" in parameters) != 1:
        return problem("bad-request", "name one graph by ?graph=IRI, or ask for ?default")
    pattern = "{ ?s ?p ?o }"
    if names:
        known = site.release.manifest["counts"].get("graphs", {})
        if names[0] not in known:
            site.kept.check(names[0])
            name = names[0][:MOST_NAME_CHARACTERS]
            return problem(
                "no-such-graph", f"there is no graph {name} ({nearest(name, list(known))})"
            )
        pattern = f"{{ GRAPH <{names[0]}> {pattern} }}"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}"
    return QueryRequest(query, format_name=format_name(parameters))
