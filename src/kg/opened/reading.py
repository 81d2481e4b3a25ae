"""Claims, read from the tables of a release, where a claim has a row for each passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.citation import version_iri
from kg.opened.claims import Check, Claim, Figure, Mention, Passage, Statement
from kg.opened.lookup import UNKNOWN, label_of, objects_of
from kg.opened.tables import Row, Tables
from kg.release import Release

Checks = Mapping[str, tuple[Check, ...]]
"""By the IRI of a claim, those that it enters."""


def read_checks(tables: Tables) -> Checks:
    """The checks of a release."""
    found: dict[str, tuple[Check, ...]] = {}
    for row in tables.rows("checks"):
        check = Check(**_cells(Check, row) | {"iri": row["check"]})
        for claim in dict.fromkeys(check.inputs):
            found[claim] = (*found.get(claim, ()), check)
    return found


def read_figures(release: Release, tables: Tables, checks: Checks) -> tuple[Figure, ...]:
    """The figures of a release in the order of their IRIs, printed ones and computed ones."""
    return tuple(
        Figure(
            **_cells(Figure, rows[0])
            | _shared(release, checks, rows, "produced_by")
            # The rows say whom each article credits; the graph also, which of them knows best.
            | {"produced_by": _producer(release, rows[0]["claim"])}
            | {"label": rows[0]["label"] or label_of(release.path, rows[0]["claim"])}
        )
        for rows in _by_claim(tables, "figures")
    )


def read_statements(release: Release, tables: Tables, checks: Checks) -> tuple[Statement, ...]:
    """The statements of a release in the order of their IRIs."""
    return tuple(
        Statement(
            **_cells(Statement, rows[0])
            | _shared(release, checks, rows, "said_by")
            | {"label": rows[0]["says"], "produced_by": rows[0]["said_by"]}
        )
        for rows in _by_claim(tables, "statements")
    )


def _by_claim(tables: Tables, name: str) -> Iterator[list[Row]]:
    rows = sorted(tables.rows(name), key=itemgetter("claim"))
    for _, found in groupby(rows, key=itemgetter("claim")):
        yield list(found)


def _shared(release: Release, checks: Checks, rows: list[Row], credits: str) -> dict[str, Any]:
    """What figures and statements have alike.

    :param credits: the column that tells whom a text credits
    """
    claim = rows[0]["claim"]
    return {
        "iri": claim,
        "cite_as": version_iri(release.id, claim.rpartition("/")[2]),
        "mentions": tuple(_mentions(rows, credits)),
        "checks": checks.get(claim, ()),
    }


def _mentions(rows: list[Row], credits: str) -> Iterator[Mention]:
    printed = [row for row in rows if row["mention"]]
    for iri, found in groupby(printed, key=itemgetter("mention")):
        passages = list(found)
        first = passages[0]
        yield Mention(
            iri,
            first["article"],
            first["publisher"],
            first[credits],
            first["through"],
            first.get("origin"),
            first["caveats"],
            tuple(Passage(**_cells(Passage, row)) for row in passages),
        )


def _producer(release: Release, claim: str) -> str:
    found = objects_of(release.path, claim, "ref:producedBy")
    return ", ".join(label_of(release.path, agent.value) for agent in found) or UNKNOWN


def _cells(kind: type[Check | Claim | Passage], row: Row) -> dict[str, Any]:
    """The cells of a row for the fields of a class; those of a column that an older release has
    not are empty, and a field that no release has as a column is told elsewhere."""
    empty = {
        field.name: () if str(field.type).startswith("tuple") else None for field in fields(kind)
    }
    return empty | {name: row[name] for name in empty if name in row}
