"""The federated questions, asked from engines of a reader's own over two endpoints: ours, and a
stand-in for Wikidata (README.md in this folder).

What they are to answer comes from another way of asking: both data sets in one store, no SERVICE.
"""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from comunica import Comunica
from other_endpoint import STAND_IN, WIKIDATA, OtherEndpoint, other_endpoint
from pyoxigraph import DefaultGraph, QueryResultsFormat, RdfFormat, Store

from kg.questions import FEDERATED, Question, read_questions
from kg.store import load

ROOT = Path(__file__).resolve().parents[2]
OURS = "http://127.0.0.1:8000/sparql"
QUESTIONS = read_questions(ROOT, FEDERATED)
LESS_THAN_EXACT = ("Q218295", "Q629733", "Q2012050", "Q230")

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda found: found.slug)


@pytest.fixture(scope="module")
def both(release) -> Store:
    """Our default graph and the stand-in in one store."""
    store = Store()
    store.extend(load(release.path).quads_for_pattern(None, None, None, DefaultGraph()))
    store.load(STAND_IN, RdfFormat.TURTLE)
    return store


@pytest.fixture
def wikidata() -> Iterator[OtherEndpoint]:
    with other_endpoint(STAND_IN) as endpoint:
        yield endpoint


def addressed(question: Question, ours: str, other: OtherEndpoint) -> str:
    """A question as it stands, but for the two addresses."""
    assert question.query.count(f"<{OURS}>") == question.query.count(f"<{WIKIDATA}>") == 1
    return question.query.replace(OURS, f"{ours}/sparql").replace(WIKIDATA, other.address)


def rows(table: str | bytes) -> list[tuple[str, ...]]:
    """The rows of a CSV table, header included, in an order that does not hang on the engine."""
    text = table if isinstance(table, str) else table.decode()
    head, *body = csv.reader(io.StringIO(text))
    return [tuple(head), *sorted(map(tuple, filter(None, body)))]


def expected(question: Question, both: Store) -> list[tuple[str, ...]]:
    """What a question is to answer."""
    merged = re.sub(r"SERVICE <[^>]*>", "", question.query)
    assert "SERVICE" not in merged
    return rows(both.query(merged).serialize(format=QueryResultsFormat.CSV))


@each_question
def test_comunica_answers_it_and_names_to_wikidata_what_it_asks_for(
    address: str, engine: Comunica, wikidata: OtherEndpoint, both: Store, question: Question
):
    wikidata.is_impatient = True
    found = rows(engine.ask(addressed(question, address, wikidata), format="text/csv"))
    assert found == expected(question, both)
    assert len(found) > 1


@each_question
def test_oxigraph_answers_it_where_the_other_endpoint_is_small(
    address: str, wikidata: OtherEndpoint, both: Store, question: Question
):
    found = pyoxigraph.Store().query(addressed(question, address, wikidata))
    assert rows(found.serialize(format=QueryResultsFormat.CSV)) == expected(question, both)


@each_question
def test_only_exact_links_count(both: Store, question: Question):
    """The stand-in knows items that are linked less than exactly, and one that is not linked."""
    assert all(f"wd:{item} " in STAND_IN for item in LESS_THAN_EXACT)
    table = str(expected(question, both))
    assert not [item for item in LESS_THAN_EXACT if f"{item}'" in table]
    assert "skos:exactMatch" in question.query and "ref:linkPredicate" in question.query


@each_question
def test_our_own_endpoint_asks_nobody(address: str, question: Question):
    body = question.query.encode()
    headers = {"Content-Type": "application/sparql-query"}
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(urllib.request.Request(f"{address}/sparql", body, headers))
    problem = json.load(refusal.value)
    assert (problem["status"], problem["type"].rpartition("/")[2]) == (400, "query-refused")
    assert "SERVICE" in problem["detail"]


def test_another_identifier_in_wikidata_is_found(address: str, engine: Comunica):
    question = next(found for found in QUESTIONS if found.slug == "identifiers-that-agree")
    with other_endpoint(STAND_IN.replace('"756135"', '"1"')) as changed:
        found = engine.rows(addressed(question, address, changed))
    wrong = [(row["place"], row["ours"], row["theirs"]) for row in found if row["agree"] == "false"]
    assert wrong == [("Warsaw", "756135", "1")]


def test_they_are_not_among_the_questions_of_a_release(release):
    slugs = {
        question["slug"] for question in json.loads((release.path / "questions.json").read_text())
    }
    assert QUESTIONS and not slugs & {question.slug for question in QUESTIONS}
    assert {question.theme for question in QUESTIONS} == {"Federated"}
