"""The evidence of a figure in short, and what the page of figures says for scripts."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from http_client import Client
from serving import BASE

CLAIM = "proekt-convictions-2022"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def figures(client: Client) -> list[dict[str, str]]:
    """The rows of the query behind the page of figures."""
    link = re.search(r'href="(/sparql\?[^"]*format=csv)"', client.get("/figures").text)[1]
    return list(csv.DictReader(io.StringIO(client.get(html.unescape(link)).text)))


def test_it_says_in_short_what_the_dossier_says(client: Client):
    answer = client.get(f"/figures/evidence/{CLAIM}")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert f'rel="canonical" href="/claim/{CLAIM}"' in answer.text
    dossier = client.get(f"/claim/{CLAIM}", headers={"Accept": "text/html"}).text
    passages = re.findall(r"<q>.*?</q>", answer.text)
    assert passages and all(passage in dossier for passage in passages)
    reasons = re.findall(r"<li><p>(.*?)</p>", answer.text)
    assert reasons and all(reason in dossier for reason in reasons)
    for words in ("Proekt", "Newsmax", "1 independent origin", "not comparable"):
        assert words in answer.text


def test_every_figure_has_it(client: Client, figures: list[dict[str, str]]):
    assert len(figures) > 50
    for row in figures[::7]:
        path = f"/figures/evidence/{row['claim'].removeprefix(f'{BASE}id/claim/')}"
        assert client.get(path).status_code == 200, path


def test_a_computed_figure_says_from_what(client: Client):
    page = client.get("/figures/evidence/mediazona-cases-without-sentence-2023-12").text
    assert "Computed by this site, not reported." in page
    for name in ("3,470", "4,121"):
        assert name in page


def test_a_statement_has_only_its_page_and_what_there_is_not_is_said(client: Client):
    statement = "dd-resignation-lawful-before-september"
    answer = client.get(f"/uk/figures/evidence/{statement}")
    assert (answer.status_code, answer.location) == (303, f"/uk/claim/{statement}")
    answer = client.get("/figures/evidence/proekt-convictions-2029")
    assert answer.status_code == 404 and "proekt-convictions-202" in answer.json()["detail"]


def test_nobody_without_a_name_is_told_apart(client: Client, figures: list[dict[str, str]]):
    nameless = [row for row in figures if row["nameless"] == "true"]
    assert nameless
    for row in nameless:
        name = row["claim"].removeprefix(f"{BASE}id/claim/")
        page = client.get(f"/figures/evidence/{name}").text
        assert not re.search(r'href="/agent/(anonymous|unnamed)', page)
    shown = {row["producer"].rpartition("/")[2] for row in figures if row["nameless"] == "false"}
    said = set(re.findall(r'data-by="([^"]*)"', client.get("/figures?kind=count").text))
    assert said and said <= shown


def test_a_period_is_one_thing_that_can_be_taken_away(client: Client):
    page = client.get("/figures?measure=convictions&from=2022-01&to=2023-06&order=newest").text
    chosen = re.search(r'<ul class="chosen".*?</ul>', page, re.DOTALL)[0]
    assert 'href="/figures?measure=convictions&amp;order=newest"' in chosen
    assert "January 2022 to June 2023" in chosen and chosen.count("<li>") == 3


def test_the_key_chooses_a_producer_and_takes_him_away(client: Client):
    choice = re.compile(r'<a href="([^"]*)" class="choice"[^>]*data-by="([^"]*)"')
    whole = dict(map(reversed, choice.findall(client.get("/figures?measure=convictions").text)))
    assert whole["proekt"] == "/figures?measure=convictions&amp;producer=proekt"
    narrowed = client.get(html.unescape(whole["proekt"])).text
    assert set(choice.findall(narrowed)) == {("/figures?measure=convictions", "proekt")}


def test_the_page_says_which_months_figures_speak_of(client: Client):
    months = re.compile(r'data-first="(\d{4}-\d\d)" data-last="(\d{4}-\d\d)"')
    first, last = months.search(client.get("/figures").text).groups()
    assert first < "2021-01" < "2024-01" < last
    chosen = months.search(client.get("/figures?measure=convictions").text).groups()
    assert first < chosen[0] == "2021-01" and chosen[1] < last
    # A period that is chosen leaves the months as they are: the handles have the same room.
    narrowed = client.get("/figures?measure=convictions&from=2022-06").text
    assert months.search(narrowed).groups() == chosen
