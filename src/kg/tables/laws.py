"""The tables of laws, one row a law or provision, and of penalties, one row a punishment."""

from __future__ import annotations

from kg.build import BuiltProject
from kg.build.figures import document_iri
from kg.build.laws import penalty_label
from kg.dates import parse_period
from kg.load import Project
from kg.model import Provision
from kg.quantity import decimal_text, parse_quantity
from kg.tables.cells import Row, name_cells, several
from kg.terms import thing


def law_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of the curated file: each act, then what stands in it."""
    project = built.project
    return [_law_cells(project, located.record) for located in project.provisions.values()]


def penalty_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of the laws."""
    project = built.project
    return [
        {
            **name_cells("condition", penalty.condition),
            "penalty": thing("penalty", located.record.id, number).value,
            "law": _law(located.record.id),
            "label": penalty_label(project, penalty),
            "kind": project.concepts["penalty-kind"][penalty.kind].label,
            "minimum": _limit(penalty.minimum),
            "maximum": _limit(penalty.maximum),
            "unit": project.concepts["unit"][penalty.unit].label if penalty.unit else "",
        }
        for located in project.provisions.values()
        for number, penalty in enumerate(located.record.penalties, start=1)
    ]


def _law_cells(project: Project, provision: Provision) -> Row:
    concepts = project.concepts

    def labels(kind: str, slugs: tuple[str, ...]) -> str:
        return several(concepts[kind][slug].label for slug in slugs)

    act = _act(project, provision)
    circumstance = (provision.circumstance,) if provision.circumstance else ()
    return {
        **name_cells("name", provision.name),
        **_attested_cells(provision.attested),
        "law": _law(provision.id),
        "act": _law(act.id),
        "part_of": _law(provision.part_of),
        "number": provision.number or "",
        "content": provision.content or "",
        "penalties": several(penalty_label(project, each) for each in provision.penalties),
        "absence_more_than": provision.absence_more_than or "",
        "absence_up_to": provision.absence_up_to or "",
        "circumstance": labels("circumstance", circumstance),
        "applies_to": labels("category", provision.applies_to),
        "permits": labels("route", provision.permits),
        "forbids": labels("route", provision.forbids),
        "in_force_from": provision.in_force_from or "",
        "in_force_from_disputed": provision.or_from or "",
        "in_force_to": provision.in_force_to or "",
        "introduced_by": _law(provision.introduced_by),
        "amended_by": _law(provision.amended_by),
        "confirmation": provision.confirmation,
        "note": provision.note or "",
        "documents": several(document_iri(project, slug).value for slug in provision.documents),
        "jurisdiction": (
            project.places[act.jurisdiction].record.name["en"] if act.jurisdiction else ""
        ),
    }


def _act(project: Project, provision: Provision) -> Provision:
    """The whole law at the top; references to itself were refused before."""
    while provision.part_of:
        provision = project.provisions[provision.part_of].record
    return provision


def _law(slug: str | None) -> str:
    return thing("provision", slug).value if slug else ""


def _limit(text: str | None) -> str:
    return decimal_text(parse_quantity(text).stated) if text else ""


def _attested_cells(text: str | None) -> Row:
    if text is None:
        return {}
    period = parse_period(text)
    return {
        "attested_from": period.start.first.isoformat() if period.start else "",
        "attested_to": period.end.last.isoformat() if period.end else "",
    }
