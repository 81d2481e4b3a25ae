"""Articles against what is known of the reports behind them: credit, dates, wording, conflicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.build.source import Printing, printings
from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, UNDETERMINED
from kg.checks.check import Check, Name, clause
from kg.dates import parse_date, parse_period
from kg.load import Bundle, Located, Project
from kg.model import NAMELESS, Caveat, Claim, Repeat, Statement
from kg.references.names import UNKNOWN


def check_upstream(project: Project) -> Iterator[Check]:
    """Credits, dates and marks of every print; conflicts that annotators name, each pair once."""
    pairs: set[frozenset[str]] = set()
    for bundle in project.bundles:
        for printing, located in printings(bundle, project):
            if printing.number == 1:
                yield from _credit(project, bundle, printing, located)
                yield from _dates(project, bundle, located)
        yield from _marks(project, bundle)
        for located in bundle.printed():
            for caveat in located.record.caveats:
                yield from _conflicts(project, located, caveat, pairs)


def document_name(project: Project, slug: str) -> Name:
    """The name of an annotated article or of a document known through others."""
    return Name("document" if slug in project.documents else "article", slug)


def _credit(
    project: Project, bundle: Bundle, printing: Printing, located: Located
) -> Iterator[Check]:
    """Whom an article credits, against who is known to be the producer."""
    record: Claim | Statement | Repeat = located.record
    claim = project.printed[record.claim_id].record
    if isinstance(record, Statement):
        return
    known = claim.origin.agent if claim.origin else claim.produced_by
    if known == UNKNOWN or (record is claim and known == claim.produced_by):
        return
    credited = printing.credits
    shown = claim.origin.document if claim.origin else project.article_of[claim.id]
    values = {"known": Name("agent", known), "shown": document_name(project, shown)}
    if credited == UNKNOWN:
        verdict = UNDETERMINED
    elif credited == known:
        verdict = CONSISTENT
    else:
        values["credited"] = Name("agent", credited)
        passes_on = _passes_on(project, bundle, credited, known)
        verdict = TENSION if passes_on else INCONSISTENT
    told = clause(f"attribution-{verdict}", **values)
    yield Check("attribution", (claim.id,), verdict, (told,), name=f"{bundle.slug}/{claim.id}",
                expected=values["known"], found=Name("agent", credited),
                documents=(shown,))  # fmt: skip


def _passes_on(project: Project, bundle: Bundle, credited: str, known: str) -> bool:
    """Whether a document of the credited agent that the article cites leads to the producer."""
    documents = project.every_document
    pending = [slug for slug in bundle.source.cites
               if documents[slug].published_by == credited]  # fmt: skip
    seen: set[str] = set()
    while pending:
        slug = pending.pop()
        if slug in seen:
            continue
        seen.add(slug)
        document = documents[slug]
        own = project.articles.get(slug)
        if document.published_by == known:
            return True
        if own and any(claim.produced_by == known for claim in own.annotations.claims):
            return True
        pending.extend(document.cites)
    return False


def _dates(project: Project, bundle: Bundle, located: Located) -> Iterator[Check]:
    """A relayed report cannot be older than what it is said to tell of, nor an article than its
    own totals."""
    record = located.record
    documents, claim = project.every_document, record.claim_id
    period = project.printed[claim].record.period
    start = parse_period(period).start if period else None
    for slug in record.through:
        issued = documents[slug].issued if slug in documents else None
        if start and issued and parse_date(issued).last < start.first:
            told = clause("dating-before", document=document_name(project, slug), issued=issued,
                          start=start.first)  # fmt: skip
            yield Check("dating", (claim,), INCONSISTENT, (told,),
                        name=f"{bundle.slug}/{claim}/{slug}",
                        expected=start.first, found=issued, documents=(slug,))  # fmt: skip
    printed = project.printed[claim].record
    as_of = getattr(printed, "as_of", None)
    issued = bundle.source.issued
    # Deadlines and penalties reach ahead, and so does what is said to be possible.
    counted = isinstance(printed, Claim) and printed.parsed_quantity.kind != "duration"
    if (
        counted
        and printed.modality == "asserted"
        and start
        and issued
        and parse_date(issued).last < start.first
    ):
        told = clause("dating-ahead", issued=issued, start=start.first)
        yield Check("dating", (claim,), INCONSISTENT, (told,),
                    name=f"{bundle.slug}/{claim}/period", expected=issued,
                    found=start.first)  # fmt: skip
    if as_of and issued and parse_date(issued).last < parse_date(as_of).first:
        told = clause("dating-after", issued=issued, as_of=as_of)
        yield Check("dating", (claim,), INCONSISTENT, (told,), name=f"{bundle.slug}/{claim}/as-of",
                    expected=issued, found=as_of)  # fmt: skip


def _marks(project: Project, bundle: Bundle) -> Iterator[Check]:
    """What annotators mark as wrong in an article, where a document shows how it really is.

    One and the same fault of several claims is one check; but what somebody without a name says is
    not put together, so there each claim has its own.
    """
    faults: dict[tuple[str, str, tuple[str, ...], str], list[str]] = defaultdict(list)
    for located in bundle.printed():
        for caveat in located.record.caveats:
            if caveat.mark and caveat.documents:
                claim = located.record.claim_id
                alone = claim if _is_nameless(project, claim) else ""
                faults[caveat.mark, caveat.text, caveat.documents, alone].append(claim)
    named: Counter[str] = Counter()
    for (slug, text, documents, _), claims in faults.items():
        mark = project.concepts["mark"][slug]
        kind, verdict = mark.value("checkedAs"), mark.value("impliesVerdict")
        if kind is None or verdict is None:
            continue
        known = project.every_document
        credited = {project.printed[claim].record.produced_by for claim in claims}
        if kind == "attribution" and credited & {known[slug].published_by for slug in documents}:
            verdict = TENSION  # whoever is credited did pass it on
        names = tuple(document_name(project, slug) for slug in documents)
        told = clause("marked", text=text, mark=Name("mark", slug), documents=names)
        name = f"{bundle.slug}/{claims[0]}/{slug}"
        named[name] += 1
        name += f"-{named[name]}" if named[name] > 1 else ""
        yield Check(kind, tuple(claims), verdict, (told,), True, name,
                    expected=names, found=Name("mark", slug), documents=documents)  # fmt: skip


def _is_nameless(project: Project, claim: str) -> bool:
    """Whether a claim is credited to somebody without a name."""
    agent = project.agents.get(project.printed[claim].record.produced_by)
    return agent is not None and agent.record.type in NAMELESS


def _conflicts(
    project: Project, located: Located, caveat: Caveat, pairs: set[frozenset[str]]
) -> Iterator[Check]:
    """Claims that, by an annotator's caveat, cannot both be true, or sit badly together."""
    claim = located.record.claim_id
    for others, verdict in ((caveat.conflicts_with, INCONSISTENT), (caveat.tension_with, TENSION)):
        for other in others:
            if frozenset((claim, other)) in pairs:
                continue
            pairs.add(frozenset((claim, other)))
            told = clause("conflict", text=caveat.text, verdict=Name("verdict", verdict))
            yield Check("dispute", (claim, other), verdict, (told,), True,
                        expected=claim_text(project, claim),
                        found=claim_text(project, other))  # fmt: skip


def claim_text(project: Project, claim: str) -> str:
    """A claim in a few words: a statement's own text, or a figure as it is written down."""
    record = project.printed[claim].record
    return record.says if isinstance(record, Statement) else record.quantity
