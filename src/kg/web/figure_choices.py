"""The facets of a choice of figures as its page shows them: in words, with counts, as links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext, ngettext

from kg import plot
from kg.web.asking import ask
from kg.web.figure_facets import Facet, Node, Value, topics, tree
from kg.web.figure_selection import ORDERS, SCALES, Selection
from kg.web.figures import Figure, Figures
from kg.web.languages import current_language, page_address
from kg.web.names import Name, name_of
from kg.wording import date, period

FIRST = ("measure", "producer", "outlet")
"""Facets that readers ask for most: what is counted, who says so, who prints it."""
UNLISTED = ("claim",)
"""Facets that only addresses choose by: each of their values is a single figure."""


@dataclass(frozen=True)
class Choice:
    """A value of a facet as a link.

    :ivar count: of the figures of this choice that have the value
    :ivar address: of the same choice with the value, or without it if it is chosen
    """

    name: Name
    count: int
    address: str
    is_chosen: bool
    below: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class FacetView:
    """A facet with those of its values that the figures of a choice have.

    :ivar is_first: whether it is one of those that readers ask for most
    :ivar is_open: whether its values are seen at once
    :ivar of_people: number of figures by people in public roles, who are not listed
    """

    title: str
    choices: tuple[Choice, ...]
    is_first: bool
    is_open: bool
    of_people: int


@dataclass(frozen=True)
class Chip:
    """Something that is chosen.

    :ivar title: of its facet
    :ivar address: of the same choice without it
    """

    title: str
    name: Name
    address: str


def chips(known: Mapping[str, Facet], chosen: Selection, figures: Iterable[Figure]) -> list[Chip]:
    """All that is chosen.

    :param figures: that it finds; those that are chosen one by one are called by their titles
    """
    said, language = titles(), current_language()
    single = (
        {one.id: Name(one.title, language) for one in figures} if "claim" in chosen.chosen else {}
    )
    found = [
        Chip(
            said[name],
            (single if name == "claim" else {}).get(slug)
            or label_of(name, known[name].values[slug]),
            page_address(chosen.toggled(name, slug).address()),
        )
        for name, slugs in chosen.chosen.items()
        for slug in slugs
    ]
    always = page_address(replace(chosen, first="", last="").address())
    if chosen.first and chosen.last:
        words = period(f"{chosen.first}/{chosen.last}", language)
        found.append(Chip(gettext("Time"), Name(words, language), always))
    elif bound := chosen.first or chosen.last:
        title = gettext("From") if chosen.first else gettext("To")
        found.append(Chip(title, Name(date(bound, language), language), always))
    return found


def key_choices(
    known: Mapping[str, Facet], chosen: Selection, figures: Iterable[Figure]
) -> dict[str, plot.Choice]:
    """Where the key of a plot leads: by the name of each producer to the same choice with him, or
    without him if he is chosen."""
    found = {}
    for producer in {one.producer for one in figures if not one.is_nameless}:
        slug, name = producer.rpartition("/")[2], name_of(producer).text
        if slug in known["producer"].values:
            is_chosen = slug in chosen.chosen.get("producer", ())
            said = gettext("remove %(name)s") if is_chosen else gettext("only %(name)s")
            address = page_address(chosen.toggled("producer", slug).address())
            found[name] = plot.Choice(address, said % {"name": name}, slug)
    return found


def facet_views(known: Mapping[str, Facet], chosen: Selection, found: Figures) -> list[FacetView]:
    """The facets that narrow a choice down, each with its values and what they lead to.

    A count is of the figures that have the value and all that is chosen in other facets.
    """
    here = frozenset(one.iri for one in found)
    in_time = None
    views = []
    for name, facet in known.items():
        if name in UNLISTED:
            continue
        own = chosen.chosen.get(name, ())
        among = here
        if own:
            if in_time is None:
                in_time = frozenset(
                    row["claim"].value for row in ask("restricted", restriction=chosen.in_time)
                )
            others = [known[other].claims(slugs) for other, slugs in chosen.chosen.items()
                      if other != name]  # fmt: skip
            among = in_time.intersection(*others)
        counts = {slug: len(value.claims & among) for slug, value in facet.values.items()}
        people = [slug for slug, value in facet.values.items() if value.is_person]
        listed = [slug for slug in facet.listed if counts[slug]]
        shown = [facet.values[slug] for slug in {*listed, *own}]
        order = topics() if name == "measure" else ()
        shown.sort(key=lambda value: (
            order.index(value.slug) if value.slug in order else len(order),
            -counts[value.slug], label_of(name, value).text,
        ))  # fmt: skip
        of_people = len(facet.claims(people) & among)
        if len(shown) + bool(of_people) > 1 or own:
            nodes = tuple(_choice(name, node, counts, chosen) for node in tree(shown))
            is_first = name in FIRST
            is_open = is_first or bool(own)
            views.append(FacetView(titles()[name], nodes, is_first, is_open, of_people))
    return views


def _choice(name: str, node: Node, counts: Mapping[str, int], chosen: Selection) -> Choice:
    slug = node.value.slug
    return Choice(
        label_of(name, node.value),
        counts[slug],
        page_address(chosen.toggled(name, slug).address()),
        slug in chosen.chosen.get(name, ()),
        tuple(_choice(name, below, counts, chosen) for below in node.below),
    )


def label_of(facet: str, value: Value) -> Name:
    """What a value is called in the language of the page."""
    said = {
        ("time", "dated"): gettext("with a date"),
        ("time", "undated"): gettext("without a date"),
        ("party", "yes"): gettext("a party to the war"),
        ("party", "no"): gettext("not known to be a party"),
        ("made", "reported"): gettext("reported"),
        ("made", "computed"): gettext("computed by this site"),
        ("origins", "0"): gettext("origin unknown"),
    }.get((facet, value.slug))
    if said is None and facet == "origins":
        number = int(value.slug)
        said = ngettext("%(num)s independent origin", "%(num)s independent origins", number)
    return Name(said, current_language()) if said else name_of(value.term)


def titles() -> dict[str, str]:
    """What facets are called in the language of the page."""
    return {
        "measure": gettext("What is counted"),
        "producer": gettext("Who says so"),
        "outlet": gettext("Printed by"),
        "category": gettext("Of whom"),
        "time": gettext("Date"),
        "qualifier": gettext("How exact"),
        "modality": gettext("How sure"),
        "kind": gettext("Kind of number"),
        "party": gettext("Party to the war"),
        "made": gettext("Reported or computed"),
        "origins": gettext("Independent origins"),
        "claim": gettext("Figure"),
    }


def order_words() -> dict[str, str]:
    """What orders are called."""
    said = (gettext("by what is counted"), gettext("latest first"))
    return dict(zip(ORDERS, (*said, gettext("earliest first"), gettext("largest of each first")),
                    strict=True))  # fmt: skip


def scale_words() -> dict[str, str]:
    """What scales are called."""
    said = (gettext("as it fits"), gettext("linear"), gettext("logarithmic"))
    return dict(zip(SCALES, said, strict=True))
