"""The server: the tools and resources of the published release over standard input and output, by
the official SDK of the Model Context Protocol.

Standard output carries the protocol and nothing else. What goes wrong in a tool is a result that
says so (`isError`), so that the model can mend its call; what is no call at all is an error of
JSON-RPC.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
from mcp.server.lowlevel import NotificationOptions, Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from kg import __version__
from kg.errors import KgError
from kg.mcp.answers import readable, structured, words
from kg.mcp.following import Following, Served
from kg.mcp.resources import RESOURCES, TEMPLATE, TEXT, read_resource
from kg.mcp.tools import Tool, asks_a_query, tools_of
from kg.mcp.wire import AnsweringBrokenLines
from kg.opened.background import Cancellation
from kg.query import QueryLimits

NAME, TITLE = "refusals", "Refusals: what has been reported, and by whom"
MOST_AT_ONCE = 4
"""Calls of tools that ask a query, and as many others beside them; more wait."""
INTERNAL = "the server failed on this call; its standard error says why. Other calls are answered"
READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_log = logging.getLogger(__name__)


class Agents:
    """What the server answers."""

    def __init__(self, following: Following, each: bool) -> None:
        """
        :param each: a tool for each stored question, not two for all of them
        """
        self._following = following
        # Two, so that what is quick does not wait for queries.
        self._queries = ThreadPoolExecutor(MOST_AT_ONCE, "query")
        self._others = ThreadPoolExecutor(MOST_AT_ONCE, "call")
        self._tools = lru_cache(2)(lambda served: tools_of(served, each))

    def server(self) -> Server:
        """The server as the SDK runs it."""
        return Server(
            NAME,
            title=TITLE,
            version=__version__,
            instructions=words()["instructions"],
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
        )

    async def _list_tools(self, context: Any, params: Any) -> types.ListToolsResult:
        _only_page(params)
        tools = await self._in_thread(self._others, self._tools)
        return types.ListToolsResult(tools=[_listed(tool) for tool in tools.values()])

    async def _call_tool(
        self, context: Any, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        pool = self._queries if asks_a_query(params.name) else self._others
        return await self._in_thread(pool, self._answer, params.name, params.arguments or {})

    def _answer(self, served: Served, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        tool = self._tools(served).get(name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool: {name[:100]}")
        try:
            answer = tool.call(served, arguments)
            text, values = readable(answer, served.release), structured(answer, served.release)
        except KgError as error:
            return _failed(str(error))
        except Exception:
            _log.exception("%s failed", name)
            return _failed(INTERNAL)
        content = types.TextContent(type="text", text=text)
        return types.CallToolResult(content=[content], structured_content=values)

    async def _list_resources(self, context: Any, params: Any) -> types.ListResourcesResult:
        _only_page(params)
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=uri,
                    name=uri.rpartition("/")[2],
                    title=title,
                    description=about,
                    mime_type=TEXT,
                )
                for uri, (title, about) in RESOURCES.items()
            ]
        )

    async def _list_templates(self, context: Any, params: Any) -> types.ListResourceTemplatesResult:
        _only_page(params)
        uri, title, about = TEMPLATE
        template = types.ResourceTemplate(
            uri_template=uri, name="question", title=title, description=about
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def _read_resource(
        self, context: Any, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = params.uri
        try:
            text, media_type = await self._in_thread(self._others, read_resource, uri)
        except KgError as error:
            raise MCPError(types.INVALID_PARAMS, str(error), {"uri": uri[:300]}) from None
        content = types.TextResourceContents(uri=uri, mime_type=media_type, text=text)
        return types.ReadResourceResult(contents=[content])

    async def _in_thread(self, pool: ThreadPoolExecutor, function: Any, *arguments: Any) -> Any:
        """Run something with the published release, where it does not hold up the protocol.

        Its thread is another's only when it has ended, which it soon does if the call is cancelled.
        """
        cancellation = Cancellation()

        def run() -> Any:
            with cancellation, self._following.current() as served:
                return function(served, *arguments)

        try:
            return await asyncio.wrap_future(pool.submit(run))
        finally:
            cancellation.cancel()


def serve(link: Path, limits: QueryLimits, each: bool = True) -> None:
    """Serve until standard input ends or a signal comes; then nothing of it is left.

    :param link: to the published release
    :param each: a tool for each stored question, not two for all of them
    :raises KgError: if there is no release
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="kg mcp: %(message)s")
    following = Following(link, limits)
    try:
        anyio.run(_run, following, each)
    finally:
        following.close()


async def _run(following: Following, each: bool) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, following)
    # The engine takes a second to start; the handshake need not wait for it.
    threading.Thread(target=_warm, args=[following], daemon=True).start()
    server = Agents(following, each).server()
    options = server.create_initialization_options(NotificationOptions())
    async with stdio_server() as (read, write):
        await server.run(AnsweringBrokenLines(read, write), write, options)


def _stop(following: Following) -> None:
    """End at once: a thread waits for the next line of input and cannot be told to stop."""
    following.close()
    os._exit(0)


def _warm(following: Following) -> None:
    with suppress(KgError), following.current() as served:
        served.release.query("ASK { }")


def _listed(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=dict(tool.input),
        output_schema=dict(tool.output),
        annotations=READ_ONLY,
    )


def _failed(message: str) -> types.CallToolResult:
    content = types.TextContent(type="text", text=message)
    return types.CallToolResult(content=[content], is_error=True)


def _only_page(params: types.PaginatedRequestParams | None) -> None:
    """
    :raises MCPError: for a cursor, since each list is one page
    """
    if params and params.cursor is not None:
        raise MCPError(types.INVALID_PARAMS, "Invalid cursor: every list here is one page")
