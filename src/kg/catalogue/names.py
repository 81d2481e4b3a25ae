"""Names that the catalogue uses: our own, and those of the vocabularies that catalogues are written
in; and the texts that no manifest holds (catalogue.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml
from pyoxigraph import NamedNode, Triple

from kg.build.describe import Value, to_term
from kg.terms import BASE, VOCABULARIES

CATALOGUE = NamedNode(f"{BASE}catalogue")
DATASET = NamedNode(f"{BASE}dataset")
SPARQL_SERVICE = NamedNode(f"{BASE}sparql")
GRAPHS_SERVICE = NamedNode(f"{BASE}catalogue#graphs")
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": VOCABULARIES["dcterms"],
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": VOCABULARIES["owl"],
    "prov": VOCABULARIES["prov"],
    "rdf": VOCABULARIES["rdf"],
    "rdfs": VOCABULARIES["rdfs"],
    "ref": VOCABULARIES["ref"],
    "schema": VOCABULARIES["schema"],
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "skos": VOCABULARIES["skos"],
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": VOCABULARIES["xsd"],
}


def name(prefixed: str) -> NamedNode:
    """The IRI of a term of a vocabulary.

    >>> name("dcat:Dataset").value
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def part(*path: str) -> NamedNode:
    """The IRI of something that is only described in the catalogue.

    >>> part("dataset", "tables").value
    'https://w3id.org/refusals/catalogue#dataset-tables'
    """
    return NamedNode(f"{CATALOGUE.value}#{'-'.join(path)}")


def version(release: str) -> NamedNode:
    """The version IRI of a release: the dataset as it is in it."""
    return NamedNode(f"{BASE}release/{release}")


def facts(
    subject: NamedNode, values: Mapping[str, Value | Iterable[Value] | None]
) -> Iterator[Triple]:
    """Triples of one subject, by the prefixed name of the property. A list gives one triple a
    value, None gives none; values of `a` are prefixed names."""
    for property, value in values.items():
        for single in value if isinstance(value, list) else [value]:
            if property == "a":
                yield Triple(subject, name("rdf:type"), name(single))
            elif single is not None:
                yield Triple(subject, name(property), to_term(single))


@cache
def texts() -> Mapping[str, object]:
    """What catalogue.yaml holds."""
    text = files("kg.catalogue").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
