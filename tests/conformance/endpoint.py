"""A client of the SPARQL endpoint that shows what HTTP says, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode, urlsplit

SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return self.headers.get_content_type()

    @property
    def problem(self) -> str:
        """The name of the problem that is told, or "" where none is (RFC 9457)."""
        if self.media_type != "application/problem+json":
            return ""
        return json.loads(self.body)["type"].rpartition("/")[2]


@dataclass(frozen=True)
class Endpoint:
    """A server, asked at one address."""

    address: str

    def query(
        self, text: str, accept: str = "*/*", parameters: Sequence[tuple[str, str]] = ()
    ) -> Reply:
        """Send a query as the body of a POST, its dataset in the address."""
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        return self.send("POST", f"/sparql?{urlencode(parameters)}", text.encode(), headers)

    def send(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request on a connection of its own."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()
