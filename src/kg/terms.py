"""The IRIs of this graph: namespaces, and one function per kind of thing that has an address."""

from __future__ import annotations

from pyoxigraph import NamedNode

BASE = "https://w3id.org/refusals/"
ONTOLOGY = BASE + "ontology"
VOCABULARIES = {
    "ref": ONTOLOGY + "#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}
PREFIXES = VOCABULARIES | {
    "id": f"{BASE}id/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
"""Prefixes that queries of this graph use."""


def term(name: str) -> NamedNode:
    """The IRI of a vocabulary term written with its prefix.

    >>> term("ref:Claim")
    <NamedNode value=https://w3id.org/refusals/ontology#Claim>
    """
    prefix, _, local = name.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)


def thing(kind: str, *path: object) -> NamedNode:
    """The IRI of a thing: its kind, then the parts that identify it among its kind.

    >>> thing("claim", "requests-2023-autumn").value
    'https://w3id.org/refusals/id/claim/requests-2023-autumn'
    """
    return NamedNode(f"{BASE}id/{kind}/" + "/".join(str(part) for part in path))


def graph(*path: str) -> NamedNode:
    """The IRI of a named graph, such as `graph("source", slug)` or `graph("entities")`."""
    return NamedNode(f"{BASE}graph/" + "/".join(path))


UNKNOWN_AGENT = thing("agent", "unknown")
