"""What things and properties are called in a release, looked up in its file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.archive import quads_of
from kg.differences.difference import Labels, Value
from kg.differences.groups import property_words
from kg.terms import term

NAMES = tuple(map(term, ("rdfs:label", "skos:prefLabel", "dcterms:title", "rdfs:comment")))
IN_ARTICLE = term("ref:inArticle")
LONGEST_TEXT = 600
_REMEMBERED = 20_000


class Names:
    """What is called how in two releases: as in the new one, where it has the thing.

    :param folders: the new release's folder, and then the old one's
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, iri: str) -> Labels:
        """The labels of a thing; of a mention, those of the article that it is in."""
        for folder in self._folders:
            if facts := _facts(folder, iri):
                if not (labels := labels_in(facts)) and IN_ARTICLE in facts:
                    return self.of(next(iter(facts[IN_ARTICLE])).value)
                return labels
        return {}

    def facts(self, iri: str) -> dict[NamedNode, set[NamedNode | Literal]]:
        """What the new release says of a thing."""
        return _facts(self._folders[0], iri)

    def of_property(self, iri: str) -> Labels:
        """What a property is called."""
        return property_words().get(iri) or self.of(iri)

    def values(self, nodes: Iterable[NamedNode | Literal]) -> tuple[Value, ...]:
        """Values in words, in a fixed order."""
        return tuple(self._value(node) for node in sorted(nodes, key=str))

    def _value(self, node: NamedNode | Literal) -> Value:
        if isinstance(node, NamedNode):
            return Value(node.value, is_thing=True, labels=self.of(node.value))
        text = node.value
        if len(text) > LONGEST_TEXT:
            text = f"{text[:LONGEST_TEXT]}…"
        return Value(text, node.language or "")


def standing_in(folder: Path, iri: str) -> Labels | None:
    """The labels of a thing in a release; None where it has none such."""
    facts = _facts(folder, iri)
    return labels_in(facts) if facts else None


def labels_in(facts: Mapping[NamedNode, Collection[NamedNode | Literal]]) -> Labels:
    """The labels among the facts of a thing, of the first property that gives one."""
    for name in NAMES:
        found = [value for value in facts.get(name, ()) if isinstance(value, Literal)]
        if found:
            return {label.language or "": label.value for label in sorted(found, key=str)}
    return {}


def _facts(folder: Path, iri: str) -> dict[NamedNode, set[NamedNode | Literal]]:
    found: dict[NamedNode, set[NamedNode | Literal]] = {}
    for quad in quads_of(folder, NamedNode(iri)):
        found.setdefault(quad.predicate, set()).add(quad.object)
    return found
