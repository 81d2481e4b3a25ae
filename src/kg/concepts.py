"""The concepts of ontology/concepts.ttl, as far as curated files may name them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.errors import Problem, relative
from kg.terms import BASE, term


@dataclass(frozen=True)
class Concept:
    """A SKOS concept: its slug, and for a measure its kind of quantity and default unit."""

    slug: str
    label: str
    quantity_kind: str | None = None
    default_unit: str | None = None


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
    labels: dict[str, str] = {}
    details: dict[tuple[str, str], str] = {}
    for triple in triples:
        subject = triple.subject.value
        if triple.predicate == term("skos:prefLabel") and triple.object.language == "en":
            labels[subject] = triple.object.value
        elif triple.predicate in (term("ref:quantityKind"), term("ref:defaultUnit")):
            details[subject, triple.predicate.value] = triple.object.value.rpartition("/")[2]
    concepts: dict[str, dict[str, Concept]] = {}
    for iri, label in labels.items():
        kind, _, slug = iri.removeprefix(f"{BASE}id/").partition("/")
        concepts.setdefault(kind, {})[slug] = Concept(
            slug,
            label,
            details.get((iri, term("ref:quantityKind").value)),
            details.get((iri, term("ref:defaultUnit").value)),
        )
    return concepts
