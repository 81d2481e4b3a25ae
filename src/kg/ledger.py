"""The ledger of a source: every number in its text, and what became of it.

Each number is evidence of a claim or set aside with a reason; one that is neither, or both, is a
fault. Computed from the lock file and the annotations, so it needs no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import Problem
from kg.load import Bundle, PathInFile
from kg.lock import Lock, Span, covers
from kg.model import Anchor

EVIDENCE, SET_ASIDE = "evidence", "set aside"


@dataclass(frozen=True)
class LedgerRow:
    """One number of one text.

    :ivar text: the number as printed, None where it is withheld for privacy
    :ivar claims: ids of the claims that it is evidence of
    :ivar reason: slug of the reason for which it is set aside
    """

    start: int
    end: int
    text: str | None
    status: str
    claims: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Use:
    """A passage that accounts for the numbers in it: as evidence of a claim, or set aside."""

    path: PathInFile
    span: Span
    claim: str | None = None
    reason: str | None = None
    note: str | None = None
    everywhere: bool = False
    shows_value: bool = False


def uses(bundle: Bundle, lock: Lock) -> Iterator[Use]:
    """Every passage that accounts for numbers: a statement's does not, since it claims none.

    Anchors that the lock lacks are passed over.
    """
    for located in (*bundle.located("claims"), *bundle.located("repeats")):
        entry = located.record
        found = [(("evidence", k), e) for k, e in enumerate(entry.evidence)]
        found += [
            (("caveats", k, "evidence"), caveat.evidence)
            for k, caveat in enumerate(entry.caveats)
            if caveat.evidence
        ]
        for tail, anchor in found:
            place = lock.places.get(anchor.key)
            if place:
                value = tail[0] == "evidence" and anchor.supports == "value"
                span = (place.start, place.end)
                yield Use((*located.path, *tail), span, claim=entry.claim_id, shows_value=value)
    for i, aside in enumerate(bundle.annotations.set_aside):
        for k, number in enumerate(aside.numbers):
            path = ("set aside", i, "numbers", k)
            if isinstance(number, Anchor):
                place = lock.places.get(number.key)
                spans = [(place.start, place.end)] if place else []
            else:
                spans = list(lock.every.get(number.every, ()))
            for span in spans:
                everywhere = not isinstance(number, Anchor)
                yield Use(path, span, None, aside.reason, aside.note, everywhere)


def make_ledger(bundle: Bundle, lock: Lock) -> tuple[list[LedgerRow], list[Problem]]:
    """The ledger in the order of the text, and every fault in it."""
    rows: list[LedgerRow] = []
    problems: list[Problem] = []
    passages = list(uses(bundle, lock))
    useful: set[PathInFile] = set()
    for span, text in sorted(lock.numbers.items()):
        evidence = [use for use in passages if use.claim and covers(use.span, span)]
        asides = [use for use in passages if use.reason and covers(use.span, span)]
        useful.update(use.path for use in evidence + asides)
        number = f"the number {text!r} at {span[0]}-{span[1]}" if text else f"{span[0]}-{span[1]}"
        cut = [use for use in passages if _cuts(use.span, span)]
        useful.update(use.path for use in cut)
        for use in cut:
            message = f"the passage cuts {number} in two"
            problems.append(bundle.problem(use.path, message, "take in the whole number"))
        problems += _contradictions(bundle, number, evidence, asides)
        if evidence or asides:
            rows.append(_row(span, text, evidence, asides))
        elif not cut:
            fix = "claim it, or set it aside with a reason"
            message = f"{number} is neither evidence of a claim nor set aside"
            problems.append(Problem(bundle.annotation_file.file, 0, message, fix))
    for use in passages:
        if use.reason and not use.everywhere and use.path not in useful:
            problems.append(bundle.problem(use.path, "there is no number in what is set aside"))
    return rows, problems


def _contradictions(
    bundle: Bundle, number: str, evidence: list[Use], asides: list[Use]
) -> Iterator[Problem]:
    """Where one number is used in two ways that exclude each other.

    :param number: in words, with its place
    """
    explicit = [use for use in asides if not use.everywhere]
    if evidence and explicit:
        message = f"{number} is set aside but is evidence of {evidence[0].claim}"
        yield bundle.problem(explicit[0].path, message, "keep one of the two")
    for use in evidence:
        if use.shows_value and use != next(one for one in evidence if _same_printing(one, use)):
            message = f"{number} is given twice as a printing of {use.claim}"
            yield bundle.problem(use.path, message, "keep one of the two")
    if len(explicit) > 1:
        yield bundle.problem(explicit[1].path, f"{number} is set aside twice")


def _row(span: Span, text: str, evidence: list[Use], asides: list[Use]) -> LedgerRow:
    """What became of a number: evidence, or set aside; what names it rather than all like it."""
    if evidence:
        claims = tuple(dict.fromkeys(use.claim for use in evidence if use.claim))
        return LedgerRow(*span, text, EVIDENCE, claims)
    use = min(asides, key=lambda use: use.everywhere)
    return LedgerRow(*span, text, SET_ASIDE, (), use.reason, use.note)


def _same_printing(one: Use, other: Use) -> bool:
    return one.shows_value and one.claim == other.claim


def _cuts(outer: Span, inner: Span) -> bool:
    overlaps = outer[0] < inner[1] and inner[0] < outer[1]
    return overlaps and not covers(outer, inner)
