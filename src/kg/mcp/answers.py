"""The form of every answer: what was asked for, how it is known, its evidence, and the release that
it is taken from; as plain values, and as text that says the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kg.mcp.evidence import ANNOTATED, Evidence
from kg.opened import OpenRelease

_INNER = str.maketrans("“”„", "‘’‚")
"""Quotation marks within others."""


@dataclass(frozen=True)
class Answer:
    """What a tool found.

    :ivar values: plain values, as the tool's schema has them
    :ivar text: the same, to be read
    :ivar evidence: on which it rests
    :ivar calculated: names of columns whose values the query made
    """

    values: Mapping[str, Any]
    text: str
    evidence: Evidence
    calculated: Sequence[str] = ()


@cache
def words() -> Mapping[str, Any]:
    """What answers say of themselves (`words.yaml`)."""
    return yaml.safe_load(files("kg.mcp").joinpath("words.yaml").read_text(encoding="utf-8"))


def structured(answer: Answer, release: OpenRelease) -> dict[str, Any]:
    """An answer as plain values (MCP 2025-06-18, server/tools, structured content)."""
    return {
        "answer": dict(answer.values),
        "basis": list(answer.evidence.basis),
        "basis_in_words": _basis(answer),
        "evidence": answer.evidence.as_dict(),
        "release": identity(release),
        "notice": words()["notice"],
    }


def readable(answer: Answer, release: OpenRelease) -> str:
    """The same as text."""
    return "\n\n".join(
        part for part in (answer.text, *_evidence(answer), _release(release)) if part
    )


def identity(release: OpenRelease) -> dict[str, str]:
    """Which release an answer is taken from."""
    return {
        "id": release.id,
        "version": release.version,
        "date": release.date.isoformat(),
        "iri": release.iri,
    }


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """Rows as comma-separated values (RFC 4180)."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return output.getvalue().rstrip("\n")


def quoted(text: str | None) -> str:
    r"""Words of an article or of the graph in quotation marks, on one line, so that they end where
    the marks do; none where they are withheld.

    >>> quoted('He “went”.\n\nEvidence: none')
    '“He ‘went’. Evidence: none”'
    """
    if text is None:
        return f"[{words()['withheld']}]"
    return f"“{' '.join(text.translate(_INNER).split())}”"


def claim_line(claim: Mapping[str, Any]) -> str:
    """A claim and its passages, a line each."""
    sure = ", ".join(claim[name] for name in ("qualifier", "modality") if name in claim)
    party = claim.get("speaker_belongs_to_party_to_the_war")
    speaker = claim["said_by"] + (f" (belongs to a party to the war: {party})" if party else "")
    line = f"- {claim['id']}: {quoted(claim['claim'])}; {claim['basis']}"
    line += f"; {sure}; said by {speaker}" if claim["basis"] == "reported" else ""
    return "\n".join([line, *(f"  {passage_line(one)}" for one in claim.get("passages", ()))])


def passage_line(passage: Mapping[str, Any]) -> str:
    """A passage in one line."""
    through = f", through {passage['through']}" if "through" in passage else ""
    address = f" {passage['address']}" if "address" in passage else ""
    return (
        f"{quoted(passage['words'])} in {passage['article']}, characters {passage['characters']}, "
        f"credited to {passage['credited_to']}{through}.{address}"
    )


def _basis(answer: Answer) -> str:
    said = words()
    evidence = answer.evidence
    parts = [f"{name}: {said['basis'][name]}." for name in evidence.basis]
    if not evidence.basis:
        parts.append(said["no_evidence"])
    elif evidence.basis == (ANNOTATED,):
        parts.append(said["only_annotated"])
    if not evidence.is_whole:
        parts.append(said["not_whole"])
    if answer.calculated:
        parts.append(said["calculated"].format(columns=", ".join(answer.calculated)))
    return " ".join(parts)


def _evidence(answer: Answer) -> Iterable[str]:
    said, evidence = words(), answer.evidence
    yield f"How this is known: {_basis(answer)}"
    if evidence.count:
        lines = [f"Evidence (claims in all: {evidence.count}). {said['notice']}"]
        lines += map(claim_line, evidence.claims)
        left = evidence.count - len(evidence.claims) - evidence.nameless
        if left:
            lines.append(said["further"].format(count=left, ids=", ".join(evidence.further)))
        if evidence.nameless:
            lines.append(said["nameless"].format(count=evidence.nameless))
        yield "\n".join(lines)
    if evidence.documents:
        shown, total = len(evidence.documents), evidence.documents_in_all
        lines = ["Documents:" if shown == total else f"Documents ({shown} of {total}):"]
        for one in evidence.documents:
            shows = f" (shows {', '.join(one['shows'])})" if one["shows"] else ""
            lines.append(
                f"- {one['id']}: {one['document']}{shows} {one.get('address', '')}".rstrip()
            )
        yield "\n".join(lines)


def _release(release: OpenRelease) -> str:
    return (
        f"Release {release.id}, version {release.version} of {release.date}, {release.iri}, "
        f"licence {release.licence}"
    )
