"""Pages of a release as they were sent, those that were asked for last."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 48 * 2**20
"""Of all pages that are kept, without their headers."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page as it was sent."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str


class KeptPages:
    """They are kept up to MOST_BYTES; then the one that nobody has asked for longest goes first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes, self._lock = 0, Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Key, page: Page) -> None:
        with self._lock:
            if key in self._pages:
                return
            self._pages[key] = page
            self._bytes += len(page.body)
            while self._bytes > MOST_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.body)
