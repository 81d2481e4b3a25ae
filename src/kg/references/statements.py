"""The references of statements: who speaks, whom and what it is about, over whom it came."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import Problem
from kg.load import Bundle, Located, Project
from kg.model import NAMELESS, Statement
from kg.references.claims import check_caveats, check_relays, check_words
from kg.references.names import UNKNOWN, named, referred, things

TOPICS = ("route", "motive", "obstacle", "consequence", "service", "topic")


def check_statements(project: Project, bundle: Bundle) -> Iterator[Problem]:
    """The faults of an article's statements."""
    known = things(project)
    topics = {kind: project.concepts.get(kind, {}) for kind in TOPICS}
    for located in bundle.located("statements"):
        statement: Statement = located.record
        kinds = project.concepts.get("statement-kind", {})
        yield from named(located, ("kind",), [statement.kind], kinds, "kind of statement")
        if statement.said_by != UNKNOWN:
            speaker = [statement.said_by]
            yield from named(located, ("said by",), speaker, project.agents, "agent")
        for path, references, allowed in (
            ("subject", statement.subject, known),
            ("topic", statement.topic, topics),
            ("object", statement.object, known),
        ):
            yield from referred(located, (path,), references, allowed)
        for path in ("permits", "forbids"):
            routes = project.concepts.get("route", {})
            yield from named(located, (path,), getattr(statement, path), routes, "route")
        bases, known_bases = statement.period_basis.split("/"), project.concepts.get("basis", {})
        yield from named(located, ("period basis",), bases, known_bases, "basis")
        yield from check_relays(project, bundle, located)
        yield from check_caveats(project, located, statement.caveats)
        yield from check_words(project, located, statement.said_by)
        yield from _subjects(project, located)


def _subjects(project: Project, located: Located) -> Iterator[Problem]:
    """Nobody without a name is what a statement is about."""
    statement: Statement = located.record
    for path in ("subject", "object"):
        for k, reference in enumerate(getattr(statement, path)):
            agent = project.agents.get(reference.removeprefix("agent/"))
            if reference.startswith("agent/") and agent and agent.record.type in NAMELESS:
                message = f"{reference!r} has no name and is described by no statement"
                fix = "name a category, which describes a population"
                yield located.problem(message, fix, (path, k))
