"""The description of a thing: what is said of it and of what belongs to it alone, what points at it
(a page at a time), and how its neighbours are called, each fact with the graph that states it.

What rules infer stays in graphs of its own: it is in the syntaxes that have graphs (TriG, N-Quads)
and in no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple, serialize

from kg.build.entities import NEVER_TOGETHER
from kg.formats import Format
from kg.jsonld import RDF_TYPE, read_context, write_tree
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS
from kg.terms import BASE, VOCABULARIES, graph, term
from kg.web.asking import Row, ask, node

PAGE_FACTS = 100
MOST_NAMED = 400
WITH_GRAPHS = ("trig", "nquads")
PARTS = tuple(
    term(name)
    for name in (
        "ref:hasMention", "ref:hasEvidence", "ref:hasRelay", "oa:hasSelector", "ref:caveat",
        "ref:hasPenalty",
    )
)  # fmt: skip
"""Properties that lead to what belongs to one thing alone."""
NAMES = (RDF_TYPE, term("rdfs:label"), term("skos:prefLabel"))
THINGS = f"{BASE}id/"
INFERRED = graph("inferred", "").value
PREFIXES = {
    **VOCABULARIES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
}


@dataclass(frozen=True)
class Description:
    """One page of a description.

    :param facts: of the thing, of what belongs to it, and of what points at it
    :param names: what their neighbours are, and how they are called
    :param page: from 1 on
    :param has_next: whether more points at the thing
    """

    thing: NamedNode
    facts: tuple[Quad, ...]
    names: tuple[Quad, ...] = ()
    page: int = 1
    has_next: bool = False

    @property
    def types(self) -> list[NamedNode]:
        """The classes of the thing, as they are asserted."""
        found = (
            q
            for q in (*self.facts, *self.names)
            if q.subject == self.thing and q.predicate == RDF_TYPE
        )
        return sorted({quad.object for quad in found if not _is_inferred(quad)}, key=str)


def labels_in(found: Description) -> dict[NamedNode, Literal]:
    """The English labels of things, or those without a language."""
    return {
        quad.subject: quad.object
        for quad in (*found.names, *found.facts)
        if quad.predicate in NAMES
        and isinstance(quad.object, Literal)
        and quad.object.language in ("en", None)
    }


def describe(iri: str, page: int = 1) -> Description | None:
    """A page of the description of a thing; None if nothing is said of it or by way of it."""
    thing = node(iri)
    parts = "|".join(map(str, PARTS))
    own = [_quad(row) for row in ask("description", iri, parts=parts)] if page == 1 else []
    types = {q.object for q in own or map(_quad, ask("names", things=str(thing)))}
    if types & NEVER_TOGETHER:
        # The words of somebody without a name are never put together into a profile.
        own = [quad for quad in own if not _is_inferred(quad)]
        return Description(thing, tuple(own), page=page) if own else None
    incoming = ask("incoming", iri, offset=str((page - 1) * PAGE_FACTS))
    if not own and not incoming:
        return None
    pointing = [
        Quad(row["subject"], row["predicate"], thing, row["graph"]) for row in incoming[:PAGE_FACTS]
    ]
    facts = tuple(dict.fromkeys((*own, *pointing)))
    things = without_names(facts)
    names = ask("names", things=" ".join(map(str, things))) if things else []
    has_next = len(incoming) > PAGE_FACTS
    return Description(thing, facts, tuple(map(_quad, names)), page, has_next)


def _quad(row: Row) -> Quad:
    return Quad(row["subject"], row["predicate"], row["object"], row["graph"])


def without_names(facts: Iterable[Quad]) -> list[NamedNode]:
    """The neighbours that facts say nothing of, so that their names must be looked up."""
    described = {quad.subject for quad in facts if quad.predicate == RDF_TYPE}
    return [node for node in _neighbours(facts) if node not in described][:MOST_NAMED]


def _neighbours(facts: Iterable[Quad]) -> Set[NamedNode]:
    """The things of ours in facts, in the order in which they are met."""
    return {
        node: None
        for quad in facts
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode) and node.value.startswith(THINGS)
    }.keys()


def _is_inferred(quad: Quad) -> bool:
    return quad.graph_name.value.startswith(INFERRED)


def write(
    description: Description,
    format: Format,
    document: NamedNode,
    licence: str,
    links: Mapping[str, str],
    context: Path,
) -> bytes:
    """A description as a document that says what it is about, under which licence, and where it
    goes on.

    :param document: address of the document
    :param links: addresses of further pages, by relation ("next", "prev")
    :param context: file of the JSON-LD context
    """
    about = list(_about(description.thing, document, licence, links))
    facts = description.facts
    if format.name not in WITH_GRAPHS:
        facts = [quad for quad in facts if not _is_inferred(quad)]
    known = _neighbours(facts)
    quads = {*facts, *(quad for quad in description.names if quad.subject in known)}
    if format.name in WITH_GRAPHS:
        # Clients that read only the default graph find what is asserted there, as in the dumps.
        asserted = sorted({q.triple for q in quads if not _is_inferred(q)}, key=str)
        merged = [Quad(*triple, DefaultGraph()) for triple in (*about, *asserted)]
        whole = [*merged, *sorted(quads, key=_place)]
        return serialize(whole, format=ENGINE_FORMATS[format.name], prefixes=PREFIXES)
    triples = {quad.triple for quad in quads}
    if format.name == "jsonld":
        terms = read_context(context.read_bytes())
        return write_tree([*triples, *about], description.thing, terms)
    whole = [*about, *sorted(triples, key=str)]
    return serialize(whole, format=ENGINE_FORMATS[format.name], prefixes=PREFIXES)


def _place(quad: Quad) -> tuple[str, str]:
    return quad.graph_name.value, str(quad)


def _about(
    thing: NamedNode, document: NamedNode, licence: str, links: Mapping[str, str]
) -> Iterator[Triple]:
    """What the document says of itself (VoID §6.1)."""

    def name(prefix: str, local: str) -> NamedNode:
        return NamedNode(PREFIXES[prefix] + local)

    yield Triple(document, RDF_TYPE, name("foaf", "Document"))
    yield Triple(document, name("foaf", "primaryTopic"), thing)
    yield Triple(document, name("void", "inDataset"), NamedNode(f"{BASE}dataset"))
    if licence:
        yield Triple(document, term("dcterms:license"), NamedNode(licence))
    for relation, address in links.items():
        yield Triple(document, name("xhv", relation), NamedNode(address))
