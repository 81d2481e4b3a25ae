"""The mapping set as release files: canonical TSV and RDF as SSSOM 1.1 has them, of one content."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS, SKOS

from kg.links import FILE, read_links
from kg.load import load_project
from kg.sssom import TSV, TURTLE, mapping_files

SSSOM = Namespace("https://w3id.org/sssom/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SET = URIRef("https://w3id.org/refusals/links")
LINK = "https://w3id.org/refusals/id/link/"


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, bytes]:
    """The files of this project."""
    return mapping_files(load_project(root))


def blocks(tsv: bytes) -> tuple[list[str], dict[str, object], list[dict[str, str]]]:
    """Lines of the metadata block, the block read, and the mappings."""
    lines = tsv.decode().splitlines()
    header = [line[1:] for line in lines if line.startswith("#")]
    rows = csv.DictReader(io.StringIO("\n".join(lines[len(header) :])), delimiter="\t")
    return header, yaml.safe_load("\n".join(header)), list(rows)


def test_the_table_is_canonical(files: dict[str, bytes]):
    lines, header, rows = blocks(files[TSV])
    assert b"\r" not in files[TSV]
    # Order of slots, block sequences, plain scalars where they can be, no built-in prefixes.
    assert (
        list(header)
        == (
            "sssom_version curie_map mapping_set_id mapping_set_version mapping_set_title "
            "mapping_set_description license mapping_date extension_definitions"
        ).split()
    )
    assert lines[0] == 'sssom_version: "1.1"'
    assert "mapping_date: 2026-11-22" in lines
    assert list(header["curie_map"]) == ["dc", "geonames", "iso3166", "refusals", "wikidata"]
    assert (
        list(rows[0])
        == (
            "record_id subject_id subject_label predicate_id object_id object_label "
            "mapping_justification author_label confidence comment evidence"
        ).split()
    )
    assert rows == sorted(rows, key=lambda row: list(row.values()))
    assert {row["confidence"] for row in rows} == {"0.95", "0.85", "0.7"}


def test_the_table_holds_every_link_as_it_is_curated(files: dict[str, bytes], root: Path):
    rows = blocks(files[TSV])[2]
    links = read_links(load_project(root))
    curated = {(link.subject, link.target, link.evidence, link.label) for link in links}
    prefixes = blocks(files[TSV])[1]["curie_map"]
    written = set()
    for row in rows:
        prefix, _, local = row["object_id"].partition(":")
        subject = row["subject_id"].removeprefix("refusals:")
        written.add((subject, prefixes[prefix] + local, row["evidence"], row["object_label"]))
    assert written == curated
    assert len({row["record_id"] for row in rows}) == len(rows) == len(links)


def test_the_graph_says_what_the_table_says(files: dict[str, bytes]):
    _, header, rows = blocks(files[TSV])
    graph = Graph().parse(files[TURTLE], format="turtle")
    assert (SET, RDF.type, SSSOM.MappingSet) in graph
    assert graph.value(SET, SSSOM.sssom_version) == SSSOM["version1.1"]
    assert graph.value(SET, DCTERMS.license) == URIRef(header["license"])
    assert graph.value(SET, OWL.versionInfo) == Literal(header["mapping_set_version"])
    definition = graph.value(SET, SSSOM.extension_definitions)
    assert graph.value(definition, SSSOM.property) == DC.source
    prefixes = {
        **header["curie_map"],
        "skos": str(SKOS),
        "semapv": "https://w3id.org/semapv/vocab/",
    }

    def iri(curie: str) -> URIRef:
        prefix, _, local = curie.partition(":")
        return URIRef(prefixes[prefix] + local)

    expected = {(iri(row["record_id"]), RDF.type, OWL.Axiom) for row in rows}
    for row in rows:
        node = iri(row["record_id"])
        expected |= {
            (node, OWL.annotatedSource, iri(row["subject_id"])),
            (node, OWL.annotatedProperty, iri(row["predicate_id"])),
            (node, OWL.annotatedTarget, iri(row["object_id"])),
            (node, SSSOM.mapping_justification, iri(row["mapping_justification"])),
            (node, SSSOM.subject_label, Literal(row["subject_label"])),
            (node, SSSOM.object_label, Literal(row["object_label"])),
            (node, SSSOM.author_label, Literal(row["author_label"])),
            (node, SSSOM.confidence, Literal(float(row["confidence"]))),
            (node, DCTERMS.created, Literal("2026-11-22", datatype=XSD.date)),
            (node, DC.source, Literal(row["evidence"])),
        }
        if row["comment"]:
            expected.add((node, RDFS.comment, Literal(row["comment"])))
    assert set(graph.objects(SET, SSSOM.mappings)) == {iri(row["record_id"]) for row in rows}
    found = {triple for triple in graph if str(triple[0]).startswith(LINK)}
    assert {tuple(map(_plain, triple)) for triple in found} == expected


def _plain(node: URIRef | Literal) -> URIRef | Literal:
    """A double by its value, and a string without its datatype."""
    if isinstance(node, Literal) and node.datatype == XSD.double:
        return Literal(float(node))
    return Literal(str(node)) if getattr(node, "datatype", None) == XSD.string else node


def test_the_same_links_give_the_same_bytes_in_any_order(copy: Path, files: dict[str, bytes]):
    path = copy / FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    size = 1 + sum(line.startswith("#") for line in lines)
    path.write_text("".join([*lines[:size], *reversed(lines[size:])]), encoding="utf-8")
    assert mapping_files(load_project(copy)) == files


def test_a_thing_that_is_linked_no_longer_is_in_neither_file(copy: Path, files: dict[str, bytes]):
    assert all(b"vladimir-putin" in content for content in files.values())
    path = copy / FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "agent/vladimir-putin" not in line]
    path.write_text("".join(kept), encoding="utf-8")
    for content in mapping_files(load_project(copy)).values():
        assert b"vladimir-putin" not in content
        assert b"Q7747" not in content


def test_what_is_said_of_one_mapping_only_is_not_said_of_all(copy: Path, edit: Callable[..., int]):
    edit(copy, FILE, "2026-11-22", "2026-11-23")
    table = mapping_files(load_project(copy))[TSV]
    _, header, rows = blocks(table)
    assert "mapping_date" not in header
    assert {row["mapping_date"] for row in rows} == {"2026-11-22", "2026-11-23"}


def test_a_project_without_links_has_no_mapping_set(copy: Path):
    (copy / FILE).unlink()
    assert mapping_files(load_project(copy)) == {}
