"""The table of articles: one row an article that was read whole."""

from __future__ import annotations

from kg.build import BuiltProject
from kg.build.entities import agent_label
from kg.build.figures import agent_iri
from kg.ledger import make_ledger
from kg.load import Bundle
from kg.model import Statement
from kg.tables.cells import Row
from kg.terms import thing


def article_rows(built: BuiltProject) -> list[Row]:
    """The rows in the order of their IRIs."""
    return [_cells(built, bundle) for bundle in built.project.bundles]


def _cells(built: BuiltProject, bundle: Bundle) -> Row:
    source = bundle.source
    entries = [located.record for located in bundle.printed()]
    statements = {entry.claim_id for entry in entries if isinstance(entry, Statement)}
    figures = {entry.claim_id for entry in entries} - statements
    ledger, _ = make_ledger(bundle, built.locks[bundle.slug])
    return {
        "article": thing("article", bundle.slug).value,
        "title": source.title or "",
        "publisher": agent_label(built.project, source.published_by),
        "published_by": agent_iri(source.published_by).value,
        "issued": source.issued or "",
        "issued_known": str(source.issued is not None).lower(),
        "language": source.language,
        "url": source.url or "",
        "file": source.file,
        "text_hash": source.sha256,
        "figures": str(len(figures)),
        "statements": str(len(statements)),
        "ledger_rows": str(len(ledger)),
    }
