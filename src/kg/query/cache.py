"""Results that are kept for who asks the same again, up to a size: the least recently used go."""

from __future__ import annotations

from collections import OrderedDict

from kg.query.messages import Header

_SHARE = 8
"""No entry may take more than this part of the whole."""
_ENTRY_BYTES = 1024
"""What an entry takes beside its data, roughly."""


class ResultCache:
    """Results by key. A release never changes, and each has a cache of its own, so nothing in it is
    ever out of date.

    :param most_bytes: size of all entries together
    :ivar hits: how often a result was here
    :ivar misses: how often it was not
    :ivar size: bytes that the entries take now
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: OrderedDict[bytes, tuple[Header, bytes, int]] = OrderedDict()
        self.hits = self.misses = self.size = 0

    @property
    def largest(self) -> int:
        """Bytes of the longest result that is kept."""
        return self._most_bytes // _SHARE

    def get(self, key: bytes) -> tuple[Header, bytes] | None:
        """A result's header and bytes, or None."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry[:2]

    def put(self, key: bytes, header: Header, data: bytes) -> None:
        """Keep a result, if it is not too long."""
        size = len(data) + _ENTRY_BYTES
        if size > self.largest or key in self._entries:
            return
        self._entries[key] = (header, data, size)
        self.size += size
        while self.size > self._most_bytes:
            self.size -= self._entries.popitem(last=False)[1][2]
