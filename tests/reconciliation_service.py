"""A reconciliation service on a socket, with answers that a test chooses, good and bad ones.

It stands for services that cannot be reached from where tests run, such as Wikidata's, and for
broken ones. That `kg` and a service which somebody else wrote understand each other is tested with
our own `/reconcile`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Stand-in for Wikidata (en)",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
    "batchSize": 4,
}


def item(identifier: str, name: str, score: float = 100.0, **more: object) -> dict[str, object]:
    """A candidate as a service writes it."""
    return {"id": identifier, "name": name, "score": score, "match": False, "type": [], **more}


@dataclass
class ReconciliationService:
    """What is answered, and what was asked.

    :ivar items: candidates by the name that is asked
    :ivar raw: an answer in place of the right one, for requests of a method
    :ivar batches: every batch of queries that came
    :ivar headers: those of the last request
    """

    address: str = ""
    manifest: object = field(default_factory=lambda: dict(MANIFEST))
    items: dict[str, list[object]] = field(default_factory=dict)
    raw: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    batches: list[dict[str, dict[str, object]]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Every name that was asked."""
        return [query["query"] for batch in self.batches for query in batch.values()]

    def answer(self, batch: Mapping[str, Mapping[str, object]]) -> object:
        """A result batch."""
        return {key: {"result": self.items.get(query["query"], [])}
                for key, query in batch.items()}  # fmt: skip


def answering(
    body: str | bytes, status: int = 200, media_type: str = "application/json", **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer of this body."""
    content = body.encode() if isinstance(body, str) else body

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return respond


@contextmanager
def reconciliation_service() -> Iterator[ReconciliationService]:
    """A service on a free port, until the block ends."""
    service = ReconciliationService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.headers = self.headers
            service.raw.get("GET", answering(json.dumps(service.manifest)))(self)

        def do_POST(self) -> None:
            service.headers = self.headers
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
            batch = json.loads(parse_qs(body)["queries"][0])
            service.batches.append(batch)
            service.raw.get("POST", answering(json.dumps(service.answer(batch))))(self)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: tests say what went wrong."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *arguments: None  # clients that go away are meant
        service.address = f"http://127.0.0.1:{server.server_port}/api"
        Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        try:
            yield service
        finally:
            server.shutdown()
