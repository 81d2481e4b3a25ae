"""The annotations of one article without what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.load import Bundle, PathInFile
from kg.model import Claim, Entry, Repeat
from kg.withdrawal.cascade import Cascade
from kg.yamlfile import YamlFile

LISTS = ("claims", "statements", "repeats", "set_aside")
WITHDRAWN = "withdrawn"
"""Reason for which numbers are set aside whose claim is erased from the files."""


def reduce_article(
    cascade: Cascade, bundle: Bundle, homeless: dict[str, Claim]
) -> tuple[Bundle, list[Entry]]:
    """An article's annotations without what is withdrawn, and the entries and caveats that went.

    :param homeless: claims whose own article is withdrawn; those that this one repeats move to it,
        with its credit, chain and evidence, and are taken out of `homeless`
    """
    kept: dict[str, list[tuple[PathInFile, Entry]]] = {name: [] for name in LISTS}
    gone: list[Entry] = []
    for name in LISTS:
        for located in bundle.located(name):
            entry = located.record
            called = f"claim/{entry.claim_id}" if name != "set_aside" else ""
            if name == "repeats":
                called = f"the repeat in {bundle.slug} of {called}"
            if name == "set_aside":
                rest = cascade.reduced(entry, f"numbers set aside in {bundle.slug}")
                rest = None if entry.reason == WITHDRAWN else rest
            elif f"claim/{entry.claim_id}" in cascade.gone:
                rest = None
            else:
                rest = cascade.reduced(entry, called)
                if name == "repeats" and rest is None:
                    cascade.leave_out(called, cascade.why[called])
            if name in ("claims", "statements", "repeats"):
                gone += [entry] if rest is None else _lost(entry, rest)
            if rest is None:
                continue
            target = name
            if isinstance(rest, Repeat) and rest.claim in homeless:
                target, rest = "claims", _adopted(homeless.pop(rest.claim), rest)
            kept[target].append((located.path, rest))
    lists = {name: tuple(entry for _, entry in found) for name, found in kept.items()}
    origins = {(name.replace("_", " "), i): path for name, found in kept.items()
               for i, (path, _) in enumerate(found)}  # fmt: skip
    reduced = replace(
        bundle,
        annotations=bundle.annotations.model_copy(update=lists),
        annotation_file=_renumbered(bundle.annotation_file, origins),
    )
    return reduced, gone


def _lost(entry: Entry, rest: Entry) -> Iterator[Entry]:
    """The caveats that an entry had and has no more."""
    numbers = {caveat.number for caveat in rest.caveats}
    return (caveat for caveat in entry.caveats if caveat.number not in numbers)


def _adopted(claim: Claim, repeat: Repeat) -> Claim:
    """A claim as a claim of the article that only repeated it."""
    return claim.model_copy(
        update={
            "produced_by": repeat.produced_by or claim.produced_by,
            "through": repeat.through,
            "caveats": repeat.caveats,
            "evidence": repeat.evidence,
        }
    )


def _renumbered(source: YamlFile, origins: dict[PathInFile, PathInFile]) -> YamlFile:
    """A file whose lines are found by the places that entries have now."""
    names = {name.replace("_", " ") for name in LISTS}
    lines = {path: line for path, line in source.lines.items()
             if len(path) < 2 or path[0] not in names}  # fmt: skip
    below: dict[PathInFile, list[tuple[PathInFile, int]]] = {}
    for path, line in source.lines.items():
        below.setdefault(path[:2], []).append((path[2:], line))
    for now, before in origins.items():
        lines |= {(*now, *tail): line for tail, line in below.get(before, ())}
    return replace(source, lines=lines)
