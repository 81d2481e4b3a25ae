"""The workers of one web process: asked of the zygote, kept ready, replaced as they go."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections import deque
from pathlib import Path

from kg.query import messages
from kg.query.errors import EngineDown
from kg.query.lease import Lease

RECONNECT_SECONDS = 0.05

logger = logging.getLogger(__name__)


class Workers:
    """The workers that a zygote made for us.

    While the zygote is away the workers that there are go on; the next zygote at the same address
    is asked for more.

    :ivar made: number of workers that there have been
    :ivar gone: number of those that have ended, of their own or because they were made to
    """

    def __init__(self, address: Path, memory_mb: int, most_kept: int) -> None:
        """
        :param memory_mb: limit of a query's memory, for messages
        :param most_kept: number of workers that stay though no query needs them
        """
        self._address, self._memory_mb, self._most_kept = address, memory_mb, most_kept
        self._control: socket.socket | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._idle: list[Lease] = []
        self._alive: set[Lease] = set()
        self._asked = 0
        self._wanted = 0
        self._waiters: deque[asyncio.Future[Lease]] = deque()
        self._closed = False
        self.made = self.gone = 0

    @property
    def alive(self) -> int:
        """Number of workers that run."""
        return len(self._alive)

    def want(self, number: int) -> None:
        """Have at least so many workers, busy ones included."""
        self._wanted = number
        self._ask()

    def take(self) -> asyncio.Future[Lease]:
        """A worker for one request, as soon as there is one."""
        waiter: asyncio.Future[Lease] = asyncio.get_running_loop().create_future()
        if self._idle:
            waiter.set_result(self._idle.pop())
        else:
            self._waiters.append(waiter)
            self._ask()
        return waiter

    def give_back(self, lease: Lease) -> None:
        """A worker is no longer needed. One that is not ready for another request is ended, and one
        too many; the others are kept, since the first queries of a new one copy much memory."""
        is_needed = len(self._alive) <= max(self._wanted, self._most_kept) or self._waiters
        if lease.is_ready and is_needed and not self._closed:
            self._offer(lease)
        else:
            self._alive.discard(lease)
            self.gone += 1
            lease.close()
            self._ask()

    async def close(self) -> None:
        """End every worker, and leave the zygote."""
        self._closed = True
        if self._connecting:
            self._connecting.cancel()
        self._disconnect()
        for lease in self._alive:
            lease.close()
        self._alive.clear()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(EngineDown("the query engine is being stopped"))

    def _offer(self, lease: Lease) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(lease)
                return
        self._idle.append(lease)

    def _ask(self) -> None:
        if self._closed:
            return
        if not self._control:
            if not self._connecting or self._connecting.done():
                self._connecting = asyncio.create_task(self._connect())
            return
        missing = max(self._wanted, 1) - len(self._alive) - self._asked
        for _ in range(missing):
            try:
                self._control.send(messages.WORKER)
            except OSError:
                return  # the reader will notice
            self._asked += 1

    async def _connect(self) -> None:
        while not self._closed:
            control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            try:
                control.connect(str(self._address))
            except OSError:
                control.close()
                await asyncio.sleep(RECONNECT_SECONDS)
                continue
            control.setblocking(False)
            self._control, self._asked = control, 0
            asyncio.get_running_loop().add_reader(control.fileno(), self._hear)
            self._connecting = None
            self._ask()
            return

    def _disconnect(self) -> None:
        if self._control:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None

    def _hear(self) -> None:
        """The zygote has made a worker, could not, or has gone."""
        try:
            message, descriptors, _, _ = socket.recv_fds(
                self._control, messages.MESSAGE_BYTES, messages.DESCRIPTORS
            )
        except BlockingIOError:
            return
        except OSError:
            message, descriptors = b"", []
        if not message:
            self._disconnect()
            self._ask()
            return
        self._asked -= 1
        if message[:1] == messages.WORKER and len(descriptors) == messages.DESCRIPTORS:
            lease = Lease(list(descriptors), self._memory_mb)
            self._alive.add(lease)
            self.made += 1
            self._offer(lease)
            return
        for descriptor in descriptors:
            os.close(descriptor)
        logger.warning("no worker was made: %s", message[1:].decode(errors="replace"))
        asyncio.get_running_loop().call_later(RECONNECT_SECONDS, self._ask)
