"""The page of `kg docs` explains every term at its anchor, loads nothing, and never varies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import OWL, RDF, RDFS, SKOS, Graph

from kg.cli import main
from kg.documentation import document_ontology
from kg.errors import KgError

NAMESPACE = "https://w3id.org/refusals/ontology#"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
VOID = {"meta", "br", "link", "img", "input", "hr"}
LOADING = {"script", "link", "img", "iframe", "object", "embed", "source", "video", "audio", "base"}


class Reader(HTMLParser):
    """The elements of a page, and the text and the languages under each id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[tuple[str | None, str]]] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self._open, "an element is left open"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self._open.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        languages = [a["lang"] for _, a in self._open if "lang" in a]
        for _, attributes in self._open:
            if "id" in attributes:
                found = (languages[-1] if languages else None, data.strip())
                self.texts.setdefault(attributes["id"], []).append(found)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page."""
    return document_ontology(root)


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    """The page, read."""
    return Reader(page)


@pytest.fixture(scope="module")
def ontology(root: Path) -> Graph:
    """refusals.ttl."""
    return Graph().parse(root / "ontology" / "refusals.ttl")


@pytest.mark.slow
def test_every_term_has_its_definitions_labels_and_notes_at_its_anchor(
    read: Reader, ontology: Graph
) -> None:
    terms = {term for kind in KINDS for term in ontology[: RDF.type : kind]}
    own = [term for term in terms if str(term).startswith(NAMESPACE)]
    assert own
    for term in own:
        under = read.texts[term.removeprefix(NAMESPACE)]
        for predicate in (SKOS.definition, RDFS.label, SKOS.scopeNote):
            values = list(ontology[term:predicate])
            places = {v.language: under.index((v.language, str(v))) for v in values}
            assert not values or min(places, key=places.get) == "en", "English stands first"
        assert under[0][1] == "", "whitespace before the heading"
        (label,) = (v for v in ontology[term : RDFS.label] if v.language == "en")
        assert under[1] == ("en", str(label)), "the heading is in English alone"


@pytest.mark.slow
def test_axioms_are_said(read: Reader) -> None:
    def said(term: str) -> str:
        return " ".join(text for _, text in read.texts[term] if text)

    assert "Inverse of has part ." in said("partOf")
    assert "transitive" in said("partOf")
    assert "Follows from prints then mention of then about ." in said("speaksOf")
    assert "Is one of “evidence”, “set aside”." in said("status")
    assert "https://w3id.org/refusals/id/agent/unknown" in said("UnknownAgent")
    assert "Disjoint with article" in said("CitedDocument")
    assert "exactly 1" in said("Mention")


@pytest.mark.slow
def test_ids_are_unique_and_links_within_the_page_arrive(read: Reader) -> None:
    ids = Counter(a["id"] for _, a in read.elements if "id" in a)
    assert [name for name, times in ids.items() if times > 1] == []
    links = {a["href"] for _, a in read.elements if "href" in a}
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "http://", "https://")) for link in links)


@pytest.mark.slow
def test_the_page_loads_nothing_and_says_so(page: str, read: Reader) -> None:
    for tag, attributes in read.elements:
        assert tag not in LOADING
        assert not {"src", "srcset", "background", "style"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import|javascript:|data:", page)
    policies = [a["content"] for _, a in read.elements if "http-equiv" in a]
    assert policies == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.slow
def test_the_page_is_the_same_from_anywhere(page: str, root: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-c", "from kg.cli import main; main()", "docs", str(folder)]
        environment = os.environ | {"KG_ROOT": str(root), "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stderr == "", "nothing of pyLODE's logging"
        assert (folder / "ontology.html").read_bytes() == page.encode()
    assert str(root) not in page
    assert str(tmp_path) not in page


@pytest.mark.parametrize("package", ["dominate", "pylode"])
def test_without_pylode_the_message_says_how_to_get_it(
    package: str, root: Path, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KgError, match=rf"needs {package}: pip install 'refusals\[docs\]'"):
        document_ontology(root)
    result = CliRunner().invoke(main, ["docs", str(tmp_path / "out")], env={"KG_ROOT": str(root)})
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_a_broken_ontology_is_named_with_the_line(copy: Path) -> None:
    (copy / "ontology" / "refusals.ttl").write_text("<a> a\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["docs", str(copy / "out")], env={"KG_ROOT": str(copy)})
    assert result.exit_code == 1
    assert "ontology/refusals.ttl:" in result.output
