"""The links to other datasets as SSSOM 1.1: a mapping set in its canonical TSV, and in RDF.

Both are written from the links as they are read and checked (`kg.links`), so a thing that leaves
the project leaves them too. Which slots there are, in which order and by which property each stands
in RDF is data: slots.yaml beside this file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.links import CURIE_MAP, Link, link_iri, read_header, read_links
from kg.load import Project
from kg.terms import term

TSV, TURTLE = "links.sssom.tsv", "links.sssom.ttl"
CONFORMS_TO = "https://w3id.org/sssom/"
SSSOM = "https://w3id.org/sssom/"
RDF_PREFIXES = {"dcterms": "http://purl.org/dc/terms/"}
"""Prefixes that the Turtle needs beside those of the mapping set."""


def mapping_files(project: Project) -> dict[str, bytes]:
    """The mapping set as files of a release, by name; none where the project links nothing.

    :raises InvalidData: if a link is malformed (see `kg.links.read_links`)
    """
    links = read_links(project)
    if not links:
        return {}
    header, rows = _mapping_set(read_header(project), links)
    return {TSV: _tsv(header, rows), TURTLE: _turtle(header, rows)}


def _mapping_set(
    header: Mapping[str, Any], links: Sequence[Link]
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The set's slots and its mappings, in canonical order and condensed (§ Condensation)."""
    extensions = [entry for entry in header.get("extension_definitions", ())
                  if any(link.slots.get(entry["slot_name"]) for link in links)]  # fmt: skip
    extensions.sort(key=lambda entry: entry["property"])
    columns = [slot["name"] for slot in _slots("mapping")]
    columns += [entry["slot_name"] for entry in extensions]
    prefix = CURIE_MAP["refusals"]
    rows = []
    for link in links:
        record = f"refusals:{link_iri(link).value.removeprefix(prefix)}"
        slots = {"record_id": record, **link.slots}
        slots["confidence"] = _rounded(link.confidence)
        rows.append({name: slots[name] for name in columns if slots.get(name)})
    rows.sort(key=lambda row: [row.get(name, "") for name in columns])
    own = {**header, "extension_definitions": extensions}
    own |= {name: str(value) for name, value in own.items() if isinstance(value, date)}
    for name in (slot["name"] for slot in _slots("mapping") if slot.get("propagated")):
        values = {row.get(name) for row in rows}
        if len(values) == 1 and None not in values and own.get(name) in (None, *values):
            own[name] = values.pop()
            for row in rows:
                del row[name]
    own["curie_map"] = _used_prefixes(own, rows)
    ordered = {slot["name"]: own[slot["name"]] for slot in _slots("mapping set")
               if own.get(slot["name"])}  # fmt: skip
    return ordered, rows


def _used_prefixes(header: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Every prefix that the set uses and that is not known to every reader, in order."""
    curies = {row[name] for row in rows for name in _of_type("mapping", "reference") if name in row}
    curies |= {row["record_id"] for row in rows}
    for entry in header["extension_definitions"]:
        curies |= {entry[name] for name in _of_type("extension definition", "reference")}
    declared = {**header.get("curie_map", {}), **CURIE_MAP}
    used = {curie.partition(":")[0] for curie in curies} - set(_table()["built-in prefixes"])
    return {prefix: declared[prefix] for prefix in sorted(used)}


def _rounded(confidence: str) -> str:
    """A decimal of at most three digits after the point, as a canonical file has it.

    >>> _rounded("0.9500"), _rounded("1.0"), _rounded("0.12345")
    ('0.95', '1', '0.123')
    """
    rounded = Decimal(confidence).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return format(rounded, "f").rstrip("0").rstrip(".")


def _tsv(header: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The canonical TSV with its metadata block (SSSOM 1.1, § Canonical SSSOM/TSV format)."""
    dated = {slot["name"]: date.fromisoformat(header[slot["name"]])
             for slot in _slots("mapping set")
             if slot.get("type") == "date" and slot["name"] in header}  # fmt: skip
    block = yaml.dump(
        {**header, **dated}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    text = io.StringIO()
    text.writelines(f"#{line}\n" for line in block.splitlines())
    order = [slot["name"] for slot in _slots("mapping")]
    order += [entry["slot_name"] for entry in header.get("extension_definitions", ())]
    columns = [name for name in order if any(name in row for row in rows)]
    writer = csv.DictWriter(text, columns, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


class _Dumper(yaml.SafeDumper):
    """Writes scalars plain where they can be, else in double quotes, and no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def choose_scalar_style(self) -> str:
        return "" if super().choose_scalar_style() == "" else '"'


def _turtle(header: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The set as SSSOM/RDF. Slots are propagated, so that a reader who does not know SSSOM sees all
    of a mapping; every mapping has an IRI (`record_id`), that of the link in the graph of links."""
    prefixes = {**header["curie_map"], **_table()["built-in prefixes"], **RDF_PREFIXES}
    triples = list(_set_triples(header, rows, prefixes))
    used = {node.value for triple in triples for node in triple if isinstance(node, NamedNode)}
    used |= {triple.object.datatype.value for triple in triples
             if isinstance(triple.object, Literal)}  # fmt: skip
    prefixes = {prefix: namespace for prefix, namespace in sorted(prefixes.items())
                if any(iri.startswith(namespace) for iri in used)}  # fmt: skip
    body = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes).decode()
    # The engine writes prefixes in any order; the same input is to give the same bytes.
    lines = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()]
    lines += [line for line in body.splitlines(keepends=True) if not line.startswith("@prefix ")]
    return "".join(lines).encode()


def _set_triples(
    header: Mapping[str, Any], rows: Sequence[Mapping[str, str]], prefixes: Mapping[str, str]
) -> Iterator[Triple]:
    own = NamedNode(header["mapping_set_id"])
    propagated = {slot["name"]: header[slot["name"]] for slot in _slots("mapping")
                  if slot.get("propagated") and slot["name"] in header}  # fmt: skip
    described = {name: value for name, value in header.items() if name not in propagated}
    yield Triple(own, term("rdf:type"), NamedNode(f"{SSSOM}MappingSet"))
    yield from _slot_triples(own, "mapping set", described, prefixes)
    extensions = header.get("extension_definitions", ())
    for entry in extensions:
        node = BlankNode(entry["slot_name"])
        yield Triple(own, NamedNode(f"{SSSOM}extension_definitions"), node)
    mappings = [NamedNode(_expand(row["record_id"], prefixes)) for row in rows]
    for node in mappings:
        yield Triple(own, NamedNode(f"{SSSOM}mappings"), node)
    for entry in extensions:
        node = BlankNode(entry["slot_name"])
        yield Triple(node, term("rdf:type"), NamedNode(f"{SSSOM}ExtensionDefinition"))
        yield from _slot_triples(node, "extension definition", entry, prefixes)
    for node, row in zip(mappings, rows, strict=True):
        yield Triple(node, term("rdf:type"), NamedNode(f"{_builtin('owl')}Axiom"))
        yield from _slot_triples(node, "mapping", {**row, **propagated}, prefixes)
        for entry in extensions:
            if value := row.get(entry["slot_name"]):
                property = NamedNode(_expand(entry["property"], prefixes))
                datatype = NamedNode(_expand(entry["type_hint"], prefixes))
                yield Triple(node, property, Literal(value, datatype=datatype))


def _slot_triples(
    node: NamedNode | BlankNode, of: str, values: Mapping[str, str], prefixes: Mapping[str, str]
) -> Iterator[Triple]:
    """The simple slots; sets, mappings and extensions are nodes, and a node's IRI is no slot."""
    for slot in _slots(of):
        name = slot["name"]
        structural = ("record_id", "mapping_set_id", "curie_map", "extension_definitions")
        if name in structural or not values.get(name):
            continue
        property = NamedNode(slot.get("iri", SSSOM + name))
        value = str(values[name])
        for part in value.split("|") if slot.get("multivalued") else (value,):
            yield Triple(node, property, _node(part, slot.get("type", "text"), prefixes))


def _node(value: str, type: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """A slot's value in RDF (SSSOM 1.1, § Representation of slot values)."""
    match type:
        case "iri":
            return NamedNode(value)
        case "reference":
            return NamedNode(_expand(value, prefixes))
        case "version":
            return NamedNode(f"{SSSOM}version{value}")
        case "date" | "double":
            return Literal(value, datatype=term(f"xsd:{type}"))
    return Literal(value)


def _expand(curie: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local


@cache
def _table() -> dict[str, Any]:
    return yaml.safe_load(files("kg.sssom").joinpath("slots.yaml").read_text(encoding="utf-8"))


def _slots(of: str) -> list[dict[str, Any]]:
    return _table()[of]


def _of_type(of: str, type: str) -> list[str]:
    return [slot["name"] for slot in _slots(of) if slot.get("type") == type]


def _builtin(prefix: str) -> str:
    return _table()["built-in prefixes"][prefix]
