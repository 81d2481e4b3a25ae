"""What claims were compared with: the rows of a query on checks, put together by check and verdict,
with the figures that are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal

from kg.web.asking import Row, local_name
from kg.web.figures import Figure

VERDICTS = (
    "inconsistent", "tension", "not-comparable", "undetermined", "consistent-after-rounding",
    "consistent",
)  # fmt: skip
"""In the order in which a reader wants them."""
ORIGINS = "origins"


@dataclass(frozen=True)
class Compared:
    """A claim that enters a check.

    :ivar label: its words, in English
    :ivar figure: None for a statement
    :ivar speaker: IRI of who says so, None where he has no name
    :ivar party: IRI of the war to a party of which he belongs, or None
    """

    iri: str
    label: Literal
    figure: Figure | None
    speaker: str | None
    party: str | None


@dataclass(frozen=True)
class Comparison:
    """A check.

    :ivar kind: its name in the language of the page
    :ivar verdict: slug
    :ivar reason: with its numbers, in the language of the page
    :ivar is_declared: whether an annotator declared the relation; else the program found it
    :ivar documents: IRIs of what the claim was checked against
    """

    iri: str
    kind: str
    verdict: str
    verdict_name: str
    reason: Literal
    expected: str | None
    found: str | None
    formula: str | None
    is_declared: bool
    claims: tuple[Compared, ...]
    documents: tuple[str, ...]


def comparisons(rows: Sequence[Row], figures: Mapping[str, Figure]) -> list[Comparison]:
    """The checks of compared.rq, of troubles.rq or of checks.rq, in their order.

    :param figures: by IRI
    """
    return [
        _comparison(list(group), figures)
        for _, group in groupby(rows, key=lambda row: row["check"].value)
    ]


def by_verdict(found: Iterable[Comparison]) -> list[tuple[str, list[Comparison]]]:
    """The checks of each verdict, in the order of VERDICTS; those on origins, which stand beside
    the number of origins, are left out."""
    groups: dict[str, list[Comparison]] = {verdict: [] for verdict in VERDICTS}
    for one in found:
        if not one.iri.startswith(_ORIGINS):
            groups.setdefault(one.verdict, []).append(one)
    return [(verdict, checks) for verdict, checks in groups.items() if checks]


def reason_of_origins(found: Iterable[Comparison]) -> Comparison | None:
    """The check that tells where the chain of a claim ends."""
    return next((one for one in found if one.iri.startswith(_ORIGINS)), None)


_ORIGINS = "https://w3id.org/refusals/id/check/origins/"


def _comparison(rows: Sequence[Row], figures: Mapping[str, Figure]) -> Comparison:
    row = rows[0]

    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    claims = {one["claim"].value: compared(one, figures) for one in rows if "claim" in one}
    return Comparison(
        iri=row["check"].value,
        kind=row["kindLabel"].value,
        verdict=local_name(row["verdict"].value),
        verdict_name=row["verdictLabel"].value,
        reason=row["reason"],
        expected=text("expected"),
        found=text("found"),
        formula=text("formula"),
        is_declared=row["declared"].value == "true",
        claims=tuple(claims.values()),
        documents=tuple(sorted((text("documents") or "").split())),
    )


def compared(row: Row, figures: Mapping[str, Figure]) -> Compared:
    """The claim of a row of those queries."""
    iri = row["claim"].value
    return Compared(
        iri,
        row["label"],
        figures.get(iri),
        row["speaker"].value if "speaker" in row else None,
        row["party"].value if "party" in row else None,
    )
