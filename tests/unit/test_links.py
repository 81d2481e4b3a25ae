"""Links to other datasets: each is well-formed and evidenced, and no two contradict each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.links import CURIE_MAP, FILE, Link, read_links
from kg.load import load_project

ROW = "refusals:place/france\tFrance\tskos:exactMatch\twikidata:Q142\tFrance"


@pytest.fixture(scope="module")
def links(root: Path) -> tuple[Link, ...]:
    """The links of this project."""
    return read_links(load_project(root))


def test_links_lead_to_three_datasets_and_each_is_evidenced(links: tuple[Link, ...]):
    assert {link.dataset for link in links} == {"wikidata", "geonames", "iso3166"}
    assert len(links) >= 90
    assert all(link.evidence and link.label for link in links)


def test_the_only_person_that_is_linked_holds_public_office(links: tuple[Link, ...], root: Path):
    agents = load_project(root).agents
    linked = {link.subject.partition("/")[2] for link in links if link.subject[:6] == "agent/"}
    persons = {slug for slug in linked if agents[slug].record.role}
    assert persons == {"vladimir-putin"}


def test_identifiers_are_those_of_the_reference(links: tuple[Link, ...], settings):
    reference = settings.texts_path and settings.texts_path.parent / "reference" / "entities.json"
    if not reference or not reference.exists():
        pytest.skip("the register of verified identifiers is not at hand")
    verified = set()
    for entry in json.loads(reference.read_text(encoding="utf-8"))["verified"]:
        ids = entry["ids"]
        verified.add(("wikidata", ids.get("wikidata")))
        verified.add(("geonames", f"{ids.get('geonames')}/"))
        codes = (ids.get(key) for key in ("iso3166_1_a2", "iso3166_2", "iso3166_exceptional"))
        verified.update(("iso3166", code) for code in codes)
    assert {(link.dataset, link.identifier) for link in links} <= verified


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wikidata:Q142\t", "wikidata:142\t", "no identifier of wikidata"),
        ("wikidata:Q142\t", "wikidata:Q142/x\t", "no identifier of wikidata"),
        ("wikidata:Q142\t", "wikidat:Q142\t", "unknown dataset.*wikidata"),
        (
            "place/france\tFrance\tskos:exact",
            "place/frnce\tFrance\tskos:exact",
            "nothing is called",
        ),
        ("place/france\tFrance\tskos:exact", "place/france\tFrance\tskos:exaxt", "no mapping"),
        ("refusals:place/france\tFrance\tskos:e", "place/france\tFrance\tskos:e", "begin with"),
    ],
)
def test_a_malformed_link_is_named_with_its_line(
    copy: Path, edit, check, old: str, new: str, words: str
):
    check(copy, FILE, words, edit(copy, FILE, old, new))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{ROW}\tsemapv:LexicalMatching\tx\t0.9\t2026-11-22\t\t", "a link without evidence"),
        (f"{ROW}\tsemapv:Guess\tx\t0.9\t2026-11-22\t\tseen", "mapping_justification"),
        (f"{ROW}\tsemapv:LexicalMatching\tx\t2\t2026-11-22\t\tseen", "from 0 to 1"),
        (f"{ROW}\tsemapv:LexicalMatching", "cells stand where there are"),
        (
            ROW.replace("Q142", "Q1") + "\tsemapv:LexicalMatching\tx\t0.9\t2026-11-22\t\tseen",
            r"cannot be exactly both Q142 \(line \d+\) and Q1",
        ),
        (
            ROW.replace("place/france", "place/germany")
            + "\tsemapv:LexicalMatching\tx\t0.9\t2026-11-22\t\tseen",
            "place/germany cannot be exactly both|is exactly place/france already",
        ),
    ],
)
def test_a_link_without_evidence_or_at_odds_with_another_is_refused(
    copy: Path, check, row: str, words: str
):
    with (copy / FILE).open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    check(copy, FILE, f"({words})")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#license:", "#licence:", "the header lacks license"),
        ("wikidata.org/entity/", "wikidata.org/wiki/", "the prefix 'wikidata' is"),
        ("#curie_map:", "#curie_map: [", "the header is no commented YAML"),
        ("\tevidence\n", "\tevidenz\n", "the column 'evidence' is missing"),
    ],
)
def test_a_broken_header_is_named(copy: Path, edit, check, old: str, new: str, words: str):
    edit(copy, FILE, old, new)
    check(copy, FILE, words)


def test_prefixes_are_those_of_the_datasets():
    assert CURIE_MAP["wikidata"] == "http://www.wikidata.org/entity/"
    assert CURIE_MAP["geonames"] == "https://sws.geonames.org/"
