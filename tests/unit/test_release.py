"""What a release promises: the same from the same files, no blank nodes, each triple once, tables
that say what the graph says, and nothing half-written."""

from __future__ import annotations

import csv
import filecmp
import io
import re
import shutil
from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest
from pyoxigraph import BlankNode, DefaultGraph, QueryResultsFormat, RdfFormat, Store, parse

from kg.model import Edition
from kg.pipeline import publish_release
from kg.release import (
    Release,
    ReleaseFile,
    is_up_to_date,
    open_release,
    publish,
    verify,
    write_release,
)
from kg.store import load

REF = "https://w3id.org/refusals/ontology#"


@pytest.fixture(scope="module")
def store(release) -> Store:
    return load(release.path)


def read_table(release: Release, name: str) -> list[dict[str, str]]:
    with (release.path / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def select(store: Store, query: str) -> list[dict[str, str]]:
    answer = store.query(f"PREFIX ref: <{REF}> PREFIX oa: <http://www.w3.org/ns/oa#> {query}")
    text = answer.serialize(format=QueryResultsFormat.CSV).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.slow
def test_a_machine_without_the_texts_builds_the_same_to_the_byte(release, release_without_texts):
    again = release_without_texts
    assert again.id == release.id
    names = sorted(path.name for path in release.path.iterdir())
    assert sorted(path.name for path in again.path.iterdir()) == names
    match, mismatch, errors = filecmp.cmpfiles(release.path, again.path, names, shallow=False)
    assert (sorted(match), mismatch, errors) == (names, [], [])


def test_the_dataset_is_sorted_and_has_no_blank_nodes(release):
    for name in ("dataset.nq", "inferred.nq"):
        lines = (release.path / name).read_text(encoding="utf-8").splitlines()
        assert lines == sorted(set(lines))
        for quad in parse(path=release.path / name, format=RdfFormat.N_QUADS):
            assert not isinstance(quad.subject, BlankNode)
            assert not isinstance(quad.object, BlankNode)


def test_the_default_graph_is_the_union_of_the_asserted_graphs(release):
    quads = list(parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS))
    default = [quad.triple for quad in quads if quad.graph_name == DefaultGraph()]
    named = {quad.triple for quad in quads if quad.graph_name != DefaultGraph()}
    assert len(default) == len(set(default))
    assert set(default) == named
    assert len(default) == release.manifest["counts"]["default_graph_triples"]


def test_what_rules_infer_is_not_in_the_default_graph_by_itself(store):
    inferred = select(store, "SELECT * { GRAPH ?g { ?s ref:producedByPartyTo ?o } }")
    assert inferred
    assert {row["g"] for row in inferred} == {
        "https://w3id.org/refusals/graph/inferred/party-to-the-war"
    }
    assert not select(store, "SELECT * { ?s ref:producedByPartyTo ?o }")


def test_every_graph_is_described(store):
    graphs = {row["g"] for row in select(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    described = select(store, "SELECT ?g { ?g <http://purl.org/dc/terms/title> ?title }")
    assert graphs <= {row["g"] for row in described}


def test_the_table_of_figures_says_what_the_graph_says(release, store):
    rows = read_table(release, "figures.csv")
    anchors = select(
        store,
        """SELECT ?claim ?mention ?article ?start ?end ?fragment ?lower ?upper ?stated {
             ?mention ref:mentionOf ?claim ; ref:inArticle ?article ; ref:hasEvidence ?e .
             ?e oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end .
             ?claim ref:statedText ?stated .
             OPTIONAL { ?e oa:hasSelector/oa:exact ?fragment }
             OPTIONAL { ?claim ref:lowerBound ?lower }
             OPTIONAL { ?claim ref:upperBound ?upper } }""",
    )
    keys = ("claim", "mention", "article", "start", "end", "fragment", "lower", "upper", "stated")
    printed = [row for row in rows if row["status"] == "printed"]
    assert Counter(tuple(row[k] for k in keys) for row in printed) == Counter(
        tuple(row[k] for k in keys) for row in anchors
    )
    computed = [row for row in rows if row["status"] == "computed"]
    assert {row["claim"] for row in computed} == {
        row["c"] for row in select(store, "SELECT ?c { ?c a ref:ComputedCount }")
    }
    assert all(row["article"] == row["mention"] == row["fragment"] == "" for row in computed)


def test_the_table_of_statements_says_what_the_graph_says(release, store):
    rows = read_table(release, "statements.csv")
    anchors = select(
        store,
        """SELECT ?claim ?mention ?article ?start ?end ?fragment ?says {
             ?claim a ref:Statement ; <http://www.w3.org/2000/01/rdf-schema#label> ?says .
             ?mention ref:mentionOf ?claim ; ref:inArticle ?article ; ref:hasEvidence ?e .
             ?e oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end .
             OPTIONAL { ?e oa:hasSelector/oa:exact ?fragment } }""",
    )
    keys = ("claim", "mention", "article", "start", "end", "fragment", "says")
    assert Counter(tuple(row[k] for k in keys) for row in rows) == Counter(
        tuple(row[k] for k in keys) for row in anchors
    )
    assert all(row["subject"] and row["topic"] and row["said_by"] for row in rows)


def test_a_party_to_the_war_is_told_beside_its_numbers_and_words(release, store):
    inferred = select(
        store,
        """SELECT DISTINCT ?claim {
             GRAPH <https://w3id.org/refusals/graph/inferred/party-to-the-war> {
               ?claim ref:producedByPartyTo ?war } }""",
    )
    told = {
        row["claim"]
        for name, column in (("figures", "producer_party_to"), ("statements", "speaker_party_to"))
        for row in read_table(release, f"{name}.csv")
        if row[column]
    }
    assert told == {row["claim"] for row in inferred}


def test_references_between_rows_lead_to_rows(release):
    rows = read_table(release, "figures.csv")
    claims = {row["claim"] for row in rows}
    for row in rows:
        for column in ("of", "change_from", "change_to"):
            if row[column].startswith("http"):
                assert row[column] in claims
    for row in read_table(release, "ledger.csv"):
        assert set(row["claim"].split(" | ")) <= claims | {""}


def test_the_ledger_has_each_number_once_with_a_claim_or_a_reason(release):
    rows = read_table(release, "ledger.csv")
    assert len({(row["file"], row["start"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["status"] in ("evidence", "set aside")
        assert bool(row["claim"]) == (row["status"] == "evidence")
        assert bool(row["reason"]) == (row["status"] == "set aside")


def test_positions_are_code_points_of_the_texts(release, source_texts):
    for row in (*read_table(release, "figures.csv"), *read_table(release, "statements.csv")):
        if row["fragment"]:
            text = source_texts[row["file"]]
            assert text[int(row["start"]) : int(row["end"])] == row["fragment"]
    for row in read_table(release, "ledger.csv"):
        if row["text"]:
            text = source_texts[row["file"]]
            assert text[int(row["start"]) : int(row["end"])] == row["text"]


def test_what_is_withheld_is_nowhere_in_the_release(release, source_texts):
    """A withheld passage's words are stored neither as evidence nor as a number of the ledger."""
    withheld = [row for row in read_table(release, "figures.csv") if row["status"] == "printed"]
    withheld = [row for row in withheld if not row["fragment"]]
    dataset = (release.path / "dataset.nq").read_text(encoding="utf-8")
    said = [row for row in read_table(release, "statements.csv") if not row["fragment"]]
    # What is no more than a name or a month may stand elsewhere in the graph on its own account.
    said = [row for row in said if int(row["end"]) - int(row["start"]) > 30]
    assert withheld and said
    for row in (*withheld, *said):
        passage = source_texts[row["file"]][int(row["start"]) : int(row["end"])]
        assert passage not in dataset
    for row in read_table(release, "ledger.csv"):
        if row["reason"] == "private person":
            assert (row["text"], row["note"]) == ("", "")


def test_a_release_that_was_changed_by_hand_is_noticed(release, tmp_path):
    made = open_release(shutil.copytree(release.path, tmp_path / release.id))
    publish(made, tmp_path)
    assert verify(made) == []
    with (made.path / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("tampered\n")
    assert verify(open_release(tmp_path / "current")) == [
        "figures.csv does not have the hash in the manifest"
    ]


def test_nothing_is_built_again_when_nothing_has_changed(release, settings):
    folder = release.path.parent
    found, made = publish_release(replace(settings, releases=str(folder)), if_changed=True)
    assert (made, found.id) == (False, release.id)
    assert not is_up_to_date(folder, "another hash of the inputs")


def test_libraries_that_compress_in_another_way_make_no_other_release(release, tmp_path):
    said = {name: release.manifest[name] for name in ("version", "date", "title", "licence")}
    edition = Edition(**said, description="Of a test.", creator="refusals")
    plain = ReleaseFile(b"what is said", "Something", "text/plain")
    facts = {"counts": {"default_graph_triples": 0, "quads": 0}}
    packed = ReleaseFile(b"one way", "The same", "text/plain", uncompressed="a", is_derived=True)
    kinds = [
        {"a": plain, "a.gz": packed},
        {"a": plain, "a.gz": replace(packed, content=b"another way")},
    ]
    first, second = (write_release(edition, files, facts, tmp_path) for files in kinds)
    assert first.id == second.id and (second.path / "a.gz").read_bytes() == b"one way"
    other = write_release(edition, {"a": replace(plain, content=b"else")}, facts, tmp_path)
    assert other.id != first.id


def test_no_sentence_of_an_article_is_in_the_release(release, source_texts):
    """Runs of thirteen words of a text stand nowhere in what is released."""
    word = re.compile(r"[\w'’]+")
    stored = [w.lower() for w in word.findall((release.path / "dataset.nq").read_text("utf-8"))]
    runs = {tuple(stored[i : i + 13]) for i in range(len(stored) - 12)}
    for text in source_texts.values():
        words = [w.lower() for w in word.findall(text)]
        assert not runs & {tuple(words[i : i + 13]) for i in range(len(words) - 12)}


def test_quotes_and_their_context_have_at_most_twelve_words(store):
    rows = select(
        store,
        """SELECT ?exact ?prefix ?suffix { ?q oa:exact ?exact
             OPTIONAL { ?q oa:prefix ?prefix } OPTIONAL { ?q oa:suffix ?suffix } }""",
    )
    assert rows
    for row in rows:
        assert len(f"{row['prefix']} {row['exact']} {row['suffix']}".split()) <= 12


def test_mentions_are_numbered_within_an_article(release):
    rows = [row for row in read_table(release, "figures.csv") if row["mention"]]
    for (claim, article), group in groupby(rows, key=lambda row: (row["claim"], row["article"])):
        mentions = list(dict.fromkeys(row["mention"] for row in group))
        stem = mentions[0]
        assert mentions == [stem, *(f"{stem}-{n}" for n in range(2, len(mentions) + 1))], (
            claim,
            article,
        )
