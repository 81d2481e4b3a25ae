"""The statistics of a release in the Vocabulary of Interlinked Datasets (VoID)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.catalogue.dcat import download_url, essence
from kg.catalogue.names import DATASET, PREFIXES, facts, part, texts
from kg.links import CURIE_MAP
from kg.terms import BASE, ONTOLOGY, thing

COUNTS = {
    "triples": "void:triples",
    "entities": "void:entities",
    "distinct_subjects": "void:distinctSubjects",
    "distinct_objects": "void:distinctObjects",
}


def statistical(manifest: Mapping, address: str) -> Iterator[Triple]:
    """The graph (VoID §3 and §4), its named graphs, and what links it to other datasets (§5)."""
    counted = manifest.get("statistics", {})
    graphs = counted.get("graphs", {})
    linksets = {_linkset(entry): entry for entry in counted.get("linksets", ())}
    dumps = {
        file: essence(entry.get("media_type", ""))
        for file, entry in sorted(manifest["files"].items())
        if file.startswith(("dataset.", "default."))
    }
    formats = {texts()["formats"].get(media_type) for media_type in dumps.values()} - {None}
    yield from facts(DATASET, {
        "foaf:homepage": NamedNode(f"{address}/"),
        "void:sparqlEndpoint": NamedNode(f"{address}/sparql"),
        "void:dataDump": [NamedNode(download_url(manifest, file, address)) for file in dumps],
        "void:feature": [NamedNode(format) for format in sorted(formats)],
        "void:uriSpace": f"{BASE}id/",
        "void:rootResource": [thing("article", slug) for slug in manifest.get("sources", ())],
        "void:exampleResource": sorted(map(NamedNode, counted.get("examples", {}).values())),
        "void:vocabulary": [_vocabulary(space) for space in counted.get("vocabularies", ())],
        "void:subset": [*map(NamedNode, graphs), *linksets],
        **_counts(counted),
        "void:classes": _length(counted, "classes"),
        "void:properties": _length(counted, "properties"),
    })  # fmt: skip
    yield from _partitions(counted)
    for graph, entry in graphs.items():
        yield from facts(NamedNode(graph), {
            "a": ["void:Dataset", "sd:NamedGraph"],
            "dcterms:title": (entry["title"], "en"),
            "sd:name": NamedNode(graph),
            **_counts(entry),
        })  # fmt: skip
    for linkset, entry in linksets.items():
        target = _target(entry["target"])
        yield from facts(linkset, {
            "a": ["void:Linkset"],
            "void:subjectsTarget": DATASET,
            "void:objectsTarget": target,
            "void:linkPredicate": NamedNode(entry["predicate"]),
            "void:triples": entry["links"],
        })  # fmt: skip
    for key in sorted({entry["target"] for entry in linksets.values()}):
        about = texts()["targets"][key]
        yield from facts(_target(key), {
            "a": ["void:Dataset"],
            "dcterms:title": (about["title"], "en"),
            "foaf:homepage": NamedNode(about["homepage"]),
            "void:uriSpace": CURIE_MAP[key],
        })  # fmt: skip


def _partitions(counted: Mapping) -> Iterator[Triple]:
    """The graph by class and by property (VoID §4.5)."""
    classes, properties = counted.get("classes", {}), counted.get("properties", {})
    yield from facts(DATASET, {
        "void:classPartition": [_partition("class", iri) for iri in classes],
        "void:propertyPartition": [_partition("property", iri) for iri in properties],
    })  # fmt: skip
    for iri, entities in classes.items():
        about = {"void:class": NamedNode(iri), "void:entities": entities}
        yield from facts(_partition("class", iri), about)
    for iri, counts in properties.items():
        about = {"void:property": NamedNode(iri), **_counts(counts)}
        yield from facts(_partition("property", iri), about)


def _counts(counted: Mapping) -> dict[str, int | None]:
    return {property: counted.get(key) for key, property in COUNTS.items()}


def _length(counted: Mapping, key: str) -> int | None:
    return len(counted[key]) if key in counted else None


def _vocabulary(namespace: str) -> NamedNode:
    """What names a vocabulary: ours is an ontology with an IRI of its own (VoID §4.3)."""
    return NamedNode(ONTOLOGY if namespace == PREFIXES["ref"] else namespace)


def _linkset(entry: Mapping) -> NamedNode:
    return part("links", entry["target"], entry["predicate"].rpartition("#")[2])


def _target(key: str) -> NamedNode:
    return part("target", key)


def _partition(kind: str, iri: str) -> NamedNode:
    return part(kind, _compact(iri))


def _compact(iri: str) -> str:
    """A short name for a term, to stand in the fragment of an IRI.

    >>> _compact("http://purl.org/dc/terms/title"), _compact("http://www.w3.org/ns/oa#exact")
    ('dcterms-title', 'www.w3.org-ns-oa-exact')
    """
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}-{iri.removeprefix(space)}"
    return iri.partition("://")[2].replace("/", "-").replace("#", "-")
