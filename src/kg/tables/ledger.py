"""The ledger as a table: one row a number of a text."""

from __future__ import annotations

from kg.build import BuiltProject
from kg.ledger import make_ledger
from kg.tables.cells import Row, several
from kg.terms import thing


def ledger_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of articles and positions."""
    concepts = built.project.concepts
    return [
        {
            "article": thing("article", bundle.slug).value,
            "file": bundle.source.file,
            "start": str(row.start),
            "end": str(row.end),
            "text": row.text or "",
            "status": row.status,
            "claim": several(thing("claim", slug).value for slug in row.claims),
            "reason": concepts["reason"][row.reason].label if row.reason else "",
            "note": row.note or "",
        }
        for bundle in built.project.bundles
        for row in make_ledger(bundle, built.locks[bundle.slug])[0]
    ]
