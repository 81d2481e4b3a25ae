"""Pages for people: the home page, and one page for every thing that has an IRI.

Every fact on a page comes from a stored query (queries/*.rq beside this file), asked of the same
guarded engine that answers everyone's.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlencode

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
)
from pyoxigraph import Literal, NamedNode

from kg.formats import GRAPH_FORMATS, HTML, choose
from kg.terms import BASE, ONTOLOGY, VOCABULARIES
from kg.web.site import current_site

blueprint = Blueprint("pages", __name__)

DATA_FORMATS = tuple(format.name for format in GRAPH_FORMATS)
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


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """Every thing: 303 to its page, or to its data for a client that asks for RDF.

    Cool URIs for the Semantic Web, §4.2: the IRI is the thing, the answer a document about it.
    """
    iri = BASE + "id/" + name
    if not _exists(iri):
        abort(404, f"Nothing in this release has the IRI {iri}")
    wanted = request.args.get("format")
    format = choose(request.headers.get("Accept"), wanted, (HTML, *GRAPH_FORMATS)).format
    target = f"/{quote(name)}" if format is HTML else data_link(iri, format.name)
    response = redirect(target, 303)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/ontology")
def ontology() -> str:
    """Every class and property with its definition; each has an anchor of its name."""
    return render_template("ontology.html", terms=ask("terms"), ontology=ONTOLOGY)


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


@blueprint.get("/dataset")
@blueprint.get("/.well-known/genid/<name>")
@blueprint.get("/<any(graph, rule, ontology):kind>/<path:name>")
def described(kind: str = "", name: str = "") -> str:
    """The dataset, a named graph, a rule, or a version or part of the ontology."""
    return _page(BASE + request.path.strip("/"))


@blueprint.get("/<kind>/<path:name>")
def page(kind: str, name: str) -> str:
    """The page of one thing."""
    return _page(f"{BASE}id/{kind}/{name}")


def _page(iri: str) -> str:
    facts = ask("facts", iri)
    references = ask("references", iri)
    if not facts and not references:
        abort(404, f"Nothing in this release has the IRI {iri}")
    types = {row["value"].value for row in facts if row["property"].value.endswith("#type")}
    own = {name.removeprefix(VOCABULARIES["ref"]) for name in types}
    view = {
        "iri": iri,
        "title": _title(iri, facts),
        "facts": facts,
        "references": references,
        "inferred": ask("inferred", iri),
        "links": {format: data_link(iri, format) for format in DATA_FORMATS},
    }
    if own & {"ReportedCount", "ComputedCount", "Statement"}:
        view["values"] = {_local(row["property"].value): row for row in facts}
        view["printings"], view["caveats"] = ask("printings", iri), ask("caveats", iri)
        view["checks"] = ask("checks", iri)
        template = "statement.html" if "Statement" in own else "claim.html"
        return render_template(template, **view, computed="ComputedCount" in own)
    if "Check" in own:
        return render_template("check.html", **view, checked=ask("checks", iri))
    if "Article" in own:
        lists = {name: ask(name, iri) for name in ("ledger", "statements", "figures_of")}
        printed = {
            row["claim"].value for name in ("statements", "figures_of") for row in lists[name]
        }
        return render_template("article.html", **view, **lists, checks=_not_holding(printed))
    if own & {"AnonymousSource", "UnnamedGroup"}:
        # The words of somebody without a name are never put together into a profile.
        return render_template(
            "thing.html", **view | {"references": [], "inferred": []}, nameless=True
        )
    return render_template("thing.html", **view, claims=ask("claims", iri))


def _not_holding(claims: set[str]) -> list[dict]:
    """The checks of these claims that say that something does not hold together."""
    rows = [row for row in ask("checks") if _local(row["verdict"].value) in VERDICTS[:2]]
    about = {row["check"].value for row in rows if row["claim"].value in claims}
    return [row for row in rows if row["check"].value in about]


def ask(name: str, iri: str | None = None) -> list[dict[str, NamedNode | Literal]]:
    """The solutions of a stored query, about one thing where an IRI is given.

    The IRI takes the place of `?thing`; a text that is no IRI is answered 404.
    """
    text = _stored(name)
    if iri is not None:
        try:
            text = text.replace("?thing", str(NamedNode(iri)))
        except ValueError:
            abort(404, "This is not an IRI")
    return current_site().engine.select(text)


@cache
def _stored(name: str) -> str:
    return files("kg.web").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def _exists(iri: str) -> bool:
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return current_site().engine.ask(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}")


def questions() -> list[dict[str, str]]:
    """The stored questions of the release."""
    path = current_site().release.path / "questions.json"
    return json.loads(path.read_text(encoding="utf-8"))


def data_link(iri: str, format: str) -> str:
    """Where the description of a thing is to be had as data."""
    query = f"DESCRIBE <{iri}>"
    return "/sparql?" + urlencode({"query": query, "format": format})


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


@blueprint.app_template_filter("path")
def path_of(iri: str) -> str:
    """The path on this site for an IRI of ours; any other IRI as it is."""
    if iri.startswith(ONTOLOGY + "#"):
        return f"/ontology#{iri.removeprefix(ONTOLOGY + '#')}"
    if iri.startswith(f"{BASE}id/"):
        return quote(iri.removeprefix(f"{BASE}id"))
    return quote(iri.removeprefix(BASE[:-1])) if iri.startswith(BASE) else iri


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
