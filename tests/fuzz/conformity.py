"""What every answer must be, whatever was asked: declared, and what it says it is."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from wire import CLOSED, KEPT_BYTES, Reply

PROBLEM_TYPE = "application/problem+json"
_LEAKS = re.compile(rb'Traceback \(most|File "/|/site-packages/|/src/kg/|0x[0-9a-f]{12}\b')
_SOLUTIONS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "text/n3": RdfFormat.N3,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def assert_conforms(reply: Reply, *statuses: str, where: object = "") -> None:
    """That a reply has one of these statuses (and is no unexplained failure), tells nothing of the
    machine, and that its body is what its Content-Type says.

    :param where: what was asked, for the message
    """
    told = f"{reply.outcome} to {where!r}: {reply.headers} {reply.body[:400]!r}"
    assert reply.outcome in statuses, told
    assert not _LEAKS.search(reply.body), told
    media_type = reply.header("Content-Type").partition(";")[0]
    if reply.outcome in ("broken", CLOSED, "304", "204") or reply.size > KEPT_BYTES:
        return
    if reply.outcome[0] in "45":
        _assert_problem(reply, media_type, told)
    elif reply.outcome == "200" and not reply.header("Content-Encoding") and reply.body:
        try:
            _read(reply.body, media_type)
        except Exception as error:
            raise AssertionError(f"{error}: {told}") from error


def _assert_problem(reply: Reply, media_type: str, told: str) -> None:
    if media_type == "text/html":
        return
    assert media_type == PROBLEM_TYPE, told
    document = json.loads(reply.body)
    assert document["status"] == int(reply.outcome), told
    assert document["title"] and document["detail"] and document["type"], told
    if reply.outcome == "500":
        assert document["type"].endswith("/problem/query-crashed"), told
    if document["type"].endswith(("-busy", "engine-down")):
        assert reply.header("Retry-After").isdigit(), told


def _read(body: bytes, media_type: str) -> None:
    if media_type in _SOLUTIONS:
        found = parse_query_results(io.BytesIO(body), _SOLUTIONS[media_type])
        if hasattr(found, "variables"):
            assert all(solution is not None for solution in found)
    elif media_type in _GRAPHS:
        base = "http://localhost/"
        assert all(quad for quad in parse(io.BytesIO(body), _GRAPHS[media_type], base_iri=base))
    elif media_type == "text/csv":
        # As many cells in each row; an empty line is a row of one empty cell.
        rows = csv.reader(io.StringIO(body.decode()), strict=True)
        assert len({len(row) or 1 for row in rows}) <= 1
    elif media_type.endswith("json"):
        json.loads(body)
    elif media_type.endswith("xml"):
        ElementTree.fromstring(body)
    elif media_type == "image/png":  # whole, from its signature to its last chunk (PNG §5)
        assert body.startswith(b"\x89PNG\r\n\x1a\n") and body.endswith(b"IEND\xaeB`\x82")
    else:
        assert media_type.startswith("text/"), media_type
        body.decode()
