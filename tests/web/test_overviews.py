"""The overviews: links lead to as many as they say, and each table is what its query finds."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest
from http_client import Client

from kg.web.translating import UNTRANSLATED

HOSTILE = (
    "%3E%20%7D%20DROP",
    "%22%3E%3Cscript%3E",
    "..%2F..%2Fetc",
    "%00",
    "%E2%80%AE",
    "x" * 3000,
)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    """A client of the project's own release."""
    return Client(address)


WHOLE = (
    "/checks", "/sources", "/browse", "/browse?kind=Provision&on=2024-01-01", "/search",
    "/search?q=mediazona", "/search?q=zzqqxx", "/questions?theme=Law", "/ontology", "/data",
    "/about", "/method", "/reconcile/help", "/problem/query-timeout",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%209",
)  # fmt: skip


def get(client: Client, path: str) -> str:
    """The text of a page."""
    answered = client.get(path, headers={"Accept": "text/html"})
    assert answered.status_code == 200, f"{path}: {answered.status_code}"
    return html.unescape(answered.text)


def rows_of(client: Client, page: str, which: int = 0) -> list[dict[str, str]]:
    """What the query finds to which a page's link to data leads, by number."""
    links = re.findall(r'href="(/sparql\?[^"]*format=csv)"', page)
    return list(csv.DictReader(io.StringIO(client.get(links[which]).text)))


def test_the_counts_of_checks_are_those_of_the_pages_that_they_lead_to(client):
    page = get(client, "/checks")
    cells = re.findall(r'href="(/checks\?kind=[a-z-]+&verdict=[a-z-]+)"[^>]*>(\d+)</a>', page)
    assert sum(int(count) for _, count in cells) == len(set(re.findall(r'"(/check/[^"]+)"', page)))
    for path, count in cells:
        narrowed = get(client, path)
        assert len(set(re.findall(r'"(/check/[^"]+)"', narrowed))) == int(count), path
    measures = re.findall(r'href="(/checks\?measure=[a-z-]+)">[^<]*</a> <span[^>]*>(\d+)', page)
    assert len(measures) > 5
    for path, count in measures[:3]:
        assert len(set(re.findall(r'"(/check/[^"]+)"', get(client, path)))) == int(count), path


def test_the_list_of_checks_is_what_its_query_finds(client):
    page = get(client, "/checks?verdict=tension")
    found = rows_of(client, page, 0)
    shown = set(re.findall(r'"/check/([^"]+)"', page))
    assert shown == {row["check"].partition("/id/check/")[2] for row in found}
    assert all(row["reason"] in page for row in found)


def test_the_overview_of_checks_is_what_its_query_finds(client):
    rows = rows_of(client, get(client, "/checks"))
    cells = re.findall(r"kind=([a-z-]+)&verdict=([a-z-]+)\"[^>]*>(\d+)", get(client, "/checks"))
    assert set(cells) == {
        (*(row[key].rpartition("/")[2] for key in ("kind", "verdict")), row["checks"])
        for row in rows
    }


@pytest.mark.parametrize(
    "path",
    [
        "/checks?verdict=", "/checks?kind=", "/checks?measure=", "/browse?kind=",
        "/browse?kind=Statement&topic=", "/browse?kind=Law&on=", "/browse?kind=Law&order=",
        "/browse?kind=Law&on=2024-01-01&in-force=",
    ],
)  # fmt: skip
def test_hostile_values_get_a_message(client, path):
    for value in HOSTILE:
        answered = client.get(path + value, headers={"Accept": "text/html"})
        assert answered.status_code == 400, (path, value[:20])
        assert "<script>" not in answered.text.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "path",
    [
        "/checks?verdict=tension&verdict=tension",
        "/checks?kinds=sum",
        "/browse?kind=Law&kind=Law",
        "/browse?kind=Place&topic=morale",
        "/browse?kind=Law&in-force=yes",
        "/browse?on=2024-01-01",
        "/search?q=a&page=1&page=1",
        "/search?q=a&format=html&format=json",
    ],
)
def test_what_is_said_twice_or_is_not_known_gets_a_message(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("language", ["ru", "uk"])
def test_pages_are_whole_in_each_language(client, language, path):
    page = get(client, f"/{language}{path}")
    assert UNTRANSLATED not in page
    assert f'href="/{language}' in page


def test_sources_list_nobody_but_organisations_and_outlets(client, opened):
    people = {
        str(row["a"]).rpartition("/")[2]
        for row in opened.query(
            "PREFIX ref: <https://w3id.org/refusals/ontology#> SELECT ?a { ?a a ?c"
            " FILTER(?c IN (ref:PublicPerson, ref:AnonymousSource, ref:UnnamedGroup,"
            " ref:UnknownAgent)) }"
        )
    }
    page = get(client, "/sources")
    listed = set(re.findall(r'href="/agent/([a-z0-9-]+)"', page))
    assert len(people) > 20 and len(listed) > 20
    assert not listed & people
    for number in range(page.count("format=csv")):
        found = "\n".join(str(row) for row in rows_of(client, page, number))
        assert not [name for name in people if f"/id/agent/{name}'" in found]


def test_each_table_of_sources_is_what_its_query_finds(client):
    page = get(client, "/sources")
    for body in re.findall(r"<tbody>(.*?)</tbody>.*?format=csv", page, re.DOTALL):
        assert body.count("<tr>") > 3
    tables = re.findall(r"<tbody>(.*?)</tbody>.*?(/sparql\?[^\"]*format=csv)", page, re.DOTALL)
    assert len(tables) == 5
    for body, path in tables:
        rows = list(csv.DictReader(io.StringIO(client.get(path).text)))
        assert body.count("<tr>") == len(rows)
        numbers = [list(filter(str.isdigit, row.values())) for row in rows]
        for text, values in zip(body.split("<tr>")[1:], numbers, strict=True):
            assert all(f">{value}<" in text for value in values if value != "0"), text


CHOICE = re.compile(
    r'href="(/browse\?[^"]*)" rel="nofollow"[^>]*>(?:<span[^>]*>✓ </span>)?([^<]+)</a>'
    r' <span class="count">(\d+)'
)


def total_of(page: str) -> int:
    """How many things a page of results says that there are."""
    return int(re.search(r"<strong>(\d+)", page)[1])


@pytest.mark.parametrize(
    "path",
    [
        "/browse?kind=Statement",
        "/browse?kind=Statement&article=kontur-2025-06-09&modality=possible",
        "/browse?kind=Provision&on=2022-10-01",
        "/browse?kind=Organisation",
        "/browse?kind=Statement&q=asylum",
        "/browse?kind=ReportedCount&measure=convictions",
    ],
)
def test_the_counts_of_facets_are_those_of_the_pages_that_they_lead_to(client, path):
    page = get(client, path)
    choices = CHOICE.findall(page)
    assert len(choices) >= 3
    for address, _, count in [*choices[:4], choices[-1]]:
        if f"{path}&" in f"{address}&" or "✓" not in page:
            assert total_of(get(client, address)) == int(count), address


def test_the_kinds_lead_to_as_many_things_as_they_say(client):
    page = get(client, "/browse?q=court")
    kinds = re.findall(r'href="(/browse\?[^"]*kind=\w+)">[^<]+</a> <span class="count">(\d+)', page)
    assert len(kinds) > 3
    for address, count in kinds:
        assert total_of(get(client, address)) == int(count), address


@pytest.mark.parametrize(
    "path", ["/browse?kind=Statement&route=surrendering", "/browse?kind=Law", "/browse?kind=Motive"]
)
def test_what_is_listed_is_what_the_query_finds(client, path):
    page = get(client, path)
    rows = rows_of(client, page)
    assert total_of(page) == len(rows)
    shown = re.findall(r'<p class="says"><a href="/([^"]+)"', page)
    assert shown == [row["thing"].partition("/id/")[2] for row in rows]


def test_nobody_is_listed_and_nobody_without_a_name_is_told_from_others(client, opened):
    for kind in ("PublicPerson", "AnonymousSource", "UnnamedGroup", "Agent", "UnknownAgent"):
        assert client.get(f"/browse?kind={kind}").status_code == 400
    for path in ("/browse?kind=Statement&statement-kind=testimony", "/checks"):
        page = get(client, path)
        assert "a speaker without a name" in page
        assert not re.search(r"/agent/(anonymous-source|unnamed-group)-\d", page)
        for number in range(page.count("format=csv")):
            assert "anonymous-source" not in str(rows_of(client, page, number))


def test_the_pages_of_a_long_list_have_everything_once(client):
    first, seen = get(client, "/browse?kind=Statement"), []
    for number in range(1, 100):
        page = get(client, f"/browse?kind=Statement&page={number}")
        seen += re.findall(r'<p class="says"><a href="([^"]+)"', page)
        if 'rel="next"' not in page:
            break
    assert len(seen) == len(set(seen)) == total_of(first)
    assert client.get(f"/browse?kind=Statement&page={number + 1}").status_code == 404


def test_a_reason_that_several_claims_share_is_told_once_with_a_link_to_each_check(client):
    text = html.unescape(client.get("/checks?kind=dating&verdict=inconsistent").text)
    reasons = re.findall(r'<p class="reason">(.*?)</p>', text, re.DOTALL)
    links = set(re.findall(r'href="(/check/dating/[^"]+)"', text))
    assert len(reasons) == len({re.sub("<[^>]+>", "", one) for one in reasons}) < len(links)


def test_sums_are_in_the_language_of_the_page(client):
    text = html.unescape(client.get("/ru/checks?kind=change").text).replace("\u00a0", " ")
    assert "4 373 человека ÷ 527 дел" in text and "почти 9 раз" in text
    assert "4,373 people ÷ 527 cases" in client.get("/checks?kind=change").text
    dating = client.get("/ru/checks?kind=dating").text
    assert ">misdated<" not in dating and "Reuters, 2015-05" in dating


def test_an_error_leads_on_in_the_language_of_the_reader(client):
    asked = client.get("/uk/claim/proekt-convictions-202", headers={"Accept": "text/html"})
    page = html.unescape(asked.text)
    assert asked.status_code == 404 and UNTRANSLATED not in page
    assert '<p class="detail">Тут немає нічого з назвою «claim/proekt-convictions-202».' in page
    assert 'href="/uk/claim/proekt-convictions-2023"' in page
    assert 'href="/uk/search?q=proekt+convictions+202"' in page
    nameless = client.get("/agent/anonymous-source-77", headers={"Accept": "text/html"})
    assert nameless.status_code == 404
    assert 'href="/agent/anonymous-source-7"' not in nameless.text


def test_the_questions_of_a_theme_are_those_of_it(client, release):
    every = json.loads((release.path / "questions.json").read_text(encoding="utf-8"))
    of_law = {one["slug"] for one in every if one["theme"] == "Law"}
    page = get(client, "/questions?theme=Law")
    assert set(re.findall(r'<li id="([^"]+)">', page)) == of_law
    assert client.get("/questions?theme=law").status_code == 400


def test_the_schema_is_the_page_of_the_ontology_in_the_language_of_the_reader(client):
    answered = client.get("/uk/schema")
    assert (answered.status_code, answered.headers["Location"]) == (308, "/uk/ontology")
    assert 'id="ReportedCount"' in get(client, "/uk/ontology")


def test_what_is_not_under_search_is_told_what_is(client):
    answered = client.get("/search/none")
    assert answered.status_code == 404 and "/search/suggest" in answered.json()["detail"]
