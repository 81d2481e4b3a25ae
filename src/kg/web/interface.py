"""The description of the interface, `/openapi.json` (`openapi.yaml`, OpenAPI 3.1). Its examples
name things of the graph; one that names what has been withdrawn is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from kg.terms import BASE
from kg.tombstones import Tombstones, hash_of

THINGS = "/{kind}/{name}"
"""The path whose parameter `kind` lists every kind of thing."""
_WORD = re.compile(r"[\w.-]+")
_KEPT_RELEASES = 2


def interface(tombstones: Tombstones) -> bytes:
    """The description as JSON."""
    return _written(frozenset(tombstones.things))


@lru_cache(_KEPT_RELEASES)
def _written(gone: frozenset[str]) -> bytes:
    """
    :param gone: hashes of the IRIs of what has been withdrawn
    """
    text = files("kg.web").joinpath("openapi.yaml").read_text(encoding="utf-8")
    whole = yaml.safe_load(text)
    shown = without_examples(whole, gone) if gone else whole
    return json.dumps(shown, ensure_ascii=False, default=str).encode()


def without_examples(document: dict, gone: frozenset[str]) -> dict:
    """The description without the examples that name what is gone.

    :param gone: hashes of IRIs
    """
    (kinds,) = [
        parameter["schema"]["enum"]
        for parameter in document["paths"][THINGS]["get"]["parameters"]
        if parameter.get("name") == "kind"
    ]
    return _without(document, kinds, gone)


def _without(node: object, kinds: Iterable[str], gone: frozenset[str]) -> object:
    if isinstance(node, list):
        return [_without(one, kinds, gone) for one in node]
    if not isinstance(node, dict):
        return node
    found = {}
    for key, value in node.items():
        if key == "example" and _names(value, kinds, gone):
            continue
        if key == "examples":
            value = {name: one for name, one in value.items() if not _names(one, kinds, gone)}
        found[key] = _without(value, kinds, gone)
    return found


def _names(example: object, kinds: Iterable[str], gone: frozenset[str]) -> bool:
    """Whether an example has the name of something that is gone, whatever its kind."""
    words = set(_WORD.findall(json.dumps(example, ensure_ascii=False, default=str).lower()))
    return any(hash_of(f"{BASE}id/{kind}/{word}") in gone for word in words for kind in kinds)
