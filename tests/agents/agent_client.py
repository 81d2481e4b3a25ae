"""`kg mcp` as a client starts it: the SDK's own client over standard input and output, and a bare
one that can send anything."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, Tool

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "agents.md"
KG = Path(sys.executable).with_name("kg")
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a bare client", "version": "0"},
    },
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def documented() -> dict[str, Any]:
    """The server in the settings that the document gives for clients, for this project."""
    block = re.search(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    text = block[1].replace("/path/to/refusals/.venv/bin", str(KG.parent))
    return json.loads(text.replace("/path/to/refusals", str(ROOT)))["mcpServers"]["refusals"]


class Session:
    """A session of the SDK's client, for tests without an event loop."""

    def __init__(self, releases: Path, mode: str = "legacy") -> None:
        """
        :param mode: "legacy" shakes hands, "auto" asks for the newest revision first
        """
        server = documented()
        server["env"] |= {"KG_RELEASES": str(releases)}
        self._parameters = StdioServerParameters(**server)
        self._mode, self._loop = mode, asyncio.new_event_loop()
        self._ready, self._done = threading.Event(), asyncio.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(120)
        if self._failure:
            raise self._failure

    @property
    def client(self) -> Client:
        """The client."""
        return self._client

    def wait(self, coroutine: Any) -> Any:
        """What a coroutine of the client returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(120)

    def tools(self) -> dict[str, Tool]:
        """The tools by name."""
        return {tool.name: tool for tool in self.wait(self.client.list_tools()).tools}

    def call(self, name: str, /, **arguments: Any) -> CallToolResult:
        """The result of a tool, which the client has held against the tool's schema."""
        return self.wait(self.client.call_tool(name, arguments))

    def answer(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """What a tool answers, as plain values."""
        result = self.call(name, **arguments)
        assert not result.is_error, result.content[0].text
        return result.structured_content

    def close(self) -> None:
        """End the session, and with it the server."""
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join(120)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        async with Client(self._parameters, mode=self._mode) as self._client:
            self._ready.set()
            await self._done.wait()


class Bare:
    """`kg mcp` with the two pipes of a client that may send what it likes."""

    def __init__(self, releases: Path, folder: Path, *arguments: str, **settings: Any) -> None:
        """
        :param folder: for the server's temporary files
        """
        environment = {f"KG_{name.upper()}": str(value) for name, value in settings.items()}
        environment |= {"KG_ROOT": str(ROOT), "KG_RELEASES": str(releases), "TMPDIR": str(folder)}
        self.process = subprocess.Popen(
            [KG, "mcp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | environment,
        )

    def send(self, *messages: Any) -> None:
        """Send messages, or bytes as they are, a line each."""
        for message in messages:
            raw = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.process.stdin.write(raw + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message, which must be one."""
        return json.loads(self.process.stdout.readline())

    def ask(self, message: Any) -> dict[str, Any]:
        """Send one and read one."""
        self.send(message)
        return self.read()

    def begin(self) -> dict[str, Any]:
        """Shake hands."""
        found = self.ask(INITIALIZE)
        self.send(INITIALIZED)
        return found["result"]

    def call(self, name: Any, arguments: Any = None, id: int = 7) -> dict[str, Any]:
        """The whole response to a call."""
        return self.ask(call(name, arguments, id))

    def family(self) -> set[int]:
        """The server's process and those that it started, and they."""
        return {self.process.pid, *descendants(self.process.pid)}

    def end(self) -> tuple[int, bytes, bytes]:
        """Close its input and wait: exit status, and what else it wrote."""
        output, errors = self.process.communicate(timeout=120)
        return self.process.returncode, output, errors


def call(name: Any, arguments: Any = None, id: int = 7) -> dict[str, Any]:
    """A message that calls a tool."""
    parameters = {"name": name} if arguments is None else {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": parameters}


def cancelled(id: int) -> dict[str, Any]:
    """A message that cancels a call."""
    parameters = {"requestId": id}
    return {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": parameters}


def descendants(pid: int) -> Iterator[int]:
    """The processes below one."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            yield int(path.parent.name)
            yield from descendants(int(path.parent.name))


@contextmanager
def bare(releases: Path, folder: Path, *arguments: str, **settings: Any) -> Iterator[Bare]:
    """A bare client that has shaken hands."""
    server = Bare(releases, folder, *arguments, **settings)
    try:
        server.begin()
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()
