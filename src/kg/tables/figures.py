"""The table of figures: one row an evidence passage; of a computed figure, one row."""

from __future__ import annotations

from collections.abc import Iterator

from kg.build import BuiltProject
from kg.build.computed import compute, computed_label
from kg.build.entities import agent_label, wars_of
from kg.build.figures import claim_label, kind_of, relay_agent, unit_of
from kg.build.source import printings
from kg.interval import Interval
from kg.load import Bundle, Located, Project
from kg.model import Claim, Repeat, Statement
from kg.quantity import decimal_text
from kg.tables.cells import Row, anchor_cells, period_cells, several
from kg.terms import thing


def figure_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of claims, then articles, then positions."""
    project = built.project
    rows = [row for bundle in project.bundles for row in _printed_rows(built, bundle)]
    rows += [_computed_row(project, located) for located in project.computations.values()]
    return sorted(
        rows, key=lambda row: (row["claim"], row.get("article", ""), int(row.get("start", 0)))
    )


def _printed_rows(built: BuiltProject, bundle: Bundle) -> Iterator[Row]:
    project, lock = built.project, built.locks[bundle.slug]
    article = thing("article", bundle.slug).value
    for printing, located in printings(bundle, project):
        if isinstance(located.record, Statement):
            continue
        claim_record = project.claims[printing.claim]
        row = {
            **_claim_cells(project, claim_record.record),
            "mention": printing.iri("mention").value,
            "produced_by": agent_label(project, printing.credits),
            "through": several(
                agent_label(project, relay_agent(project, slug)) for slug in printing.through
            ),
            "article": article,
            "file": bundle.source.file,
            "publisher": agent_label(project, bundle.source.published_by),
            "caveats": several(_caveats(claim_record.record, located.record)),
        }
        if printing.credits != claim_record.record.produced_by and not row["origin"]:
            # This text credits somebody else; the article that the figure comes from knows better.
            row["origin"] = agent_label(project, claim_record.record.produced_by)
        for evidence in printing.evidence:
            yield {**row, **anchor_cells(evidence, lock.places)}


def _caveats(claim: Claim, entry: Claim | Repeat) -> list[str]:
    """Our caveats and the claim's own, then those of the article that repeats it."""
    own = [caveat.text for caveat in claim.caveats]
    return own + ([] if entry is claim else [caveat.text for caveat in entry.caveats])


def _claim_cells(project: Project, claim: Claim) -> Row:
    quantity, concepts = claim.parsed_quantity, project.concepts
    return {
        **period_cells("period", claim.period),
        **period_cells("base", claim.base_period),
        **_bounds(quantity.interval),
        "claim": thing("claim", claim.id).value,
        "kind": kind_of(project, claim.measure, quantity),
        "measure": concepts["measure"][claim.measure].label,
        "category": several(concepts["category"][slug].label for slug in claim.category),
        "qualifier": concepts["qualifier"][quantity.qualifier].label,
        "modality": claim.modality,
        "stated": quantity.stated_text,
        "unit": _label(project, "unit", unit_of(project, claim.measure, quantity)),
        "per": quantity.per or "",
        "of": _whole(project, claim),
        "change_from": _claim_iri(claim.change_from),
        "change_to": _claim_iri(claim.change_to),
        "as_of": claim.as_of or "",
        "area": project.places[claim.area].record.name["en"] if claim.area else "",
        "scope_note": claim.scope_note or "",
        "released_by": agent_label(project, claim.released_by) if claim.released_by else "",
        "obtained_from": agent_label(project, claim.obtained_from) if claim.obtained_from else "",
        "origin": agent_label(project, claim.origin.agent) if claim.origin else "",
        "status": "printed",
        "period": claim.period or "",
        "period_basis": claim.period_basis if claim.period else "",
        "provision": thing("provision", claim.provision).value if claim.provision else "",
        "label": claim_label(project, claim),
        "producer_party_to": several(wars_of(project, claim.produced_by, claim.released_by)),
    }


def _whole(project: Project, claim: Claim) -> str:
    whole = claim.parsed_quantity.whole
    if whole is not None:
        return decimal_text(whole)
    if claim.of in project.claims:
        return _claim_iri(claim.of)
    return project.concepts["category"][claim.of].label if claim.of else ""


def _claim_iri(slug: str | None) -> str:
    return thing("claim", slug).value if slug else ""


def _label(project: Project, kind: str, slug: str | None) -> str:
    return project.concepts[kind][slug].label if slug else ""


def _bounds(interval: Interval) -> Row:
    cells: Row = {}
    for name in ("lower", "upper"):
        bound = getattr(interval, name)
        inclusive = str(getattr(interval, f"{name}_inclusive")).lower()
        cells[name] = "" if bound is None else decimal_text(bound)
        cells[f"{name}_inclusive"] = "" if bound is None else inclusive
    return cells


def _computed_row(project: Project, located: Located) -> Row:
    result = compute(project, located)
    computation, concepts = result.computation, project.concepts
    value = "" if result.exact is None else decimal_text(result.exact)
    return {
        **period_cells("period", computation.period),
        **_bounds(result.interval),
        "claim": thing("claim", computation.id).value,
        "kind": "count",
        "measure": concepts["measure"][computation.measure].label,
        "category": several(concepts["category"][slug].label for slug in computation.category),
        "qualifier": "exactly" if value else "",
        "modality": computation.modality,
        "stated": value,
        "unit": _label(project, "unit", result.unit),
        "area": project.places[computation.area].record.name["en"] if computation.area else "",
        "scope_note": f"{computation.scope_note} Formula: {result.formula}",
        "produced_by": agent_label(project, "refusals"),
        "status": "computed",
        "period": computation.period or "",
        "label": computed_label(project, result),
        "derived_from": several(map(_claim_iri, result.inputs)),
    }
