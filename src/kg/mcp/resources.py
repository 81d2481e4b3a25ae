"""What clients can read beside the tools (MCP, server/resources): how to read the graph, its
ontology in short, and each stored question as SPARQL."""

from __future__ import annotations

import yaml

from kg.errors import KgError
from kg.mcp.answers import words
from kg.mcp.following import Served
from kg.mcp.questions import commented, find_question
from kg.mcp.vocabulary import schema

SCHEME = "refusals://"
METHOD, ONTOLOGY, QUESTION = f"{SCHEME}method", f"{SCHEME}ontology", f"{SCHEME}question/"
RESOURCES = {
    METHOD: (
        "How to read this graph",
        "What to keep to, and how an answer's basis is to be read.",
    ),
    ONTOLOGY: ("Ontology in short", "Prefixes, classes and properties, for writing SPARQL."),
}
TEMPLATE = (f"{QUESTION}{{name}}", "Stored question", "A stored question as SPARQL, by its name.")
TEXT, SPARQL = "text/plain", "application/sparql-query"


def read_resource(served: Served, uri: str) -> tuple[str, str]:
    """The text of a resource, and its media type.

    :raises KgError: if there is none
    """
    if uri == METHOD:
        return method(), TEXT
    if uri == ONTOLOGY:
        return schema(served.release).text, TEXT
    if uri.startswith(QUESTION):
        question = find_question(served.release, uri.removeprefix(QUESTION))
        return commented(question), SPARQL
    raise KgError(
        f"there is no resource {uri[:100]!r}; there are {', '.join(RESOURCES)}, {TEMPLATE[0]}"
    )


def method() -> str:
    """What an agent must keep to."""
    said = words()
    basis = yaml.safe_dump(dict(said["basis"]), sort_keys=False, width=100)
    return f"{said['instructions']}\n\nHow an answer is known (`basis`):\n{basis}"
