"""A small HTTP client for tests: one connection a request, the response as the wire has it.

Its requests and responses read like those of Flask's test client.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

FORM_TYPE = "application/x-www-form-urlencoded"
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Response:
    """A whole response.

    :ivar data: the body as it was sent
    """

    status_code: int
    headers: http.client.HTTPMessage
    data: bytes

    @property
    def content_type(self) -> str | None:
        """The value of Content-Type."""
        return self.headers["Content-Type"]

    @property
    def location(self) -> str | None:
        """The value of Location."""
        return self.headers["Location"]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.data.decode()

    def json(self) -> object:
        """The body as JSON."""
        return json.loads(self.data)


class Client:
    """Asks one server.

    :param source: address to ask from; the server takes each for another client
    """

    def __init__(self, address: str, source: str = "127.0.0.1") -> None:
        self.address, self._source = address, source

    def get(self, path: str, **options: object) -> Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: object) -> Response:
        return self.request("POST", path, **options)

    def head(self, path: str, **options: object) -> Response:
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: object) -> Response:
        return self.request("OPTIONS", path, **options)

    def request(
        self,
        method: str,
        path: str,
        query_string: Mapping[str, object] | None = None,
        data: Mapping[str, object] | str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        content_type: str | None = None,
        follow_redirects: bool = False,
    ) -> Response:
        """Send a request and read its response.

        :param data: a form, or the body itself
        :raises http.client.HTTPException: if the response is not whole
        """
        if query_string:
            path += "?" + urlencode(query_string, doseq=True)
        if isinstance(data, Mapping):
            data, content_type = urlencode(data, doseq=True), FORM_TYPE
        body = data.encode() if isinstance(data, str) else data
        sent = dict(headers or {})
        if content_type is not None:
            sent["Content-Type"] = content_type
        host = urlsplit(self.address)
        connection = http.client.HTTPConnection(
            host.hostname, host.port, timeout=TIMEOUT_SECONDS, source_address=(self._source, 0)
        )
        try:
            safe = quote(path, safe="/?&=%:;,+@!$'()*~#[]")
            connection.request(method, safe, body, sent)
            answer = connection.getresponse()
            response = Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
        if follow_redirects and response.location:
            target = urljoin(path, response.location)
            return self.request("GET", target, headers=headers, follow_redirects=True)
        return response
