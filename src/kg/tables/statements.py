"""The table of statements: one row a passage that shows one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.build import BuiltProject
from kg.build.entities import agent_label, document_label, wars_of
from kg.build.figures import relay_agent
from kg.build.source import printings
from kg.load import Bundle, Located, Project
from kg.model import Statement
from kg.tables.cells import Row, anchor_cells, period_cells, several
from kg.terms import thing


def statement_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of articles and positions."""
    rows = [row for bundle in built.project.bundles for row in _rows(built, bundle)]
    return sorted(rows, key=lambda row: (row["article"], int(row["start"]), row["claim"]))


def _rows(built: BuiltProject, bundle: Bundle) -> Iterator[Row]:
    project, lock = built.project, built.locks[bundle.slug]
    for printing, located in printings(bundle, project):
        if not isinstance(located.record, Statement):
            continue
        row = {
            **_cells(project, located.record),
            "mention": printing.iri("mention").value,
            "through": several(
                agent_label(project, relay_agent(project, slug)) for slug in printing.through
            ),
            "article": thing("article", bundle.slug).value,
            "file": bundle.source.file,
            "publisher": agent_label(project, bundle.source.published_by),
        }
        for evidence in printing.evidence:
            yield {**row, **anchor_cells(evidence, lock.places)}


def _cells(project: Project, statement: Statement) -> Row:
    concepts, caveats = project.concepts, statement.caveats
    marks = dict.fromkeys(caveat.mark for caveat in caveats if caveat.mark)
    conflicts = dict.fromkeys(slug for caveat in caveats for slug in caveat.conflicts_with)
    tensions = dict.fromkeys(slug for caveat in caveats for slug in caveat.tension_with)
    return {
        **period_cells("period", statement.period),
        "claim": thing("claim", statement.id).value,
        "says": statement.says,
        "kind": concepts["statement-kind"][statement.kind].label,
        "said_by": agent_label(project, statement.said_by),
        "modality": statement.modality,
        "subject": _labels(project, statement.subject),
        "topic": _labels(project, statement.topic),
        "object": _labels(project, statement.object),
        "permits": several(concepts["route"][slug].label for slug in statement.permits),
        "forbids": several(concepts["route"][slug].label for slug in statement.forbids),
        "period": statement.period or "",
        "period_basis": statement.period_basis if statement.period else "",
        "caveats": several(caveat.text for caveat in caveats),
        "marks": several(concepts["mark"][slug].label for slug in marks),
        "conflicts_with": several(thing("claim", slug).value for slug in conflicts),
        "tension_with": several(thing("claim", slug).value for slug in tensions),
        "speaker_party_to": several(wars_of(project, statement.said_by)),
    }


def _labels(project: Project, references: Iterable[str]) -> str:
    return several(reference_label(project, reference) for reference in references)


def reference_label(project: Project, reference: str) -> str:
    """The English name of what a reference such as `place/france` names."""
    kind, _, name = reference.partition("/")
    if kind in project.concepts:
        return project.concepts[kind][name].label
    if kind == "agent":
        return agent_label(project, name)
    if kind in ("article", "document"):
        return document_label(project, project.every_document[name])
    tables = {"place": project.places, "event": project.events, "provision": project.provisions}
    located: Located | None = tables.get(kind, {}).get(name)
    return located.record.name["en"] if located else reference
