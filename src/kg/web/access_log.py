"""The access log: one JSON object a line, without anything that tells who asked or what for.

There is no client address, no user agent, and instead of a query its hash; the path tells which
page was read, which alone points to nobody.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import UTC, datetime
from typing import TextIO

from kg.web.exchange import Exchange

_HASH_DIGITS = 16
_LONGEST_PATH = 200


class AccessLog:
    """Writes a line for each request, to standard error.

    :param is_on: whether it does
    """

    def __init__(self, is_on: bool, output: TextIO = sys.stderr) -> None:
        self._is_on, self._output = is_on, output

    def write(self, exchange: Exchange, release: str, seconds: float) -> None:
        """Write the line of a request that has been answered.

        Keys: time (UTC), method, path, status, bytes, milliseconds, release; and where they apply
        query (the first 64 bits of its SHA-256), format, problem (why there was no result), queries
        (how many of the site's own the engine was asked for a page).
        """
        if not self._is_on:
            return
        notes = dict(exchange.notes)
        if "query" in notes:
            text = str(notes["query"]).encode(errors="surrogatepass")
            notes["query"] = hashlib.sha256(text).hexdigest()[:_HASH_DIGITS]
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": exchange.method,
            "path": exchange.path[:_LONGEST_PATH],
            "status": exchange.status,
            "bytes": exchange.sent,
            "milliseconds": round(seconds * 1000, 2),
            "release": release,
            **notes,
        }
        self._output.write(json.dumps(line) + "\n")
        self._output.flush()
