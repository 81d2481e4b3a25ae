"""Origins: from every print of a claim back to who produced it, and how many of these there are.

A chain leads from an article over the relays that it names to whom it credits. If that is an outlet
which itself prints the claim on somebody else's word, the chain goes on from its article; where the
real producer is known from elsewhere, it ends there. "How many sources say so" counts the ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kg.build.figures import relay_agent
from kg.build.source import Printing, printings
from kg.checks.agreement import CONSISTENT, UNDETERMINED
from kg.checks.check import Amount, Check, Clause, Name, clause
from kg.interval import Interval
from kg.load import Project
from kg.model import Claim, Document, Statement
from kg.references.names import UNKNOWN

MOST_NAMES = 4


@dataclass
class Origins:
    """Where the chains of one claim end.

    :ivar roots: agents at which a chain ends, none of whom belongs to another
    :ivar repeaters: agents who print it or pass it on and are no root
    :ivar articles: annotated articles that print it
    :ivar unnamed: articles that credit nobody, where no producer is known from elsewhere
    :ivar circular: articles whose chain leads back to themselves
    :ivar unseen: roots that are reached through others only, with no report of their own at hand
    """

    roots: set[str] = field(default_factory=set)
    repeaters: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    circular: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """The number of independent origins; chains with an unknown end count for nothing."""
        return len(self.roots)


def find_origins(project: Project) -> dict[str, Origins]:
    """The origins of every printed claim and statement, by id."""
    prints: dict[str, list[Printing]] = defaultdict(list)
    for bundle in project.bundles:
        for printing, _ in printings(bundle, project):
            prints[printing.claim].append(printing)
    documents = project.every_document
    reports = {document.published_by for document in documents.values()}
    found = {}
    for claim, own in prints.items():
        origins = Origins()
        for printing in own:
            _follow(project, printing, own, documents, origins)
        _settle(project, origins, own, reports)
        found[claim] = origins
    return found


def _follow(
    project: Project,
    printing: Printing,
    prints: list[Printing],
    documents: Mapping[str, Document],
    origins: Origins,
) -> None:
    """Follow one print to its end, article by article."""
    record: Claim | Statement = project.printed[printing.claim].record
    known = getattr(record, "origin", None)
    origins.articles.add(printing.article)
    seen: set[str] = set()
    step: Printing | None = printing
    while step is not None:
        if step.article in seen:
            origins.circular.add(printing.article)
            return
        seen.add(step.article)
        publisher = documents[step.article].published_by
        origins.repeaters.add(publisher)
        origins.repeaters.update(relay_agent(project, slug) for slug in step.through)
        credited = step.credits
        earlier = next((other for other in prints if other.article in step.through), None)
        if earlier is None and credited != publisher:
            own = (p for p in prints if documents[p.article].published_by == credited)
            earlier = next(own, None)
        if earlier is not None:
            step = earlier
            continue
        if any(_relies_on(documents, slug, step.article) for slug in step.through):
            origins.circular.add(printing.article)
            return
        if known:
            origins.repeaters.add(credited)
            credited = known.agent
        if credited == UNKNOWN:
            origins.unnamed.add(printing.article)
        else:
            origins.roots.add(credited)
        return


def _settle(project: Project, origins: Origins, prints: list[Printing], reports: set[str]) -> None:
    """Count a body and those who belong to it as one; tell who only repeats and who is unseen."""
    roots = origins.roots
    origins.roots = {root for root in roots if not project.bodies_of(root) & roots}
    origins.repeaters -= {UNKNOWN, *roots}
    relayed = any(printing.through for printing in prints)
    for root in origins.roots:
        agent = project.agents[root].record
        if relayed and agent.type in ("organisation", "outlet") and root not in reports:
            origins.unseen.add(root)


def check_origins(project: Project, origins: Mapping[str, Origins]) -> Iterator[Check]:
    """One check a figure: who prints it, who passes it on, and where that ends."""
    for claim in project.claims:
        found = origins[claim]
        broken = found.unnamed or found.circular
        yield Check(
            "origins",
            (claim,),
            UNDETERMINED if broken else CONSISTENT,
            tuple(_told(found)),
            expected=Amount(
                Interval(None, False, Fraction(len(found.roots | found.repeaters)), True)
            ),
            found=found.count,
            roots=tuple(sorted(found.roots)),
            repeaters=tuple(sorted(found.repeaters)),
        )


def _told(origins: Origins) -> Iterator[Clause]:
    if origins.roots:
        key = "origins-one" if origins.count == 1 else f"origins-several{_many(origins.roots)}"
        yield clause(key, count=origins.count, roots=_some(origins.roots))
    if origins.repeaters:
        key = f"origins-repeated{_many(origins.repeaters)}"
        yield clause(key, count=len(origins.repeaters), repeaters=_some(origins.repeaters))
    if origins.unnamed:
        yield clause("origins-unnamed", count=len(origins.unnamed))
    if origins.circular:
        yield clause("origins-circular", count=len(origins.circular))
    if origins.unseen:
        yield clause("origins-unseen", unseen=_some(origins.unseen))


def _many(agents: set[str]) -> str:
    """The ending of a wording for more agents than are named."""
    return "-many" if len(agents) > MOST_NAMES else ""


def _some(agents: set[str]) -> tuple[Name, ...]:
    """The names of agents, of many the first few: no text lists names."""
    return tuple(Name("agent", slug) for slug in sorted(agents)[:MOST_NAMES])


def _relies_on(documents: Mapping[str, Document], slug: str, article: str) -> bool:
    """Whether a document cites an article, directly or through what it cites."""
    pending, seen = [slug], set()
    while pending:
        slug = pending.pop()
        if slug in seen or slug not in documents:
            continue
        seen.add(slug)
        if article in documents[slug].cites:
            return True
        pending.extend(documents[slug].cites)
    return False
