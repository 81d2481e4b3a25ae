"""The dossier of a claim: what exactly is said, by whom, who repeats it, where it is printed, how
it stands against others, what it must not be compared with, and how to cite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode

from kg.citation import cite_claim, to_text
from kg.errors import KgError
from kg.mcp.answers import Answer, claim_line, passage_line, quoted
from kg.mcp.asking import Row, ask, id_of, local
from kg.mcp.evidence import CREDITED_TO_NOBODY, Evidence, gather, head, heads, passage
from kg.mcp.naming import find_thing
from kg.opened import OpenRelease
from kg.terms import UNKNOWN_AGENT

FIGURE = (
    "quantityText", "stated", "lowerBound", "lowerInclusive", "upperBound", "upperInclusive",
    "unit", "per", "qualifier", "kind", "of", "ofCategory", "ofWhole", "changeFrom", "changeTo",
    "basePeriod", "formula", "wasDerivedFrom",
)  # fmt: skip
SCOPE = (
    "measure", "category", "area", "provision", "period", "periodStart", "periodEnd", "asOf",
    "scopeNote",
)  # fmt: skip
STATEMENT = ("statementKind", "subject", "topic", "object", "permits", "forbids")
SOURCES = ("releasedBy", "obtainedFrom", "origin", "originDocument")


def dossier(release: OpenRelease, name: str) -> Answer:
    """All that a reader must know of a claim before it is repeated.

    :param name: its id, the last part of it, or its IRI
    :raises KgError: if there is no such claim
    """
    claim = find_thing(release, name, "claim")
    found = ask(release, "heads", claim)
    if not found:
        raise KgError(f"{id_of(claim)} is no claim; use describe_thing")
    facts = ask(release, "facts", claim)
    printings = ask(release, "passages", claim)
    values = head(found[0]) | {
        "said_by": _speaker(found[0]),
        "figure": _values(facts, FIGURE),
        "scope": _values(facts, SCOPE),
        "statement": _values(facts, STATEMENT),
        "sources_named": _values(facts, SOURCES),
        "meaning": {
            local(row["property"]): f"{row['label'].value}: {row['definition'].value}"
            for row in ask(release, "definitions", claim)
        },
        "computed_from": heads(release, _inputs(facts)),
        "printed_in": [passage(row) for row in printings],
        "caveats": [_caveat(row) for row in ask(release, "caveats", claim)],
        "checks": _checks(ask(release, "checks", claim), claim),
        "not_to_be_compared_with": [
            {
                "id": id_of(row["other"]),
                "claim": row["label"].value,
                "differs_in": row["differs"].value,
                "why": row["reason"].value,
            }
            for row in ask(release, "incomparable", claim)
        ],
        "cite_as": _citation(release, found[0], printings),
    }
    return Answer(values, _text(values), _only_basis(gather(release, [claim])))


def _only_basis(found: Evidence) -> Evidence:
    """Without the claim itself, which the dossier shows in full."""
    return replace(found, claims=(), count=0)


def _speaker(row: Row) -> str:
    return CREDITED_TO_NOBODY if row["speaker"] == UNKNOWN_AGENT else row["speakerLabel"].value


def _values(facts: Sequence[Row], names: Iterable[str]) -> dict[str, list[str]]:
    """Values by property, concepts by their labels and ids."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in facts:
        value, name = row["value"], local(row["property"])
        if name not in names:
            continue
        if isinstance(value, NamedNode):
            label = row["valueLabel"].value if "valueLabel" in row else ""
            found[name].append(f"{label} ({id_of(value)})" if label else id_of(value))
        else:
            found[name].append(str(value.value))
    return {name: found[name] for name in names if name in found}


def _inputs(facts: Sequence[Row]) -> list[NamedNode]:
    """The figures that a computed one is computed from."""
    return [row["value"] for row in facts if local(row["property"]) == "wasDerivedFrom"]


def _caveat(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "text": row["text"].value,
        "by": "the article" if row["printed"].value == "true" else "this project",
    }
    found |= {"mark": row["markLabel"].value} if "markLabel" in row else {}
    for name, variable in (("at_odds_with", "conflicts"), ("documents", "documents")):
        if variable in row and row[variable].value:
            found[name] = [id_of(NamedNode(iri)) for iri in row[variable].value.split()]
    return found


def _checks(rows: Sequence[Row], claim: NamedNode) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = found.setdefault(
            row["check"].value,
            {
                "id": id_of(row["check"]),
                "tests": row["kindLabel"].value,
                "verdict": row["verdictLabel"].value,
                "meaning": row["meaning"].value,
                "reason": row["reason"].value,
                "with": [],
            },
        )
        entry |= {name: row[name].value for name in ("expected", "found") if name in row}
        if row["claim"] != claim:
            entry["with"].append(id_of(row["claim"]))
    return list(found.values())


def _citation(release: OpenRelease, row: Row, printings: Sequence[Row]) -> str:
    speaker = "" if row["speaker"] == UNKNOWN_AGENT else row["speakerLabel"].value
    return to_text(
        cite_claim(
            release.manifest,
            id_of(row["claim"]).partition("/")[2],
            row["label"].value,
            speaker,
            [one["articleLabel"].value for one in printings],
            computed=row["computed"].value == "true",
        )
    )


def _text(values: dict[str, Any]) -> str:
    party = values.get("speaker_belongs_to_party_to_the_war")
    lines = [f"{values['id']}: {quoted(values['claim'])}"]
    if values["basis"] == "computed":
        lines.append("COMPUTED by this project from printed figures; reported by nobody.")
    else:
        lines.append(f"REPORTED, said by {values['said_by']}, how sure: {values['modality']}.")
    if party:
        lines.append(f"The speaker belongs to a party to the war: {party}.")
    if "independent_origins" in values:
        lines.append(f"Independent origins: {values['independent_origins']}.")
    for group in ("figure", "scope", "statement", "sources_named"):
        lines += [f"{name}: {'; '.join(found)}" for name, found in values[group].items()]
    lines += [f"Meaning of {name}: {text}" for name, text in values["meaning"].items()]
    if values["computed_from"]:
        lines += ["", "Computed from:", *map(claim_line, values["computed_from"])]
    lines += ["", "Printed:", *(f"- {passage_line(one)}" for one in values["printed_in"])]
    lines += ["", "Caveats:", *(f"- {_caveat_line(one)}" for one in values["caveats"])]
    lines += ["", "Checks:", *(f"- {_check_line(one)}" for one in values["checks"])]
    lines += ["", "Must not be compared with:"]
    lines += [
        f"- {one['id']} {quoted(one['claim'])}, which differs in {one['differs_in']}: {one['why']}"
        for one in values["not_to_be_compared_with"]
    ]
    return "\n".join([*_without_empty(lines), "", f"Cite as: {values['cite_as']}"])


def _without_empty(lines: list[str]) -> Iterable[str]:
    """The lines, with a word where a heading has nothing below it."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield f"{line} none that is known" if line.endswith(":") and not following else line


def _caveat_line(one: dict[str, Any]) -> str:
    mark = f"{one['mark']}: " if "mark" in one else ""
    odds = f" At odds with {', '.join(one['at_odds_with'])}." if "at_odds_with" in one else ""
    return f"{mark}{one['text']} (by {one['by']}){odds}"


def _check_line(one: dict[str, Any]) -> str:
    others = f" (with {', '.join(one['with'])})" if one["with"] else ""
    return f"{one['tests']}: {one['verdict']}. {one['reason']}{others}"
