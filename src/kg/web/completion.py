"""What an editor completes while a query is written: the prefixes, the classes with the properties
that their instances have, and the concepts, each with its names and how often it is used.

It is counted in the release, so it says what is there and not what might be. Nobody is in it who
speaks, and nothing else that is not a term, a concept or a graph: those are found by
`/search/suggest`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Set
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from flask import Blueprint, Response

from kg.terms import PREFIXES, term
from kg.web.asking import ask
from kg.web.names import labels_of
from kg.web.site import current_site

blueprint = Blueprint("completion", __name__)

Record = dict[str, Any]
_CONCEPT = term("skos:Concept").value


@blueprint.get("/sparql/completion.json")
def completion() -> Response:
    """All of it, as one JSON object; docs/query-page.md says what its members mean."""
    text = json.dumps(_record(), ensure_ascii=False, separators=(",", ":"))
    return Response(f"{text}\n", content_type="application/json")


def _record() -> Record:
    definitions: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in ask("completion_terms"):
        definition = row["definition"]
        definitions[row["term"].value][definition.language or ""] = definition.value
    by_class, totals = _properties()
    kinds, schemes = _kinds(), _schemes()
    classes = ask("completion_classes")
    asserted = {row["class"].value for row in classes} | totals.keys()
    inferred = _inferred(definitions, asserted)
    used = asserted | {each["iri"] for each in inferred}
    graphs = current_site().release.manifest["counts"].get("graphs", {})
    return {
        "release": current_site().release_id,
        "prefixes": PREFIXES,
        "classes": [
            {
                **_named(row["class"].value, definitions),
                "count": int(row["things"].value),
                "properties": by_class.get(row["class"].value, []),
            }
            for row in classes
        ],
        "properties": [
            {
                **_named(iri, definitions),
                "count": count,
                "values": kinds.get(iri),
                "schemes": schemes.get(iri, []),
            }
            for iri, count in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        ],
        "inferred": inferred,
        "unused": sorted(definitions.keys() - used),
        "concepts": _concepts(),
        "graphs": sorted(graphs),
    }


def _named(iri: str, definitions: dict[str, dict[str, str]]) -> Record:
    record = {"iri": iri, "labels": labels_of(iri), "comments": definitions.get(iri, {})}
    words = _words().get(iri)
    return record | ({"words": words} if words else {})


@cache
def _words() -> dict[str, list[str]]:
    """Words by which a term may be looked for, by its IRI (`completion.yaml`)."""
    text = files("kg.web").joinpath("completion.yaml").read_text(encoding="utf-8")
    return {term(name).value: words for name, words in yaml.safe_load(text).items()}


def _properties() -> tuple[dict[str, list[tuple[str, int]]], dict[str, int]]:
    """By class the properties of its instances, the most used first; and of each property by how
    many uses it is known for the class that has most."""
    by_class: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    most: dict[str, int] = {}
    for row in ask("completion_properties"):
        iri, uses = row["property"].value, int(row["uses"].value)
        by_class[row["class"].value].append((iri, uses))
        most[iri] = max(uses, most.get(iri, 0))
    return by_class, most


def _kinds() -> dict[str, str]:
    """By property the class or datatype that most of its values are of; a concept's own class
    rather than skos:Concept."""
    found: dict[str, tuple[bool, int, str]] = {}
    for row in ask("completion_values"):
        kind = row["kind"].value
        rank = (kind != _CONCEPT, int(row["uses"].value), kind)
        found[row["property"].value] = max(rank, found.get(row["property"].value, rank))
    return {iri: kind for iri, (_, _, kind) in found.items()}


def _schemes() -> dict[str, list[str]]:
    """By property the schemes that its values are of, the most used first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in ask("completion_schemes"):
        found[row["property"].value].append(row["scheme"].value)
    return found


def _inferred(definitions: dict[str, dict[str, str]], asserted: Set[str]) -> list[Record]:
    """Classes and properties that only the graphs of what was inferred use, with those graphs.

    :param asserted: IRIs of those that the other graphs use
    """
    found: dict[str, Record] = {}
    for row in ask("completion_inferred"):
        iri = row.get("class", row["property"]).value
        if iri in asserted:
            continue
        kind = "class" if "class" in row else "property"
        record = {**_named(iri, definitions), "kind": kind, "count": 0, "graphs": []}
        record = found.setdefault(iri, record)
        record["count"] += int(row["uses"].value)
        record["graphs"].append(row["graph"].value)
    return list(found.values())


def _concepts() -> list[Record]:
    return [
        {
            "iri": row["concept"].value,
            "labels": labels_of(row["concept"].value),
            "scheme": row["scheme"].value,
            "comment": row["definition"].value if "definition" in row else None,
        }
        for row in ask("completion_concepts")
    ]
