"""A small release of known content, for tests of the endpoint and of the server."""

from __future__ import annotations

from serving import BASE

CLAIM = f"{BASE}id/claim/requests"
SMALL_RELEASE = "0123456789abcdef"


def small_data() -> str:
    """302 triples in the default graph, one of a named graph."""
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    lines = [f'<{BASE}id/thing/{i}> {label} "Number {i}" .' for i in range(300)]
    lines.append(f'<{CLAIM}> {label} "<script>alert(1)</script> & Хочу"@ru .')
    lines.append(f'<{CLAIM}> <{BASE}ontology#stated> "25500"'
                 "^^<http://www.w3.org/2001/XMLSchema#decimal> .")  # fmt: skip
    lines.append(f'<{CLAIM}> {label} "in a graph" <{BASE}graph/one> .')
    return "\n".join(lines) + "\n"
