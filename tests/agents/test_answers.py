"""Every answer carries its evidence, its release, and how it is known."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from agent_client import DOCUMENT, Session
from jsonschema import Draft202012Validator

from kg.mcp.answers import words
from kg.mcp.evidence import NAMELESS_SPEAKER
from kg.questions import Question, read_questions
from kg.release import Release

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "competency" / "expected"
QUESTIONS = read_questions(ROOT)
PREFIXES = (
    "PREFIX ref: <https://w3id.org/refusals/ontology#> "
    "PREFIX id: <https://w3id.org/refusals/id/> "
    "PREFIX agent: <https://w3id.org/refusals/id/agent/> "
    "PREFIX claim: <https://w3id.org/refusals/id/claim/>"
)
WITHOUT_CLAIM_OR_DOCUMENT = {"categories-by-article", "names-of-get-lost"}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.slug for question in QUESTIONS])
def test_a_question_answers_as_it_was_checked_and_shows_its_evidence(
    session: Session, release: Release, question: Question
):
    result = session.call(question.slug)
    found, text = result.structured_content, result.content[0].text
    with (EXPECTED / f"{question.slug}.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    answer = found["answer"]
    rows = [[cell or "" for cell in row] for row in answer["rows"]]
    assert [answer["columns"], *rows] == expected
    assert (answer["truncated"], answer["total"]) == (False, len(expected) - 1)
    assert found["release"]["id"] == release.id and release.id in text
    shown = found["evidence"]
    claims = {claim["id"] for claim in shown["claims"]} | set(shown["further_claims"])
    of_rows = {id for ids in answer["row_claims"] for id in ids if id.startswith("claim/")}
    assert len(claims) > 69 or of_rows <= claims
    if question.slug not in WITHOUT_CLAIM_OR_DOCUMENT:
        assert set(found["basis"]) & {"reported", "computed", "checked", "documented", "matched"}
    for claim in shown["claims"]:
        assert claim["id"] in text
        assert claim["basis"] == "computed" or claim["passages"], claim
        for passage in claim["passages"]:
            assert len((passage["words"] or "").split()) <= 12
            assert passage["article"] in text


def test_every_result_is_of_the_whole_schema(session: Session):
    whole = session.tools()["sparql"].output_schema
    for slug in ("chain-of-4373", "topics", "verdicts-by-kind", "law-maximum-for-absence"):
        Draft202012Validator(whole).validate(session.answer(slug))


def test_what_is_counted_has_the_evidence_of_what_was_counted(session: Session):
    found = session.answer("producers")
    answer = found["answer"]
    rows = dict(zip([row[0] for row in answer["rows"]], answer["row_claims"], strict=True))
    assert rows["Mediazona"] and all(id.startswith("claim/mediazona-") for id in rows["Mediazona"])
    assert answer["calculated"] == ["figures"]
    assert "Made by the query from such values: figures" in found["basis_in_words"]


def test_only_the_rows_that_are_shown_have_evidence(session: Session):
    query = f"{PREFIXES} SELECT ?claim {{ ?claim a ref:ReportedCount }} ORDER BY ?claim"
    whole = session.answer("sparql", query=query, limit=2)
    assert (len(whole["answer"]["rows"]), whole["answer"]["truncated"]) == (2, True)
    assert whole["answer"]["total"] > 50 and whole["evidence"]["claims_in_all"] == 2
    some = session.answer("sparql", query=f"{query} LIMIT 3")
    assert (some["answer"]["truncated"], some["evidence"]["claims_in_all"]) == (False, 3)


def test_figures_that_are_added_up_are_warned_of(session: Session):
    pattern = "{ ?c a ref:ReportedCount ; ref:stated ?n }"
    found = session.answer("sparql", query=f"{PREFIXES} SELECT (SUM(?n) AS ?all) {pattern}")
    assert re.search(
        r"averages at least \d\d figures of \d\d measures", found["answer"]["warnings"][0]
    )
    counted = session.answer("sparql", query=f"{PREFIXES} SELECT (COUNT(?n) AS ?all) {pattern}")
    assert counted["answer"]["warnings"] == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { claim:proekt-convictions-2023 ref:stated ?n }",
        "SELECT (MAX(?n) AS ?most) { claim:proekt-convictions-2023 ref:stated ?n }",
        "ASK { claim:proekt-convictions-2023 ref:stated ?n }",
        "SELECT ?n { ?c ref:stated ?n } VALUES ?c { claim:proekt-convictions-2023 }",
    ],
)
def test_a_claim_that_the_query_names_is_its_evidence(session: Session, query: str):
    found = session.answer("sparql", query=f"{PREFIXES} {query}")
    assert found["answer"]["row_claims"] == [["claim/proekt-convictions-2023"]]
    assert found["basis"] == ["reported"] and found["evidence"]["is_whole"]


@pytest.mark.parametrize(
    "select",
    [
        "SELECT ?it { ?c a ref:ReportedCount ; ref:stated ?n BIND(STR(?c) AS ?it) }",
        "SELECT (STR(?c) AS ?it) { ?c a ref:ReportedCount ; ref:stated ?n }",
        "SELECT (COUNT(?n) AS ?many) ?it { ?c a ref:ReportedCount ; ref:stated ?n } "
        "GROUP BY (STR(?c) AS ?it)",
    ],
)
def test_a_row_has_no_evidence_of_another(session: Session, select: str):
    answer = session.answer("sparql", query=f"{PREFIXES} {select}")["answer"]
    column = answer["columns"].index("it")
    assert len(answer["rows"]) > 40
    for row, claims in zip(answer["rows"], answer["row_claims"], strict=True):
        assert claims in ([], [row[column].partition("/id/")[2]])  # the nameless are only counted


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { { SELECT ?n { ?c ref:stated ?n } } }",
        "SELECT ?n { [] a ref:ReportedCount ; ref:stated ?n }",
        "SELECT ?n { agent:proekt ^ref:producedBy/ref:stated ?n }",
        "SELECT (COUNT(?c) AS ?n) { ?c ref:measure ?m } GROUP BY ?m",
        "CONSTRUCT { [] ref:stated ?n } { ?c ref:stated ?n }",
    ],
)
def test_evidence_that_cannot_be_seen_is_told(session: Session, query: str):
    found = session.answer("sparql", query=f"{PREFIXES} {query}")
    assert not found["evidence"]["is_whole"] and words()["not_whole"] in found["basis_in_words"]
    assert not any(found["answer"]["row_claims"])


def test_what_is_computed_is_told_from_what_is_reported(session: Session):
    (row,) = session.answer(
        "sparql", query=f"{PREFIXES} SELECT ?c {{ ?c a ref:ComputedCount }} ORDER BY ?c LIMIT 1"
    )["answer"]["rows"]
    found = session.answer("claim_dossier", claim=row[0])
    assert (found["basis"], found["answer"]["basis"]) == (["computed"], "computed")
    assert "Computed by the project" in found["answer"]["cite_as"]
    inputs = found["answer"]["computed_from"]
    assert inputs and all(one["basis"] == "computed" or one["passages"] for one in inputs)
    both = session.answer("computed")
    assert set(both["basis"]) == {"computed", "reported"}


def test_an_answer_without_evidence_says_so(session: Session):
    for query in ("SELECT (1 + 1 AS ?two) {}", "ASK { ?s ?p 42 }", "SELECT * { ?s a <urn:none> }"):
        found = session.answer("sparql", query=query)
        assert found["basis"] == [] and words()["no_evidence"] in found["basis_in_words"]


def test_more_than_can_be_looked_at_is_told(session: Session):
    found = session.answer("sparql", query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert not found["evidence"]["is_whole"]
    assert words()["not_whole"] in found["basis_in_words"]


def test_documents_that_are_not_shown_are_counted(session: Session):
    result = session.call("events-in-order")
    found = result.structured_content["evidence"]
    assert found["documents_in_all"] > len(found["documents"]) == 20
    assert f"Documents (20 of {found['documents_in_all']}):" in result.content[0].text


def test_graphs_are_answered_as_triples(session: Session):
    query = f"{PREFIXES} CONSTRUCT {{ ?c ref:stated ?n }} {{ ?c ref:stated ?n }}"
    found = session.answer("sparql", query=query, limit=5)
    assert found["answer"]["columns"] == ["subject", "predicate", "object"]
    assert found["evidence"]["claims_in_all"] == 5 and found["answer"]["truncated"]


def test_a_dossier_says_all_that_is_to_be_known_of_a_figure(session: Session):
    found = session.answer("claim_dossier", claim="proekt-convictions-almost-ninefold")["answer"]
    assert found["said_by"] == "Proekt" and found["basis"] == "reported"
    assert found["figure"]["upperBound"] == ["9"] and found["figure"]["upperInclusive"] == ["false"]
    assert found["figure"]["qualifier"] == ["almost (qualifier/almost)"]
    (passage,) = found["printed_in"]
    assert "Newsmax" in passage["article"] and passage["through"] == "Newsweek"
    verdicts = {check["tests"]: check["verdict"] for check in found["checks"]}
    assert (verdicts["change"], found["independent_origins"]) == ("inconsistent", 1)
    (other,) = found["not_to_be_compared_with"]
    assert other["id"] == "claim/cases-opened-three-times-2021" and "measure" in other["differs_in"]
    assert {caveat["by"] for caveat in found["caveats"]} == {"the article", "this project"}
    assert "not an established fact" in found["cite_as"]


@pytest.mark.parametrize(
    "name",
    [
        "claim/proekt-convictions-2023",
        "https://w3id.org/refusals/id/claim/proekt-convictions-2023",
        "https://w3id.org/refusals/release/RELEASE/claim/proekt-convictions-2023",
    ],
)
def test_a_claim_may_be_named_by_what_a_reader_has(session: Session, release: Release, name: str):
    name = name.replace("RELEASE", release.id)
    assert session.answer("claim_dossier", claim=name)["answer"]["figure"]["stated"] == ["4373"]


def test_a_party_to_the_war_is_named_beside_what_it_says(session: Session):
    found = session.answer("parties-to-the-war")["evidence"]["claims"]
    assert all("speaker_belongs_to_party_to_the_war" in claim for claim in found)


def test_search_finds_across_scripts_and_slips(session: Session):
    for text in ("mediazona", "Медиазона", "mediazonna"):
        hits = session.answer("search", text=text)["answer"]["hits"]
        assert hits[0]["id"] == "agent/mediazona", text
    found = session.answer("search", text="convictions 2023", types=["Figure"])
    assert found["evidence"]["claims"] and "reported" in found["basis"]


def test_a_thing_is_described_with_what_is_inferred_apart(session: Session):
    found = session.answer("describe_thing", thing="agent/hochu-zhit")["answer"]
    assert found["names"]["ru"] == "Хочу жить"
    assert {fact["property"] for fact in found["facts"]} >= {"partOf", "organisationKind"}
    assert all(fact["rule"] for fact in found["inferred"])
    assert "belongsTo" not in {fact["property"] for fact in found["facts"]}


def nameless(session: Session) -> list[str]:
    """Ids of speakers without a name."""
    query = (
        f"{PREFIXES} SELECT ?a {{ ?a a ?k FILTER(?k IN (ref:AnonymousSource, ref:UnnamedGroup)) }}"
    )
    rows = session.answer("sparql", query=query)["answer"]["rows"]
    return [row[0] for row in rows]


def test_speakers_without_a_name_get_no_profile(session: Session):
    for agent in (*nameless(session)[:3], "agent/unknown"):
        found = session.answer("describe_thing", thing=agent)
        assert found["answer"]["claims"] == found["evidence"]["claims"] == []
        assert {fact["property"] for fact in found["answer"]["facts"]} <= {
            "type", "label", "roleTitle"
        }  # fmt: skip


def test_what_speakers_without_a_name_say_is_only_counted(session: Session):
    found = session.answer("speakers-without-a-name")
    assert (found["evidence"]["claims"], found["evidence"]["further_claims"]) == ([], [])
    assert found["evidence"]["nameless_not_listed"] > 40
    assert not any(found["answer"]["row_claims"])


def test_evidence_puts_nothing_of_a_nameless_speaker_together(session: Session):
    for agent in nameless(session):
        query = f"{PREFIXES} SELECT ?c {{ ?c ref:producedBy <{agent}> }}"
        found = session.answer("sparql", query=query)
        claims, total = found["evidence"]["claims"], found["answer"]["total"]
        assert len(claims) == (1 if total == 1 else 0)
        assert found["evidence"]["nameless_not_listed"] == total - len(claims)
        assert all(claim["said_by"] == NAMELESS_SPEAKER for claim in claims)


def test_claims_on_a_topic_are_not_ordered_by_who_says_them(session: Session):
    found = session.answer("describe_thing", thing="route/leaving-from-the-front")
    claims = [claim["claim"] for claim in found["answer"]["claims"]]
    assert len(claims) > 10 and claims == sorted(claims)
    assert found["evidence"]["nameless_not_listed"] >= 3  # of one speaker


def test_the_ids_that_tools_give_as_examples_are_there(session: Session):
    said = " ".join(str(tool.input_schema) for tool in session.tools().values())
    ids = set(re.findall(r"\b[a-z]+/[a-z0-9-]+", said))
    assert len(ids) >= 3
    for id in ids:
        assert session.answer("describe_thing", thing=id)["answer"]["id"] == id


def test_the_examples_of_the_document_work(session: Session):
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w[\w-]*)` \| `(\{.*\})` \|", text, re.MULTILINE)
    assert {name for name, _ in rows} >= set(list(session.tools())[:6])
    for name, arguments in rows:
        given: dict[str, Any] = json.loads(arguments)
        found = session.answer(name, **given)
        assert found["answer"] and found["basis"], name
