"""What can be looked through: kinds of things, and facets that narrow each down (`browse.yaml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from flask_babel import gettext

from kg.terms import term
from kg.web.names import name_of

NOTHING = "ref:noSuchProperty"
"""A path that leads nowhere, where a kind has none of the sort."""


@dataclass(frozen=True)
class Facet:
    """One way to narrow things down.

    :ivar path: SPARQL, from a thing to its values; "" for whether a norm was in force on a day
    :ivar where: SPARQL that narrows `?value` down
    :ivar title: IRI of the term whose name stands above its values, or ""
    """

    name: str
    path: str = ""
    where: str = ""
    title: str = ""


@dataclass(frozen=True)
class Kind:
    """A class of things.

    :ivar name: of the class in the ontology, as addresses have it
    :ivar claims: SPARQL, from a claim to a thing that it is about
    :ivar date: property by which it has a time
    :ivar details: SPARQL, from a thing to what stands beside it
    """

    name: str
    iri: str
    facets: tuple[Facet, ...]
    claims: str
    date: str
    details: str

    @property
    def is_figure(self) -> bool:
        """Whether its things are figures, which stand with all that belongs to a number."""
        return self.name in ("ReportedCount", "ComputedCount")

    @property
    def orders(self) -> Sequence[str]:
        """How its things can be sorted."""
        found = ["name"]
        found += ["newest", "oldest"] if self.date != NOTHING else []
        return (*found, "claims") if self.claims != NOTHING else found

    def facet(self, name: str) -> Facet:
        """One of its facets."""
        return next(facet for facet in self.facets if facet.name == name)


@cache
def kinds() -> dict[str, Kind]:
    """All of them by name, in the order in which they are shown."""
    stored = yaml.safe_load(files("kg.web").joinpath("browse.yaml").read_text(encoding="utf-8"))
    facets = {
        name: Facet(
            name,
            about.get("path", ""),
            about.get("where", ""),
            term(about["title"]).value if "title" in about else "",
        )
        for name, about in stored["facets"].items()
    }
    return {
        name: Kind(
            name,
            term(f"ref:{name}").value,
            tuple(facets[facet] for facet in about["facets"]),
            about.get("claims", NOTHING),
            about.get("date", NOTHING),
            "|".join(about.get("details", [NOTHING])),
        )
        for name, about in stored["kinds"].items()
    }


def plural_name(name: str) -> str:
    """What the things of a class are called together, in the language of the page: over a list of
    them, where the name of the class itself would read as that of one.

    :param name: of the class in the ontology; one that is not listed here keeps its own name
    """
    words = {
        "Article": gettext("Articles"),
        "CitedDocument": gettext("Cited documents"),
        "ReportedCount": gettext("Reported figures"),
        "ComputedCount": gettext("Computed figures"),
        "Statement": gettext("Statements"),
        "Organisation": gettext("Organisations"),
        "Outlet": gettext("Outlets"),
        "Law": gettext("Laws"),
        "Provision": gettext("Provisions of laws"),
        "Event": gettext("Events"),
        "Place": gettext("Places"),
        "Measure": gettext("Measures"),
        "SoldierCategory": gettext("Categories of people"),
        "Topic": gettext("Topics"),
        "Route": gettext("Ways out"),
        "Motive": gettext("Motives"),
        "Obstacle": gettext("Obstacles"),
        "Consequence": gettext("Consequences"),
        "Service": gettext("Services"),
    }
    own = name_of(term(f"ref:{name}")).text
    return words.get(name) or own[:1].upper() + own[1:]
