"""The pages: one for everything that has an IRI, true to the data, safe with odd addresses."""

from __future__ import annotations

import csv
import html
import re

import pytest
from http_client import Client
from pyoxigraph import RdfFormat, parse
from release_iris import iris, some_of_each_kind
from serving import BASE


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.mark.slow
def test_an_iri_of_ours_has_a_page_whatever_its_kind(client, release):
    found = some_of_each_kind(iris(release))
    terms = client.get("/ontology").text
    assert len(found) > 900
    for iri in found:
        if iri.startswith(f"{BASE}ontology#"):
            assert f'id="{iri.partition("#")[2]}"' in terms, iri
            continue
        path = iri.removeprefix(BASE[:-1])
        answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, iri
        assert iri in answer.text or "ontology" in path


def test_a_thing_is_redirected_to_its_page_or_its_data(client):
    path = "/id/claim/proekt-convictions-2023"
    page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.location) == (303, "/claim/proekt-convictions-2023")
    data = client.get(path, headers={"Accept": "text/turtle"})
    assert data.status_code == 303
    assert "Accept" in data.headers["Vary"]
    turtle = client.get(data.location)
    assert turtle.content_type.startswith("text/turtle")
    subjects = {quad.subject.value for quad in parse(turtle.data, format=RdfFormat.TURTLE)}
    assert BASE + path[1:] in subjects
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "path",
    [
        "/id/claim/none",
        "/claim/none",
        "/id/claim/%3E%20%7D",
        "/claim/%22%3E%3Cscript%3E",
        "/claim/..%2f..%2fetc%2fpasswd",
        "/graph/none",
        "/ontology/9.9.9",
        "/rule/none",
        "/claim/a%00b",
        "/static/../app.py",
        "/nothing",
    ],
)
def test_an_unknown_address_is_404_with_a_reason_and_no_trace(client, path):
    for accept in ("text/html", "application/json"):
        answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
        assert answer.status_code == 404, path
        assert "Traceback" not in answer.text
        assert "<script>" not in answer.text


def test_the_page_of_a_figure_shows_its_words_its_chain_and_its_caveats(client):
    text = html.unescape(client.get("/claim/proekt-convictions-2023").text)
    for words in ("4,373 people", "In 2023 alone, 4,373 individuals", "Newsweek", "Proekt"):
        assert words in text
    assert "court records" in text
    ours = client.get("/claim/hochu-zhit-list").text
    assert 'href="/document/censor-net-3553360"' in ours
    link = re.search(r'href="(https://newsmax\.com[^"]+)"', text).group(1)
    assert link.endswith("#:~:text=In%202023%20alone%2C%204%2C373%20individuals")


@pytest.mark.parametrize(
    ("path", "shown", "not_shown"),
    [
        pytest.param(
            "/claim/prisoners-captured-unnamed-person",
            ["withheld for privacy"],
            [":~:text="],
            id="private evidence has no words and no link",
        ),
        pytest.param(
            "/agent/idite-lesom",
            ["What it says", "What is said on it", "legal aid", "Идите лесом", "Get Lost"],
            [],
            id="what is said by and about an organisation stands on its page",
        ),
        pytest.param(
            "/agent/anonymous-source-5",
            ["not put together here"],
            ["/claim/"],
            id="what a speaker without a name says is not put together",
        ),
        pytest.param(
            "/claim/idite-lesom-requests-2023-09",
            ["Computed by this site, not reported"],
            ["printed in"],
            id="a computed figure says so",
        ),
        pytest.param(
            "/claim/proekt-convictions-almost-ninefold",
            ["Independent origins", "One origin, Proekt", "does not fit the printed almost 9"],
            [],
            id="a figure tells its origins and whether it adds up",
        ),
        pytest.param(
            "/check/change/proekt-convictions-almost-ninefold/proekt-convictions-2021"
            "/proekt-convictions-2023",
            [
                "change: inconsistent",
                "4,373 people ÷ 527 cases",
                "8.3 times",
                "declared by an annotator",
            ],
            [],
            id="a check has its formula and its numbers",
        ),
        pytest.param(
            "/article/daily-digest-crisis-in-the-ranks",
            ["What does not hold together", "misdated"],
            ["almost 9 times"],
            id="an article tells what of it does not hold together",
        ),
        pytest.param(
            "/claim/general-staff-casualties-2024-03",
            ["party to the war"],
            [],
            id="a figure of a party to the war says so",
        ),
        pytest.param(
            "/claim/proekt-convictions-2023",
            ["Proekt"],
            ["party to the war"],
            id="a figure of nobody at war does not",
        ),
    ],
)
def test_a_page_shows_what_it_must_and_no_more(client, path, shown, not_shown):
    text = html.unescape(client.get(path).text)
    for words in shown:
        assert words in text
    for words in not_shown:
        assert words not in text


def test_the_page_of_a_statement_tells_who_says_it_and_what_is_wrong_with_it(client):
    text = html.unescape(client.get("/claim/dd-resignation-lawful-five-months").text)
    for words in ("The Daily Digest", "resignation", "contradicted in the text", "at odds with"):
        assert words in text
    text = html.unescape(client.get("/claim/mt-yusov-some-surrendered").text)
    assert "belongs to a party to this war" in text


def test_claims_on_a_topic_are_not_ordered_by_who_says_them(client):
    text = html.unescape(client.get("/route/leaving-from-the-front").text)
    table = text.partition("What is said on it")[2].partition("</table>")[0]
    claims = re.findall(r'<tr><td><a href="/claim/[^"]*"[^>]*>(.*?)</a>', table)
    assert len(claims) > 10 and claims == sorted(claims)


def test_the_page_of_an_article_lists_its_statements_in_order(client, release):
    text = html.unescape(client.get("/article/moscow-times-2023-12-05").text)
    text = text.partition('<h2 id="statements">')[2]
    with (release.path / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "/article/moscow-times" in row["article"]]
    rows.sort(key=lambda row: int(row["start"]))
    places = [text.index(says) for says in dict.fromkeys(row["says"] for row in rows)]
    assert len(places) > 80 and places == sorted(places)


def test_how_we_model_is_drawn_and_told(client):
    assert "model.svg" in client.get("/method").text
    picture = client.get("/static/model.svg")
    assert picture.content_type.startswith("image/svg+xml") and "mentionOf" in picture.text


@pytest.mark.parametrize("language", ["", "/ru", "/uk"])
def test_every_page_leads_to_what_this_site_is(client, language):
    assert f'href="{language}/about"' in client.get(f"{language}/checks").text
    page = client.get(f"{language}/about").text
    assert "[en]" not in page
    for path in ("/figures", "/method", "/changes", "/data"):
        assert f'href="{language}{path}"' in page.partition("<footer")[0]


def test_the_stored_questions_run(client):
    links = re.findall(r'href="(/sparql\?query=[^"]+)"', client.get("/questions").text)
    assert len(links) >= 80
    for link in links:
        answer = client.get(html.unescape(link), headers={"Accept": "text/csv"})
        assert answer.status_code == 200
        assert answer.text.count("\n") > 1


def test_every_page_forbids_foreign_content(client):
    for path in ("/", "/ontology", "/claim/proekt-convictions-2023", "/article/kontur-2025-06-09"):
        answer = client.get(path)
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        foreign = re.findall(r'(?:src|<link[^>]+href)="(https?://[^"]+)"', answer.text)
        assert all(address.startswith(client.address) for address in foreign)


def test_the_page_of_checks_has_every_check_once_and_the_faults_first(client, release):
    text = html.unescape(client.get("/checks").text)
    with (release.path / "checks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert text.count(f'href="/check/{row["check"].partition("/check/")[2]}"') == 1
        assert row["reason"] in text
    sections = re.findall(r'<section id="([a-z-]+)"', text)
    assert sections[0] == "inconsistent" and sections[-1] == "origins"
