"""The cube as triples: data sets with their structures, slices, observations, codes and labels.

The RDF Data Cube Vocabulary, W3C Recommendation of 16 January 2014. There are no blank nodes, and
the file stands by itself: whatever an observation points at has its labels in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.build import BuiltProject
from kg.build.describe import describe
from kg.build.entities import NEVER_TOGETHER
from kg.cube.observations import Facts, Observation, period_code, read_observations
from kg.cube.structure import (
    SLICE_KEY,
    code_lists,
    comment,
    declarations,
    describe_data_set,
    own,
    qb,
)
from kg.dates import parse_period
from kg.terms import BASE, term, thing

AREAS = own("areas")
CONTAINS = term("schema:containsPlace")
LABELS = ("rdfs:label", "skos:prefLabel", "dcterms:title")
LANGUAGES = ("en", "ru", "uk")


def cube(built: BuiltProject) -> set[Triple]:
    """The figures of a project as an RDF Data Cube.

    :raises KgError: if a figure is of a kind that the cube has no data set for
    """
    facts = Facts(built.default_graph)
    found: set[Triple] = set()
    for observation in read_observations(facts):
        found.update(_data_set(built, observation))
        found.update(_observation(facts, observation))
        if _is_named(facts, observation.values["producer"][0]):
            found.update(_slice(facts, observation))
        found.update(_codes(facts, observation))
    return found


def _data_set(built: BuiltProject, observation: Observation) -> Iterator[Triple]:
    edition, data_set = built.project.edition, observation.data_set
    yield from describe_data_set(data_set)
    about = {
        "rdfs:comment": (comment(), "en"),
        "dcterms:license": NamedNode(edition.licence),
        "dcterms:publisher": thing("agent", "refusals"),
        "dcterms:isPartOf": NamedNode(f"{BASE}dataset"),
    }
    yield from describe(data_set.iri, about)


def _observation(facts: Facts, observation: Observation) -> Iterator[Triple]:
    node = observation.iri
    yield Triple(node, term("rdf:type"), qb("Observation"))
    yield Triple(node, qb("dataSet"), observation.data_set.iri)
    for label in _labels(facts, observation.claim):
        yield Triple(node, term("rdfs:label"), label.object)
    for name, values in observation.values.items():
        for value in values:
            yield Triple(node, own(name), value)
            if isinstance(value, NamedNode):
                yield from _labels(facts, value)


def _is_named(facts: Facts, producer: NamedNode) -> bool:
    """Whether a producer is somebody by name, whose numbers may be collected.

    What somebody without a name says is never put together, and what is credited to nobody need not
    come from one hand.
    """
    classes = set(facts.all(producer, term("rdf:type").value))
    return bool(classes) and not classes & NEVER_TOGETHER


def _slice(facts: Facts, observation: Observation) -> Iterator[Triple]:
    """What one producer says of one measure, in one data set (RDF Data Cube §7)."""
    node = observation.slice
    yield Triple(observation.data_set.iri, qb("slice"), node)
    yield Triple(node, term("rdf:type"), qb("Slice"))
    yield Triple(node, qb("sliceStructure"), SLICE_KEY)
    yield Triple(node, qb("observation"), observation.iri)
    fixed = [observation.values[name][0] for name in ("producer", "measure")]
    for name, value in zip(("producer", "measure"), fixed, strict=True):
        yield Triple(node, own(name), value)
    producer, measure = (_by_language(facts, value) for value in fixed)
    for language in producer.keys() & measure.keys():
        text = f"{producer[language]}: {measure[language]}"
        yield Triple(node, term("rdfs:label"), Literal(text, language=language))


def _codes(facts: Facts, observation: Observation) -> Iterator[Triple]:
    """The values of coded components as members of their code lists."""
    lists = code_lists()
    for name in lists.keys() & observation.values.keys():
        for code in observation.values[name]:
            yield from declarations()[lists[name]]
            yield from declarations().get(code, ())
            if lists[name] == AREAS:
                yield from _area(facts, code)
            else:
                yield Triple(code, term("rdf:type"), term("skos:Concept"))
                yield Triple(code, term("skos:inScheme"), lists[name])
    for text in ("period", "asOf", "basePeriod"):
        written = facts.one(observation.claim, text)
        if written is not None and text in observation.values:
            yield from _period(written.value)
    if len(observation.categories) > 1:
        yield from _combined(facts, observation)


def _area(facts: Facts, place: NamedNode) -> Iterator[Triple]:
    """A place below all that contain it, as far as a root."""
    within = facts.all(place, "within")
    yield from _labels(facts, place)
    if not within:
        yield Triple(AREAS, qb("hierarchyRoot"), place)
    for larger in within:
        yield Triple(larger, CONTAINS, place)
        yield from _area(facts, larger)


def _period(text: str) -> Iterator[Triple]:
    """A period with its first and last day; an open end has none (DCAT 3 §6.15)."""
    period = parse_period(text)
    yield from describe(
        period_code(Literal(text)),
        {
            "a": ["dcterms:PeriodOfTime"],
            "skos:prefLabel": text,
            "skos:notation": text,
            "dcat:startDate": period.start and period.start.first,
            "dcat:endDate": period.end and period.end.last,
        },
    )


def _combined(facts: Facts, observation: Observation) -> Iterator[Triple]:
    """The one code of several categories, narrower than each of them."""
    code, parts = observation.values["category"][0], observation.categories
    labels = [_by_language(facts, part) for part in parts]
    for part in parts:
        yield Triple(code, term("skos:broader"), part)
        yield from _labels(facts, part)
    for language in LANGUAGES:
        if all(language in each for each in labels):
            words = " + ".join(each[language] for each in labels)
            yield Triple(code, term("skos:prefLabel"), Literal(words, language=language))


def _labels(facts: Facts, node: NamedNode) -> Iterator[Triple]:
    for name in LABELS:
        for label in facts.all(node, term(name).value):
            yield Triple(node, term(name), label)


def _by_language(facts: Facts, node: NamedNode) -> dict[str, str]:
    """The labels of a thing by language; of two in one language, the first."""
    labels = [triple.object for triple in _labels(facts, node)]
    return {label.language: label.value for label in reversed(labels) if label.language}
