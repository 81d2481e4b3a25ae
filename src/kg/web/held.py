"""How much of whole responses may wait in memory for readers who take their time, all together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

MOST_BYTES = 64 * 2**20


class NoRoom(Exception):
    """More is held already than may be."""


class Held:
    """A number of bytes.

    :ivar size: how many are held now
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self.size = 0

    @contextmanager
    def take(self, size: int) -> Iterator[None]:
        """Hold so many bytes for the time of the block.

        :raises NoRoom: if there is no room for them
        """
        if self.size + size > self._most:
            raise NoRoom
        self.size += size
        try:
            yield
        finally:
            self.size -= size
