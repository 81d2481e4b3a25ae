"""The things that only the data cube describes: its observations, slices and data sets."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.terms import BASE, thing
from kg.web.addresses import path_of
from kg.web.asking import node
from kg.web.descriptions import Description
from kg.web.site import current_site
from kg.web.turtle_files import read_file

CUBE, CUBE_FILE = "cube", "cube.ttl"
OBSERVATION = thing("observation", "").value
KINDS = (OBSERVATION, thing("slice", "").value, thing("cube", "").value)


def describe(iri: str) -> Description | None:
    """What the cube says of a thing, and what in it points there; None where it is none of its."""
    path = current_site().release.path / CUBE_FILE
    if not iri.startswith(KINDS) or not path.is_file():
        return None
    subject, graph = node(iri), node(f"{BASE}{CUBE}")
    triples = read_file(path)
    if not any(triple.subject == subject for triple in triples):
        return None
    found = (triple for triple in triples if subject in (triple.subject, triple.object))
    return Description(subject, tuple(Quad(*triple, graph) for triple in found))


def page_of(iri: str) -> str:
    """Where people read of a thing of the cube: an observation's claim, or the files."""
    if iri.startswith(OBSERVATION):
        return path_of(thing("claim", iri.removeprefix(OBSERVATION)).value)
    return "/data"
