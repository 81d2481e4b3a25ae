"""Documents outside the annotated articles: what they are, and what of this graph rests on them."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError
from flask_babel import gettext
from pyoxigraph import Literal

from kg.web.asking import answer
from kg.web.figures import know_figures
from kg.web.languages import current_language
from kg.web.names import name_of
from kg.web.things.margin import shown, things, words
from kg.web.things.record import Thing
from kg.web.things.sources import Sources
from kg.wording import date


def view(thing: Thing, sources: Sources) -> dict[str, Any]:
    """What the page of a cited document shows."""
    issued = thing.text("issued")
    when = date(issued, current_language()) if issued else gettext("not known")
    publisher = ", ".join(name_of(iri).text for iri in thing.iris("publishedBy"))
    heading = thing.worded("title") or Literal(f"{publisher}, {when}")
    spoken = thing.text("language")
    rests = answer("shown_by", thing.iri)
    know_figures(row["what"].value for row in rests.rows)
    return {
        "template": "things/document.html",
        "heading": heading,
        "also": [],
        "margin": shown(
            [
                things(gettext("Published by"), thing.iris("publishedBy")),
                words(gettext("Date"), when),
                words(gettext("Language"), _language(spoken) if spoken else None),
                things(gettext("By"), thing.iris("byline")),
                things(gettext("Cites"), thing.iris("cites")),
                things(gettext("Other version"), thing.iris("hasVersion")),
            ]
        ),
        "url": thing.text("url"),
        "publisher": next(iter(thing.iris("publishedBy")), None),
        "copied": f"{publisher}, {when}" + (f": {heading.value}" if thing.text("title") else ""),
        "shows": rests,
        "relations": {
            "shows": gettext("this document shows facts about it"),
            "caveat": gettext("a caveat on it names this document"),
            "check": gettext("the check names this document"),
            "origin": gettext("it came from this document"),
            "relayed": gettext("it was passed on through this document"),
            "cited": gettext("it cites this document"),
        },
    }


def _language(tag: str) -> str:
    """How a language (BCP 47) is called in the language of the page."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(current_language()) or tag
    except (ValueError, UnknownLocaleError):
        return tag
