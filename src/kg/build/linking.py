"""Links to other datasets as triples: a SKOS mapping, and a node that says how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pyoxigraph import NamedNode

from kg.build.describe import Fact, describe
from kg.build.statements import reference_iri
from kg.links import CURIE_MAP, link_iri, read_links
from kg.load import Project
from kg.terms import graph

LINKS = graph("links")


def build_links(project: Project) -> Iterator[Fact]:
    """Every link, in the graph of links."""
    for link in read_links(project):
        subject, target = reference_iri(link.subject), NamedNode(link.target)
        predicate = f"skos:{link.predicate}"
        node = link_iri(link)
        facts = {
            "a": ["ref:Link"],
            "rdfs:label": (f"{link.subject} – {link.label}", "en"),
            "ref:linkFrom": subject,
            "ref:linkPredicate": NamedNode(CURIE_MAP["skos"] + link.predicate),
            "ref:linkTo": target,
            "ref:justification": NamedNode(CURIE_MAP["semapv"] + link.justification),
            "ref:confidence": Fraction(link.confidence),
            "ref:linkEvidence": link.evidence,
        }
        for triple in (*describe(subject, {predicate: target}), *describe(node, facts)):
            yield Fact(triple, LINKS)
