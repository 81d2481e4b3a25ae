"""Pages for people: the home page, and one page for every thing that has an IRI.

Every fact on a page comes from a stored query (`kg.web.stored`).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from flask import Blueprint, render_template
from pyoxigraph import Literal, NamedNode

from kg.formats import GRAPH_FORMATS
from kg.terms import BASE, VOCABULARIES
from kg.web.addresses import path_of
from kg.web.descriptions import PAGE_SUBJECTS
from kg.web.missing import missing
from kg.web.site import current_site
from kg.web.stored import Row, ask

blueprint = Blueprint("pages", __name__)
blueprint.add_app_template_filter(path_of, "path")

LANGUAGES = ("en", "ru", "uk")
# In the order in which a reader wants them.
VERDICTS = (
    "inconsistent", "tension", "not-comparable", "consistent-after-rounding", "consistent",
    "undetermined",
)  # fmt: skip
UPSTREAM = ("attribution", "dating", "rendering")


@blueprint.get("/")
def home() -> str:
    """What this is, the figures, the articles and the questions to start from."""
    figures = ask("figures")
    return render_template(
        "home.html",
        manifest=current_site().release.manifest,
        figures=figures,
        articles=ask("articles"),
        questions=questions(),
    )


@blueprint.get("/method")
def method() -> str:
    """How claims, people and laws are modelled, with a drawing of the core."""
    return render_template("method.html")


@blueprint.get("/checks")
def checks() -> str:
    """What adds up, what does not, and what must not be compared; origins stand apart."""
    groups: dict[str, list] = {verdict: [] for verdict in VERDICTS}
    origins = []
    numbers_first = sorted(ask("checks"), key=lambda row: _local(row["kind"].value) in UPSTREAM)
    for row in numbers_first:
        own = _local(row["kind"].value) == "origins"
        (origins if own else groups[_local(row["verdict"].value)]).append(row)
    shown = [(verdict, rows) for verdict, rows in groups.items() if rows]
    return render_template("checks.html", groups=shown, origins=origins)


def page_of(iri: str, number: int = 1) -> tuple[str, list[str]]:
    """The page of one thing, and the IRIs of its classes.

    :param number: which page of what points at it
    """
    facts = ask("facts", iri)
    references = ask("references", iri, offset=str((number - 1) * PAGE_SUBJECTS))
    if not references and (number > 1 or not facts):
        missing(iri)
    types = [row["value"].value for row in facts if row["property"].value.endswith("#type")]
    own = {name.removeprefix(VOCABULARIES["ref"]) for name in types}
    view = {
        "iri": iri,
        "path": path_of(iri),
        "title": _title(iri, facts),
        "references": references[:PAGE_SUBJECTS],
        "formats": GRAPH_FORMATS,
        "number": number,
        "has_next": len(references) > PAGE_SUBJECTS,
    }
    if own & {"AnonymousSource", "UnnamedGroup"}:
        # The words of somebody without a name are never put together into a profile.
        view |= {"facts": facts, "references": [], "has_next": False, "nameless": True}
        return render_template("thing.html", **view), types
    if number > 1:
        return render_template("thing.html", **view), types
    view |= {"facts": facts, "inferred": ask("inferred", iri)}
    template, more = _layout(iri, own, facts)
    return render_template(template, **view, **more), types


def _layout(iri: str, own: set[str], facts: list[Row]) -> tuple[str, dict[str, Any]]:
    """The template of a thing's page, and what else it shows."""
    if own & {"ReportedCount", "ComputedCount", "Statement"}:
        more = {name: ask(name, iri) for name in ("printings", "caveats", "checks")}
        more["values"] = {_local(row["property"].value): row for row in facts}
        more["computed"] = "ComputedCount" in own
        return "statement.html" if "Statement" in own else "claim.html", more
    if "Check" in own:
        return "check.html", {"checked": ask("checks", iri)}
    if "Article" in own:
        lists = {name: ask(name, iri) for name in ("ledger", "statements", "figures_of")}
        printed = {
            row["claim"].value for name in ("statements", "figures_of") for row in lists[name]
        }
        return "article.html", {**lists, "checks": _not_holding(printed)}
    return "thing.html", {"claims": ask("claims", iri)}


def _not_holding(claims: set[str]) -> list[dict]:
    """The checks of these claims that say that something does not hold together."""
    rows = [row for row in ask("checks") if _local(row["verdict"].value) in VERDICTS[:2]]
    about = {row["check"].value for row in rows if row["claim"].value in claims}
    return [row for row in rows if row["check"].value in about]


def questions() -> list[dict[str, str]]:
    """The stored questions of the release."""
    path = current_site().release.path / "questions.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _title(iri: str, facts: list[dict]) -> str:
    labels = {}
    for row in facts:
        name, value = _local(row["property"].value), row["value"]
        if name in ("label", "prefLabel", "title") and isinstance(value, Literal):
            labels[value.language or ""] = value.value
    chosen = [labels[language] for language in (*LANGUAGES, "") if language in labels]
    return chosen[0] if chosen else iri.removeprefix(BASE + "id/").removeprefix(BASE)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


@blueprint.app_template_filter("compact")
def compact(iri: str) -> str:
    """An IRI with its prefix, where the prefix is known."""
    for prefix, namespace in VOCABULARIES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(f"{BASE}id/")


@blueprint.app_template_filter("passage")
def passage(row: dict[str, Literal | NamedNode]) -> str | None:
    """The publisher's page at the very passage, as a URL with a text fragment
    (WICG Scroll to Text Fragment); None where there is no page or no quote."""
    if "url" not in row or "fragment" not in row:
        return None

    def encoded(name: str) -> str:
        return quote(row[name].value.strip(), safe="").replace("-", "%2D")

    text = encoded("fragment")
    text = f"{encoded('prefix')}-,{text}" if "prefix" in row else text
    text = f"{text},-{encoded('suffix')}" if "suffix" in row else text
    return f"{row['url'].value}#:~:text={text}"
