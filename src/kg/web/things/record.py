"""A thing as its page is made from: what is said of it, by property."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from kg.terms import VOCABULARIES
from kg.web.asking import Answer, answer, local_name, title_of
from kg.web.languages import LANGUAGES, current_language


@dataclass(frozen=True)
class Thing:
    """What is said of a thing, without what rules infer.

    :ivar answer: its facts, with the query that found them
    """

    iri: str
    answer: Answer

    @cached_property
    def _values(self) -> dict[str, list[NamedNode | Literal]]:
        found: dict[str, list[NamedNode | Literal]] = {}
        for row in self.answer.rows:
            found.setdefault(local_name(row["property"].value), []).append(row["value"])
        return found

    def values(self, *names: str) -> list[NamedNode | Literal]:
        """The values of properties, by the local names of these."""
        return [value for name in names for value in self._values.get(name, ())]

    def iris(self, *names: str) -> list[str]:
        """Those of them that are things."""
        return [value.value for value in self.values(*names) if isinstance(value, NamedNode)]

    def text(self, name: str) -> str | None:
        """The first value of a property as text."""
        return next((value.value for value in self.values(name)), None)

    def is_true(self, name: str) -> bool:
        """Whether a property says yes."""
        return self.text(name) == "true"

    def worded(self, *names: str) -> Literal | None:
        """A text in the language of the page, else in the first of LANGUAGES that there is."""
        found = {
            value.language or "": value
            for value in self.values(*names)
            if isinstance(value, Literal)
        }
        preferred = (current_language(), *LANGUAGES, "")
        return next((found[language] for language in preferred if language in found), None)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Its classes of our ontology, by local name."""
        own = VOCABULARIES["ref"]
        return frozenset(t.removeprefix(own) for t in self.iris("type") if t.startswith(own))

    @property
    def is_linked(self) -> bool:
        """Whether it is known in another dataset (SKOS §10, mapping properties)."""
        return any(name.endswith("Match") for name in self._values)

    @property
    def title(self) -> str:
        """What it is called, in the language of the page where it can be."""
        return title_of(self.iri, self.answer.rows)

    @property
    def other_names(self) -> list[Literal]:
        """Its names in other languages, and further ones, each once."""
        found = {}
        for value in self.values("label", "prefLabel", "title", "altLabel"):
            if isinstance(value, Literal) and value.value != self.title:
                found.setdefault(value.value, value)
        return list(found.values())


def read(iri: str) -> Thing:
    """What is said of a thing; nothing, where nothing is."""
    return Thing(iri, answer("facts", iri))
