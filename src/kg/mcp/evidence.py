"""The evidence of an answer: the claims that it rests on, who says each and where it is printed,
and the documents that show what is no claim.

A claim of a speaker without a name is listed where the answer itself names it, and no other of that
speaker's. All others are counted: what such a speaker says is never put together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.build.entities import NEVER_TOGETHER
from kg.mcp.asking import Row, ask, id_of, local, unique
from kg.opened import OpenRelease
from kg.terms import UNKNOWN_AGENT, term

COMPUTED_COUNT = term("ref:ComputedCount")
MOST_CLAIMS = 20
MOST_PASSAGES = 3
"""Passages of one claim that are shown in a list of claims, one an article; its dossier has all."""
MOST_FURTHER = 50
MOST_DOCUMENTS = 20
NAMELESS_SPEAKER = "a speaker without a name"
CREDITED_TO_NOBODY = "nobody: the articles credit no one"
BELONGING = ("mention", "evidence", "relay", "caveat", "check", "ledger")
"""Kinds of things that lead to claims."""
_KINDS = {"check": "checked", "link": "matched"}

REPORTED, COMPUTED, DOCUMENTED, ANNOTATED = "reported", "computed", "documented", "annotated"


@dataclass(frozen=True)
class Evidence:
    """What an answer rests on.

    :ivar basis: how what it says is known, of the words that `answers` explains
    :ivar claims: the first claims, each with who says so and where it is printed
    :ivar further: ids of claims beyond those, at most MOST_FURTHER
    :ivar count: how many claims there are in all
    :ivar nameless: how many of them are of speakers without a name and only counted here
    :ivar documents: the first of those that show something, each with what
    :ivar documents_in_all: how many there are
    :ivar claims_of: by thing, the ids of the claims to which it leads, without those only counted
    :ivar is_whole: whether nothing else is known to be behind the answer
    """

    basis: tuple[str, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    further: tuple[str, ...] = ()
    count: int = 0
    nameless: int = 0
    documents: tuple[dict[str, Any], ...] = ()
    documents_in_all: int = 0
    claims_of: Mapping[NamedNode, tuple[str, ...]] = field(default_factory=dict, repr=False)
    is_whole: bool = True

    def as_dict(self) -> dict[str, Any]:
        """The evidence as plain values."""
        return {
            "claims": list(self.claims),
            "claims_in_all": self.count,
            "further_claims": list(self.further),
            "nameless_not_listed": self.nameless,
            "documents": list(self.documents),
            "documents_in_all": self.documents_in_all,
            "is_whole": self.is_whole,
        }


def gather(
    release: OpenRelease,
    shown: Sequence[NamedNode],
    behind: Sequence[NamedNode] = (),
    is_whole: bool = True,
) -> Evidence:
    """The evidence for things.

    :param shown: that the answer names
    :param behind: that it only rests on
    :param is_whole: whether these are all of them
    """
    everything = unique([*shown, *behind])
    leads_to = _claims_of(release, everything)
    named = {claim for thing in shown for claim in leads_to.get(thing, ())}
    listed = unique(claim for thing in everything for claim in leads_to.get(thing, ()))
    classes, speakers = _standing(release, listed)
    listed = [claim for claim in listed if claim in classes]
    nameless = {claim for claim in listed if classes[claim] & NEVER_TOGETHER}
    said = Counter(speakers[claim] for claim in nameless & named)
    nameless -= {
        claim
        for claim in nameless & named
        if said[speakers[claim]] == 1 or speakers[claim] == UNKNOWN_AGENT
    }
    claims = [claim for claim in listed if claim not in nameless]
    documents = _documents(release, [thing for thing in everything if thing not in classes])
    basis = dict.fromkeys(_basis(classes[claim]) for claim in listed)
    basis |= dict.fromkeys(_KINDS[kind] for kind in map(kind_of, everything) if kind in _KINDS)
    basis |= {DOCUMENTED: None} if documents else {}
    if everything and not basis:
        basis = {ANNOTATED: None}
    return Evidence(
        tuple(basis),
        tuple(heads(release, claims[:MOST_CLAIMS])),
        tuple(id_of(claim) for claim in claims[MOST_CLAIMS : MOST_CLAIMS + MOST_FURTHER]),
        len(listed),
        len(nameless),
        documents[:MOST_DOCUMENTS],
        len(documents),
        {
            thing: tuple(id_of(claim) for claim in found if claim not in nameless)
            for thing, found in leads_to.items()
        },
        is_whole,
    )


def heads(release: OpenRelease, claims: Sequence[NamedNode]) -> list[dict[str, Any]]:
    """Claims in one line each, with the first passages that print them."""
    if not claims:
        return []
    passages: dict[NamedNode, list[Row]] = defaultdict(list)
    for row in ask(release, "passages", *claims):
        passages[row["claim"]].append(row)
    rows = {row["claim"]: row for row in ask(release, "heads", *claims)}
    return [
        head(rows[claim]) | {"passages": [passage(row) for row in _telling(passages[claim])]}
        for claim in claims
        if claim in rows
    ]


def _telling(rows: Sequence[Row]) -> list[Row]:
    """The passage of each article that shows the claim itself, rather than its time or scope."""
    found: dict[NamedNode, Row] = {}
    for row in sorted(rows, key=lambda row: local(row["supports"]) != "value"):
        found.setdefault(row["article"], row)
    return list(found.values())[:MOST_PASSAGES]


def head(row: Row) -> dict[str, Any]:
    """A claim in one line, as a list of claims shows it."""
    found: dict[str, Any] = {
        "id": id_of(row["claim"]),
        "iri": row["claim"].value,
        "claim": row["label"].value,
        "basis": COMPUTED if row["computed"].value == "true" else REPORTED,
        "said_by": speaker_in_a_list(row["speaker"], row["speakerLabel"], row["nameless"]),
    }
    found |= {name: row[name].value for name in ("modality", "qualifier") if name in row}
    if "party" in row:
        found["speaker_belongs_to_party_to_the_war"] = local(row["party"])
    if "origins" in row:
        found["independent_origins"] = int(row["origins"].value)
    return found


def passage(row: Row) -> dict[str, Any]:
    """A passage that prints a claim. Its words are at most twelve, or withheld for privacy."""
    found: dict[str, Any] = {
        "article": row["articleLabel"].value,
        "article_id": id_of(row["article"]),
        "words": row["fragment"].value if "fragment" in row else None,
        "shows": local(row["supports"]),
        "credited_to": speaker_in_a_list(row["credits"], row["creditsLabel"], row["nameless"]),
        "characters": f"{row['start'].value}-{row['end'].value}",
    }
    found |= {"address": row["url"].value} if "url" in row else {}
    found |= {"through": row["through"].value} if "through" in row else {}
    return found


def speaker_in_a_list(speaker: NamedNode, label: Literal, nameless: Literal) -> str:
    """What a speaker is called beside others: one without a name is not told from the next."""
    if speaker == UNKNOWN_AGENT:
        return CREDITED_TO_NOBODY
    return NAMELESS_SPEAKER if nameless.value == "true" else label.value


def kind_of(thing: NamedNode) -> str:
    """The kind of a thing: the first part of its id."""
    return id_of(thing).partition("/")[0]


def _standing(
    release: OpenRelease, claims: Sequence[NamedNode]
) -> tuple[dict[NamedNode, set[NamedNode]], dict[NamedNode, NamedNode]]:
    """By claim, its classes with those of its speaker; and the speaker."""
    classes: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    speakers: dict[NamedNode, NamedNode] = {}
    for row in ask(release, "standing", *claims) if claims else ():
        classes[row["claim"]] |= {row["class"], row["speakerClass"]}
        speakers[row["claim"]] = row["speaker"]
    return classes, speakers


def _basis(classes: set[NamedNode]) -> str:
    return COMPUTED if COMPUTED_COUNT in classes else REPORTED


def _claims_of(
    release: OpenRelease, things: Sequence[NamedNode]
) -> dict[NamedNode, list[NamedNode]]:
    """By thing, the claims to which it leads: itself, if it is one."""
    found = {thing: [thing] for thing in things if kind_of(thing) == "claim"}
    belonging = [thing for thing in things if kind_of(thing) in BELONGING]
    for row in ask(release, "rests-on", *belonging) if belonging else ():
        found.setdefault(row["of"], []).append(row["claim"])
    return found


def _documents(release: OpenRelease, things: Sequence[NamedNode]) -> tuple[dict[str, Any], ...]:
    found: dict[NamedNode, dict[str, Any]] = {}
    for row in ask(release, "documents", *things) if things else ():
        entry = found.setdefault(
            row["document"],
            {"id": id_of(row["document"]), "document": row["label"].value, "shows": []},
        )
        if "url" in row:
            entry["address"] = row["url"].value
        if row["of"] != row["document"] and len(entry["shows"]) < MOST_PASSAGES:
            entry["shows"].append(id_of(row["of"]))
    return tuple(found.values())
