"""A second SPARQL endpoint: it answers from a few triples, remembers what it was asked, and can be
as impatient as one of a hundred million items. Federated questions meet it in Wikidata's place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

WIKIDATA = "https://query.wikidata.org/sparql"
STAND_IN = Path(__file__).with_name("wikidata-stand-in.ttl").read_text(encoding="utf-8")
"""Triples in the shape of Wikidata's; they are no more than that (README.md in this folder)."""
RESULTS = "application/sparql-results+json"


@dataclass
class OtherEndpoint:
    """An endpoint that answers SELECT and ASK queries.

    :ivar address: where it listens
    :ivar is_impatient: answer only queries that name by VALUES what they are about; a real endpoint
        of that size would run out of time over any other
    :ivar asked: the queries that came, in their order
    """

    store: Store
    address: str = ""
    is_impatient: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, query: str) -> tuple[HTTPStatus, bytes]:
        """Status and body of the response to a query."""
        if self.is_impatient and "VALUES" not in query:
            return HTTPStatus.GATEWAY_TIMEOUT, b""
        try:
            return HTTPStatus.OK, self.store.query(query).serialize(format=QueryResultsFormat.JSON)
        except SyntaxError as error:
            return HTTPStatus.BAD_REQUEST, str(error).encode()


@contextmanager
def other_endpoint(data: str) -> Iterator[OtherEndpoint]:
    """An endpoint over some Turtle, on a free port, until the block ends."""
    store = Store()
    store.load(data, RdfFormat.TURTLE)
    endpoint = OtherEndpoint(store)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_query = self.headers["Content-Type"].startswith("application/sparql-query")
            self._answer("" if is_query else body, body if is_query else "")

        def _answer(self, form: str, query: str = "") -> None:
            query = query or next(iter(parse_qs(form).get("query", ())), "")
            endpoint.asked.append(query)
            status, body = endpoint.answer(query)
            self.send_response(status)
            self.send_header("Content-Type", RESULTS)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint.address = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            thread.join()
