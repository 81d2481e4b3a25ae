"""Whether servers answer the same: their results, brought to one form."""

from __future__ import annotations

import json
from itertools import islice
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bench.graph import Sizes
from bench.peers import Running
from bench.workload import GRAPH, Query

DRAWS = 3
NUMBERS = ("integer", "decimal", "double", "float", "int", "long")


def answers(server: Running, query: Query, sizes: Sizes) -> list[object]:
    """A server's answers to a few draws of a query; a text where it refuses."""
    return [_answer(server, query, text) for text in islice(query.texts(sizes, "varied", 0), DRAWS)]


def target(server: Running, query: Query, text: str) -> tuple[str, str, dict[str, str]]:
    """What a request for a query is made of on this server: path, text, parameters."""
    prologue = server.prologue if query.accept == GRAPH else ""
    return server.path, prologue + text, server.parameters


def _answer(server: Running, query: Query, text: str) -> object:
    path, text, parameters = target(server, query, text)
    address = f"http://127.0.0.1:{server.port}{path}?{urlencode({'query': text, **parameters})}"
    try:
        with urlopen(Request(address, headers={"Accept": query.accept}), timeout=120) as response:
            body, media_type = response.read(), response.headers["Content-Type"]
    except HTTPError as error:
        return f"{error.code}: {error.read(300).decode(errors='replace')}"
    except OSError as error:
        return f"no answer: {error}"
    if query.accept == GRAPH:
        return _graph(body, media_type)
    found = json.loads(body)
    if "boolean" in found:
        return found["boolean"]
    rows = found["results"]["bindings"]
    if query.kind == "rows":
        return len(rows)  # which rows a LIMIT leaves is the server's choice
    return sorted(
        sorted(
            (name, _value(term["value"], term.get("datatype", ""))) for name, term in row.items()
        )
        for row in rows
    )


def _graph(body: bytes, media_type: str) -> object:
    # rdflib-endpoint sends RDF/XML, whatever is asked for, and names it after XML of results
    form = RdfFormat.from_media_type(media_type) or RdfFormat.RDF_XML
    triples = [quad.triple for quad in parse(body, form)]
    return sorted(
        (triple.subject.value, triple.predicate.value, _value(*_literal(triple.object)))
        for triple in triples
    )


def _literal(term: NamedNode | Literal) -> tuple[str, str]:
    return term.value, term.datatype.value if isinstance(term, Literal) else ""


def _value(text: str, datatype: str) -> str:
    """A term's text; of a number or truth value its value, since a store may keep no more."""
    kind = datatype.rpartition("#")[2]
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(text, text)
    return f"{float(text):.9g}" if kind in NUMBERS else text
