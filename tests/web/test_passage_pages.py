"""The pages of what belongs to a claim in an article: each shows its words, its place, its article
and its claim, and keeps back what is private."""

from __future__ import annotations

import html
import re

import pytest
from http_client import Client
from pyoxigraph import Store

from kg.store import load
from kg.web.translating import UNTRANSLATED

IDS = "https://w3id.org/refusals/id/"
PARTS = """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX ref: <https://w3id.org/refusals/ontology#>
SELECT ?evidence ?selector ?mention ?claim ?text ?private WHERE {
  ?claim ref:hasMention ?mention . ?mention ref:hasEvidence ?evidence .
  ?evidence ref:private ?private ; oa:hasSelector ?selector .
  OPTIONAL { ?evidence oa:hasSelector/oa:exact ?text }
  FILTER(?claim IN (<CLAIMS>)) }"""
OUTLET = "moscow-times"
CLAIMS = ("proekt-convictions-2023", "idite-lesom-requests-2023-autumn", "mt-minefields")


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def store(release) -> Store:
    return load(release.path)


def page(client: Client, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def test_a_passage_shows_its_words_its_place_its_article_and_its_claim(client, store):
    iris = ", ".join(f"<{IDS}claim/{one}>" for one in CLAIMS)
    rows = list(store.query(PARTS.replace("<CLAIMS>", iris)))
    parts = {
        row[name].value.removeprefix(IDS): row
        for row in rows
        for name in ("evidence", "selector", "mention")
    }
    assert {part.partition("/")[0] for part in parts} == {
        "evidence", "position", "quote", "mention"}  # fmt: skip
    for part, row in parts.items():
        text = page(client, f"/{part}")
        claim = row["claim"].value.removeprefix(IDS)
        assert f'href="/{claim}"' in text and re.search(r'href="/article/[^"]+"', text)
        assert re.search(r"characters \d+ to \d+", text)
        assert "http://www.w3.org/ns/oa" not in text.partition('<details class="more"')[0]
        if row["private"].value == "true":
            assert "The words are withheld for privacy." in text and "private person" in text
        else:
            assert row["text"].value in text


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_it_is_told_in_the_language_of_the_page(client, language):
    for path in (
        "evidence/moscow-times-2023-12-05/mt-minefields/1",
        "mention/newsmax-2024-03-20/refusal-average-sentence",
        "caveat/newsmax-2024-03-20/proekt-tried-desertion-2023/1",
        "ledger/newsmax-2024-03-20/4292-4296",
        "ledger/newsmax-2024-03-20/2437-2444",
    ):
        assert UNTRANSLATED not in page(client, f"/{language}/{path}")


def test_a_number_and_a_caveat_lead_to_their_claim_or_say_why_there_is_none(client):
    assert 'href="/claim/general-staff-casualties-2024-03"' in page(
        client, "/ledger/newsmax-2024-03-20/2437-2444"
    )
    aside = page(client, "/ledger/newsmax-2024-03-20/4292-4296")
    assert "page furniture" in aside and "<q>2025</q>" in aside
    private = page(client, "/ledger/newsmax-2024-03-20/3181-3183")
    assert "withheld for privacy" in private and "<q>" not in private
    caveat = page(client, "/caveat/newsmax-2024-03-20/proekt-convictions-fivefold/3")
    assert 'href="/claim/proekt-convictions-fivefold"' in caveat


def test_a_labelled_publisher_has_its_warning_before_the_link(client, store):
    rows = store.query(PARTS.replace("<CLAIMS>", f"<{IDS}claim/{CLAIMS[1]}>"))
    path = next(
        row["evidence"].value.removeprefix(IDS) for row in rows if OUTLET in row["evidence"].value
    )
    text = page(client, f"/{path}")
    assert text.index("can be punished in Russia") < text.index('class="guarded"')


def test_a_passage_is_still_data(client):
    answer = client.get(
        "/evidence/newsmax-2024-03-20/refusal-average-sentence/1", headers={"Accept": "text/turtle"}
    )
    assert answer.content_type.startswith("text/turtle") and "hasSelector" in answer.text
