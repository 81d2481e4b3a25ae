"""What belongs to a claim in an article: a passage, its place and its words, a mention, a caveat,
an entry of the ledger. Each is shown with the claim that it belongs to and with its article."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from pyoxigraph import Literal

from kg.terms import UNKNOWN_AGENT
from kg.web.addresses import path_of
from kg.web.asking import Row, answer, ask
from kg.web.figures import know_figures
from kg.web.languages import current_language
from kg.web.names import name_of
from kg.web.things.margin import shown, things, words
from kg.web.things.record import Thing
from kg.web.things.sources import Sources
from kg.wording import date


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of such a thing shows."""
    passages, claims = answer("part_passages", thing.iri), answer("part_claims", thing.iri)
    know_figures(row["claim"].value for row in claims.rows)
    article = next(iter(ask("part_article", thing.iri)), None)
    return {
        "template": "things/passage.html",
        "heading": Literal(_heading(thing, article), language=current_language()),
        "also": [],
        "crumbs": _crumbs(article),
        "article": article,
        "passages": passages,
        "claims": claims,
        "is_number": "LedgerEntry" in thing.classes,
        "margin": shown(
            [
                things(gettext("Article"), [article["article"].value] if article else []),
                words(gettext("Place in the text"), _place(thing)),
                things(gettext("Set aside because it is"), thing.iris("reason")),
                words(gettext("Credit in the text"), _credited(thing)),
                things(gettext("By way of"), thing.iris("through")),
                things(gettext("Mark"), thing.iris("mark")),
                things(gettext("Documents behind it"), thing.iris("source")),
            ]
        ),
    }


def _credited(thing: Thing) -> str | None:
    """Whom the text names as the one who says it, in words: a speaker without a name is led to by
    nothing."""
    credited = thing.iris("credits")
    if credited == [UNKNOWN_AGENT.value]:
        return gettext("credits nobody")
    return ", ".join(name_of(iri).text for iri in credited) or None


def _heading(thing: Thing, article: Row | None) -> str:
    kinds = {
        "LedgerEntry": gettext("Number in the text"),
        "Mention": gettext("Claim as it is printed"),
        "PrintedCaveat": gettext("Caveat that is printed"),
        "EditorialCaveat": gettext("Caveat of ours"),
    }
    kind = next((kinds[name] for name in kinds if name in thing.classes), gettext("Passage"))
    if not article:
        return kind
    when = article["issued"].value if "issued" in article else ""
    day = date(when, current_language()) if when else gettext("without a date")
    return f"{kind}: {name_of(article['publisher']).text}, {day}"


def _crumbs(article: Row | None) -> list[tuple[str, str]]:
    crumbs = [(gettext("Browse"), "/browse"), (gettext("Articles"), "/browse?kind=Article")]
    if article:
        crumbs.append((article["title"].value, path_of(article["article"].value)))
    return crumbs


def _place(thing: Thing) -> str | None:
    start, end = thing.text("start"), thing.text("end")
    if start is None or end is None:
        return None
    return gettext("characters %(start)s to %(end)s", start=start, end=end)
