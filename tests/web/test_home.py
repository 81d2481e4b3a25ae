"""The home page: dated figures first, each with who says so and a link to its evidence."""

from __future__ import annotations

import csv
import html
import io
import re
from importlib.resources import files

import pytest
from http_client import Client
from pyoxigraph import Store

BASE = "https://w3id.org/refusals/"
ITEM = re.compile(r"<li>\s*<p class=\"what\">.*?</li>", re.DOTALL)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    """A client of the project's own release."""
    return Client(address)


@pytest.fixture(scope="module")
def rows(client) -> dict[str, dict[str, str]]:
    """The figures of the release, by the path of their claim."""
    table = csv.DictReader(io.StringIO(client.get("/figures.csv").text))
    return {row["claim"].removeprefix(f"{BASE}id"): row for row in table}


def latest(client, path: str = "/") -> dict[str, str]:
    """What the page shows of each of the latest figures, by the path of its claim."""
    text = html.unescape(client.get(path).text)
    found = {}
    for item in ITEM.findall(text):
        claim = re.search(r'class="figure" href="([^"]+)"', item)[1]
        found[claim] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", item))
    return found


def test_it_leads_with_the_latest_dated_figure_of_each_count(client, rows):
    shown = latest(client)
    assert len(shown) >= 10
    for path in shown:
        row = rows[path]
        assert row["period_start"] or row["as_of"]
        assert row["kind"] == "count" and row["status"] == "printed"
    measures = [rows[path]["measure"] for path in shown]
    assert len(measures) == len(set(measures))
    dated = {
        row["measure"]
        for row in rows.values()
        if row["kind"] == "count" and row["status"] == "printed"
        if row["period_start"] or row["as_of"]
    }
    assert set(measures) == dated
    # What nobody is known to have counted is later, but there is another one.
    assert rows["/claim/kontur-tens-of-thousands-running"]["measure"] in measures
    assert "/claim/kontur-tens-of-thousands-running" not in shown
    assert (
        "/claim/istories-real-number-2025" in shown
        and "3 figures" in shown["/claim/istories-real-number-2025"]
    )


def test_each_of_them_says_who_says_so_and_where_it_is_printed(client, rows):
    for path, text in latest(client).items():
        row = rows[path]
        assert row["produced_by"] in text
        assert row["publisher"] in text
        assert "independent origin" in text or "origin unknown" in text
        assert ("party to the war" in text) == bool(row["producer_party_to"])


def test_order_and_colours_are_the_same_in_every_language_and_on_every_page(client):
    assert list(latest(client)) == [path[3:] for path in latest(client, "/ru/")]
    colours: dict[str, set[str]] = {}
    for path in ("/", "/ru/", "/uk/figures", "/figures?measure=desertions", "/measure/convictions"):
        marks = re.findall(r'<a [^>]*class="mark[^>]*>', client.get(path).text)
        for mark in marks:
            if by := re.search(r'data-by="([^"]+)"', mark):
                colours.setdefault(by[1], set()).add(re.search(r"series-\w+", mark)[0])
    assert len(colours) > 5 and all(len(found) == 1 for found in colours.values())
    assert {"series-1", "series-2", "series-3", "series-4"} <= set().union(*colours.values())


@pytest.mark.parametrize("language", ["", "/ru", "/uk"])
def test_a_glyph_does_not_say_again_what_the_words_beside_it_begin_with(client, language):
    text = client.get(f"{language}/figures").text
    glyph = re.compile(
        r'<span class="glyph" (role="img" aria-label="([^"]+)"|aria-hidden="true")'
        r'[^>]*>(?:(?!</span>).)*</span><a class="figure"[^>]*>([^<]+)', re.DOTALL
    )  # fmt: skip
    found = glyph.findall(text)
    assert any(hidden.startswith("aria-hidden") for hidden, _, _ in found) and len(found) > 50
    assert not [words for _, said, words in found if said and words.startswith(said)]


def test_what_is_misplaced_in_time_is_not_among_them(client):
    assert "/claim/reuters-soldiers-quitting" not in latest(client)


def test_it_names_every_article_the_release_and_questions_that_run(client, release):
    text = html.unescape(client.get("/").text)
    articles = csv.DictReader(io.StringIO(client.get("/articles.csv").text))
    for row in articles:
        assert f'href="{row["article"].removeprefix(BASE + "id")}"' in text
    assert release.id in text
    links = re.findall(r'href="(/sparql\?query=[^"]+)"', text)
    assert len(links) >= 5
    for link in links:
        answer = client.get(link, headers={"Accept": "text/csv"})
        assert answer.status_code == 200 and answer.text.count("\n") > 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", "более 22 000 заявок"), ("uk", "понад 22 000 заявок")],
)
def test_quantities_are_in_the_language_of_the_page(client, language, words):
    assert words in client.get(f"/{language}/").text.replace("\u00a0", " ")


def test_each_language_names_the_others(client):
    answer = client.get("/ru/claim/proekt-convictions-2023")
    assert answer.headers["Content-Language"] == "ru"
    assert '<html lang="ru">' in answer.text
    for path in ("/claim", "/ru/claim", "/uk/claim"):
        address = f"{client.address}{path}/proekt-convictions-2023"
        assert f'href="{address}"' in answer.text


def test_an_article_without_statements_or_numbers_is_an_article_too():
    store = Store()
    store.update("""PREFIX ref: <https://w3id.org/refusals/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        INSERT DATA { <a:short> a ref:Article ; ref:publishedBy <a:outlet> ;
          <http://purl.org/dc/terms/title> "Short" . <a:outlet> rdfs:label "Outlet"@en }""")
    query = files("kg.web").joinpath("queries/articles.rq").read_text(encoding="utf-8")
    rows = list(store.query(query.replace("?pageLanguage", '"en"')))
    assert [[row[name].value for name in ("title", "numbers", "figures", "statements")]
            for row in rows] == [["Short", "0", "0", "0"]]  # fmt: skip
