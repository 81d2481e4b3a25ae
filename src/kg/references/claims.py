"""The references of figures, of their repeats and of the numbers set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.dates import parse_date, parse_period
from kg.errors import Problem, nearest
from kg.load import Bundle, Located, Project
from kg.model import Caveat, Claim, SetAside
from kg.quantity import TIME_UNITS
from kg.references.names import UNKNOWN, every_figure, named

WEAK = ("possible", "estimated", "assumed")
"""Modalities in which a number may be of a time to come."""

SIZES = ("count", "rate", "duration")
"""Kinds of number between which there can be a change."""


def check_claims(project: Project, bundle: Bundle) -> Iterator[Problem]:
    """The faults of an article's claims, repeats and numbers set aside."""
    for located in bundle.located("claims"):
        yield from _claim(project, located)
        yield from _not_yet(bundle, located)
        yield from check_relays(project, bundle, located)
    seen: set[str] = set()
    for located in bundle.located("repeats"):
        repeat = located.record
        yield from named(located, ("claim",), [repeat.claim], project.claims, "claim")
        own = any(claim.id == repeat.claim for claim in bundle.annotations.claims)
        if own or repeat.claim in seen:
            fix = "put the further print under that claim's evidence"
            message = f"the claim {repeat.claim!r} has its prints in this file already"
            yield located.problem(message, fix, ("claim",))
        seen.add(repeat.claim)
        if repeat.produced_by not in (None, UNKNOWN):
            names = [repeat.produced_by]
            yield from named(located, ("produced by",), names, project.agents, "agent")
        if repeat.claim in project.claims:
            producer = project.claims[repeat.claim].record.produced_by
            yield from check_words(project, located, repeat.produced_by or producer)
        yield from check_relays(project, bundle, located)
        yield from check_caveats(project, located, repeat.caveats)
    for located in bundle.located("set_aside"):
        aside = located.record
        reasons = project.concepts.get("reason", {})
        yield from named(located, ("reason",), [aside.reason], reasons, "reason")
        if aside.reason in ("private-person", "withdrawn"):
            yield from _private(located)


def _private(located: Located) -> Iterator[Problem]:
    """Details of a private person, and what is withdrawn, are kept by position only."""
    aside: SetAside = located.record
    fix = "give its position, `at: START-END`; the words stay out of the project"
    if aside.note:
        yield located.problem(
            f"what is set aside as {aside.reason} takes no note", "remove it", ("note",)
        )
    for k, number in enumerate(aside.numbers):
        if getattr(number, "at", None) is None:
            message = f"what is set aside as {aside.reason} is kept by position only"
            yield located.problem(message, fix, ("numbers", k))


def _claim(project: Project, located: Located) -> Iterator[Problem]:
    claim: Claim = located.record
    concepts, agents, claims = project.concepts, project.agents, every_figure(project)
    for path, names, known, what in (
        ("measure", [claim.measure], concepts.get("measure", {}), "measure"),
        ("category", claim.category, concepts.get("category", {}), "category"),
        ("area", [claim.area], project.places, "place"),
        ("period event", [claim.period_event], project.events, "event"),
        ("change from", [claim.change_from], claims, "claim"),
        ("change to", [claim.change_to], claims, "claim"),
        ("released by", [claim.released_by], agents, "agent"),
        ("obtained from", [claim.obtained_from], agents, "agent"),
        ("provision", [claim.provision], project.provisions, "provision"),
    ):
        yield from named(located, (path,), [n for n in names if n is not None], known, what)
    if claim.of and claim.of not in claims and claim.of not in concepts.get("category", {}):
        known = [*claims, *concepts.get("category", {})]
        message = f"no claim or category is called {claim.of!r}"
        yield located.problem(message, nearest(claim.of, known), ("of",))
    for key in ("of", "change_from", "change_to"):
        if getattr(claim, key) == claim.id:
            path = (key.replace("_", " "),)
            yield located.problem("a claim cannot refer to itself", "name another claim", path)
    if claim.produced_by != UNKNOWN:
        yield from named(located, ("produced by",), [claim.produced_by], agents, "agent")
        yield from check_words(project, located, claim.produced_by)
    if claim.origin:
        path = ("origin", "agent")
        yield from named(located, path, [claim.origin.agent], agents, "agent")
        path = ("origin", "document")
        yield from named(located, path, [claim.origin.document], project.every_document, "document")
    yield from check_caveats(project, located, claim.caveats)
    yield from _facets(project, located)


def _facets(project: Project, located: Located) -> Iterator[Problem]:
    """What a kind of number needs, and which units its measure allows."""
    claim: Claim = located.record
    quantity = claim.parsed_quantity
    unit = quantity.unit
    if unit and unit not in project.concepts.get("unit", {}):
        fix = nearest(unit, list(project.concepts.get("unit", {})))
        yield located.problem(f"no unit is called {unit!r}", fix, ("quantity",))
    kind = quantity.kind
    parts = sum(value is not None for value in (claim.of, quantity.whole))
    if kind == "share" and parts != 1:
        fix = "name the whole once: `of:` a claim or category, or `1/5 of 200` in the quantity"
        yield located.problem("a share is a part of exactly one whole", fix, ("quantity",))
    if kind != "share" and claim.of:
        yield located.problem("only a share has a whole", "remove `of`", ("of",))
    if kind == "change" and not (claim.change_from or claim.change_to or claim.base_period):
        fix = "add `change from`, `change to` or `base period`"
        yield located.problem("a change from nothing to nothing", fix, ("quantity",))
    if kind != "change" and (claim.change_from or claim.change_to or claim.base_period):
        fix = "remove the keys of a change"
        yield located.problem(f"a {kind} is no change", fix, ("quantity",))
    yield from _numbers(project, located)
    measure = project.concepts.get("measure", {}).get(claim.measure)
    if measure and kind in ("count", "rate", "duration"):
        timed = measure.quantity_kind in ("duration", "penalty")
        if timed != (unit in TIME_UNITS):
            wanted = "a unit of time" if timed else "no unit of time"
            message = f"{measure.label} takes {wanted}, not {str(quantity)!r}"
            yield located.problem(message, path=("quantity",))
    bases, known = claim.period_basis.split("/"), project.concepts.get("basis", {})
    yield from named(located, ("period basis",), bases, known, "basis")


def _numbers(project: Project, located: Located) -> Iterator[Problem]:
    """Whether the claims that a change or share refers to are numbers that it can refer to, and
    whether a total to date counts to a day of its period."""
    claim: Claim = located.record
    for key, allowed in (("of", ("count", "share")), ("change_from", SIZES), ("change_to", SIZES)):
        other = project.claims.get(getattr(claim, key) or "")
        kind = other and other.record.parsed_quantity.kind
        if kind and kind not in allowed:
            path = (key.replace("_", " "),)
            fix = f"name a {' or a '.join(allowed)}"
            yield located.problem(f"{other.record.id!r} is a {kind}", fix, path)
    if claim.of != claim.id and claim.id in _wholes(project, claim):
        fix = "name a claim that is no part of this one"
        yield located.problem("the wholes of this share go in a circle", fix, ("of",))
    start = parse_period(claim.period).start if claim.period else None
    if start and claim.as_of and parse_date(claim.as_of).last < start.first:
        message = f"the total counts to {claim.as_of}, before its period begins"
        yield located.problem(message, "mend `as of` or `period`", ("as of",))


def check_words(project: Project, located: Located, speaker: str) -> Iterator[Problem]:
    """Words of a private person, be it with a number, are kept by position only."""
    agent = project.agents.get(speaker)
    if agent and agent.record.type == "anonymous-source":
        for k, evidence in enumerate(located.record.evidence):
            if evidence.at is None:
                message = "the words of an anonymous source are kept by position only"
                fix = "give their position, `at: START-END`; the words stay out of the project"
                yield located.problem(message, fix, ("evidence", k))


def _wholes(project: Project, claim: Claim) -> list[str]:
    """Of what a share is a part, of what that is one, and so on."""
    found: list[str] = []
    while claim.of in project.claims and claim.of not in found:
        found.append(claim.of)
        claim = project.claims[claim.of].record
    return found


def _not_yet(bundle: Bundle, located: Located) -> Iterator[Problem]:
    """A number that is asserted of a time after its article was published: a slip in a year."""
    claim: Claim = located.record
    if bundle.source.issued is None or claim.modality in WEAK:
        return
    issued = parse_date(bundle.source.issued)
    start = parse_period(claim.period).start if claim.period else None
    for key, date in (("period", start), ("as of", claim.as_of and parse_date(claim.as_of))):
        if date and date.first > issued.last:
            message = f"{key} {date.text}: the article was published before, on {issued.text}"
            fix = "mend the date; a forecast is `modality: estimated`, `possible` or `assumed`"
            yield located.problem(message, fix, (key,))


def check_relays(project: Project, bundle: Bundle, located: Located) -> Iterator[Problem]:
    """The faults of a chain: each relay is an agent, which may be unknown, or a document, stands
    in it once, and between the producer and the article."""
    entry = located.record
    known = {**project.agents, **project.every_document, UNKNOWN: None}
    yield from named(located, ("through",), entry.through, known, "agent or document")
    if project.withdrawn:
        return  # what was a document by the producer may now be told as the producer
    ends = {
        entry.produced_by: "the producer",
        bundle.slug: "the article itself",
        bundle.source.published_by: "the outlet of the article",
    }
    for i, relay in enumerate(entry.through):
        if relay == UNKNOWN:
            continue
        if relay in ends or relay in entry.through[:i]:
            what = f"is {ends[relay]} and no relay" if relay in ends else "stands twice"
            fix = "name only those between the producer and the article, each once"
            yield located.problem(f"{relay!r} {what}", fix, ("through", i))


def check_caveats(
    project: Project, located: Located, caveats: Sequence[Caveat]
) -> Iterator[Problem]:
    """The faults of the documents, marks and conflicts that caveats name."""
    for i, caveat in enumerate(caveats):
        path = ("caveats", i, "documents")
        yield from named(located, path, caveat.documents, project.every_document, "document")
        if caveat.mark:
            marks = project.concepts.get("mark", {})
            yield from named(located, ("caveats", i, "mark"), [caveat.mark], marks, "mark")
        known = {**project.printed, **project.computations}
        for key in ("conflicts with", "tension with"):
            others = getattr(caveat, key.replace(" ", "_"))
            yield from named(located, ("caveats", i, key), others, known, "claim")
