"""RDF without blank nodes as JSON-LD 1.1 that reads well: terms of our context in place of IRIs,
and a thing with what belongs to it as one tree.

This is the part of compaction (JSON-LD 1.1 API §6) and framing (JSON-LD 1.1 Framing §4, `@embed`:
`@once`) that data like ours need; the tests hold it to a full processor. General ones take half a
minute for a release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.terms import VOCABULARIES, term

RDF_TYPE = term("rdf:type")
XSD = VOCABULARIES["xsd"]
NATIVE = {
    XSD + "integer": re.compile("0|-?[1-9][0-9]*"),
    XSD + "boolean": re.compile("true|false"),
}
"""Datatypes whose canonical values JSON has: JSON-LD reads a number without a fraction as an
xsd:integer, true and false as xsd:boolean. A decimal stays text: JSON-LD would read a double."""

Json = Any
Nodes = dict[NamedNode, list[Triple]]


@dataclass(frozen=True)
class Context:
    """A JSON-LD context of prefixes and plain terms.

    :param entries: as in the file: terms, aliases of keywords, prefixes
    :param terms: by IRI, the terms that stand for it
    :param prefixes: by prefix, its namespace
    """

    entries: Mapping[str, Json]
    terms: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, str]

    def shorten(self, iri: str) -> tuple[str, str]:
        """An IRI as a term without coercion, with a prefix or as it is; and the entry it needs."""
        for name in self.terms.get(iri, ()):
            if isinstance(self.entries[name], str):
                return name, name
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}", prefix
        return iri, ""


def read_context(text: str | bytes) -> Context:
    """A context from a file that holds only `@context`."""
    entries = json.loads(text)["@context"]
    prefixes = {
        name: value
        for name, value in entries.items()
        if isinstance(value, str) and value.endswith(("#", "/"))
    }
    terms: dict[str, tuple[str, ...]] = {}
    for name, value in entries.items():
        short = value["@id"] if isinstance(value, dict) else value
        prefix, _, local = str(short).partition(":")
        if prefix in prefixes and name not in prefixes:
            iri = prefixes[prefix] + local
            terms[iri] = (*terms.get(iri, ()), name)
    return Context(entries, terms, prefixes)


def by_subject(triples: Iterable[Triple]) -> Nodes:
    """Triples by subject, both in the order of their text."""
    nodes: Nodes = {}
    for triple in sorted(set(triples), key=str):
        nodes.setdefault(triple.subject, []).append(triple)
    return nodes


def write_all(triples: Iterable[Triple], context: Context) -> bytes:
    """Every node for itself, in `@graph`."""
    writer = _Writer(context, by_subject(triples))
    nodes = [writer.node(subject) for subject in writer.nodes]
    return writer.document({"@graph": nodes})


def write_tree(triples: Iterable[Triple], root: NamedNode, context: Context) -> bytes:
    """One node as a tree: each node that it leads to stands where it is nearest to the root, what
    points at the root under `@reverse`, and whatever hangs on neither beside it, in `@graph`."""
    nodes = by_subject(triples)
    writer = _Writer(context, nodes, _places(nodes, root))
    tree = writer.node(root)
    reverse: dict[str, list[NamedNode]] = {}
    for subject in [subject for subject in nodes if subject not in writer.written]:
        pointing = [triple for triple in nodes[subject] if triple.object == root]
        nodes[subject] = [triple for triple in nodes[subject] if triple.object != root]
        for triple in pointing:
            reverse.setdefault(writer.key(triple)[0], []).append(subject)
    if reverse:
        tree["@reverse"] = {
            key: [writer.node(subject) for subject in subjects]
            for key, subjects in sorted(reverse.items())
        }
    rest = [writer.node(subject) for subject in nodes if subject not in writer.written]
    return writer.document({"@graph": [tree, *rest]} if rest else tree)


def _places(nodes: Nodes, root: NamedNode) -> dict[NamedNode, Triple]:
    """For each node that the root leads to, the first triple that does, breadth first."""
    places: dict[NamedNode, Triple] = {}
    pending = [root]
    while pending:
        reached = []
        for triple in (triple for node in pending for triple in nodes.get(node, ())):
            node = triple.object
            if node != root and node in nodes and node not in places and not _is_type(triple):
                places[node] = triple
                reached.append(node)
        pending = reached
    return places


class _Writer:
    """Writes nodes, and notes which entries of the context they need."""

    def __init__(
        self, context: Context, nodes: Nodes, places: Mapping[NamedNode, Triple] = {}
    ) -> None:
        """
        :param places: for nodes that are to stand within another, the triple that they stand at
        """
        self._context, self.nodes, self._places = context, nodes, places
        self._used: set[str] = set()
        self.written: set[NamedNode] = set()

    def document(self, body: Mapping[str, Json]) -> bytes:
        """The whole document, with the entries of the context that it uses."""
        entries, names = self._context.entries, {"@version", "id", "type", *self._used}
        for name in self._used:
            entry = entries.get(name, "")
            for iri in entry.values() if isinstance(entry, dict) else [entry]:
                names.add(iri.partition(":")[0])
        # One line an entry, so that the context does not bury the data.
        used = ",\n  ".join(
            f"{json.dumps(name)}: {json.dumps(entry)}"
            for name, entry in entries.items()
            if name in names
        )
        rest = json.dumps(body, ensure_ascii=False, indent=1).removeprefix("{\n")
        return f'{{\n "@context": {{\n  {used}\n }},\n{rest}\n'.encode()

    def node(self, subject: NamedNode) -> dict[str, Json]:
        """A node object (JSON-LD 1.1 §9.2)."""
        self.written.add(subject)
        result: dict[str, Json] = {"id": subject.value}
        found = self.nodes.get(subject, ())
        types = [self._short(triple.object.value) for triple in found if _is_type(triple)]
        if types:
            result["type"] = types[0] if len(types) == 1 else types
        for triple in found:
            if _is_type(triple):
                continue
            key, entry = self.key(triple)
            value = self._value(triple, entry)
            if entry.get("@container") == "@language":
                self._add(result.setdefault(key, {}), triple.object.language, value, False)
            else:
                self._add(result, key, value, entry.get("@container") == "@set")
        return result

    def key(self, triple: Triple) -> tuple[str, Mapping[str, Json]]:
        """The key of a property for a value, and its term's definition: a term is only used where
        its coercion gives back this very value (as in term selection, JSON-LD 1.1 API §6.3)."""
        for name in self._context.terms.get(triple.predicate.value, ()):
            entry = self._context.entries[name]
            if isinstance(entry, dict) and _fits(triple.object, entry, self._context):
                self._used.add(name)
                return name, entry
        return self._short(triple.predicate.value), {}

    @staticmethod
    def _add(result: dict[str, Json], key: str, value: Json, is_set: bool) -> None:
        if key not in result:
            result[key] = [value] if is_set else value
        elif isinstance(result[key], list):
            result[key].append(value)
        else:
            result[key] = [result[key], value]

    def _value(self, triple: Triple, entry: Mapping[str, Json]) -> Json:
        value = triple.object
        if isinstance(value, NamedNode):
            if self._places.get(value) == triple:
                return self.node(value)
            return value.value if entry.get("@type") == "@id" else {"id": value.value}
        if entry.get("@container") == "@language":
            return value.value
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype in NATIVE and NATIVE[datatype].fullmatch(value.value):
            return json.loads(value.value)
        if datatype == XSD + "string" or "@type" in entry:
            return value.value
        return {"@value": value.value, "@type": self._short(datatype)}

    def _short(self, iri: str) -> str:
        name, entry = self._context.shorten(iri)
        self._used.add(entry)
        return name


def _is_type(triple: Triple) -> bool:
    return triple.predicate == RDF_TYPE


def _fits(value: NamedNode | Literal, entry: Mapping[str, Json], context: Context) -> bool:
    """Whether a term's coercion gives back this very value."""
    if entry.get("@container") == "@language":
        return isinstance(value, Literal) and bool(value.language)
    if "@type" not in entry:
        return True
    if isinstance(value, NamedNode):
        return entry["@type"] == "@id"
    prefix, _, local = entry["@type"].partition(":")
    return context.prefixes.get(prefix, "") + local == value.datatype.value
