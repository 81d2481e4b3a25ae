"""What the endpoint says of itself (SPARQL 1.1 Service Description): its language, its formats, its
limits and the graphs that it answers from, with their sizes (VoID)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.catalogue import CATALOGUE, DATASET, SPARQL_SERVICE
from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from kg.query import QueryLimits
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS
from kg.terms import term

SD = "http://www.w3.org/ns/sparql-service-description#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SCHEMA = "https://schema.org/"
ENTAILMENT = "http://www.w3.org/ns/entailment/"
PREFIXES = {"sd": SD, "dcat": DCAT, "void": VOID, "schema": SCHEMA, "dcterms": "http://purl.org/dc/terms/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}  # fmt: skip
LIMITS = {
    "seconds": ("time that a query may take", "s"),
    "reader_seconds": ("time that a reader may keep its query waiting, in all", "s"),
    "memory_mb": ("memory that a query may take", "MiB"),
    "quick_seconds": ("time after which a query goes on behind the others", "s"),
    "concurrency": ("queries that run at the same time before that", "queries"),
    "long": ("queries that run at the same time after that", "queries"),
    "queue": ("queries that wait at the same time", "queries"),
    "query_bytes": ("length of a query", "bytes of UTF-8"),
    "nesting": ("nesting of brackets in a query", "levels"),
}
"""What is told of each limit: its meaning and its unit."""
RESULT_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""Names of our formats among the W3C's unique URIs for file formats."""


def service_description(
    manifest: Mapping, limits: QueryLimits, format: Format, address: str
) -> bytes:
    """The description of this endpoint in one of the formats for graphs.

    :param manifest: of the release that is served
    :param address: of the endpoint, as the client asked it
    """
    triples = list(_describe(NamedNode(address), manifest, limits))
    return serialize(triples, format=ENGINE_FORMATS[format.name], prefixes=PREFIXES)


def _describe(address: NamedNode, manifest: Mapping, limits: QueryLimits) -> Iterator[Triple]:
    service, dataset, default = SPARQL_SERVICE, DATASET, BlankNode("default")
    catalogue = NamedNode(address.value.removesuffix("sparql") + "catalogue")

    def sd(subject: NamedNode | BlankNode, name: str, value: object) -> Triple:
        return Triple(subject, NamedNode(SD + name), value)

    def typed(subject: NamedNode | BlankNode, name: str) -> Triple:
        return Triple(subject, term("rdf:type"), NamedNode(name))

    def counted(subject: BlankNode, triples: int) -> Triple:
        number = Literal(str(triples), datatype=term("xsd:integer"))
        return Triple(subject, NamedNode(f"{VOID}triples"), number)

    yield typed(service, f"{SD}Service")
    yield typed(service, f"{DCAT}DataService")
    yield Triple(service, NamedNode(f"{DCAT}servesDataset"), dataset)
    for described in (CATALOGUE, catalogue):
        yield Triple(service, term("rdfs:seeAlso"), described)
    yield sd(service, "endpoint", address)
    yield sd(service, "supportedLanguage", NamedNode(f"{SD}SPARQL11Query"))
    for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS):
        name = RESULT_FORMATS[format.name]
        yield sd(service, "resultFormat", NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield sd(service, "defaultEntailmentRegime", NamedNode(f"{ENTAILMENT}Simple"))
    yield Triple(service, term("rdfs:comment"), Literal(_limits(limits), language="en"))
    yield from _limit_values(service, limits)
    yield sd(service, "defaultDataset", dataset)
    yield typed(dataset, f"{SD}Dataset")
    yield typed(dataset, f"{VOID}Dataset")
    yield Triple(dataset, NamedNode(f"{VOID}sparqlEndpoint"), address)
    yield sd(dataset, "defaultGraph", default)
    yield typed(default, f"{SD}Graph")
    yield counted(default, manifest["counts"]["default_graph_triples"])
    for k, (name, triples) in enumerate(sorted(manifest["counts"].get("graphs", {}).items())):
        named, graph = BlankNode(f"named{k}"), BlankNode(f"graph{k}")
        yield sd(dataset, "namedGraph", named)
        yield typed(named, f"{SD}NamedGraph")
        yield sd(named, "name", NamedNode(name))
        yield sd(named, "graph", graph)
        yield typed(graph, f"{SD}Graph")
        yield counted(graph, triples)


def _limit_values(service: BlankNode, limits: QueryLimits) -> Iterator[Triple]:
    """The limits as property values: service descriptions have no terms of their own for them."""
    for name, (meaning, unit) in LIMITS.items():
        value = BlankNode(name)
        number = Literal(f"{getattr(limits, name):g}", datatype=term("xsd:decimal"))
        yield Triple(service, NamedNode(f"{SCHEMA}additionalProperty"), value)
        yield Triple(value, term("rdf:type"), NamedNode(f"{SCHEMA}PropertyValue"))
        yield Triple(value, NamedNode(f"{SCHEMA}propertyID"), Literal(name))
        yield Triple(value, NamedNode(f"{SCHEMA}name"), Literal(meaning, language="en"))
        yield Triple(value, NamedNode(f"{SCHEMA}value"), number)
        yield Triple(value, NamedNode(f"{SCHEMA}unitText"), Literal(unit))


def _limits(limits: QueryLimits) -> str:
    """The limits in words."""
    return (
        f"A query may run for {limits.seconds:g} seconds, take {limits.memory_mb} MB of memory "
        f"and be {limits.query_bytes} bytes long; {limits.concurrency} run at once, after "
        f"{limits.quick_seconds:g} seconds {limits.long} behind the others, and {limits.queue} "
        "wait, clients in turn. SERVICE, updates and graphs of other servers are refused."
    )
