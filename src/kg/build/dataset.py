"""The whole project as named graphs: sources one by one, then what all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import NamedNode, Triple

from kg.build.computed import build_computed
from kg.build.describe import Fact, describe
from kg.build.entities import build_entities, document_label
from kg.build.laws import build_laws
from kg.build.linking import build_links
from kg.build.source import build_source
from kg.build.statements import reference_iri
from kg.build.vocabulary import build_vocabulary, names_any
from kg.load import Bundle, Located, Project
from kg.lock import Lock
from kg.terms import BASE, graph, thing

TITLES = {
    "entities": "Organisations, people in public roles, places, events and documents",
    "links": "Links to other open datasets, each with its evidence",
    "external": "Facts from outside the annotated articles, each with its document",
    "editorial": "Caveats of our own",
    "computed": "Figures that we compute",
    "checks": "What we check: what adds up, what does not, and what must not be compared",
    "ontology": "The ontology",
    "concepts": "The concept schemes",
    "alignments": "Alignments with other vocabularies",
    "catalogue": "What each named graph holds",
}


@dataclass(frozen=True)
class BuiltProject:
    """Every asserted and computed triple by named graph, and the record behind each subject."""

    project: Project
    locks: Mapping[str, Lock]
    graphs: dict[NamedNode, set[Triple]] = field(default_factory=dict)
    records: dict[NamedNode, Located] = field(default_factory=dict)

    @property
    def default_graph(self) -> set[Triple]:
        """The union of all named graphs: each triple once."""
        return set().union(*self.graphs.values())


def build_project(project: Project, locks: Mapping[str, Lock]) -> BuiltProject:
    """Build all named graphs from checked files and their locks."""
    built = BuiltProject(project, locks)
    facts = chain(
        _vocabulary(project),
        build_entities(project),
        build_laws(project),
        build_links(project),
        build_computed(project),
        *(build_source(project, bundle, locks[bundle.slug]) for bundle in project.bundles),
    )
    for fact in facts:
        built.graphs.setdefault(fact.graph, set()).add(fact.triple)
        if fact.located is not None:
            built.records.setdefault(fact.triple.subject, fact.located)
    built.graphs[graph("catalogue")] = set(_catalogue(built, project.bundles))
    return built


def _vocabulary(project: Project) -> Iterator[Fact]:
    """The ontology and the concepts, without what they say of things that are withdrawn."""
    gone = {reference_iri(reference) for reference in project.withdrawn}
    return (fact for fact in build_vocabulary(project.root) if not names_any(fact.triple, gone))


def _catalogue(built: BuiltProject, bundles: Iterable[Bundle]) -> Iterator[Triple]:
    """What each named graph holds."""
    edition = built.project.edition
    dataset = {
        "a": ["prov:Entity"],
        "dcterms:title": (edition.title, "en"),
        "dcterms:description": (edition.description, "en"),
        "dcterms:license": NamedNode(edition.licence),
        "dcterms:creator": thing("agent", "refusals"),
        "dcterms:hasPart": list(built.graphs),
    }
    yield from describe(NamedNode(f"{BASE}dataset"), dataset)
    for name, title in TITLES.items():
        yield from describe(graph(name), {"a": ["prov:Entity"], "dcterms:title": (title, "en")})
    for bundle in bundles:
        title = bundle.source.title or document_label(built.project, bundle.source)
        facts = {
            "a": ["prov:Entity"],
            "dcterms:title": (f"What one article reports: {title}", "en"),
            "dcterms:source": thing("article", bundle.slug),
        }
        yield from describe(graph("source", bundle.slug), facts)
