"""Everything that there is, to look through: by kind, by facets that fit the kind, and by words.

People are not listed: they are found by what they are called, and stand with what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template
from flask_babel import gettext
from pyoxigraph import Literal, NamedNode

from kg.search import MOST_CHARACTERS, MOST_RANKED, Found
from kg.terms import VOCABULARIES
from kg.web.asking import Answer, answer, compose, local_name
from kg.web.browse_kinds import Facet, Kind, kinds
from kg.web.browse_patterns import ALL, IN_FORCE, among, counts, known_values, restriction
from kg.web.figures import BY_MEASURE, Figures, find_figures
from kg.web.names import name_of
from kg.web.search_request import in_one_line
from kg.web.selection import Selection, address, check_values, read_texts, shown
from kg.web.site import current_site

blueprint = Blueprint("browse", __name__)

PATH = "/browse"
GENERAL = ("q", "kind", "on", "order", "page")
PER_PAGE = 60
MOST_PAGES = 200
MOST_OF_A_KIND = 100_000
ORDERS = {
    "name": "LCASE(STR(?name))",
    "newest": "DESC(STR(?date))",
    "oldest": "(!BOUND(?date)) STR(?date)",
    "claims": "DESC(?claims) LCASE(STR(?name))",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Value:
    """A value of a facet.

    :ivar count: of the things that choosing it leaves
    """

    slug: str
    text: str
    foreign: str
    count: int


@blueprint.get(PATH)
def browse() -> str:
    """The kinds with how many there are of each; of one kind a page of things, and its facets."""
    names = {facet.name for kind in kinds().values() for facet in kind.facets}
    selection = read_texts((*GENERAL, *sorted(names)))
    kind = _kind(selection)
    words = _words(selection)
    found = _search(words, kind)
    by_kind = answer("browse_kinds", kinds=_classes(), restriction=among(found))
    view: dict[str, Any] = {
        "selection": selection,
        "words": words,
        "found": found,
        "kind": kind,
        "counts": by_kind,
        "number_of": {
            local_name(row["kind"].value): int(row["things"].value) for row in by_kind.rows
        },
        "kinds": kinds(),
    }
    return render_template("browse.html", **view, **(_list(kind, selection, found) if kind else {}))


@blueprint.app_template_global("browse_address")
def browse_address(selection: Selection, **changes: str | None) -> str:
    """The page with another choice; it begins with its first page again."""
    renamed = {name.replace("_", "-"): value for name, value in changes.items()}
    return address(PATH, selection, **({"page": None} | renamed))


def _list(kind: Kind, selection: Selection, found: Found | None) -> dict[str, Any]:
    """A page of things of a kind."""
    day = _day(selection)
    known = known_values(kind, day)
    check_values(selection, {**known, "order": kind.orders})
    left = counts(kind, selection, known, among(found), day)
    chosen = restriction(kind, selection, known, among(found), day)
    order, page = selection.get("order", "name"), _page(selection)
    rows = _rows(kind, chosen, order, page)
    total = sum(int(row["things"].value) for row in left.rows if row["facet"].value == ALL)
    if page > 1 and (page - 1) * PER_PAGE >= total:
        abort(404, f"What was found does not fill {page} pages; begin with the first")
    return {
        "facets": [(facet, _values(facet, left)) for facet in kind.facets],
        "known": known,
        "rows": rows,
        "made": rows.answer if kind.is_figure else rows,
        "whole": _whole(kind, chosen, order),
        "total": total,
        "page": page,
        "pages": -(-total // PER_PAGE),
        "orders": _orders(kind),
    }


def _rows(kind: Kind, chosen: str, order: str, page: int) -> Answer | Figures:
    """The things of a page, with what stands beside each."""
    offset = (page - 1) * PER_PAGE
    if kind.is_figure:
        return find_figures(_claims(chosen, f"ORDER BY ?thing OFFSET {offset} LIMIT {PER_PAGE}"))
    return answer(**_query(kind, chosen, order, offset, PER_PAGE))


def _whole(kind: Kind, chosen: str, order: str) -> Answer:
    """The query for all that is chosen, whatever page of it is shown."""
    if kind.is_figure:
        return Answer((), compose("figures", restriction=_claims(chosen), ordering=BY_MEASURE))
    return Answer((), compose(**_query(kind, chosen, order, 0, MOST_OF_A_KIND)))


def _claims(chosen: str, part: str = "") -> str:
    """SPARQL that keeps `?claim` to a part of what is chosen."""
    return f"{{ SELECT DISTINCT (?thing AS ?claim) WHERE {{ {chosen} }} {part} }}"


def _query(kind: Kind, chosen: str, order: str, offset: int, limit: int) -> dict[str, str]:
    return {
        "name": "browse_statements" if kind.name == "Statement" else "browse_things",
        "restriction": chosen,
        "dated": kind.date,
        "detailed": kind.details,
        "about": kind.claims,
        "order": ORDERS[order],
        "offset": str(offset),
        "limit": str(limit),
    }


def _values(facet: Facet, left: Answer) -> list[Value]:
    """The values of a facet, the most frequent first."""
    found = []
    for row in left.rows:
        if row["facet"].value == facet.name and "value" in row:
            text, foreign = value_name(row["value"])
            slug, count = local_name(row["value"].value), int(row["things"].value)
            found.append(Value(slug, text, foreign, count))
    return found


def _orders(kind: Kind) -> dict[str, str]:
    words = {
        "name": gettext("by name"),
        "newest": gettext("newest first"),
        "oldest": gettext("oldest first"),
        "claims": gettext("most claims first"),
    }
    return {name: words[name] for name in kind.orders}


@blueprint.app_template_global()
def facet_title(facet: Facet) -> str:
    """What stands above the values of a facet."""
    if facet.name == IN_FORCE:
        return gettext("In force on that day")
    return name_of(facet.title).text if facet.title else gettext("Broader term")


@blueprint.app_template_global()
def value_name(value: NamedNode | Literal) -> tuple[str, str]:
    """What a value is called, and its language where that is not the reader's."""
    if isinstance(value, Literal):
        words = {"yes": gettext("yes"), "no": gettext("no"), "unknown": gettext("unknown")}
        return words.get(value.value, value.value), ""
    found = name_of(value)
    return found.text, found.foreign


def _kind(selection: Selection) -> Kind | None:
    check_values(selection, {"kind": kinds()})
    kind = kinds().get(selection.get("kind", ""))
    allowed = {*GENERAL, *(facet.name for facet in kind.facets)} if kind else {"q"}
    if kind and IN_FORCE not in allowed:
        allowed.discard("on")
    for name in selection:
        if name not in allowed:
            abort(400, f"{name} does not go with kind={shown(selection.get('kind', ''))}")
    return kind


def _words(selection: Selection) -> str:
    text = in_one_line(selection.get("q", ""))
    if len(text) > MOST_CHARACTERS:
        abort(400, f"q has {len(text):,} characters; at most {MOST_CHARACTERS} are searched for")
    return text


def _search(text: str, kind: Kind | None) -> Found | None:
    """What has the words, as the search finds it; None where no words are given."""
    if not text:
        return None
    index = current_site().index
    wanted = [kind.name] if kind else [name for name in kinds() if name in index.types]
    return index.search(text, wanted, MOST_RANKED)


def _classes() -> str:
    return " ".join(str(NamedNode(kind.iri)) for kind in kinds().values())


def _day(selection: Selection) -> Literal | None:
    text = selection.get("on")
    if text is None:
        if IN_FORCE in selection:
            abort(400, "in-force needs a day, such as on=2024-01-01")
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        abort(400, f"on={shown(text)}: this is no day; write it as 2024-01-01")
    return Literal(day.isoformat(), datatype=NamedNode(f"{VOCABULARIES['xsd']}date"))


def _page(selection: Selection) -> int:
    text = selection.get("page", "1")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGES))
    if not is_number or not 1 <= int(text) <= MOST_PAGES:
        abort(404, f"page={shown(text)}: pages are numbered from 1 to {MOST_PAGES}")
    return int(text)
