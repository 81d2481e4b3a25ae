"""The references of documents, agents, places, events, laws, computations and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.errors import Problem
from kg.load import Located, Project
from kg.model import NAMELESS, Agent, Document, Entry, Event
from kg.numbers.folding import spelling
from kg.references.names import UNKNOWN, every_figure, named, referred, things

# What the keys of each kind of record may name: a kind of thing, or a scheme's kind of concept.
NAMES = {
    "agents": (
        ("kind", "organisation-kind"),
        ("role kind", "role-kind"),
        ("part of", "agent"),
        ("member of", "agent"),
        ("party to", "event"),
        ("documents", "document"),
    ),
    "places": (("kind", "place-kind"), ("within", "place")),
    "events": (
        ("kind", "event-kind"),
        ("place", "place"),
        ("agents", "agent"),
        ("status", "legal-status"),
        ("statements", "claim"),
        ("documents", "document"),
    ),
    "provisions": (
        ("part of", "provision"),
        ("jurisdiction", "place"),
        ("introduced by", "provision"),
        ("amended by", "provision"),
        ("circumstance", "circumstance"),
        ("applies to", "category"),
        ("permits", "route"),
        ("forbids", "route"),
        ("documents", "document"),
    ),
    "computations": (
        ("measure", "measure"),
        ("category", "category"),
        ("area", "place"),
        ("add", "printed claim"),
        ("subtract", "printed claim"),
    ),
    "relations": (
        ("more", "figure"),
        ("fewer", "figure"),
        ("whole", "figure"),
        ("parts", "figure"),
        ("rate", "figure"),
        ("total", "figure"),
        ("claims", "figure"),
        ("provision", "provision"),
        ("statement", "statement"),
    ),
}
# Lists of records inside an agent, and what their keys may name.
PARTS_OF_AGENTS = {
    "offers": (("service", "service"), ("to", "category")),
    "led by": (("person", "agent"),),
    "spokesperson": (("person", "agent"),),
}
SHOWN = (("statement", "claim"), ("documents", "document"))


def check_document(project: Project, located: Located) -> Iterator[Problem]:
    """The faults of a document's publisher, byline, citations, versions and dateline."""
    document: Document = located.record
    names = [document.published_by]
    yield from named(located, ("published by",), names, project.agents, "agent")
    for name in (document.published_by, *document.byline):
        if name in project.agents and project.agents[name].record.type in NAMELESS:
            message = f"{name!r} is an anonymous source and publishes nothing"
            yield located.problem(message, "name the outlet", ("published by",))
    yield from named(located, ("byline",), document.byline, project.agents, "agent")
    for key in ("cites", "versions"):
        slugs = getattr(document, key)
        yield from named(located, (key,), slugs, project.every_document, "document")
    if place := getattr(document, "dateline", None):
        yield from named(located, ("dateline",), [place], project.places, "place")
    if document.id in document.cites:
        yield located.problem(f"{document.id!r} cites itself", "leave it out", ("cites",))


def check_entities(project: Project) -> Iterator[Problem]:
    """The faults of everything in graph/entities/."""
    known = {
        **things(project),
        "document": project.every_document,
        "printed claim": project.claims,
        "figure": every_figure(project),
        "statement": project.statements,
    }
    for slug in sorted(set(project.documents) & set(project.articles)):
        message = f"the id {slug!r} is also the name of an annotated source"
        fix = "remove this entry: the source takes its place, with its date, address and `cites`"
        yield project.documents[slug].problem(message, fix, ("id",))
    for located in project.documents.values():
        yield from check_document(project, located)
    for kind, table in NAMES.items():
        for located in getattr(project, kind).values():
            yield from _names(located, located.record, (), table, known)
    yield from _namesakes(project)
    for located in project.agents.values():
        yield from _agent(project, located, known)
    for located in project.provisions.values():
        for i, penalty in enumerate(located.record.penalties):
            table = (("kind", "penalty-kind"),)
            yield from _names(located, penalty, ("penalties", i), table, known)
    for located in project.events.values():
        yield from referred(located, ("concerns",), located.record.concerns, known)
        yield from _event(project, located)


def _namesakes(project: Project) -> Iterator[Problem]:
    """Agents of one name: two that are one would count as two origins of what it says."""
    owners: dict[str, Located] = {}
    for located in project.agents.values():
        for name in dict.fromkeys(map(spelling, (located.record.name or {}).values())):
            other = owners.setdefault(name, located)
            if other is not located:
                place = f"{other.source.file}:{other.source.line(other.path)}"
                message = f"{other.record.id!r} at {place} has this name too"
                fix = "use that one, or tell the two names apart"
                yield located.problem(message, fix, ("name",))
                break


def _names(
    located: Located,
    record: Entry,
    path: Sequence[str | int],
    table: Sequence[tuple[str, str]],
    known: Mapping[str, Mapping],
) -> Iterator[Problem]:
    for key, kind in table:
        value = getattr(record, key.replace(" ", "_"))
        names = [value] if isinstance(value, str) else value or ()
        what = kind.replace("-", " ")
        yield from named(located, (*path, key), names, known.get(kind, {}), what)


def _agent(project: Project, located: Located, known: Mapping[str, Mapping]) -> Iterator[Problem]:
    agent: Agent = located.record
    if agent.id == UNKNOWN:
        yield located.problem("`unknown` is what a text says when it credits nobody")
    for key, table in PARTS_OF_AGENTS.items():
        for i, part in enumerate(getattr(agent, key.replace(" ", "_"))):
            yield from _names(located, part, (key, i), (*table, *SHOWN), known)
            person = project.agents.get(getattr(part, "person", None))
            if person and person.record.type != "public-person":
                message = f"{part.person!r} is no public person"
                yield located.problem(message, "name nobody else", (key, i, "person"))


def _event(project: Project, located: Located) -> Iterator[Problem]:
    event: Event = located.record
    if not event.statements and not event.documents:
        fix = "name `statements:` or `documents:`"
        yield located.problem("nothing shows this event", fix, ("id",))
    for path in ("agents", "concerns"):
        for i, name in enumerate(getattr(event, path)):
            agent = project.agents.get(name.removeprefix("agent/"))
            if agent and agent.record.type in NAMELESS:
                message = f"{name!r} has no name and takes part in no event"
                yield located.problem(message, "leave it out", (path, i))
