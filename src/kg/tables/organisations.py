"""The table of organisations: one row an organisation or outlet, never a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.build import BuiltProject
from kg.build.figures import agent_iri
from kg.links import Link
from kg.load import Project
from kg.model import Agent, Event
from kg.tables.cells import Row, name_cells, several
from kg.terms import thing

KINDS = ("organisation", "outlet")
UNKNOWN_DATE = "unknown"


def organisation_rows(built: BuiltProject, links: Iterable[Link]) -> list[Row]:
    """The rows in the order of their IRIs."""
    project = built.project
    same = defaultdict(list)
    for link in links:
        if link.predicate == "exactMatch":
            same[link.subject].append(link.target)
    produced = _figures(project)
    printing = _articles(project)
    rows = []
    for slug, located in sorted(project.agents.items()):
        agent: Agent = located.record
        if agent.type not in KINDS:
            continue
        figures = produced.get(slug, [])
        row = {
            **_cells(project, agent),
            **_status_cells(project, slug),
            "exact_match": several(same[f"agent/{slug}"]),
            "figures_produced": str(len(figures)),
            "articles_printing": str(len(set().union(*(printing[name] for name in figures)))),
        }
        rows.append(row)
    return rows


def _cells(project: Project, agent: Agent) -> Row:
    concepts = project.concepts
    return {
        **name_cells("name", agent.name),
        **name_cells("description", agent.description),
        "organisation": agent_iri(agent.id).value,
        "type": agent.type,
        "kind": concepts["organisation-kind"][agent.kind].label if agent.kind else "",
        "aliases": several(agent.also),
        "part_of": agent_iri(agent.part_of).value if agent.part_of else "",
        "party_to": thing("event", agent.party_to).value if agent.party_to else "",
        "led_by": several(agent_iri(post.person).value for post in agent.led_by),
        "spokesperson": several(agent_iri(post.person).value for post in agent.spokesperson),
        "services": several(concepts["service"][offer.service].label for offer in agent.offers),
        "website": agent.website or "",
    }


def _status_cells(project: Project, slug: str) -> Row:
    """What it was declared to be, and when, in the order of the dates."""
    events: list[Event] = [located.record for located in project.events.values()]
    found = sorted(
        (event.date or UNKNOWN_DATE, project.concepts["legal-status"][event.status].label)
        for event in events
        if event.status and f"agent/{slug}" in event.concerns
    )
    return {
        "legal_status": several(status for _, status in found),
        "legal_status_date": several(day for day, _ in found),
    }


def _figures(project: Project) -> Mapping[str, list[str]]:
    """The printed figures that their own article credits to each agent."""
    produced = defaultdict(list)
    for claim, located in project.claims.items():
        produced[located.record.produced_by].append(claim)
    return produced


def _articles(project: Project) -> Mapping[str, set[str]]:
    """The articles that print each claim."""
    printing = defaultdict(set)
    for bundle in project.bundles:
        for located in bundle.printed():
            printing[located.record.claim_id].add(bundle.slug)
    return printing
