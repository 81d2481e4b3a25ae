"""The page of all figures: what its facets promise is what they lead to, its table is what its
query finds, hostile addresses do no harm, and it stands in frames of other sites."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from importlib.resources import files
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from http_client import Client
from pyoxigraph import Literal, NamedNode
from serving import BASE

from kg.web.figure_facets import Facet, Value, patterns, union

CHOICE = re.compile(
    r'<li><a href="(/figures\?[^"]*)"[^>]*>(.*?)</a> <span class="count">([\d,]+)</span>'
)
ROW = re.compile(r'<td class="how-many">.*?href="/(?:ru/|uk/)?claim/([^"]+)"')
STATES = [
    "",
    "measure=convictions",
    "measure=court-and-prosecution",
    "measure=convictions&measure=desertions&order=newest",
    "producer=idite-lesom&kind=count",
    "outlet=kontur&party=yes",
    "category=russian-servicemen&qualifier=more-than",
    "modality=alleged",
    "from=2023-01&to=2023-06&order=oldest",
    "from=2024-01",
    "time=undated&order=largest",
    "made=computed",
    "origins=0&scale=log",
    "claim=hochu-zhit-list&claim=proekt-convictions-2023",
    "made=reported&claim=proekt-convictions-2023&from=2023-01",
]
HOSTILE = [
    "measure=" + quote("convictions> } UNION { ?s ?p ?o } #"),
    "measure=" + quote('"><script>alert(1)</script>'),
    "measure=" + "x" * 5000,
    "producer=%00%0a%0d",
    "producer=%f0%9f%98%80",
    "producer=unknown",
    "producer=anonymous-source-1",
    "from=2023-13",
    "from=" + quote('2023") || true || ("'),
    "from=2024-01&to=2023-01",
    "from=2023-01&from=2023-02",
    "scale=cubic",
    "order=" + quote("?producer"),
    "measure=%ff",
    "&".join(f"measure=x{number}" for number in range(60)),
    "&".join(f"claim=x{number}" for number in range(51)),
    "claim=" + quote("proekt-convictions-2023> } #"),
    "claim=" + quote("../agent/mediazona"),
]


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def rows(page: str) -> list[str]:
    """The names of the claims in the tables of a page, in their order."""
    return [html.unescape(name) for name in ROW.findall(page)]


def choices(page: str) -> Iterator[tuple[str, int]]:
    """Where the facets of a page lead, and what they promise."""
    for address, _, count in CHOICE.findall(page):
        yield html.unescape(address), int(count.replace(",", ""))


def found_by_query(client: Client, page: str) -> list[str]:
    """The names of the claims that the query behind a page finds."""
    link = re.search(r'href="(/sparql\?[^"]*format=csv)"', page)[1]
    found = csv.DictReader(io.StringIO(client.get(html.unescape(link)).text))
    return [row["claim"].removeprefix(f"{BASE}id/claim/") for row in found]


def test_each_choice_leads_to_as_many_figures_as_it_says(client: Client):
    whole = client.get("/figures").text
    promised = list(choices(whole))
    assert len(promised) > 80
    first_of_each = {parse_qsl(urlsplit(address).query)[0][0]: (address, count)
                     for address, count in reversed(promised)}  # fmt: skip
    assert len(first_of_each) == 11
    for address, count in first_of_each.values():
        narrowed = client.get(address).text
        assert len(rows(narrowed)) == count, address
        assert f"<strong>{count} figure" in narrowed


def test_a_facet_promises_what_the_query_finds_for_each_of_its_values(client: Client):
    """Of all choices, by the restriction alone, since as many pages would take long."""

    def ask(name: str, variable: str, text: str) -> list[dict]:
        stored = files("kg.web").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
        query = re.sub(r"(?m)^#.*\n", "", stored).replace(variable, text)
        answer = client.get(f"/sparql?{urlencode({'query': query, 'format': 'json'})}")
        return answer.json()["results"]["bindings"]

    terms = {
        (row["facet"]["value"], row["value"]["value"].rpartition("/")[2]): row["value"]
        for row in ask("facets", "?patterns", union(patterns()))
    }
    promised = [(parse_qsl(urlsplit(address).query)[0], count)
                for address, count in choices(client.get("/figures").text)]  # fmt: skip
    assert len(promised) > 80
    for (name, slug), count in promised:
        found = terms[name, slug]
        term = (NamedNode if found["type"] == "uri" else Literal)(found["value"])
        facet = Facet(name, patterns()[name], {slug: Value(slug, term, "", frozenset())})
        rows_found = ask("restricted", "?restriction", facet.restriction([slug]))
        assert len(rows_found) == count, (name, slug)


@pytest.mark.parametrize("state", STATES)
def test_the_table_has_the_rows_of_the_query_behind_it(client: Client, state: str):
    page = client.get(f"/figures?{state}" if state else "/figures")
    assert page.status_code == 200
    assert rows(page.text) == found_by_query(client, page.text) != []


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_choice_that_cannot_be_made_is_refused_with_a_reason(client: Client, query: str):
    for path in ("/figures", "/figures.svg", "/embed/figures"):
        answer = client.get(f"{path}?{query}", headers={"Accept": "text/html"})
        assert answer.status_code == 400, path
        assert "<script>alert" not in answer.text and "Traceback" not in answer.text
        assert "/figures" in answer.text


def test_a_slip_is_told_what_there_is(client: Client):
    problem = client.get("/figures?measure=convictionz").json()
    assert "Did you mean convictions?" in problem["detail"]
    assert "convictions" in problem["values"]


def test_single_figures_are_chosen_by_an_address_and_let_go_one_by_one(client: Client):
    whole = client.get("/figures").text
    assert "claim=" not in whole.partition("<main")[2].partition("<table")[0]
    chosen = ["hochu-zhit-list", "proekt-convictions-2022", "refusal-average-sentence"]
    query = urlencode([("claim", one) for one in chosen])
    page = client.get(f"/figures?{query}").text
    assert sorted(rows(page)) == chosen and "<title>3 chosen figures ·" in page
    chips = re.findall(r'href="/figures\?([^"]*)" rel="nofollow"><span class="quiet">Figure:', page)
    kept = [[value for _, value in parse_qsl(html.unescape(query))] for query in chips]
    assert kept == [chosen[1:], [chosen[0], chosen[2]], chosen[:2]]
    for path in ("/figures.svg", "/embed/figures", "/ru/embed/figures"):
        drawn = client.get(f"{path}?{query}").text
        assert "/claim/proekt-convictions-2022" in drawn and "mediazona" not in drawn, path
    problem = client.get("/figures?claim=hochu-zhit-lists").json()
    assert "Did you mean hochu-zhit-list" in problem["detail"]
    page = client.get("/ru/figures?claim=proekt-convictions-2023").text
    assert re.search(r"<title>4\s373\sчеловека: осуждённые, 2023\sг., Проект ·", page)


def test_nobody_without_a_name_can_be_chosen(client: Client):
    pairs = [parse_qsl(urlsplit(address).query)[0]
             for address, _ in choices(client.get("/figures").text)]  # fmt: skip
    offered = {value for name, value in pairs if name == "producer"}
    assert "proekt" in offered
    assert not {name for name in offered if name.startswith(("unknown", "anonymous"))}
    problem = client.get("/figures?producer=nobody").json()
    assert set(problem["values"]) == offered


def test_people_in_public_roles_can_be_chosen_and_are_not_listed(client: Client):
    page = client.get("/figures").text
    assert "people are not listed" in page and "producer=andriy-yusov" not in page
    of_one = client.get("/figures?producer=andriy-yusov").text
    assert len(rows(of_one)) == 3 and "Andriy Yusov" in of_one
    assert "andriy-yusov" not in client.get("/figures?producer=andriy-yusof").text


def test_an_address_has_one_form(client: Client):
    asked = "?to=2023&scale=auto&kind=count&kind=count&measure=desertions&measure=&utm_source=x"
    answer = client.get(f"/ru/figures{asked}")
    wanted = "/ru/figures?measure=desertions&kind=count&to=2023-12"
    assert (answer.status_code, answer.location) == (302, wanted)
    assert client.get(wanted).status_code == 200
    assert client.get("/figures?measure=desertions").headers["X-Robots-Tag"] == "noindex"


def test_time_is_overlapped_and_what_has_none_stands_apart(client: Client):
    def found(query: str) -> set[str]:
        return set(rows(client.get(f"/figures?{query}").text))

    assert "proekt-convictions-2022" in found("from=2022-06&to=2022-06")
    assert "proekt-convictions-2022" not in found("from=2023-01")
    assert "general-staff-casualties-2024-03" in found("from=2023-07&to=2023-07")
    assert "general-staff-casualties-2024-03" not in found("from=2024-04")
    assert "mobilization-dpr-list-2024-12" in found("from=2024-12&to=2024-12")
    assert "mobilization-dpr-list-2024-12" not in found("to=2024-11")
    assert "mediazona-sentenced-3000" in found("from=2025-01")  # its end is not stated
    misdated = "reuters-soldiers-quitting"
    assert misdated in found("time=undated") and misdated not in found("to=2030")
    page = client.get("/figures?measure=soldiers-quitting").text
    assert "Figures with a date of their own" not in page


def test_russian_pages_have_russian_quantities(client: Client):
    page = client.get("/ru/figures?measure=surrender-applications").text
    assert "более 22 000 заявок" in html.unescape(page).replace("\xa0", " ")
    assert " [en]" not in page
    assert "/ru/claim/hochu-zhit-applications-first-year" in page
    picture = client.get("/figures.svg?measure=surrender-applications&lang=ru")
    assert picture.location == "/ru/figures.svg?measure=surrender-applications"
    assert "более 22" in client.get(picture.location).text
    assert client.get("/figures.svg?lang=xx").status_code == 400


@pytest.mark.parametrize("state", ["", "?measure=convictions", "?time=undated"])
def test_the_picture_stands_alone_and_links_to_claims(client: Client, state: str):
    answer = client.get(f"/figures.svg{state}")
    assert answer.content_type.startswith("image/svg+xml")
    root = ElementTree.fromstring(answer.text)
    targets = [node.get("href") for node in root.iter("{http://www.w3.org/2000/svg}a")]
    claims = [target for target in targets if "/claim/" in target]
    shown = set(rows(client.get(f"/figures{state}").text))
    assert bool(claims) == (state != "?time=undated")
    assert {target.rpartition("/")[2] for target in claims} <= shown
    assert all(target.startswith("http://") for target in targets)
    assert "not a fact established by this site" in " ".join(root.itertext())


def test_the_picture_is_headed_by_what_is_chosen(client: Client):
    def heads(query: str) -> list[str]:
        root = ElementTree.fromstring(client.get(f"/figures.svg{query}").text)
        texts = root.iter("{http://www.w3.org/2000/svg}text")
        return [text.text for text in texts if float(text.get("y")) < 0]

    assert heads("") == ["Figures through time"]
    assert heads("?measure=desertions") == ["desertions"]
    assert heads("?measure=convictions&producer=proekt") == ["convictions", "Who says so: Proekt"]


@pytest.mark.parametrize("measure", ["desertions", "absence-and-desertion"])
def test_the_picture_names_whoever_says_a_number(client: Client, measure: str):
    root = ElementTree.fromstring(client.get(f"/figures.svg?measure={measure}").text)
    said = " ".join("".join(root.itertext()).split())
    for words in ("more than 50,000 · iStories (possible)", "who says so is not known"):
        assert words in said
    if measure == "absence-and-desertion":
        assert "Hochu Zhit" in said and "a speaker without a name" in said
        assert "said by a party to the war" in said


def test_files_are_called_by_what_is_chosen(client: Client):
    page = html.unescape(client.get("/figures?measure=desertions&from=2022-01").text)
    data = {address.rpartition("=")[2]: address
            for address in re.findall(r'download href="(/sparql[^"]*)"', page)}  # fmt: skip
    assert set(data) == {"csv", "json"}
    for extension, address in data.items():
        named = client.get(address).headers["Content-Disposition"]
        assert f'"refusals-desertions-2022-01.{extension}"' in named
    picture = client.get("/figures.svg?measure=desertions").headers["Content-Disposition"]
    assert '"refusals-desertions.svg"' in picture
    odd = client.get(f"{data['csv']}".replace("refusals-desertions-2022-01", quote('x"; a=b/..')))
    assert '"refusals.csv"' in odd.headers["Content-Disposition"]


def test_what_the_site_is_about_comes_first(client: Client):
    page = client.get("/figures").text
    panels = re.findall(r'class="panel"[^>]*aria-label="([^"]*)"', page)
    assert panels[0] == "desertions, people"
    assert rows(page)[0] in rows(client.get("/figures?measure=desertions").text)
    facet = page[page.index("What is counted") :]
    assert facet.index("absence and desertion") < facet.index("court and prosecution")


def test_what_must_not_be_added_is_said_where_it_stands_together(client: Client):
    def said(query: str) -> str:
        found = re.search(r'class="apart">(.*?)</ul>', client.get(f"/figures{query}").text, re.S)
        return re.sub(r"<[^>]*>", "", found[1]) if found else ""

    told = said("?measure=absence-and-desertion")
    assert "desertions – people listed as absent, absences without leave" in told.replace("\n", "")
    assert said("?measure=desertions") == ""
    assert "convictions" in said("")


def test_the_period_is_that_of_what_is_chosen(client: Client):
    def months(query: str) -> tuple[str, ...]:
        page = client.get(f"/figures{query}").text
        return re.search(r'data-first="([^"]*)" data-last="([^"]*)"', page).groups()

    whole, desertions = months(""), months("?measure=desertions")
    assert whole[0] < desertions[0] == "2022-02" and desertions[1] == "2025-06"
    assert months("?measure=desertions&from=2025-01") == desertions


def test_rows_lead_to_article_and_evidence(client: Client):
    page = client.get("/ru/figures?measure=desertions").text
    assert page.count('class="evidence" href="/ru/figures/evidence/') == len(rows(page)) == 3
    assert page.count('href="/ru/article/') >= 3


def test_only_what_is_made_for_frames_may_be_framed(client: Client):
    frames = ("/embed/figures", "/reconcile/preview/agent%2Fmediazona")
    others = ("/", "/figures", "/figures.svg", "/claim/proekt-convictions-2023", "/sparql", "/none")
    for path in (*frames, *others):
        policy = client.get(path, headers={"Accept": "text/html"}).headers[
            "Content-Security-Policy"
        ]
        assert ("frame-ancestors 'none'" in policy) == (path not in frames), path


def test_the_code_of_the_frame_shows_the_same_figures(client: Client):
    query = urlencode([("measure", "convictions"), ("scale", "log")])
    code = html.unescape(client.get(f"/figures?{query}").text)  # it stands in a text field
    source = html.unescape(re.search(r'<iframe src="([^"]*)"', code)[1])
    frame = client.get(source[source.index("/embed") :]).text
    assert "/claim/proekt-convictions-2023" in frame
    assert f'href="/figures?{html.escape(query)}"' in frame


def test_a_rate_never_shares_the_scale_of_a_count(client: Client):
    page = client.get("/measure/desertions").text
    panels = re.findall(r'class="panel"[^>]*aria-label="([^"]*)"', page)
    assert {"desertions, people", "desertions, people a month"} <= set(panels), panels
