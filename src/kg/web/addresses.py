"""The addresses of this site, and the IRIs that they stand for.

`https://w3id.org/refusals/id/claim/x` is a thing, `/claim/x` the document about it here, and
`/claim/x.ttl` that document in one format. A document of ours (a named graph, a rule, the ontology)
has its IRI's own path.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.formats import GRAPH_FORMATS, HTML, Format
from kg.terms import BASE, VOCABULARIES

DOCUMENTS = ("graph/", "rule/", "ontology/", ".well-known/")
"""Beginnings of paths whose IRIs are not of things."""
_RELEASE = re.compile(r"release/[^/]+/(?=.)")
SAFE = "/:@!$&'()*+,;=-._~"


def split_suffix(path: str, offer: tuple[Format, ...] = (HTML, *GRAPH_FORMATS)) -> tuple[str, str]:
    """A path without the suffix of a format, and the format's name or "".

    >>> split_suffix("claim/x.ttl"), split_suffix("document/cyberleninka-352.1")
    (('claim/x', 'turtle'), ('document/cyberleninka-352.1', ''))
    """
    for format in offer:
        if path.endswith(f".{format.extension}"):
            return path.removesuffix(f".{format.extension}"), format.name
    return path, ""


def iri_of(path: str) -> str:
    """The IRI that a path without suffix and leading slash stands for; of a thing as a release has
    it, the thing's.

    >>> iri_of("claim/x"), iri_of("graph/links")
    ('https://w3id.org/refusals/id/claim/x', 'https://w3id.org/refusals/graph/links')
    """
    path = _RELEASE.sub("", path)
    is_whole = path == "ontology" or path.startswith(("id/", *DOCUMENTS))
    return f"{BASE}{path}" if is_whole else f"{BASE}id/{path}"


def path_of(iri: str) -> str:
    """The path on this site for an IRI of ours; any other IRI as it is.

    >>> path_of("https://w3id.org/refusals/ontology#Claim"), path_of("http://example.org/")
    ('/ontology#Claim', 'http://example.org/')
    """
    if not iri.startswith(BASE):
        return iri
    path, hash, fragment = iri.removeprefix(BASE).removeprefix("id/").partition("#")
    return f"/{quote(path, safe=SAFE)}{hash}{quote(fragment, safe=SAFE)}"


def compact(iri: str) -> str:
    """An IRI with its prefix, where the prefix is known; one of ours without what all have.

    >>> compact("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), compact(f"{BASE}id/claim/x")
    ('rdf:type', 'claim/x')
    """
    for prefix, namespace in VOCABULARIES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(f"{BASE}id/")
