"""Articles against what is known of the reports behind them: credit, dates, wording, conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from kg.build.source import Printing, printings
from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, UNDETERMINED
from kg.checks.check import Check, Name, clause
from kg.dates import parse_date, parse_period
from kg.load import Bundle, Located, Project
from kg.model import Caveat, Claim, Document, Repeat, Statement
from kg.references.names import UNKNOWN


def check_upstream(project: Project) -> Iterator[Check]:
    """Credits, dates and marks of every print; conflicts that annotators name, each pair once."""
    pairs: set[frozenset[str]] = set()
    for bundle in project.bundles:
        for printing, located in printings(bundle, project):
            if printing.number == 1:
                yield from _credit(project, bundle, printing, located)
                yield from _dates(project, bundle, located)
        for located in bundle.printed():
            for k, caveat in enumerate(located.record.caveats, start=1):
                yield from _marked(project, bundle, located, caveat, k)
                yield from _conflicts(project, located, caveat, pairs)


def _documents(project: Project) -> dict[str, Document]:
    sources = {bundle.slug: bundle.source for bundle in project.bundles}
    return {slug: located.record for slug, located in project.documents.items()} | sources


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
    shown = claim.origin.document if claim.origin else project.printed[claim.id].source.file
    values = {"known": Name("agent", known)}
    if claim.origin:
        values["shown"] = document_name(project, shown)
    else:
        (own,) = (b for b in project.bundles if claim in b.annotations.claims)
        values["shown"] = Name("article", own.slug)
    if credited == UNKNOWN:
        verdict = UNDETERMINED
    elif credited == known:
        verdict = CONSISTENT
    else:
        values["credited"] = Name("agent", credited)
        passes_on = _passes_on(project, bundle, credited, known)
        verdict = TENSION if passes_on else INCONSISTENT
    told = clause(f"attribution-{verdict}", **values)
    names = {key: values[key] for key in ("known", "credited") if key in values}
    yield Check("attribution", (claim.id,), verdict, (told,), name=f"{bundle.slug}/{claim.id}",
                expected=names["known"], found=names.get("credited", Name("agent", credited)),
                documents=(shown,) if claim.origin else (own.slug,))  # fmt: skip


def _passes_on(project: Project, bundle: Bundle, credited: str, known: str) -> bool:
    """Whether a document of the credited agent that the article cites leads to the producer."""
    documents = _documents(project)
    pending = [slug for slug in bundle.source.cites
               if documents[slug].published_by == credited]  # fmt: skip
    seen: set[str] = set()
    while pending:
        slug = pending.pop()
        if slug in seen:
            continue
        seen.add(slug)
        document = documents[slug]
        own = next((b for b in project.bundles if b.slug == slug), None)
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
    documents, claim = _documents(project), record.claim_id
    period = getattr(record, "period", None)
    start = parse_period(period).start if period else None
    for slug in record.through:
        issued = documents[slug].issued if slug in documents else None
        if start and issued and parse_date(issued).last < start.first:
            told = clause("dating-before", document=document_name(project, slug), issued=issued,
                          start=start.first)  # fmt: skip
            yield Check("dating", (claim,), INCONSISTENT, (told,), name=f"{bundle.slug}/{claim}",
                        expected=start.first, found=issued, documents=(slug,))  # fmt: skip
    as_of = getattr(record, "as_of", None)
    issued = bundle.source.issued
    if as_of and issued and parse_date(issued).last < parse_date(as_of).first:
        told = clause("dating-after", issued=issued, as_of=as_of)
        yield Check("dating", (claim,), INCONSISTENT, (told,), name=f"{bundle.slug}/{claim}/as-of",
                    expected=issued, found=as_of)  # fmt: skip


def _marked(
    project: Project, bundle: Bundle, located: Located, caveat: Caveat, k: int
) -> Iterator[Check]:
    """What annotators mark as wrong in an article, where a document shows how it really is."""
    if caveat.mark is None or not caveat.documents:
        return
    mark = project.concepts["mark"][caveat.mark]
    kind, verdict = mark.value("checkedAs"), mark.value("impliesVerdict")
    if kind is None or verdict is None:
        return
    names = tuple(document_name(project, slug) for slug in caveat.documents)
    documents = _documents(project)
    record = located.record
    claim, credited = record.claim_id, project.printed[record.claim_id].record.produced_by
    if kind == "attribution" and credited in {documents[slug].published_by
                                              for slug in caveat.documents}:  # fmt: skip
        verdict = TENSION  # whoever is credited did pass it on
    told = clause("marked", text=caveat.text, mark=Name("mark", caveat.mark), documents=names)
    yield Check(kind, (claim,), verdict, (told,), True, f"{bundle.slug}/{claim}/{k}",
                expected=names, found=Name("mark", caveat.mark),
                documents=caveat.documents)  # fmt: skip


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
