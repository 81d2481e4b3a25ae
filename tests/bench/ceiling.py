"""A server that does nothing, to learn how much the load generator can drive."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from bench.load import Job, run_load

BODY = b'{"head": {"vars": []}, "results": {"bindings": []}}' * 10
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
ASK = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class _Nothing(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(ANSWER)


def ceiling(clients: int) -> float:
    """Requests a second that the load generator gets through against a server of no work."""
    path = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-m", "bench.ceiling"]
    with subprocess.Popen(command, env=path, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = int(server.stdout.readline())
            load = run_load(Job(port, [ASK] * 200_000, clients, 2.0, 10.0))
        finally:
            server.terminate()
    return len(load.times) / load.elapsed


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Nothing, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
