"""Promises of the vocabulary: every term explained, in three languages, declared once, OWL 2 DL."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

ONTOLOGY = URIRef("https://w3id.org/refusals/ontology")
REF = Namespace(f"{ONTOLOGY}#")
ID = Namespace("https://w3id.org/refusals/id/")
LANGUAGES = {"en", "ru", "uk"}
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
# Datatypes of XML Schema that are not in the datatype map (OWL 2 Structural Specification §4).
OUTSIDE_OWL = (XSD.date, XSD.gYear, XSD.gYearMonth, XSD.time, XSD.duration)
DEFINED_IN_THREE = ("SoldierCategory", "Measure", "Qualifier", "Modality", "CaseStage")


@pytest.fixture(scope="module")
def ontology(root: Path) -> Graph:
    """refusals.ttl."""
    parsed = Graph().parse(root / "ontology" / "refusals.ttl")
    assert len(own_terms(parsed)) > 100
    return parsed


@pytest.fixture(scope="module")
def concepts(root: Path) -> Graph:
    """concepts.ttl."""
    parsed = Graph().parse(root / "ontology" / "concepts.ttl")
    assert len(set(parsed[: RDF.type : SKOS.Concept])) > 100
    return parsed


@pytest.fixture(scope="module")
def alignments(root: Path) -> Graph:
    """alignments.ttl."""
    return Graph().parse(root / "ontology" / "alignments.ttl")


@pytest.fixture(scope="module")
def context(root: Path) -> dict:
    """context.jsonld."""
    return json.loads((root / "ontology" / "context.jsonld").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def good(root: Path) -> Graph:
    """A graph with one of everything."""
    return Graph().parse(root / "tests" / "shapes" / "good" / "complete.ttl")


def own_terms(graph: Graph) -> set[URIRef]:
    """The classes and properties of this vocabulary that a graph declares."""
    return {term for kind in TERM_KINDS for term in graph[: RDF.type : kind] if term in REF}


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> Counter:
    """How many values there are in each language."""
    return Counter(value.language for value in graph[subject:predicate])


def iris(graph: Graph) -> set[URIRef]:
    """Every IRI that stands anywhere in a graph."""
    return {node for triple in graph for node in triple if isinstance(node, URIRef)}


# What is declared


def test_every_term_is_labelled_in_three_languages_and_defined(ontology: Graph) -> None:
    for term in own_terms(ontology):
        assert languages(ontology, term, RDFS.label) == dict.fromkeys(LANGUAGES, 1), term
        assert languages(ontology, term, SKOS.definition)["en"] == 1, term
        assert ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY, term


def test_classes_are_defined_in_three_languages(ontology: Graph) -> None:
    for term in own_terms(ontology) & set(ontology[: RDF.type : OWL.Class]):
        assert languages(ontology, term, SKOS.definition) == dict.fromkeys(LANGUAGES, 1), term


def test_a_definition_is_one_sentence(ontology: Graph, concepts: Graph) -> None:
    for graph in (ontology, concepts):
        for subject, text in graph.subject_objects(SKOS.definition):
            assert re.fullmatch(r'["«A-ZА-ЯІЇЄҐ].*\.', text), f"{subject}: {text}"
            assert not re.search(r"\.\s", text), f"{subject}: {text}"


def test_the_ontology_says_what_it_is(ontology: Graph) -> None:
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == ONTOLOGY + f"/{version}"
    licence = ontology.value(ONTOLOGY, DCTERMS.license)
    assert licence == URIRef("https://creativecommons.org/licenses/by/4.0/")
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.created):
        assert ontology.value(ONTOLOGY, predicate), predicate


def test_there_is_no_class_of_deserters(ontology: Graph, alignments: Graph) -> None:
    for graph in (ontology, alignments):
        for term in graph[: RDF.type : OWL.Class]:
            assert "desert" not in str(term).lower()


# OWL 2 DL, as far as triples show it (OWL 2 Mapping to RDF Graphs §3; Structural Specification §11)


def test_outside_terms_are_declared(ontology: Graph, concepts: Graph, alignments: Graph) -> None:
    annotations = set(ontology[: RDF.type : OWL.AnnotationProperty])
    for graph in (ontology, ontology + concepts + alignments):
        declared = set(graph.subjects(RDF.type))
        used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
            used |= set(graph.objects(None, predicate))
        for predicate in (OWL.onProperty, OWL.onClass, OWL.inverseOf, OWL.someValuesFrom):
            used |= set(graph.objects(None, predicate))
        undeclared = {
            term
            for term in used - declared
            if isinstance(term, URIRef) and not str(term).startswith(BUILT_IN)
        }
        assert not undeclared
    assert {RDFS.label, RDFS.comment}.isdisjoint(annotations), "these need no declaration"


def test_a_term_is_of_one_kind_only(ontology: Graph, alignments: Graph) -> None:
    union = ontology + alignments
    kinds = (*TERM_KINDS, OWL.AnnotationProperty)
    count = Counter(term for kind in kinds for term in set(union[: RDF.type : kind]))
    assert [term for term, times in count.items() if times > 1] == []


def test_properties_point_at_what_their_kind_allows(ontology: Graph, alignments: Graph) -> None:
    union = ontology + alignments
    data = set(union[: RDF.type : OWL.DatatypeProperty])
    objects = set(union[: RDF.type : OWL.ObjectProperty])
    for term in own_terms(ontology):
        for target in union[term : RDFS.range]:
            if term in data and isinstance(target, URIRef):
                assert target in XSD, f"{term}: {target} is no datatype"
                assert target not in OUTSIDE_OWL, f"{term}: {target} is outside the datatype map"
            if term in objects:
                assert (target, RDF.type, OWL.Class) in union, term
        for parent in union[term : RDFS.subPropertyOf]:
            assert (term in data) == (parent in data), f"{term} under {parent}"
            assert (term in objects) == (parent in objects), f"{term} under {parent}"


def test_properties_that_need_to_be_simple_are(ontology: Graph) -> None:
    transitive = set(ontology[: RDF.type : OWL.TransitiveProperty])
    composite = transitive | {p for t in transitive for p in ontology[t : OWL.inverseOf]}
    for restricting in (
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.AsymmetricProperty,
        OWL.IrreflexiveProperty,
    ):
        assert composite.isdisjoint(ontology[: RDF.type : restricting])
    for restriction in ontology[: RDF.type : OWL.Restriction]:
        if ontology.value(restriction, OWL.someValuesFrom) is None:
            assert ontology.value(restriction, OWL.onProperty) not in composite


# The concepts


def test_concepts_are_labelled_in_three_languages(concepts: Graph) -> None:
    for concept in concepts[: RDF.type : SKOS.Concept]:
        assert languages(concepts, concept, SKOS.prefLabel) == dict.fromkeys(LANGUAGES, 1)
    for scheme in concepts[: RDF.type : SKOS.ConceptScheme]:
        assert languages(concepts, scheme, SKOS.prefLabel) == dict.fromkeys(LANGUAGES, 1)


@pytest.mark.parametrize("name", DEFINED_IN_THREE)
def test_concepts_that_readers_meet_are_defined_in_three_languages(
    name: str, concepts: Graph
) -> None:
    members = set(concepts[: RDF.type : REF[name]])
    assert members
    for concept in members:
        assert languages(concepts, concept, SKOS.definition) == dict.fromkeys(LANGUAGES, 1)


def test_labels_tell_the_concepts_of_a_scheme_apart(concepts: Graph) -> None:
    for scheme in concepts[: RDF.type : SKOS.ConceptScheme]:
        labels = Counter(
            label
            for concept in concepts[: SKOS.inScheme : scheme]
            for label in concepts[concept : SKOS.prefLabel]
        )
        assert [label for label, times in labels.items() if times > 1] == []


def test_a_concept_ends_with_its_notation_and_belongs_to_a_declared_class(
    concepts: Graph, ontology: Graph
) -> None:
    for concept in concepts[: RDF.type : SKOS.Concept]:
        (notation,) = concepts[concept : SKOS.notation]
        assert concept.rpartition("/")[2] == str(notation)
        (own_class,) = set(concepts[concept : RDF.type]) - {SKOS.Concept}
        assert own_class in own_terms(ontology)


def test_hierarchies_have_no_circle_and_stay_in_their_scheme(concepts: Graph) -> None:
    for concept in concepts[: RDF.type : SKOS.Concept]:
        above = set(concepts.transitive_objects(concept, SKOS.broader)) - {concept}
        for broader in above:
            assert concept not in concepts.transitive_objects(broader, SKOS.broader)
            assert set(concepts[concept : SKOS.inScheme]) == set(concepts[broader : SKOS.inScheme])
        # SKOS S27: related concepts are not also above or below each other.
        assert above.isdisjoint(concepts[concept : SKOS.related])


def test_every_measure_has_figures_or_narrower_measures(concepts: Graph) -> None:
    for measure in concepts[: RDF.type : REF.Measure]:
        heading = any(concepts[: SKOS.broader : measure])
        assert heading != any(concepts[measure : REF.quantityKind]), measure
        assert any(concepts[measure : SKOS.scopeNote]), f"{measure}: not comparable with what?"


def test_case_stages_are_one_chain_from_opened_to_sentenced(concepts: Graph) -> None:
    stages = [ID["stage/opened"]]
    while following := concepts.value(stages[-1], REF.nextStage):
        stages.append(following)
    assert stages[-1] == ID["stage/sentenced"]
    assert set(stages) == set(concepts[: RDF.type : REF.CaseStage])


def test_units_of_time_are_exact_where_they_can_be(concepts: Graph) -> None:
    days = {str(unit): value.toPython() for unit, value in concepts.subject_objects(REF.inDays)}
    months = {str(unit): value.toPython() for unit, value in concepts.subject_objects(REF.inMonths)}
    assert days == {str(ID["unit/day"]): Decimal(1), str(ID["unit/week"]): Decimal(7)}
    assert months == {str(ID["unit/month"]): Decimal(1), str(ID["unit/year"]): Decimal(12)}


# Shapes, context and data use what is declared


def test_shapes_use_declared_terms_and_concepts(
    root: Path, ontology: Graph, concepts: Graph
) -> None:
    shapes = Graph()
    for path in (root / "shapes").glob("*.ttl"):
        shapes.parse(path)
    queries = " ".join(str(o) for o in shapes.objects() if isinstance(o, Literal))
    terms = {iri for iri in iris(shapes) if iri in REF}
    terms |= {REF[name] for name in re.findall(r"\bref:(\w+)", queries)}
    assert terms - own_terms(ontology) == set()
    members = {iri for iri in iris(shapes) if iri in ID}
    found = re.findall(r"\b(kind|qualifier):([\w-]+)", queries)
    members |= {ID[f"{scheme}/{slug}"] for scheme, slug in found}
    assert members - set(concepts.subjects(RDF.type)) == set()


def test_good_data_use_every_class_and_only_declared_terms(
    good: Graph, ontology: Graph, alignments: Graph
) -> None:
    used = {iri for iri in iris(good) if iri in REF}
    assert used - own_terms(ontology) == set()
    classes = own_terms(ontology) & set(ontology[: RDF.type : OWL.Class])
    general = set(ontology.objects(None, RDFS.subClassOf))
    of_concepts = set(alignments[: RDFS.subClassOf : SKOS.Concept])
    assert classes - general - of_concepts == set(good.objects(None, RDF.type)) & classes - general


def test_context_covers_every_term_with_the_right_coercion(context: dict, ontology: Graph) -> None:
    entries = context["@context"]
    defined = {}
    for entry in entries.values():
        entry = {"@id": entry} if isinstance(entry, str) else entry
        if isinstance(entry, dict) and str(entry.get("@id")).startswith("ref:"):
            defined[REF[entry["@id"].removeprefix("ref:")]] = entry
    assert set(defined) == own_terms(ontology)
    for term in ontology[: RDF.type : OWL.ObjectProperty]:
        if term in REF:
            assert defined[term]["@type"] == "@id", term
    for term in ontology[: RDF.type : OWL.DatatypeProperty]:
        if term in REF:
            assert defined[term].get("@type") != "@id", term
            if (term, RDFS.range, XSD.decimal) in ontology:
                assert defined[term]["@type"] == "xsd:decimal", term


def test_data_survive_the_way_through_json_ld(good: Graph, context: dict) -> None:
    text = good.serialize(format="json-ld", context=context["@context"], auto_compact=True)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), good)
    assert f'"producedBy": "{ID["agent/group-a"]}"' in text
    assert '"stated": "40.0"' in text


# Alignments


def test_alignments_speak_of_declared_terms_only(alignments: Graph, ontology: Graph) -> None:
    subjects = {subject for subject in alignments.subjects() if subject in REF}
    assert subjects
    assert subjects - own_terms(ontology) == set()


def test_every_class_of_concepts_is_aligned_with_skos(
    alignments: Graph, ontology: Graph, concepts: Graph
) -> None:
    classes = {c for c in concepts.objects(None, RDF.type) if c in REF}
    assert classes | {REF.Theme} == set(alignments[: RDFS.subClassOf : SKOS.Concept])
    assert classes <= own_terms(ontology)
