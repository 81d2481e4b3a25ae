"""The page of checks: what adds up, what does not, and what must not be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template
from pyoxigraph import NamedNode

from kg.terms import BASE
from kg.web.asking import Answer, Row, answer, local_name
from kg.web.comparisons import ORIGINS, VERDICTS
from kg.web.figures import Figure, find_figures
from kg.web.names import name_of
from kg.web.selection import Selection, address, check_values, read_texts

blueprint = Blueprint("checks_page", __name__)

PATH = "/checks"
PATHS = {
    "verdict": ("ref:verdict", "verdict"),
    "kind": ("ref:checkKind", "check-kind"),
    "measure": ("ref:compares/ref:measure", "measure"),
}
"""By facet: the way from a check to its values, and the folder in which their IRIs are."""
FACETS = tuple(PATHS)
OPENED = VERDICTS[:1]
"""Verdicts whose checks are unfolded from the beginning: a keyboard has to pass every link in them.
"""

REPEATING = ("comparability", "dispute")
"""Kinds whose two numbers are those of the claims, which stand beside them anyway."""
SAID = ("reason", "declared", "formula", "expected", "found")
"""What is said of a check itself, not of its claims."""


@dataclass(frozen=True)
class Check:
    """One check with the claims that it compares.

    :ivar kind, verdict: IRIs
    :ivar row: the first of its rows, with all that is said of the check itself
    :ivar claims: a row each
    :ivar documents: IRIs of what shows it
    """

    iri: str
    kind: str
    verdict: str
    row: Row
    claims: tuple[Row, ...]
    documents: tuple[str, ...]


@blueprint.get(PATH)
def checks() -> str:
    """Every relation that was tested, by verdict and kind, or those that the address asks for;
    origins stand apart."""
    selection = read_texts(FACETS)
    every = answer("check_counts", restriction="")
    measures = {local_name(row["measure"].value) for row in _measures({}).rows}
    known = {name: {local_name(row[name].value) for row in every.rows} for name in FACETS[:2]}
    check_values(selection, known | {"measure": measures})
    found = answer("compared", restriction=_restriction(selection))
    listed = checks_in(found)
    origins, others = _apart(listed)
    counts = answer("check_counts", restriction=_restriction(selection, ("measure",)))
    return render_template(
        "checks.html",
        selection=selection,
        every=every,
        counts=counts,
        grid=_grid(counts),
        verdicts=[f"{BASE}id/verdict/{name}" for name in VERDICTS],
        opened=[f"{BASE}id/verdict/{name}" for name in OPENED],
        measures=_measures(selection),
        found=found,
        total=len(listed),
        repeating=REPEATING,
        groups=_groups(others),
        chains=origins,
        figures=figures_by_iri(),
    )


@blueprint.app_template_global("checks_address")
def checks_address(selection: Selection, **changes: str | None) -> str:
    """The page of checks narrowed down in another way."""
    return address(PATH, selection, **changes)


def figures_by_iri() -> dict[str, Figure]:
    """The figures of the release by the IRIs of their claims."""
    return {figure.iri: figure for figure in find_figures()}


def checks_in(found: Answer) -> list[Check]:
    """The checks of an answer, in its order."""
    return [
        Check(
            iri,
            rows[0]["kind"].value,
            rows[0]["verdict"].value,
            rows[0],
            tuple(rows),
            tuple(rows[0]["documents"].value.split()) if "documents" in rows[0] else (),
        )
        for iri, same in groupby(found.rows, key=lambda row: row["check"].value)
        if (rows := list(same))
    ]


@blueprint.app_template_filter("by_reason")
def by_reason(found: Iterable[Check]) -> list[list[Check]]:
    """Checks put together that each look at one claim and come to the same for the same reason, in
    the order of the first of each."""
    together: dict[object, list[Check]] = {}
    for check in found:
        said = tuple(str(check.row.get(name)) for name in SAID)
        key = (*said, check.documents) if len(check.claims) == 1 else check.iri
        together.setdefault(key, []).append(check)
    return list(together.values())


def _measures(selection: Selection) -> Answer:
    return answer("check_measures", restriction=_restriction(selection, ("verdict", "kind")))


def _restriction(selection: Selection, names: tuple[str, ...] = FACETS) -> str:
    """What narrows `?check` down, in SPARQL; its values are known ones."""
    parts = []
    for name in names:
        if name in selection:
            path, folder = PATHS[name]
            parts.append(f"?check {path} {NamedNode(f'{BASE}id/{folder}/{selection[name]}')} .")
    return " ".join(parts)


def _apart(found: list[Check]) -> tuple[list[Check], list[Check]]:
    """The checks of origins, and the others."""
    origins = [check for check in found if local_name(check.kind) == ORIGINS]
    return origins, [check for check in found if local_name(check.kind) != ORIGINS]


def _groups(found: list[Check]) -> list[tuple[str, list[tuple[str, list[Check]]]]]:
    """Checks by verdict and within it by kind."""
    return [
        (verdict, [(kind, list(same)) for kind, same in groupby(of_one, key=lambda one: one.kind)])
        for verdict, of_one in groupby(found, key=lambda one: one.verdict)
    ]


def _grid(counts: Answer) -> list[tuple[str, dict[str, int]]]:
    """How many checks of each kind have each verdict; kinds by their names, origins last."""
    found: dict[str, dict[str, int]] = {}
    for row in counts.rows:
        found.setdefault(row["kind"].value, {})[row["verdict"].value] = int(row["checks"].value)
    return sorted(
        found.items(), key=lambda item: (local_name(item[0]) == ORIGINS, name_of(item[0]).text)
    )
