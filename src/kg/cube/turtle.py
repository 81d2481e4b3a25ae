"""The cube as readable Turtle: the same bytes for the same triples."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from kg.cube.structure import NAMESPACE, QB
from kg.terms import BASE, VOCABULARIES, term

SDMX = "http://purl.org/linked-data/sdmx/2009/"
_SDMX = ("attribute", "concept", "dimension", "measure")
_VOCABULARIES = ("dcat", "dcterms", "prov", "rdf", "rdfs", "ref", "schema", "skos", "xsd")
_THINGS = ("agent", "article", "category", "claim", "measure", "modality", "observation", "place",
           "provision", "qualifier", "unit")  # fmt: skip
# The order of subjects: what a reader looks for stands first.
_PARTS = ("cube/", "observation/", "slice/")


def cube_turtle(triples: Iterable[Triple]) -> bytes:
    """The cube in Turtle: data sets, observations, slices, the structure, then what they name."""
    prefixes = {name: VOCABULARIES[name] for name in _VOCABULARIES}
    prefixes |= {f"sdmx-{name}": f"{SDMX}{name}#" for name in _SDMX}
    prefixes |= {name: f"{BASE}id/{name}/" for name in _THINGS}
    prefixes |= {"cube": NAMESPACE, "qb": QB}
    ordered = sorted(triples, key=_place)
    text = serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes).decode("utf-8")
    # The serialiser has an order of prefixes of its own, and nothing between two subjects. Line
    # breaks in literals it writes as \n, so that no line begins within one.
    body = re.sub(r"\A(?:@prefix .*\n)+", "", text)
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))
    spaced = re.sub(r"^(?=\S)", "\n", body, flags=re.MULTILINE).replace("\n\t", "\n    ")
    return (head + spaced).encode("utf-8")


def _place(triple: Triple) -> tuple:
    subject, predicate = triple.subject.value, triple.predicate
    name = subject.removeprefix(f"{BASE}id/")
    part = next((k for k, part in enumerate(_PARTS) if name.startswith(part)), len(_PARTS))
    foreign, further = not subject.startswith(NAMESPACE), predicate != term("rdf:type")
    return part, foreign, subject, further, predicate.value, str(triple.object)
