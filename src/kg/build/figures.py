"""The facets of a figure as triples: what is counted, of whom, how much, when, where, by whom."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from kg.build.describe import Value
from kg.dates import Period, parse_date, parse_period
from kg.interval import Interval
from kg.load import Project
from kg.model import Claim
from kg.quantity import Quantity
from kg.terms import UNKNOWN_AGENT, thing
from kg.wording import figure_label

FORM_UNITS = {"percent": "percent", "change": "percent", "times": "times", "fraction": "fraction"}


def agent_iri(slug: str) -> NamedNode:
    """The IRI of an agent; `unknown` is the one agent that stands for nobody credited."""
    return UNKNOWN_AGENT if slug == "unknown" else thing("agent", slug)


def document_iri(project: Project, slug: str) -> NamedNode:
    """The IRI of an annotated article or of a document known through others."""
    return thing("article" if slug in project.articles else "document", slug)


def relay_agent(project: Project, slug: str) -> str:
    """The agent behind a relay: itself, which may be `unknown`, or the document's publisher."""
    if slug in project.agents or slug == "unknown":
        return slug
    return project.every_document[slug].published_by


def unit_of(project: Project, measure: str, quantity: Quantity) -> str | None:
    """The unit in which a quantity is stated: its own, its form's, or its measure's."""
    if quantity.form in FORM_UNITS:
        return FORM_UNITS[quantity.form]
    return quantity.unit or project.concepts["measure"][measure].default_unit


def kind_of(project: Project, measure: str, quantity: Quantity) -> str:
    """The kind of number; a duration of a measure of penalties is a penalty."""
    if quantity.kind == "duration":
        return project.concepts["measure"][measure].quantity_kind or "duration"
    return quantity.kind


def quantity_facts(project: Project, measure: str, quantity: Quantity) -> dict[str, Value | None]:
    """How much, with its bounds and unit."""
    unit = unit_of(project, measure, quantity)
    return {
        "ref:kind": thing("kind", kind_of(project, measure, quantity)),
        "ref:quantityText": str(quantity),
        "ref:stated": None if quantity.form == "range" else quantity.stated,
        "ref:statedText": quantity.stated_text,
        "ref:qualifier": thing("qualifier", quantity.qualifier),
        "ref:unit": thing("unit", unit) if unit else None,
        "ref:per": thing("unit", quantity.per) if quantity.per else None,
        "ref:ofWhole": quantity.whole,
        **bound_facts(quantity.interval),
    }


def bound_facts(interval: Interval) -> dict[str, Value | None]:
    """The bounds of a quantity; an open end has neither a bound nor an inclusiveness."""
    lower, upper = interval.lower, interval.upper
    return {
        "ref:lowerBound": lower,
        "ref:lowerInclusive": None if lower is None else interval.lower_inclusive,
        "ref:upperBound": upper,
        "ref:upperInclusive": None if upper is None else interval.upper_inclusive,
    }


def period_facts(text: str | None, basis: str) -> dict[str, Value | None]:
    """When: first and last day, and for each end how precise it is and how it is known."""
    if text is None:
        return {}
    period = parse_period(text)
    start_basis, _, end_basis = basis.partition("/")
    ends = (("Start", period.start, start_basis), ("End", period.end, end_basis or start_basis))
    facts: dict[str, Value | None] = {"ref:period": text}
    for name, end, end_of_basis in ends:
        facts[f"ref:period{name}"] = end and (end.first if name == "Start" else end.last)
        facts[f"ref:period{name}Precision"] = end and thing("precision", end.precision)
        facts[f"ref:period{name}Basis"] = thing("basis", end_of_basis if end else "open")
    return facts


def base_period_facts(text: str | None) -> dict[str, Value | None]:
    """The period that a change starts from."""
    if text is None:
        return {}
    period: Period = parse_period(text)
    return {
        "ref:basePeriod": text,
        "ref:baseStart": period.start and period.start.first,
        "ref:baseEnd": period.end and period.end.last,
    }


def claim_facts(project: Project, claim: Claim) -> Mapping[str, object]:
    """Every facet of a printed figure that its own article shows."""
    whole = None
    if claim.of:
        figure = claim.of in project.claims or claim.of in project.computations
        key = "ref:of" if figure else "ref:ofCategory"
        whole = (key, thing("claim" if figure else "category", claim.of))
    return {
        "a": ["ref:ReportedCount"],
        "rdfs:label": (claim_label(project, claim), "en"),
        "ref:measure": thing("measure", claim.measure),
        "ref:category": [thing("category", slug) for slug in claim.category],
        **quantity_facts(project, claim.measure, claim.parsed_quantity),
        "ref:modality": thing("modality", claim.modality),
        **period_facts(claim.period, claim.period_basis),
        "ref:periodEvent": thing("event", claim.period_event) if claim.period_event else None,
        "ref:asOf": parse_date(claim.as_of) if claim.as_of else None,
        "ref:asOfBasis": thing("basis", claim.as_of_basis) if claim.as_of else None,
        "ref:area": thing("place", claim.area) if claim.area else None,
        "ref:scopeNote": (claim.scope_note, "en") if claim.scope_note else None,
        **({whole[0]: whole[1]} if whole else {}),
        "ref:changeFrom": thing("claim", claim.change_from) if claim.change_from else None,
        "ref:changeTo": thing("claim", claim.change_to) if claim.change_to else None,
        **base_period_facts(claim.base_period),
        "ref:producedBy": agent_iri(claim.produced_by),
        "ref:releasedBy": agent_iri(claim.released_by) if claim.released_by else None,
        "ref:obtainedFrom": agent_iri(claim.obtained_from) if claim.obtained_from else None,
        "ref:provision": thing("provision", claim.provision) if claim.provision else None,
    }


def claim_label(project: Project, claim: Claim) -> str:
    """A claim in one line of English, for lists and page titles."""
    quantity = claim.parsed_quantity
    unit = unit_of(project, claim.measure, quantity)
    producer = project.agents.get(claim.produced_by)
    names = (producer and producer.record.name) or {}
    return figure_label(
        str(quantity),
        unit,
        "en",
        measure=project.concepts["measure"][claim.measure].label,
        period=claim.period,
        as_of=claim.as_of,
        producer=names.get("en", claim.produced_by if names else None),
        unit_label=project.concepts["unit"][unit].label if unit else None,
    )
