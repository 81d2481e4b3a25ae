"""A claim by itself, whether figure or statement, as views beside its page show it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.terms import BASE
from kg.web.asking import ask, local_name, node
from kg.web.figures import WEAK, Figure, find_figures
from kg.web.missing import missing
from kg.web.site import current_site


@dataclass(frozen=True)
class Statement:
    """A statement as it stands beside its page and on other sites.

    :ivar says: in our own words
    :ivar origins: number of independent origins; None where that is not counted
    :ivar is_nameless: whether its speaker has no name
    :ivar party: IRI of the party to the war to which its speaker belongs, or None
    """

    iri: str
    says: Literal
    speaker: str
    modality: str
    origins: int | None
    is_nameless: bool
    party: str | None
    printed_by: str

    @property
    def is_weak(self) -> bool:
        """Whether its own speaker does not vouch for it."""
        return self.modality in WEAK

    @property
    def title(self) -> str:
        """What is stated."""
        return self.says.value


def claim_of(id: str) -> Figure | Statement:
    """The claim whose IRI ends like this; 404 where there is none, 410 where there was one."""
    iri = f"{BASE}id/claim/{id}"
    current_site().kept.check(iri)
    figures = find_figures(f"VALUES ?claim {{ {node(iri)} }}").figures
    if figures:
        return figures[0]
    rows = ask("statement", iri)
    if not rows:
        missing(iri)
    row = rows[0]
    return Statement(
        iri,
        row["says"],
        row["speaker"].value,
        local_name(row["modality"].value),
        int(row["origins"].value) if "origins" in row else None,
        row["nameless"].value == "true",
        row["party"].value if "party" in row else None,
        row["printedBy"].value,
    )


def speaker_of(claim: Figure | Statement) -> str:
    """IRI of who says it."""
    return claim.producer if isinstance(claim, Figure) else claim.speaker
