"""A load generator that costs little: one process, one `epoll`, a request in flight a connection.

`run_load` starts it as a process of its own, so that it takes no time from who measures; requests
are made before the clock starts and differ as the caller likes. Connections are kept; a closed one
is opened again.
"""

from __future__ import annotations

import pickle
import re
import select
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
CLOSE = re.compile(rb"(?i)\r\nconnection: *close")
LAST_CHUNK = b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Job:
    """What to send.

    :ivar requests: sent in turn; those left over are not sent
    :ivar seconds: after them no further request is sent; those in flight are waited for
    :ivar patience: a request that takes longer counts as an error
    """

    port: int
    requests: list[bytes]
    clients: int
    seconds: float
    patience: float


@dataclass
class Load:
    """What came back: the seconds of each answer of status 200, and what went wrong."""

    times: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    elapsed: float = 0.0
    bytes: int = 0


def run_load(job: Job) -> Load:
    """Send a job's requests from a process of its own."""
    command = [sys.executable, "-c", "from bench.load import main; main()"]
    path = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, input=pickle.dumps(job), env=path, capture_output=True)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return pickle.loads(done.stdout)


class _Connection:
    """One client: sends a request, reads its answer to the end."""

    def __init__(self, port: int) -> None:
        self.address = ("127.0.0.1", port)
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(self.address, 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self.began, self.received, self.size, self.tail = time.perf_counter(), 0, -1, b""
        self.head, self.status, self.closing = b"", b"", False
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is complete.

        :raises ConnectionError: if the server hangs up in the middle of an answer
        """
        data = self.socket.recv(1 << 18)
        if not data:
            if self.status and self.size == -1 and self.closing:
                return True  # an answer of unknown length ends with its connection
            raise ConnectionError
        self.received += len(data)
        if not self.status:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            head, data = self.head[: end + 2], self.head[end:]
            self.status = head[9:12]
            self.closing = CLOSE.search(head) is not None
            length = LENGTH.search(head)
            if length:
                self.size = end + 4 + int(length[1])
            self.received = len(self.head)
        if self.size >= 0:
            return self.received >= self.size
        self.tail = (self.tail + data)[-len(LAST_CHUNK) :]
        return self.tail == LAST_CHUNK


def drive(job: Job) -> Load:
    """Keep all clients busy until time or requests are over."""
    load, left = Load(), iter(job.requests)
    poll, clients = select.epoll(), {}
    begin = time.perf_counter()
    over = begin + job.seconds

    def next_request(client: _Connection) -> None:
        request = next(left, None) if time.perf_counter() < over else None
        if request is None:
            del clients[client.socket.fileno()]
            poll.unregister(client.socket)
            client.socket.close()
        else:
            client.send(request)

    def again(client: _Connection, error: str | None) -> None:
        if error:
            load.errors[error] = load.errors.get(error, 0) + 1
        if error or client.closing:
            del clients[client.socket.fileno()]
            poll.unregister(client.socket)
            client.socket.close()
            client.open()
            enter(client)
        next_request(client)

    def enter(client: _Connection) -> None:
        clients[client.socket.fileno()] = client
        poll.register(client.socket, select.EPOLLIN)

    for _ in range(job.clients):
        client = _Connection(job.port)
        enter(client)
        next_request(client)
    while clients:
        ready = poll.poll(0.5)
        for number, _ in ready:
            client = clients[number]
            try:
                complete = client.receive()
            except OSError:
                again(client, "hung up")
                continue
            if complete:
                now = time.perf_counter()
                if client.status == b"200":
                    load.times.append(now - client.began)
                load.bytes += client.received
                again(client, None if client.status == b"200" else client.status.decode())
        if not ready or len(load.times) % 100 == 0:
            now = time.perf_counter()
            for client in list(clients.values()):
                if now - client.began > job.patience:
                    again(client, "no answer in time")
    load.elapsed = time.perf_counter() - begin
    return load


def main() -> None:
    """The process that `run_load` starts: a job on standard input, its load on output."""
    sys.stdout.buffer.write(pickle.dumps(drive(pickle.loads(sys.stdin.buffer.read()))))
