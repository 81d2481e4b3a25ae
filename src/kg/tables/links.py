"""The table of links: one row a link to an item of another dataset."""

from __future__ import annotations

from collections.abc import Iterable

from kg.build import BuiltProject
from kg.build.statements import reference_iri
from kg.links import CURIE_MAP, Link, link_iri
from kg.tables.cells import Row
from kg.tables.statements import reference_label


def link_rows(built: BuiltProject, links: Iterable[Link]) -> list[Row]:
    """The rows in the order of the curated file."""
    return [
        {
            "link": link_iri(link).value,
            "subject": reference_iri(link.subject).value,
            "label": reference_label(built.project, link.subject),
            "predicate": CURIE_MAP["skos"] + link.predicate,
            "object": link.target,
            "object_label": link.label,
            "justification": CURIE_MAP["semapv"] + link.justification,
            "confidence": link.confidence,
            "evidence": link.evidence,
        }
        for link in links
    ]
