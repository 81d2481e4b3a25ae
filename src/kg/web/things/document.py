"""Documents outside the annotated articles: what they are, and what of this graph rests on them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from kg.web.asking import answer
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
    return {
        "template": "things/document.html",
        "margin": shown(
            [
                things(gettext("Published by"), thing.iris("publishedBy")),
                words(gettext("Date"), when),
                words(gettext("Language"), thing.text("language")),
                things(gettext("By"), thing.iris("byline")),
                things(gettext("Cites"), thing.iris("cites")),
            ]
        ),
        "url": thing.text("url"),
        "publisher": next(iter(thing.iris("publishedBy")), None),
        "copied": f"{publisher}, {when}: {thing.title}",
        "shows": answer("shown_by", thing.iri),
        "relations": {
            "shows": gettext("a fact of it"),
            "caveat": gettext("a caveat about it"),
            "check": gettext("a check"),
            "origin": gettext("came from this document"),
            "relayed": gettext("was passed on through this document"),
            "cited": gettext("cites this document"),
        },
    }
