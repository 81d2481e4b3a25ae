"""The dossier of a claim, whether figure or statement: what it says and who says so, the evidence,
how it came to be printed, what it was compared with, and what is held against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext
from pyoxigraph import NamedNode

from kg.build.entities import NEVER_TOGETHER
from kg.terms import BASE, VOCABULARIES
from kg.web import schema_org
from kg.web.asking import Row, answer, ask, local_name, node
from kg.web.chains import chain_of, drawing_of
from kg.web.citing import announce, cite_facts
from kg.web.comparisons import by_verdict, comparisons, reason_of_origins
from kg.web.figures import WEAK, Figures, find_figures
from kg.web.site import current_site

MARKS = (
    "misdated", "garbled", "contradicted-in-the-text", "contradicted-elsewhere", "misattributed",
    "attributed-otherwise", "outdated", "simplified",
)  # fmt: skip
"""The marks of caveats, gravest first."""
WAYS_OUT = (f"{BASE}id/route/", f"{BASE}id/service/")
"""So begin the IRIs of ways out and of services: what is said on them is never advice."""
DERIVED_FROM = f"{VOCABULARIES['prov']}wasDerivedFrom"


@dataclass(frozen=True)
class Printing:
    """An article that prints a claim.

    :ivar passages: the rows of printings.rq of that article
    """

    article: str
    title: Any
    publisher: str
    issued: str | None
    passages: tuple[Row, ...]

    @property
    def has_links(self) -> bool:
        """Whether any passage can be linked: its words are not withheld, its page is known."""
        return any("url" in row and "fragment" in row for row in self.passages)


def claim_page(
    iri: str, own: set[str], known: Mapping[str, Any], page: str
) -> tuple[str, dict[str, Any]]:
    """The template of a claim's page, and what it shows.

    :param own: local names of its classes
    :param known: the rows of facts.rq, inferred.rq and references.rq, as "facts", "inferred" and
        "references"
    :param page: its address
    """
    facts = known["facts"]
    printings, caveats, checks, chain = (
        answer(name, iri) for name in ("printings", "caveats", "compared_with", "chain")
    )
    works = ask("works", iri)
    figures = {one.iri: one for one in figures_beside(iri)}
    compared = comparisons(checks.rows, figures)
    citation = announce(cite_facts(iri, facts, printings.rows))
    values, path = values_of(facts), chain_of(chain.rows)
    computed_from = derivations(facts, "value")
    computed_to = derivations(known["references"], "subject")
    view = {
        "figure": figures.get(iri),
        "values": values,
        "computed": "ComputedCount" in own,
        "modality": local_name(values["modality"][0]["value"].value),
        "weak": local_name(values["modality"][0]["value"].value) in WEAK,
        "nameless": _is_nameless(works),
        "party": _party(known["inferred"]),
        "on_ways_out": any(row["value"].value.startswith(WAYS_OUT) for row in facts),
        "printings": printings,
        "printed": printed_in(printings.rows),
        "caveats": caveats,
        "grave": by_gravity(caveats.rows),
        "labels_of_claims": {
            row["claim"].value: row["label"] for row in checks.rows if "claim" in row
        },
        "checks": checks,
        "verdicts": by_verdict(compared),
        "origins_check": reason_of_origins(compared),
        "chain": chain,
        "steps": path.steps,
        "drawn": drawing_of(path, gettext("How it came to be printed")),
        "computed_from": [figures[one] for one in computed_from if one in figures],
        "computed_to": [figures[one] for one in computed_to if one in figures],
        "release_id": current_site().release_id,
        "citation": citation,
        "structured": schema_org.claim(iri, facts, works, citation, page),
    }
    if "Statement" in own:
        return "statement.html", view
    # A figure whose measure or producer has no name in the reader's language has its facts.
    return "claim.html" if iri in figures else "things/base.html", view


def values_of(facts: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of facts.rq by the local name of their property."""
    found: dict[str, list[Row]] = {}
    for row in facts:
        found.setdefault(local_name(row["property"].value), []).append(row)
    return found


def figures_beside(iri: str) -> Figures:
    """The claim itself, if it is a figure, and those that it was compared with or computed from or
    that were computed from it."""
    claim, derived = node(iri), NamedNode(DERIVED_FROM)
    return find_figures(
        f"{{ VALUES ?claim {{ {claim} }} }} UNION {{ {claim} {derived} ?claim }} "
        f"UNION {{ ?claim {derived} {claim} }} "
        f"UNION {{ ?check <{VOCABULARIES['ref']}compares> {claim} , ?claim }}"
    )


def derivations(rows: Iterable[Row], end: str) -> list[str]:
    """What is at an end, "value" or "subject", of the rows on what is computed from what."""
    return [row[end].value for row in rows if row["property"].value == DERIVED_FROM]


def _party(inferred: Iterable[Row]) -> str | None:
    """The party to the war to which the speaker belongs."""
    found = (row for row in inferred if local_name(row["property"].value) == "producedByPartyTo")
    return next((row["value"].value for row in found), None)


def _is_nameless(works: Iterable[Row]) -> bool:
    """Whether the speaker has no name here, by the rows of works.rq."""
    return any(row.get("speakerClass") in NEVER_TOGETHER for row in works)


def printed_in(rows: Sequence[Row]) -> list[Printing]:
    """The articles that print a claim, by date; those without one last."""
    found = []
    for article, group in groupby(rows, key=lambda row: row["article"].value):
        same = tuple(group)
        issued = same[0]["issued"].value if "issued" in same[0] else None
        found.append(Printing(article, same[0]["title"], same[0]["publisher"].value, issued, same))
    return sorted(found, key=lambda one: (one.issued is None, one.issued or "", one.article))


def by_gravity(caveats: Sequence[Row]) -> list[Row]:
    """The caveats that bear a mark, gravest first."""
    gravity = {mark: place for place, mark in enumerate(MARKS)}
    marked = [row for row in caveats if "mark" in row]
    return sorted(marked, key=lambda row: gravity.get(local_name(row["mark"].value), len(gravity)))
