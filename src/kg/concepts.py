"""The concepts of ontology/concepts.ttl: their names, and what relates one to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.errors import Problem, relative
from kg.terms import BASE, VOCABULARIES, term


@dataclass(frozen=True)
class Concept:
    """A SKOS concept.

    :ivar label: its preferred label in English; `labels` has those of all languages
    :ivar values: slugs, literals and events by the local name of the property that leads to them:
        `quantityKind`, `defaultUnit`, `caseStage`, `broader`, `notComparableWith` …
    """

    slug: str
    labels: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]

    @property
    def label(self) -> str:
        """The English label."""
        return self.labels["en"]

    def value(self, name: str) -> str | None:
        """The one value of a property, or None."""
        return next(iter(self.values.get(name, ())), None)

    @property
    def quantity_kind(self) -> str | None:
        """Of a measure: the kind of number that its figures are."""
        return self.value("quantityKind")

    @property
    def default_unit(self) -> str | None:
        """Of a measure: the unit of figures that name none."""
        return self.value("defaultUnit")


def read_concepts(root: Path, problems: list[Problem]) -> dict[str, dict[str, Concept]]:
    """Concepts of ontology/concepts.ttl by kind (measure, category, unit …) and slug."""
    path = root / "ontology" / "concepts.ttl"
    try:
        triples = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except OSError:
        problems.append(Problem(relative(path, root), 0, "the file cannot be read"))
        return {}
    except SyntaxError as error:
        problems.append(Problem(relative(path, root), error.lineno or 0, error.msg))
        return {}
    labels: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, _ in triples:
        if predicate == term("skos:prefLabel"):
            labels.setdefault(subject.value, {})[value.language] = value.value
        elif predicate == term("skos:broader") or predicate.value.startswith(VOCABULARIES["ref"]):
            name = predicate.value.replace("#", "/").rpartition("/")[2]
            own = values.setdefault(subject.value, {}).setdefault(name, [])
            own.append(value.value.removeprefix(f"{BASE}id/").rpartition("/")[2])
    concepts: dict[str, dict[str, Concept]] = {}
    for iri, names in labels.items():
        if "en" not in names:
            continue
        kind, _, slug = iri.removeprefix(f"{BASE}id/").partition("/")
        related = {name: tuple(sorted(found)) for name, found in values.get(iri, {}).items()}
        concepts.setdefault(kind, {})[slug] = Concept(slug, names, related)
    return concepts
