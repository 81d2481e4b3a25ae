"""One annotated article as triples: its claims, where it prints them, and its ledger.

Needs that source's files, its lock and the index of names; no other source's file and no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.build.describe import Fact, describe
from kg.build.entities import document_facts
from kg.build.figures import agent_iri, claim_facts, document_iri, relay_agent
from kg.build.statements import statement_facts
from kg.ledger import SET_ASIDE, LedgerRow, make_ledger
from kg.load import Bundle, Located, Project
from kg.lock import Lock
from kg.model import Caveat, Claim, Evidence
from kg.terms import graph, thing

EXTERNAL, EDITORIAL = graph("external"), graph("editorial")


@dataclass(frozen=True)
class Printing:
    """One place where an article prints a claim: the passages that show it.

    :ivar number: 1 for the first printing in this article
    """

    article: str
    claim: str
    number: int
    evidence: tuple[Evidence, ...]
    credits: str
    through: tuple[str, ...]

    def iri(self, kind: str, *tail: object) -> NamedNode:
        """The IRI of something that belongs to this printing."""
        name = self.claim if self.number == 1 else f"{self.claim}-{self.number}"
        return thing(kind, self.article, name, *tail)


def printings(bundle: Bundle, project: Project) -> Iterator[tuple[Printing, Located]]:
    """Every printing in an article: each evidence of the value begins a new one."""
    for located in bundle.printed():
        entry = located.record
        groups: list[list[Evidence]] = []
        for evidence in entry.evidence:
            if evidence.supports == "value" or not groups:
                groups.append([])
            groups[-1].append(evidence)
        # A repeat that credits nobody else credits whom the claim's own article credits.
        credits = entry.produced_by or project.claims[entry.claim_id].record.produced_by
        for number, group in enumerate(groups, start=1):
            printing = Printing(
                bundle.slug, entry.claim_id, number, tuple(group), credits, entry.through
            )
            yield printing, located


def build_source(project: Project, bundle: Bundle, lock: Lock) -> Iterator[Fact]:
    """All facts of one annotated article."""
    own, article = graph("source", bundle.slug), thing("article", bundle.slug)
    whole = Located(bundle.source, bundle.source_file, ())
    dateline = bundle.source.dateline
    facts = {
        **document_facts(project, bundle.source),
        "a": ["ref:Article"],
        "ref:sourceFile": bundle.source.file,
        "ref:textHash": bundle.source.sha256,
        "ref:rejectedDate": bundle.source.rejected_date,
        "ref:dateline": thing("place", dateline) if dateline else None,
    }
    yield from (Fact(triple, own, whole) for triple in describe(article, facts))
    for located in bundle.located("claims"):
        claim: Claim = located.record
        for triple in describe(thing("claim", claim.id), claim_facts(project, claim)):
            yield Fact(triple, own, located)
        if claim.origin:
            origin = {
                "ref:origin": agent_iri(claim.origin.agent),
                "ref:originDocument": document_iri(project, claim.origin.document),
            }
            for triple in describe(thing("claim", claim.id), origin):
                yield Fact(triple, EXTERNAL, located)
    for located in bundle.located("statements"):
        node = thing("claim", located.record.id)
        for triple in describe(node, statement_facts(project, located.record)):
            yield Fact(triple, own, located)
    for printing, located in printings(bundle, project):
        for triple in _printing(project, printing, lock):
            yield Fact(triple, own, located)
    yield from _caveats(project, bundle, lock)
    for row in make_ledger(bundle, lock)[0]:
        for triple in _ledger_entry(article, bundle.slug, row):
            yield Fact(triple, own, whole)


def _printing(project: Project, printing: Printing, lock: Lock) -> Iterator[Triple]:
    mention, article = printing.iri("mention"), thing("article", printing.article)
    relays = [agent_iri(relay_agent(project, slug)) for slug in printing.through]
    passages = [printing.iri("evidence", k) for k in range(1, len(printing.evidence) + 1)]
    facts = {
        "a": ["ref:Mention"],
        "ref:mentionOf": thing("claim", printing.claim),
        "ref:inArticle": article,
        "ref:credits": agent_iri(printing.credits),
        "ref:through": relays,
        "ref:hasRelay": [printing.iri("relay", k + 1) for k in range(len(relays))],
        "ref:hasEvidence": passages,
    }
    yield from describe(mention, facts)
    yield from describe(thing("claim", printing.claim), {"ref:hasMention": mention})
    for k, (slug, agent) in enumerate(zip(printing.through, relays, strict=True), start=1):
        document = document_iri(project, slug) if slug in project.every_document else None
        relay = {
            "a": ["ref:Relay"],
            "ref:position": k,
            "ref:relayAgent": agent,
            "ref:relayDocument": document,
        }
        yield from describe(printing.iri("relay", k), relay)
    for k, evidence in enumerate(printing.evidence, start=1):
        tail = printing.iri("evidence", k).value.partition("/id/evidence/")[2]
        yield from evidence_triples(tail, article, evidence, lock)


def evidence_triples(
    tail: str, article: NamedNode, evidence: Evidence, lock: Lock
) -> Iterator[Triple]:
    """A passage as a Web Annotation specific resource with a position and, unless it is private,
    a quote (Web Annotation Data Model §4.2.4, §4.2.5)."""
    place = lock.places[evidence.key]
    private = evidence.fragment is None
    node, position, quote = (thing(kind, tail) for kind in ("evidence", "position", "quote"))
    facts = {
        "a": ["ref:Evidence"],
        "oa:hasSource": article,
        "oa:hasSelector": [position] if private else [position, quote],
        "ref:supports": thing("facet", evidence.supports),
        "ref:private": private,
    }
    yield from describe(node, facts)
    span = {"a": ["oa:TextPositionSelector"], "oa:start": place.start, "oa:end": place.end}
    yield from describe(position, span)
    if not private:
        words = {
            "a": ["oa:TextQuoteSelector"],
            "oa:exact": evidence.fragment,
            "oa:prefix": place.prefix or None,
            "oa:suffix": place.suffix or None,
        }
        yield from describe(quote, words)


def _caveats(project: Project, bundle: Bundle, lock: Lock) -> Iterator[Fact]:
    own, article = graph("source", bundle.slug), thing("article", bundle.slug)
    for located in bundle.printed():
        claim = located.record.claim_id
        for caveat in located.record.caveats:
            tail = f"{bundle.slug}/{claim}/{caveat.number}"
            target = own if caveat.evidence else EDITORIAL
            for triple in _caveat(project, caveat, tail, article, claim, lock):
                yield Fact(triple, target, located)


def _caveat(
    project: Project, caveat: Caveat, tail: str, article: NamedNode, claim: str, lock: Lock
) -> Iterator[Triple]:
    node = thing("caveat", tail)
    evidence = f"{tail}/caveat"
    printed = caveat.evidence is not None
    facts = {
        "a": ["ref:PrintedCaveat" if printed else "ref:EditorialCaveat"],
        "rdfs:comment": (caveat.text, "en"),
        "ref:inArticle": article,
        "ref:hasEvidence": thing("evidence", evidence) if printed else None,
        "dcterms:creator": None if printed else agent_iri("refusals"),
        "dcterms:source": [document_iri(project, slug) for slug in caveat.documents],
        "ref:mark": thing("mark", caveat.mark) if caveat.mark else None,
        "ref:conflictsWith": [thing("claim", slug) for slug in caveat.conflicts_with],
        "ref:inTensionWith": [thing("claim", slug) for slug in caveat.tension_with],
    }
    yield from describe(node, facts)
    yield from describe(thing("claim", claim), {"ref:caveat": node})
    if caveat.evidence:
        passage = caveat.evidence.model_copy(update={"supports": "caveat"})
        yield from evidence_triples(evidence, article, passage, lock)


def _ledger_entry(article: NamedNode, slug: str, row: LedgerRow) -> Iterator[Triple]:
    facts = {
        "a": ["ref:LedgerEntry"],
        "ref:inArticle": article,
        "ref:start": row.start,
        "ref:end": row.end,
        "ref:text": row.text,
        "ref:status": row.status,
        "ref:claim": [thing("claim", claim) for claim in row.claims],
        "ref:reason": thing("reason", row.reason) if row.status == SET_ASIDE else None,
        "rdfs:comment": (row.note, "en") if row.note else None,
    }
    yield from describe(thing("ledger", slug, f"{row.start}-{row.end}"), facts)
