"""Addresses that readers write: `/organisation/<x>`, `/person/<x>` and `/law/<x>` lead to the page
of a thing of that class, and the name of a kind alone to where such things are listed."""

from __future__ import annotations

from typing import NoReturn

from flask import Blueprint, Response, abort, redirect
from pyoxigraph import NamedNode

from kg.terms import BASE, VOCABULARIES
from kg.web.addresses import path_of
from kg.web.asking import ask
from kg.web.languages import page_address
from kg.web.missing import MOST_CHARACTERS
from kg.web.selection import did_you_mean
from kg.web.site import current_site

blueprint = Blueprint("addresses_of_kinds", __name__)

CLASSES = {
    "organisation": ("agent", ("Organisation", "Outlet")),
    "person": ("agent", ("PublicPerson",)),
    "law": ("provision", ("Law", "Provision")),
}
"""For each kind, the folder of the IRIs of its things, and its classes."""
LISTED = {
    "organisation": "Organisation",
    "law": "Law",
    "measure": "Measure",
    "category": "SoldierCategory",
    "place": "Place",
    "article": "Article",
    "claim": "ReportedCount",
}
"""Of which class `/browse` lists the things of a kind."""
PEOPLE = "person"
"""There is no list of people."""


@blueprint.get(f"/<any({', '.join(CLASSES)}):kind>/<path:name>")
def redirected(kind: str, name: str) -> Response:
    """The page of a thing of that kind, for good; 404 with names like it where there is none."""
    folder, classes = CLASSES[kind]
    iri = f"{BASE}id/{folder}/{name}"
    current_site().kept.check(iri)
    known = _known(classes)
    if iri not in known:
        _unknown(kind, name, known)
    return redirect(page_address(path_of(iri)), 308)


@blueprint.get(f"/<any({', '.join((*LISTED, PEOPLE))}):kind>")
def listed(kind: str) -> Response:
    """The part of `/browse` where things of that kind are listed; people are not."""
    return redirect(page_address("/browse" if kind == PEOPLE else f"/browse?kind={LISTED[kind]}"))


def _known(classes: tuple[str, ...]) -> dict[str, str]:
    """The things of classes, with the ends of their IRIs."""
    terms = " ".join(str(NamedNode(f"{VOCABULARIES['ref']}{name}")) for name in classes)
    found = [row["thing"].value for row in ask("of_classes", classes=terms)]
    return {iri: iri.rpartition("/")[2] for iri in found}


def _unknown(kind: str, name: str, known: dict[str, str]) -> NoReturn:
    hint = did_you_mean(name, known.values(), 1 if kind == PEOPLE else 3)
    abort(404, f"There is no {kind} {name[:MOST_CHARACTERS]} in this release{hint}")
