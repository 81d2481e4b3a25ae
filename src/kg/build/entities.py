"""Agents, documents, places and events as triples.

What the five texts do not show, but a document elsewhere does, goes to the graph of external facts
together with that document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from kg.build.describe import Fact, describe, named
from kg.build.figures import agent_iri, document_iri, period_facts
from kg.build.statements import reference_iri
from kg.dates import parse_date
from kg.load import Located, Project
from kg.model import NAMELESS, Agent, Document, Event, Place, Post, Shown
from kg.terms import UNKNOWN_AGENT, graph, term, thing

ENTITIES, EXTERNAL = graph("entities"), graph("external")
AGENT_CLASSES = {
    "organisation": "ref:Organisation",
    "outlet": "ref:Outlet",
    "public-person": "ref:PublicPerson",
    "anonymous-source": "ref:AnonymousSource",
    "unnamed-group": "ref:UnnamedGroup",
}
NAMELESS_CLASSES = frozenset(term(AGENT_CLASSES[type]) for type in NAMELESS)
"""Classes of those who speak without a name."""
NEVER_TOGETHER = NAMELESS_CLASSES | {term("ref:UnknownAgent")}
"""Classes of speakers whose words are never put together: somebody without a name must not get a
profile, and what nobody is credited with is no one's."""


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
        yield from _offers(project, located)
        for key, kind in (("led_by", "head"), ("spokesperson", "spokesperson")):
            for post in getattr(agent, key):
                yield from _post(project, located, post, kind)
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
            "ref:placeKind": thing("place-kind", place.kind) if place.kind else None,
            "ref:within": thing("place", place.within) if place.within else None,
        }
        for triple in describe(thing("place", place.id), facts):
            yield Fact(triple, ENTITIES, located)
    yield from _events(project)


def _graph_of(project: Project, documents: Iterable[str]) -> NamedNode:
    """Facts that rest on a document outside the annotated articles are external."""
    return EXTERNAL if set(documents) & set(project.documents) else ENTITIES


def _agent_facts(agent: Agent) -> Mapping[str, object]:
    """Somebody without a name has a role and nothing else; the role is the label too."""
    label = agent.role if agent.type in NAMELESS else agent.name
    return {
        "a": [AGENT_CLASSES[agent.type]],
        "rdfs:label": named(label),
        "skos:altLabel": list(agent.also),
        "dcterms:description": named(agent.description),
        "ref:organisationKind": thing("organisation-kind", agent.kind) if agent.kind else None,
        "ref:roleTitle": named(agent.role),
        "ref:roleKind": thing("role-kind", agent.role_kind) if agent.role_kind else None,
        "ref:memberOf": agent_iri(agent.member_of) if agent.member_of else None,
    }


def _affiliations(project: Project, agent: Agent) -> Mapping[str, object]:
    return {
        "ref:partOf": agent_iri(agent.part_of) if agent.part_of else None,
        "ref:partyTo": thing("event", agent.party_to) if agent.party_to else None,
        "ref:website": NamedNode(agent.website) if agent.website else None,
        "dcterms:source": [document_iri(project, slug) for slug in agent.documents],
    }


def _offers(project: Project, located: Located) -> Iterator[Fact]:
    """Services: each offer is a node with what shows it, and a direct link for plain queries."""
    agent: Agent = located.record
    for offer in agent.offers:
        service = thing("service", offer.service)
        node = thing("offer", agent.id, offer.service)
        target = _graph_of(project, offer.documents)
        facts = {
            "a": ["ref:Offer"],
            "rdfs:label": (f"{_english(agent)}: {_service(project, offer.service)}", "en"),
            "ref:offeredBy": agent_iri(agent.id),
            "ref:service": service,
            "ref:offeredTo": [thing("category", slug) for slug in offer.to],
            **_shown(project, offer),
        }
        for triple in describe(node, facts):
            yield Fact(triple, target, located)
        for triple in describe(agent_iri(agent.id), {"ref:offers": service}):
            yield Fact(triple, target, located)


def _post(project: Project, located: Located, post: Post, kind: str) -> Iterator[Fact]:
    """A public person's role in an organisation (after W3C ORG §5.4, Membership)."""
    agent: Agent = located.record
    target = _graph_of(project, post.documents)
    facts = {
        "a": ["ref:Post"],
        "rdfs:label": (f"{_english(project.agents[post.person].record)}, {kind}", "en"),
        "ref:postIn": agent_iri(agent.id),
        "ref:heldBy": agent_iri(post.person),
        "ref:postKind": kind,
        "ref:since": parse_date(post.since) if post.since else None,
        **_shown(project, post),
    }
    for triple in describe(thing("post", agent.id, kind, post.person), facts):
        yield Fact(triple, target, located)
    link = {"ref:ledBy" if kind == "head" else "ref:spokesperson": agent_iri(post.person)}
    for triple in describe(agent_iri(agent.id), link):
        yield Fact(triple, target, located)


def _english(agent: Agent) -> str:
    return (agent.name or {}).get("en", agent.id)


def _service(project: Project, slug: str) -> str:
    return project.concepts["service"][slug].label


def _shown(project: Project, fact: Shown) -> Mapping[str, object]:
    return {
        "ref:basedOn": thing("claim", fact.statement) if fact.statement else None,
        "dcterms:source": [document_iri(project, slug) for slug in fact.documents],
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
        "ref:hasVersion": [document_iri(project, slug) for slug in document.versions],
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
        facts = {
            "a": ["ref:Event"],
            "rdfs:label": named(event.name),
            "ref:eventKind": thing("event-kind", event.kind),
            "ref:place": thing("place", event.place) if event.place else None,
            "ref:basedOn": [thing("claim", slug) for slug in event.statements],
        }
        for triple in describe(node, facts):
            yield Fact(triple, ENTITIES, located)
        dated = {
            **period_facts(event.date, "external"),
            "ref:dateKnown": event.date is not None,
            "rdfs:comment": (event.date_note, "en") if event.date_note else None,
            "ref:actor": [agent_iri(slug) for slug in event.agents],
            "ref:concerns": [reference_iri(text) for text in event.concerns],
            "ref:legalStatus": thing("legal-status", event.status) if event.status else None,
            "dcterms:source": [document_iri(project, slug) for slug in event.documents],
        }
        for triple in describe(node, dated):
            yield Fact(triple, sourced, located)


def agent_label(project: Project, slug: str) -> str:
    """The English name of an agent, or its role where it has no name."""
    located: Located | None = project.agents.get(slug)
    if located is None:
        return slug
    agent: Agent = located.record
    names = agent.name or agent.role or {}
    return names.get("en") or next(iter(names.values()), slug)


def wars_of(project: Project, *slugs: str | None) -> list[str]:
    """English names of the wars to which agents, or bodies that they belong to, are parties.

    The same as what the rule party-to-the-war infers of a claim's producer and releaser.
    """
    wars: dict[str, None] = {}
    pending, seen = [slug for slug in slugs if slug], set()
    while pending:
        slug = pending.pop()
        if slug in seen or slug not in project.agents:
            continue
        seen.add(slug)
        agent: Agent = project.agents[slug].record
        if agent.party_to:
            wars[project.events[agent.party_to].record.name["en"]] = None
        pending += [body for body in (agent.part_of, agent.member_of) if body]
    return list(wars)
