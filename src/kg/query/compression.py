"""Content codings for answers (RFC 9110 §8.4.1, RFC 8878): gzip and zstd, piece by piece."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import zstandard

SMALLEST_BYTES = 1024
"""What is shorter is not worth it: it fits in one packet either way."""
_GZIP_LEVEL = 4
_ZSTD_LEVEL = 3
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class Compressor(Protocol):
    """Takes bytes, and gives compressed ones; `flush` gives the rest."""

    def compress(self, data: bytes) -> bytes: ...

    def flush(self) -> bytes: ...


COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj(),
    "gzip": lambda: zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW),
}
"""By coding, the preferred one first."""


def compress(data: bytes, encoding: str) -> bytes:
    """All of these bytes in a coding."""
    compressor = COMPRESSORS[encoding]()
    return compressor.compress(data) + compressor.flush()
