"""Quads as N-Quads write them, and words and concepts drawn by a power law, for `bench.graph`."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import IO

import yaml

LANGUAGES = ("en", "ru", "uk")
BASE = "https://w3id.org/refusals/"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PREFIXES = {
    "ref": f"{BASE}ontology#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def vocabulary() -> dict[str, dict]:
    """Schemes of concepts, and words by language."""
    found = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    found["words"] = {language: text.split() for language, text in found["words"].items()}
    return found


def thing(kind: str, name: object) -> str:
    """The IRI of a thing as N-Quads write it."""
    return f"<{BASE}id/{kind}/{name}>"


@cache
def term(name: str) -> str:
    """A prefixed name in full: `ref:stated`."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def typed(value: object, datatype: str) -> str:
    """A literal of an XSD datatype."""
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


class QuadWriter:
    """Writes each triple twice: into a named graph and into the default graph.

    :ivar quads: how many were written
    """

    def __init__(self, stream: IO[str], draw: random.Random) -> None:
        self.stream, self.draw, self.graph, self.quads = stream, draw, "", 0

    def into(self, graph: str) -> None:
        """Name the graph that follows, unless `add` names another."""
        self.graph = graph

    def type(self, subject: str, kind: str, graph: str = "") -> None:
        """Say of which class a subject is."""
        self._write(subject, RDF_TYPE, term(kind), graph)

    def add(self, subject: str, name: str, value: str, graph: str = "") -> None:
        """Give a subject a value of a property."""
        self._write(subject, term(name), value, graph)

    def _write(self, subject: str, name: str, value: str, graph: str) -> None:
        triple = f"{subject} {name} {value}"
        self.stream.write(f"{triple} <{BASE}graph/{graph or self.graph}> .\n{triple} .\n")
        self.quads += 2

    def concept_of(self, scheme: str) -> str:
        """A concept of a scheme, the first ones most often."""
        return thing(
            scheme, int(vocabulary()["schemes"][scheme]["count"] * self.draw.random() ** 2)
        )

    def text(self, language: str, length: int, start: str = "") -> str:
        """A literal of so many words, the commonest ones most often."""
        words = vocabulary()["words"][language]
        drawn = [words[int(len(words) * self.draw.random() ** 2)] for _ in range(length)]
        return f'"{" ".join([start, *drawn] if start else drawn)}"@{language}'
