"""Agents, documents, places, events and laws as triples.

What the five texts do not show, but a document elsewhere does, goes to the graph of external facts
together with that document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from kg.build.describe import Fact, describe, named
from kg.build.figures import agent_iri, document_iri, period_facts
from kg.dates import parse_date
from kg.load import Located, Project
from kg.model import Agent, Document, Event, Place, Provision
from kg.terms import UNKNOWN_AGENT, graph, thing

ENTITIES, EXTERNAL = graph("entities"), graph("external")
AGENT_CLASSES = {
    "organisation": "ref:Organisation",
    "outlet": "ref:Outlet",
    "public-person": "ref:PublicPerson",
    "anonymous-source": "ref:AnonymousSource",
}


def build_entities(project: Project) -> Iterator[Fact]:
    """Everything in graph/entities/ but the computations."""
    unknown = {
        "a": ["ref:UnknownAgent"],
        "rdfs:label": [("unknown", "en"), ("неизвестно", "ru"), ("невідомо", "uk")],
    }
    for triple in describe(UNKNOWN_AGENT, unknown):
        yield Fact(triple, ENTITIES)
    for located in project.agents.values():
        agent: Agent = located.record
        sourced = _graph_of(project, agent.documents)
        for triple in describe(agent_iri(agent.id), _agent_facts(agent)):
            yield Fact(triple, ENTITIES, located)
        for triple in describe(agent_iri(agent.id), _affiliations(project, agent)):
            yield Fact(triple, sourced, located)
    for located in project.documents.values():
        document: Document = located.record
        facts = {**document_facts(project, document), "a": ["ref:CitedDocument"]}
        for triple in describe(thing("document", document.id), facts):
            yield Fact(triple, ENTITIES, located)
    for located in project.places.values():
        place: Place = located.record
        facts = {
            "a": ["ref:Place"],
            "rdfs:label": named(place.name),
            "ref:within": thing("place", place.within) if place.within else None,
        }
        for triple in describe(thing("place", place.id), facts):
            yield Fact(triple, ENTITIES, located)
    yield from _events(project)
    yield from _provisions(project)


def _graph_of(project: Project, documents: Iterable[str]) -> NamedNode:
    """Facts that rest on a document outside the annotated articles are external."""
    return EXTERNAL if set(documents) & set(project.documents) else ENTITIES


def _agent_facts(agent: Agent) -> Mapping[str, object]:
    """An anonymous source has a role and nothing else; the role is its label too."""
    label = agent.role if agent.type == "anonymous-source" else agent.name
    return {
        "a": [AGENT_CLASSES[agent.type]],
        "rdfs:label": named(label),
        "skos:altLabel": list(agent.also),
        "ref:organisationKind": thing("organisation-kind", agent.kind) if agent.kind else None,
        "ref:roleTitle": named(agent.role),
        "ref:memberOf": agent_iri(agent.member_of) if agent.member_of else None,
    }


def _affiliations(project: Project, agent: Agent) -> Mapping[str, object]:
    return {
        "ref:partOf": agent_iri(agent.part_of) if agent.part_of else None,
        "ref:partyTo": thing("event", agent.party_to) if agent.party_to else None,
        "ref:website": NamedNode(agent.website) if agent.website else None,
        "dcterms:source": [document_iri(project, slug) for slug in agent.documents],
    }


def document_facts(project: Project, document: Document) -> Mapping[str, object]:
    """Bibliographic data; a date that is not known is said not to be."""
    language = document.language or "en"
    return {
        "rdfs:label": (document_label(project, document), "en"),
        "dcterms:title": (document.title, language) if document.title else None,
        "ref:publishedBy": agent_iri(document.published_by),
        "dcterms:issued": parse_date(document.issued) if document.issued else None,
        "ref:issuedKnown": document.issued is not None,
        "ref:byline": [agent_iri(slug) for slug in document.byline],
        "dcterms:language": document.language,
        "schema:url": NamedNode(document.url) if document.url else None,
        "ref:cites": [document_iri(project, slug) for slug in document.cites],
        "rdfs:comment": [
            (text, "en") for text in (document.issued_note, document.note) if text is not None
        ],
    }


def document_label(project: Project, document: Document) -> str:
    """Publisher, date and title, as far as they are known."""
    publisher: Agent = project.agents[document.published_by].record
    parts = [publisher.name.get("en", publisher.id), document.issued or "undated"]
    return ", ".join(parts) + (f": {document.title}" if document.title else "")


def _events(project: Project) -> Iterator[Fact]:
    for located in project.events.values():
        event: Event = located.record
        sourced = _graph_of(project, event.documents)
        node = thing("event", event.id)
        facts = {"a": ["ref:Event"], "rdfs:label": named(event.name)}
        for triple in describe(node, facts):
            yield Fact(triple, ENTITIES, located)
        dated = {
            **period_facts(event.date, "external"),
            "dcterms:source": [document_iri(project, slug) for slug in event.documents],
        }
        for triple in describe(node, dated):
            yield Fact(triple, sourced, located)


def _provisions(project: Project) -> Iterator[Fact]:
    for located in project.provisions.values():
        provision: Provision = located.record
        facts = {
            "a": ["ref:Provision" if provision.part_of else "ref:Law"],
            "rdfs:label": named(provision.name),
            "ref:number": provision.number,
            "ref:partOfLaw": thing("provision", provision.part_of) if provision.part_of else None,
            "ref:inForceFrom": parse_date(provision.in_force_from)
            if provision.in_force_from
            else None,
            "ref:amendedBy": thing("provision", provision.amended_by)
            if provision.amended_by
            else None,
            "ref:confirmation": provision.confirmation,
            "rdfs:comment": (provision.note, "en") if provision.note else None,
            "dcterms:source": [document_iri(project, slug) for slug in provision.documents],
        }
        for triple in describe(thing("provision", provision.id), facts):
            yield Fact(triple, EXTERNAL, located)


def agent_label(project: Project, slug: str) -> str:
    """The English name of an agent, or its role where it has no name."""
    located: Located | None = project.agents.get(slug)
    if located is None:
        return slug
    agent: Agent = located.record
    names = agent.name or agent.role or {}
    return names.get("en") or next(iter(names.values()), slug)
