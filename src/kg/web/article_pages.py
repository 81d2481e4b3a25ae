"""The page of an article, with the ledger of its numbers, and that of a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, g
from pyoxigraph import Literal

from kg.ledger import SET_ASIDE
from kg.web import schema_org
from kg.web.asking import Row, answer, ask, node
from kg.web.claim_pages import values_of
from kg.web.comparisons import by_verdict, comparisons
from kg.web.figures import Figures, figures_of, find_figures

blueprint = Blueprint("article_pages", __name__)
PRINTED_IN = "ref:hasMention/ref:inArticle"


def article_page(iri: str, known: Mapping[str, Any], page: str) -> tuple[str, dict[str, Any]]:
    """The template of an article's page, and what it shows.

    :param known: the rows of facts.rq as "facts"
    :param page: its address
    """
    figures = figures_of(PRINTED_IN, iri)
    statements, ledger, troubles, cited = (
        answer(name, iri) for name in ("statements", "ledger", "troubles", "cites")
    )
    works = [schema_org.work(row) for row in ask("works", iri)]
    by_iri = {one.iri: one for one in figures} | {one.iri: one for one in _compared(troubles.rows)}
    relations: dict[str, list[Row]] = {}
    for row in cited.rows:
        relations.setdefault(row["relation"].value, []).append(row)
    return "article.html", {
        "values": values_of(known["facts"]),
        "figures": figures,
        "figures_by_iri": by_iri,
        "statements": statements,
        "ledger": ledger,
        "numbers": _numbers(ledger.rows),
        "reasons": _reasons(ledger.rows),
        "troubles": troubles,
        "verdicts": by_verdict(comparisons(troubles.rows, by_iri)),
        "cited": cited,
        "relations": relations,
        "structured": works[0] | {"mainEntityOfPage": page} if works else None,
    }


def check_page(iri: str) -> tuple[str, dict[str, Any]]:
    """The template of a check's page, and what it shows."""
    checks = answer("check", iri)
    found = comparisons(checks.rows, {one.iri: one for one in _entering(iri)})
    return "check.html", {"check": found[0], "checks": checks}


def _entering(check: str) -> Figures:
    """The figures that enter a check."""
    return find_figures(f"{node(check)} ref:compares ?claim .")


def _compared(rows: Iterable[Row]) -> Sequence:
    """The figures among the claims of some checks, those of other articles too."""
    claims = sorted({str(row["claim"]) for row in rows})
    return tuple(find_figures(f"VALUES ?claim {{ {' '.join(claims)} }}")) if claims else ()


def _numbers(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of ledger.rq by number: one that is evidence of several figures has a row each."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["entry"].value, []).append(row)
    return list(found.values())


def _reasons(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Why numbers are set aside: IRIs of reasons and how many numbers, most first."""
    asides = (row["reason"].value for row in rows if row["status"].value == SET_ASIDE)
    return Counter(asides).most_common()


@blueprint.app_template_global("meaning_of")
def meaning_of(iri: str) -> Literal | None:
    """What a term means, in the language of the page where it can be."""
    if "meanings" not in g:
        g.meanings = {row["concept"].value: row["meaning"] for row in ask("meanings")}
    return g.meanings.get(iri)
