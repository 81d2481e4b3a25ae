"""What is said of a thing: a person in a public role, an organisation, a law, an event, a concept.

Somebody without a name has a role here and nothing else, so that nothing of theirs is collected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal

from kg.build.entities import NEVER_TOGETHER
from kg.mcp.answers import Answer, quoted
from kg.mcp.asking import Row, ask, id_of, is_ours, local
from kg.mcp.evidence import Evidence, gather
from kg.mcp.naming import find_thing
from kg.opened import OpenRelease

MOST_CLAIMS = 40
NAMES = ("label", "prefLabel", "title")
LANGUAGES = ("en", "ru", "uk")
NAMELESS = (
    "Somebody without a name. What is known is the role; what they say is never put together."
)


def describe_thing(release: OpenRelease, name: str) -> Answer:
    """The facts of a thing, what it says and what is said of it.

    :param name: its id or its IRI
    :raises KgError: if there is none
    """
    thing = find_thing(release, name)
    facts = ask(release, "facts", thing)
    types = [row["value"] for row in facts if local(row["property"]) == "type"]
    values: dict[str, Any] = {
        "id": id_of(thing),
        "iri": thing.value,
        "types": [local(type) for type in types],
        "names": _names(facts),
        "facts": [_fact(row) for row in facts],
        "inferred": [],
        "claims": [],
        "claims_in_all": 0,
        "elsewhere": [],
        "note": "",
    }
    if NEVER_TOGETHER & set(types):
        values |= {"facts": [_fact(row) for row in facts if _is_role(row)], "note": NAMELESS}
        return Answer(values, _text(values), Evidence(("annotated",)))
    claims = ask(release, "claims", thing)
    values |= {
        "inferred": [_inferred(row) for row in ask(release, "inferred", thing)],
        "claims": [_claim(row) for row in claims[:MOST_CLAIMS]],
        "claims_in_all": len(claims),
        "elsewhere": [_link(row) for row in ask(release, "links", thing)],
    }
    shown = [row["claim"] for row in claims[:MOST_CLAIMS]]
    return Answer(values, _text(values), gather(release, [thing, *shown]))


def _is_role(row: Row) -> bool:
    return local(row["property"]) in ("type", "label", "roleTitle")


def _names(facts: Sequence[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in facts:
        value = row["value"]
        if local(row["property"]) in NAMES and isinstance(value, Literal):
            found.setdefault(value.language or "", value.value)
    order = [*LANGUAGES, *sorted(found.keys() - set(LANGUAGES))]
    return {language: found[language] for language in order if language in found}


def _fact(row: Row) -> dict[str, str]:
    value = row["value"]
    text = id_of(value) if is_ours(value) else str(getattr(value, "value", value))
    found = {"property": local(row["property"]), "value": text}
    return found | ({"label": row["valueLabel"].value} if "valueLabel" in row else {})


def _claim(row: Row) -> dict[str, str]:
    return {
        "id": id_of(row["claim"]),
        "relation": row["relation"].value,
        "claim": row["label"].value,
        "printed_in": row["printedIn"].value if "printedIn" in row else "",
    }


def _link(row: Row) -> dict[str, str]:
    return {
        "iri": row["target"].value,
        "name": row["targetLabel"].value,
        "match": local(row["predicate"]),
        "confidence": row["confidence"].value,
        "evidence": row["evidence"].value,
    }


def _inferred(row: Row) -> dict[str, str]:
    return _fact(row) | {"rule": row["ruleLabel"].value}


def _text(values: dict[str, Any]) -> str:
    names = " / ".join(values["names"].values())
    lines = [f"{values['id']}: {quoted(names)}, {', '.join(values['types'])}"]
    lines += [values["note"]] if values["note"] else []
    lines += ["", "Facts:"]
    lines += [f"- {_fact_line(one)}" for one in values["facts"] if one["property"] not in NAMES]
    lines += ["", "Inferred by rules, not asserted:"] if values["inferred"] else []
    lines += [f"- {_fact_line(one)} (rule: {one['rule']})" for one in values["inferred"]]
    if values["claims"]:
        shown, total = len(values["claims"]), values["claims_in_all"]
        lines += ["", f"Claims that it makes or that are about it ({shown} of {total}):"]
        lines += [
            f"- {one['relation']}: {one['id']} {quoted(one['claim'])}" for one in values["claims"]
        ]
    lines += ["", "In other datasets:"] if values["elsewhere"] else []
    lines += [
        f"- {one['match']} {one['name']} <{one['iri']}>, confidence {one['confidence']}: "
        f"{one['evidence']}"
        for one in values["elsewhere"]
    ]
    return "\n".join(lines)


def _fact_line(one: dict[str, str]) -> str:
    return (
        f"{one['property']}: {one['label']} ({one['value']})"
        if "label" in one
        else (f"{one['property']}: {one['value']}")
    )
