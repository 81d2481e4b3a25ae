"""What somebody without a name says is never put together by way of something else."""

from __future__ import annotations

from collections import defaultdict

import pytest
from http_client import Client
from lxml import html
from pyoxigraph import RdfFormat, Store
from serving import BASE

from kg.build.entities import NAMELESS_CLASSES
from kg.release import Release

PAGE = {"Accept": "text/html"}
ONTOLOGY = f"{BASE}ontology#"
NOBODY = f"{BASE}id/agent/unknown"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def store(release: Release) -> Store:
    loaded = Store()
    loaded.bulk_load(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    return loaded


@pytest.fixture(scope="module")
def said(store: Store) -> dict[str, set[str]]:
    """The paths of the statements of each speaker without a name."""
    classes = " ".join(f"<{class_.value}>" for class_ in NAMELESS_CLASSES)
    rows = store.query(
        f"SELECT ?speaker ?claim {{ GRAPH ?g {{ VALUES ?class {{ {classes} }}"
        f" ?speaker a ?class }} GRAPH ?h {{ ?claim <{ONTOLOGY}producedBy> ?speaker ;"
        f" a <{ONTOLOGY}Statement> }} }}"
    )
    found = defaultdict(set)
    for speaker, claim in rows:
        found[speaker.value].add(claim.value.removeprefix(f"{BASE}id"))
    return found


def links(client: Client, path: str) -> set[str]:
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == 200, path
    return set(html.fromstring(answer.text).xpath("//main//a/@href"))


def test_no_document_and_no_mark_puts_the_words_of_one_speaker_together(client, store, said):
    paths = {
        thing.value.removeprefix(f"{BASE}id")
        for name in ("relayDocument", "originDocument", "mark")
        for (thing,) in store.query(
            f"SELECT DISTINCT ?thing {{ GRAPH ?g {{ ?x <{ONTOLOGY}{name}> ?thing }} }}"
        )
    }
    paths = {path for path in paths if not path.startswith("/article/")}  # where they stand
    assert len(paths) > 10 and any(len(claims) > 5 for claims in said.values())
    for path in paths:
        shown = links(client, path)
        names = {part for link in shown for part in link.partition("#")[0].split("/")}
        ids = {claim.rpartition("/")[2] for claims in said.values() for claim in claims}
        assert not names & ids, path


def test_lists_of_statements_do_not_tell_speakers_without_a_name_apart(client, said):
    text = client.get("/category/russian-servicemen", headers=PAGE).text
    (table,) = html.fromstring(text).xpath("//table[contains(@class, 'statements')]")
    shown = set(table.xpath(".//a/@href"))
    assert any(claims & shown for claims in said.values())
    assert not shown & {speaker.removeprefix(f"{BASE}id") for speaker in said}


def test_a_plot_names_nobody_whom_the_table_beside_it_does_not(client: Client):
    for path, label in (
        ("/figures?kind=count", "soldier quoted by Reuters"),
        ("/figures?kind=share", "a soldier quoted by Le Monde"),
        ("/category/russian-servicemen", "a soldier quoted by Le Monde"),
    ):
        titles = html.fromstring(client.get(path, headers=PAGE).data).xpath("//*[name()='title']")
        drawn = [title.text_content() for title in titles]
        assert any("(a speaker without a name)" in title for title in drawn)
        assert not any(label in title for title in drawn)


def test_nothing_leads_to_nobody(client: Client, store: Store):
    """Claims that no text credits to anybody say so, and are not put together by a link."""
    figures = store.query(
        f"SELECT DISTINCT ?claim {{ GRAPH ?g {{ ?claim <{ONTOLOGY}producedBy> <{NOBODY}> }} }}"
    )
    paths = [claim.value.removeprefix(f"{BASE}id") for (claim,) in figures]
    assert len(paths) > 10
    for path in (*paths[:3], "/figures", "/checks", "/disagreements", "/browse?kind=Statement"):
        text = client.get(path, headers=PAGE).text
        assert "/agent/unknown" not in links(client, path), path
        assert "who says so is not known" in text or path.startswith("/browse"), path
