"""The tables of a release: figures.csv, one row an evidence anchor; ledger.csv, one a number.

Cells with several values separate them by " | ". Numbers are plain decimals, dates ISO 8601.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from kg.build.computed import compute
from kg.build.dataset import BuiltProject
from kg.build.entities import agent_label, wars_of
from kg.build.figures import claim_label, kind_of, relay_agent, unit_of
from kg.build.source import printings
from kg.dates import parse_period
from kg.interval import Interval
from kg.ledger import make_ledger
from kg.load import Bundle, Located, Project
from kg.model import Claim, Evidence, Repeat, Statement
from kg.quantity import decimal_text
from kg.terms import thing

FIGURE_COLUMNS = (
    "claim", "mention", "kind", "measure", "category", "qualifier", "modality", "stated",
    "lower", "lower_inclusive", "upper", "upper_inclusive", "unit", "per", "of", "change_from",
    "change_to", "base_start", "base_end", "period_start", "period_end", "as_of", "area",
    "scope_note", "produced_by", "through", "released_by", "origin", "status", "article", "file",
    "publisher", "fragment", "start", "end", "caveats", "supports", "obtained_from", "period",
    "period_basis", "provision", "label", "producer_party_to",
)  # fmt: skip
LEDGER_COLUMNS = (
    "article", "file", "start", "end", "text", "status", "claim", "reason", "note",
)  # fmt: skip
SEPARATOR = " | "

Row = dict[str, str]


def figures_csv(built: BuiltProject) -> str:
    """The table of figures, in the order of claims, then articles, then positions."""
    project = built.project
    rows = [row for bundle in project.bundles for row in _printed_rows(built, bundle)]
    rows += [_computed_row(project, located) for located in project.computations.values()]
    rows.sort(key=lambda row: (row["claim"], row.get("article", ""), int(row.get("start", 0))))
    return write_csv(FIGURE_COLUMNS, rows)


def ledger_csv(built: BuiltProject) -> str:
    """The table of numbers, in the order of files and positions."""
    rows: list[Row] = []
    concepts = built.project.concepts
    for bundle in built.project.bundles:
        for row in make_ledger(bundle, built.locks[bundle.slug])[0]:
            rows.append(
                {
                    "article": thing("article", bundle.slug).value,
                    "file": bundle.source.file,
                    "start": str(row.start),
                    "end": str(row.end),
                    "text": row.text or "",
                    "status": row.status,
                    "claim": SEPARATOR.join(thing("claim", slug).value for slug in row.claims),
                    "reason": concepts["reason"][row.reason].label if row.reason else "",
                    "note": row.note or "",
                }
            )
    return write_csv(LEDGER_COLUMNS, rows)


def write_csv(columns: Iterable[str], rows: Iterable[Row]) -> str:
    """Rows as CSV (RFC 4180); a column that a row lacks stays empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


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
            "through": SEPARATOR.join(
                agent_label(project, relay_agent(project, slug)) for slug in printing.through
            ),
            "article": article,
            "file": bundle.source.file,
            "publisher": agent_label(project, bundle.source.published_by),
            "caveats": SEPARATOR.join(_caveats(claim_record.record, located.record)),
        }
        if printing.credits != claim_record.record.produced_by and not row["origin"]:
            # This text credits somebody else; the article that the figure comes from knows better.
            row["origin"] = agent_label(project, claim_record.record.produced_by)
        for evidence in printing.evidence:
            yield {**row, **anchor_cells(evidence, lock.places)}


def anchor_cells(evidence: Evidence, places: Mapping) -> Row:
    """Where a passage stands; without its words where they are withheld."""
    place = places[evidence.key]
    return {
        "fragment": evidence.fragment or "",
        "start": str(place.start),
        "end": str(place.end),
        "supports": evidence.supports,
    }


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
        "category": SEPARATOR.join(concepts["category"][slug].label for slug in claim.category),
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
        "producer_party_to": SEPARATOR.join(wars_of(project, claim.produced_by, claim.released_by)),
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


def period_cells(name: str, text: str | None) -> Row:
    """First and last day of a period; empty where an end is open or there is none."""
    if text is None:
        return {}
    period = parse_period(text)
    return {
        f"{name}_start": period.start.first.isoformat() if period.start else "",
        f"{name}_end": period.end.last.isoformat() if period.end else "",
    }


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
        "category": SEPARATOR.join(
            concepts["category"][slug].label for slug in computation.category
        ),
        "qualifier": "exactly" if value else "",
        "modality": computation.modality,
        "stated": value,
        "unit": _label(project, "unit", result.unit),
        "area": project.places[computation.area].record.name["en"] if computation.area else "",
        "scope_note": f"{computation.scope_note} Formula: {result.formula}",
        "produced_by": agent_label(project, "refusals"),
        "status": "computed",
        "period": computation.period or "",
    }
