"""The stored words and numbers of an article without those of what is withdrawn.

Evidence whose words name it, or overlap words that printed it, is kept by its position like private
evidence. A number that nothing accounts for any more leaves the ledger without a trace there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.ledger import uses
from kg.load import Bundle
from kg.lock import Lock, Place, Span, covers
from kg.model import Caveat, Claim, Entry, Evidence, Repeat, Statement
from kg.withdrawal.traces import Traces

Printed = Claim | Statement | Repeat


def withhold(bundle: Bundle, lock: Lock, gone: Iterable[Entry], traces: Traces) -> tuple[
    Bundle, Lock, dict[str, str]
]:  # fmt: skip
    """An article's records and lock without words of what is withdrawn, and what was taken out by
    its name, with the reason.

    :param gone: its claims, statements, repeats and caveats that are withdrawn
    """
    hidden = [span for entry in gone for span in _spans(entry, lock)]
    places = dict(lock.places)
    left_out: dict[str, str] = {}

    def kept(evidence: Evidence, name: str) -> Evidence:
        shorter = _shorter(evidence, lock.places, hidden, traces)
        fragment = evidence.fragment or ""
        place = lock.places[evidence.key]
        if shorter is None:
            at = f"{place.start}-{place.end}"
            update = {"fragment": None, "after": None, "occurrence": None, "at": at}
            evidence = evidence.model_copy(update=update)
            shorter = Place(place.start, place.end)
        if shorter != place:
            words = f"{place.prefix} {fragment} {place.suffix}"
            word = traces.names_in(words)
            why = f"they hold «{word}»" if word else "they overlap words that printed what goes"
            left_out.setdefault(f"words of {name}", why)
        places[evidence.key] = shorter
        return evidence

    def without(entry: Printed) -> Printed:
        name = f"claim/{entry.claim_id} in {bundle.slug}"
        evidence = tuple(kept(item, name) for item in entry.evidence)
        caveats = tuple(
            caveat.model_copy(update={"evidence": kept(caveat.evidence, f"a caveat of {name}")})
            if caveat.evidence
            else caveat
            for caveat in entry.caveats
        )
        if (evidence, caveats) == (entry.evidence, entry.caveats):
            return entry
        return entry.model_copy(update={"evidence": evidence, "caveats": caveats})

    lists = {
        kind: tuple(map(without, getattr(bundle.annotations, kind)))
        for kind in ("claims", "statements", "repeats")
    }
    reduced = replace(bundle, annotations=bundle.annotations.model_copy(update=lists))
    passages = list(uses(reduced, replace(lock, places=places)))
    numbers: dict[Span, str | None] = {}
    for span, text in lock.numbers.items():
        shows = {use.claim for use in passages if covers(use.span, span)}
        tells = text is not None and (_meets(*span, hidden) or traces.names_in(text))
        if shows and not (tells and shows == {None}):  # what is set aside is shown as printed
            numbers[span] = None if tells else text
    return reduced, replace(lock, places=places, numbers=numbers), left_out


def _spans(entry: Entry, lock: Lock) -> Iterator[Span]:
    """Where a text prints the value of an entry, or a caveat."""
    if isinstance(entry, Caveat):
        passages = [entry.evidence] if entry.evidence else []
    else:
        passages = [item for item in entry.evidence if item.supports == "value"]
    for passage in passages:
        place = lock.places[passage.key]
        yield place.start, place.end


def _shorter(
    evidence: Evidence, places: Mapping[str, Place], hidden: list[Span], traces: Traces
) -> Place | None:
    """The place of a passage with the words beside it that may be kept; None where none may."""
    place = places[evidence.key]
    if evidence.fragment is None:
        return place
    if traces.names_in(evidence.fragment) or _meets(place.start, place.end, hidden):
        return None
    before, after = place.start - len(place.prefix), place.end + len(place.suffix)
    if traces.names_in(f"{place.prefix} {evidence.fragment} {place.suffix}"):
        return Place(place.start, place.end)
    prefix = "" if _meets(before, place.start, hidden) else place.prefix
    suffix = "" if _meets(place.end, after, hidden) else place.suffix
    return Place(place.start, place.end, prefix, suffix)


def _meets(start: int, end: int, hidden: list[Span]) -> bool:
    return any(_overlaps((start, end), span) for span in hidden)


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
