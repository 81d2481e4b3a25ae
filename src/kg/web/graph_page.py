"""The page of the graph explorer, which itself is an island, and what the explorer asks for beside
the endpoint: where to begin, the cards of things, and the panel about one of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from flask import Blueprint, Response, abort, render_template, request

from kg.build.entities import NEVER_TOGETHER
from kg.terms import BASE, term
from kg.web.asking import ask, exists, local_name, title_of
from kg.web.browse_kinds import plural_name
from kg.web.claim_pages import claim_page
from kg.web.graph_cards import cards
from kg.web.languages import current_language
from kg.web.site import current_site

blueprint = Blueprint("graph_page", __name__)

THINGS = f"{BASE}id/"
MOST_CARDS = 60
LONGEST_NAME = 200
CLAIMS = frozenset(
    term(f"ref:{name}").value for name in ("ReportedCount", "ComputedCount", "Statement")
)


@blueprint.get("/graph")
def graph() -> str:
    """The page; what the explorer shows stands behind `#` in the address."""
    return render_template("graph.html", presets=_presets())


@blueprint.get("/graph/start.json")
def start() -> Response:
    """Where the explorer can begin: its views with a question of their own, and the kinds of things
    with how many there are. Of people it tells the number and nothing else."""
    groups = _stored()["kinds"]
    names = [name for group in groups for name in group["classes"]]
    kinds = " ".join(str(term(f"ref:{name}")) for name in [*names, "PublicPerson"])
    rows = ask("browse_kinds", kinds=kinds, restriction="")
    counts = {local_name(row["kind"].value): int(row["things"].value) for row in rows}
    listed = [
        {
            "name": _own(group["name"]),
            "kinds": [
                {"class": name, "label": plural_name(name), "count": counts.get(name, 0)}
                for name in group["classes"]
            ],
        }
        for group in groups
    ]
    record = {
        "kinds": listed,
        "people": counts.get("PublicPerson", 0),
        "presets": _presets(),
        "release": current_site().release_id,
    }
    return _json(record)


@blueprint.get("/graph/cards.json")
def card_list() -> Response:
    """The cards of the things that the address names, each as `thing=claim/x`."""
    names = request.args.getlist("thing")
    if not 0 < len(names) <= MOST_CARDS:
        abort(400, f"`thing` is given {len(names)} times; give it 1 to {MOST_CARDS} times")
    if too_long := next((name for name in names if len(name) > LONGEST_NAME), None):
        abort(400, f"a thing's name has at most {LONGEST_NAME} characters: {too_long[:40]!r} …")
    return _json({"cards": cards([THINGS + name for name in names])})


@blueprint.get("/graph/about")
def about() -> str:
    """What stands beside the canvas about one thing, `thing=claim/x`: a part of its page."""
    name = request.args.get("thing", "")
    iri = THINGS + name
    current_site().kept.check(iri)
    if not name or len(name) > LONGEST_NAME or not exists(iri):
        abort(404, "There is no such thing in this release")
    facts = ask("facts", iri)
    types = {row["value"].value for row in facts if local_name(row["property"].value) == "type"}
    found = cards([iri])
    view: dict[str, Any] = {
        "iri": iri,
        "card": found[0] if found else None,
        "title": found[0]["label"] if found else title_of(iri, facts),
        "nameless": bool(types & {one.value for one in NEVER_TOGETHER}),
        "is_claim": bool(types & CLAIMS),
    }
    if view["is_claim"]:
        known = {
            "facts": facts,
            "inferred": ask("inferred", iri),
            "references": ask("references", iri, offset="0"),
        }
        names = {local_name(each) for each in types}
        view |= claim_page(iri, names, known, request.path)[1]
    return render_template("graph_about.html", **view)


def _presets() -> list[dict[str, Any]]:
    """The views to begin with, in the language of the page."""
    stored = _stored()["presets"]
    named = sorted(set().union(*map(things_of, stored.values())))
    names = {card["iri"]: card["label"] for card in cards(named)}
    return [
        {
            **preset,
            "id": name,
            "title": _own(preset["title"]),
            "about": _own(preset["about"]),
            "things": [THINGS + thing for thing in preset["things"]],
            "names": {THINGS + thing: names[THINGS + thing] for thing in preset["things"]},
            "then": [[THINGS + of, relation, way] for of, relation, way in preset["then"]],
        }
        for name, preset in whole(stored, names).items()
    ]


def whole(presets: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The views all of whose things are known: of what was withdrawn, no title may tell.

    :param known: IRIs of things of the release
    """
    return {name: preset for name, preset in presets.items() if things_of(preset) <= set(known)}


def things_of(preset: Mapping[str, Any]) -> set[str]:
    """IRIs of all things that a view names."""
    return {THINGS + thing for thing in (*preset["things"], *(of for of, _, _ in preset["then"]))}


def _own(texts: Mapping[str, str]) -> str:
    return texts[current_language()]


@cache
def _stored() -> dict[str, Any]:
    return yaml.safe_load(files("kg.web").joinpath("graph.yaml").read_text(encoding="utf-8"))


def _json(record: object) -> Response:
    text = json.dumps(record, ensure_ascii=False)
    return Response(f"{text}\n", content_type="application/json")
