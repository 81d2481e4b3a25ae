"""The catalogue of a release in the Data Catalog Vocabulary (DCAT 3): the catalogue, its datasets,
the files in which each can be had, and the services that answer from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatch
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.catalogue.names import (
    CATALOGUE,
    DATASET,
    GRAPHS_SERVICE,
    SPARQL_SERVICE,
    facts,
    name,
    part,
    texts,
    version,
)
from kg.terms import BASE, ONTOLOGY, thing

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPE_OF = {"gzip": "application/gzip"}
"""Of the compressions that a manifest names."""
SPARQL_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
GRAPH_STORE_PROTOCOL = "https://www.w3.org/TR/sparql11-http-rdf-update/"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
DATE_TYPES = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")
"""Of a date, by the number of its hyphens."""
UNKNOWN_TYPE = "application/octet-stream"


def catalogue(manifest: Mapping, address: str, is_newest: bool) -> Iterator[Triple]:
    """The catalogue (DCAT 3 §6.3) with everything that it lists."""
    files = files_by_part(manifest)
    lists = {key: _part_iri(key) for key in files if key}
    common = _common(manifest)
    yield from facts(CATALOGUE, {
        "a": ["dcat:Catalog", "void:DatasetDescription"],
        "dcterms:title": ("The catalogue of Refusals", "en"),
        "dcterms:description": ("What Refusals publishes, and where to have it.", "en"),
        "dcterms:hasPart": DATASET,  # first, so that it is the trunk where this is read as a tree
        "dcat:dataset": [DATASET, *lists.values()],
        "dcat:service": [SPARQL_SERVICE, GRAPHS_SERVICE],
        "dcat:themeTaxonomy": NamedNode(texts()["themes"][0].rpartition("/")[0]),
        "foaf:homepage": NamedNode(f"{address}/data"),
        "foaf:primaryTopic": DATASET,
        **common,
    })  # fmt: skip
    yield from _dataset(manifest, files.get("", ()), list(lists.values()), common, address)
    yield from _version(manifest, is_newest)
    for key, iri in lists.items():
        about = texts()["parts"][key]
        yield from facts(iri, {
            "a": ["dcat:Dataset"],
            "dcterms:title": (about["title"], "en"),
            "dcterms:description": (about["description"], "en"),
            "dcterms:identifier": iri.value,
            "dcterms:isPartOf": DATASET,
            "dcterms:source": DATASET if about.get("derived", True) else None,
            "dcat:landingPage": NamedNode(f"{address}/data"),
            "dcterms:conformsTo": _standards(manifest, files[key]),
            "dcat:distribution": [file_iri(manifest, file) for file in files[key]],
            **common,
        })  # fmt: skip
    for file in manifest["files"]:
        yield from _distribution(manifest, file, address)
    yield from _services(lists, address, common)
    yield from facts(thing("agent", "refusals"), {
        "a": ["foaf:Agent"],
        "foaf:name": texts()["publisher"],
    })  # fmt: skip


def files_by_part(manifest: Mapping) -> dict[str, list[str]]:
    """The names of a release's files by the dataset of which they are distributions: by name of a
    part, "" for the graph itself, which comes first; only parts that have files."""
    parts = texts()["parts"]
    found: dict[str, list[str]] = {"": [], **{key: [] for key in parts}}
    for file in sorted(manifest["files"]):
        fit = (key for key in parts if any(fnmatch(file, p) for p in parts[key]["files"]))
        found[next(fit, "")].append(file)
    return {key: names for key, names in found.items() if names}


def file_iri(manifest: Mapping, file: str) -> NamedNode:
    """The IRI of a file of a release."""
    return NamedNode(f"{version(manifest['release']).value}/{quote(file)}")


def download_url(manifest: Mapping, file: str, address: str) -> str:
    """Where a file of a release is to be had for good."""
    return f"{address}/release/{manifest['release']}/{quote(file)}"


def essence(media_type: str) -> str:
    """A media type without its parameters, as it is registered.

    >>> essence("text/csv; charset=utf-8; header=present")
    'text/csv'
    """
    return media_type.partition(";")[0].strip()


def _common(manifest: Mapping) -> dict[str, object]:
    """What holds of everything that is catalogued."""
    day, licence = manifest.get("date"), manifest.get("licence")
    return {
        "dcterms:creator": thing("agent", "refusals"),
        "dcterms:publisher": thing("agent", "refusals"),
        "dcterms:license": licence and NamedNode(licence),
        "dcterms:accessRights": NamedNode(PUBLIC),
        "dcterms:language": [NamedNode(language) for language in texts()["languages"]],
        "dcterms:modified": day and date.fromisoformat(day),
        "dcat:keyword": [
            (word, language) for language, words in texts()["keywords"].items() for word in words
        ],
    }


def _dataset(
    manifest: Mapping,
    files: list[str],
    parts: list[NamedNode],
    common: Mapping[str, object],
    address: str,
) -> Iterator[Triple]:
    """The graph."""
    title, number = manifest.get("title"), manifest.get("version")
    days = manifest.get("statistics", {}).get("temporal")
    period = part("period") if days else None
    about = texts()
    yield from facts(DATASET, {
        "a": ["dcat:Dataset", "void:Dataset"],
        "dcterms:title": (title or "Refusals", "en"),
        "dcterms:description": (manifest.get("description") or about["provenance"], "en"),
        "dcterms:identifier": DATASET.value,
        "dcterms:provenance": part("provenance"),
        "dcat:version": number,
        "dcat:landingPage": NamedNode(f"{address}/data"),
        "prov:wasDerivedFrom": [thing("article", slug) for slug in manifest.get("sources", ())],
        "dcterms:hasPart": parts,
        "dcterms:conformsTo": NamedNode(ONTOLOGY),
        "dcterms:accrualPeriodicity": NamedNode(about["periodicity"]),
        "dcterms:spatial": [NamedNode(place) for place in about["spatial"]],
        "dcterms:temporal": period,
        "dcat:theme": [NamedNode(theme) for theme in about["themes"]],
        "dcat:distribution": [file_iri(manifest, file) for file in files],
        **common,
    })  # fmt: skip
    yield from facts(part("provenance"), {
        "a": ["dcterms:ProvenanceStatement"],
        "rdfs:label": (about["provenance"], "en"),
    })  # fmt: skip
    if period:
        yield from facts(period, {
            "a": ["dcterms:PeriodOfTime"],
            "dcat:startDate": _date(days["start"]),
            "dcat:endDate": _date(days["end"]),
        })  # fmt: skip


def _version(manifest: Mapping, is_newest: bool) -> Iterator[Triple]:
    """The version of the graph that the release is (DCAT 3 §11).

    A version is a dataset, too (§11.1), but it is described as one only where it alone is meant:
    from a catalogue, harvesters would list it a second time.
    """
    own, day = version(manifest["release"]), manifest.get("date")
    yield from facts(DATASET, {
        "dcat:hasCurrentVersion" if is_newest else "dcat:hasVersion": own,
    })  # fmt: skip
    yield from facts(own, {
        "a": ["prov:Entity"] if is_newest else ["prov:Entity", "dcat:Dataset"],
        "dcterms:title": (f"Refusals, release {manifest['release']}", "en"),
        "dcat:isVersionOf": DATASET,
        "dcat:version": manifest.get("version"),
        "dcterms:issued": day and date.fromisoformat(day),
        "dcat:distribution": (
            [] if is_newest else [file_iri(manifest, file) for file in sorted(manifest["files"])]
        ),
    })  # fmt: skip


def _distribution(manifest: Mapping, file: str, address: str) -> Iterator[Triple]:
    """A file of the release (DCAT 3 §6.8) with its checksum (§6.8.22)."""
    entry, day, licence = manifest["files"][file], manifest.get("date"), manifest.get("licence")
    iri = file_iri(manifest, file)
    checksum = NamedNode(f"{iri.value}#checksum")
    media_type = essence(entry.get("media_type", UNKNOWN_TYPE))
    compression = MEDIA_TYPE_OF.get(entry.get("compression", ""))
    bytes = entry.get("bytes")
    format = texts()["formats"].get(media_type)
    yield from facts(iri, {
        "a": ["dcat:Distribution"],
        "dcterms:title": (entry.get("title", file), "en"),
        "dcat:accessURL": NamedNode(f"{address}/release/{manifest['release']}"),
        "dcat:downloadURL": NamedNode(download_url(manifest, file, address)),
        "dcat:mediaType": NamedNode(MEDIA_TYPES + media_type),
        "dcterms:format": format and NamedNode(format),
        "dcat:compressFormat": compression and NamedNode(MEDIA_TYPES + compression),
        "dcat:byteSize": None if bytes is None else _non_negative(bytes),
        "spdx:checksum": checksum,
        "dcterms:conformsTo": [NamedNode(standard) for standard in entry.get("conforms_to", ())],
        "dcterms:issued": day and date.fromisoformat(day),
        "dcterms:license": licence and NamedNode(licence),
    })  # fmt: skip
    yield from facts(checksum, {
        "a": ["spdx:Checksum"],
        "spdx:algorithm": name("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": Literal(entry["sha256"], datatype=name("xsd:hexBinary")),
    })  # fmt: skip


def _services(
    lists: Mapping[str, NamedNode], address: str, common: Mapping[str, object]
) -> Iterator[Triple]:
    """The endpoint and the graph store (DCAT 3 §6.9). Each is described as a whole by OpenAPI, and
    the endpoint by itself (SPARQL 1.1 Service Description)."""
    openapi = NamedNode(f"{address}/openapi.json")
    served = [DATASET, *(lists[key] for key in ("ontology", "inferred") if key in lists)]
    shared = {
        "a": ["dcat:DataService"],
        "dcat:servesDataset": served,
        "dcterms:publisher": common["dcterms:publisher"],
        "dcterms:license": common["dcterms:license"],
        "dcterms:accessRights": common["dcterms:accessRights"],
    }
    yield from facts(SPARQL_SERVICE, {
        **shared,
        "dcterms:title": ("SPARQL endpoint of Refusals", "en"),
        "dcterms:description": ("Answers queries in SPARQL 1.1; nothing can be written.", "en"),
        "dcat:landingPage": NamedNode(f"{address}/sparql"),
        "dcat:endpointURL": NamedNode(f"{address}/sparql"),
        "dcat:endpointDescription": [NamedNode(f"{address}/sparql?format=turtle"), openapi],
        "dcterms:conformsTo": NamedNode(SPARQL_PROTOCOL),
    })  # fmt: skip
    yield from facts(GRAPHS_SERVICE, {
        **shared,
        "dcterms:title": ("Graphs of Refusals, each as a whole", "en"),
        "dcterms:description": ("Each named graph, or the default graph, in one answer.", "en"),
        "dcat:endpointURL": NamedNode(f"{address}/graphs"),
        "dcat:endpointDescription": openapi,
        "dcterms:conformsTo": NamedNode(GRAPH_STORE_PROTOCOL),
    })  # fmt: skip


def _part_iri(key: str) -> NamedNode:
    own = texts()["parts"][key].get("iri")
    return NamedNode(BASE + own) if own else part("dataset", key)


def _standards(manifest: Mapping, files: list[str]) -> list[NamedNode]:
    """What any of the files conforms to."""
    found = {iri for file in files for iri in manifest["files"][file].get("conforms_to", ())}
    return [NamedNode(iri) for iri in sorted(found)]


def _date(text: str) -> Literal:
    """A day, a month or a year, each of which may begin or end a period (DCAT 3 §6.14)."""
    return Literal(text, datatype=name(DATE_TYPES[text.count("-")]))


def _non_negative(number: int) -> Literal:
    return Literal(str(number), datatype=name("xsd:nonNegativeInteger"))
