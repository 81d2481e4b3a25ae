"""Search on the running server: the page, the JSON, suggestions, OpenSearch, and bad input."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from http_client import Client
from pyoxigraph import RdfFormat, parse
from serving import BASE

from kg.build.entities import NEVER_TOGETHER
from kg.search import MOST_CHARACTERS
from kg.terms import term
from kg.web.search_results import NAMELESS_SPEAKER, NOBODY

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PRODUCED_BY = term("ref:producedBy")
HTML_TYPE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def found(client: Client, text: str, **parameters: object) -> dict:
    """The results for a text as JSON."""
    return client.get("/search.json", query_string={"q": text, **parameters}).json()


def page(client: Client, text: str, **parameters: object) -> str:
    """The page of results for a text, as its reader sees it."""
    answer = client.get("/search", query_string={"q": text, **parameters}, headers=HTML_TYPE)
    assert answer.status_code == 200 and answer.content_type.startswith("text/html")
    return html.unescape(answer.text)


@pytest.mark.parametrize(
    ("text", "matched"),
    [("mediazona", None), ("Медиазона", "Медиазона"), ("медіазона", "Медіазона"),
     ("mediasova", None), ("MEDIAZONA  ", None), ("medi\u00adazona", None),
     ("«Медиазона»", "Медиазона")],
)  # fmt: skip
def test_a_thing_is_found_by_each_of_its_names(client, text, matched):
    first = found(client, text)["results"][0]
    assert (first["id"], first["type_label"]) == ("agent/mediazona", "outlet")
    assert (first["matched"] or {}).get("text") == matched
    shown = page(client, text)
    assert 'href="/agent/mediazona"' in shown and first["description"] in shown
    assert matched is None or f">{matched}</span>" in shown


def test_a_figure_is_never_a_bare_number(client):
    for text in ("4373", "4,373"):
        (only,) = found(client, text)["results"]
        assert only["id"] == "claim/proekt-convictions-2023"
        assert only["claim"]["said_by"] == [{"id": "agent/proekt", "label": "Proekt"}]
        assert not only["claim"]["is_computed"] and only["claim"]["qualifier"] == "exactly"
    shown = page(client, "4373")
    assert re.search(r'Reported, from <a href="/agent/proekt">Proekt</a>', shown)
    assert 'aria-label="exactly"' in shown and "printed in Newsmax" in shown
    assert "not a fact established by this site" in shown


@pytest.mark.parametrize(
    ("text", "measure", "year"),
    [
        ("how many Russian soldiers deserted in 2024?", "desertions", "2024"),
        ("desertions 2024", "desertions", "2024"),
        ("Сколько солдат дезертировало в 2024 году", "desertions", "2024"),
        ("скільки засуджено у 2023 році", "convictions", "2023"),
        ("desertion attempts", "desertion-attempts", None),
    ],
)
def test_a_question_leads_to_the_figures_that_count_it(client, text, measure, year):
    counted = found(client, text)["counted"]
    assert [one["id"] for one in counted["measures"]] == [f"measure/{measure}"]
    assert (counted["from"], counted["to"]) == (year, year)
    listed = {
        name: len(
            set(re.findall(r'<a class="figure" href="(/claim/[^"]+)"', client.get(path).text))
        )
        for name, path in (("all", counted["path"]), ("in time", counted["path_in_time"]))
        if path
    }
    assert listed["all"] == counted["figures"] > 0
    assert listed.get("in time", 0) == (counted["overlapping"] or 0)
    shown = page(client, text)
    assert f'href="{counted["path"]}"' in shown and counted["text"] in shown
    assert "Reported is not established" in counted["text"]


def test_what_has_no_time_in_a_year_alone_is_not_said_to_be_of_it(client):
    text = found(client, "deserted 2024")["counted"]["text"]
    assert "none has a time in 2024 alone" in text
    other = "how many Ukrainian soldiers deserted"
    assert found(client, other)["counted"]["unused"] == ["ukrainian", "soldiers"]
    assert "Not taken into account: ukrainian, soldiers" in page(client, other)
    assert "3 have a time in 2023 alone" in found(client, "convictions 2023")["counted"]["text"]
    assert "No figure here counts officers." in page(client, "officers")
    for words in ("mediazona", "4,373 convictions", "mediazona 2023", "", "zzqqxx"):
        assert found(client, words)["counted"] is None
    only_year = found(client, "2024")["counted"]
    assert only_year["path"] == "/figures?from=2024-01&to=2024-12" and only_year["figures"]


@pytest.mark.parametrize(
    ("text", "id"),
    [("577", "idite-lesom-requests-2023-autumn"), ("4,373", "proekt-convictions-2023"),
     ("49 000", "istories-declared-absent-2025"), ("49,000", "istories-declared-absent-2025"),
     ("577 req", "idite-lesom-requests-2023-autumn")],
)  # fmt: skip
def test_a_figure_is_suggested_by_its_number_with_who_says_so(client, text, id):
    answer = client.get("/ru/search/suggest", query_string={"q": text}).json()["suggestions"]
    (first,) = [one for one in answer if one["id"] == f"claim/{id}"]
    assert re.search("[а-я]", first["title"]) and ", " in first["note"]
    own = client.get("/search/suggest", query_string={"q": text}).json()["suggestions"][0]
    assert own["title"] == own["label"] and own["note"].startswith("reported figure, ")


@pytest.mark.parametrize("text", ["-4373", "4,373 !", "(4373)", "−4,373%", "4373 \"'"])
def test_signs_beside_a_number_do_not_keep_its_figure_back(client, text):
    answer = client.get("/search/suggest", query_string={"q": text})
    assert answer.status_code == 200
    assert answer.json()["suggestions"][0]["id"] == "claim/proekt-convictions-2023"


def test_a_suggested_figure_of_somebody_without_a_name_says_no_more(client, release):
    quads = list(parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS))
    nameless = {q.subject for q in quads if q.object in NEVER_TOGETHER}
    by = {q.subject.value: q.object for q in quads if q.predicate == PRODUCED_BY}
    told = set()
    for digit in "123456789":
        for one in client.get(f"/search/suggest?q={digit}").json()["suggestions"]:
            if by.get(one["iri"]) in nameless:
                told.add(one["note"].partition(", ")[2])
    assert told and told <= {"a speaker without a name", "who says so is not known"}


def test_who_belongs_to_a_party_to_the_war_and_what_is_computed_is_said(client):
    claim = found(client, "general staff", type="ReportedCount")["results"][0]["claim"]
    assert claim["party_to_the_war"]
    assert "party to the war" in page(client, "general staff", type="ReportedCount")
    computed = found(client, "requests", type="ComputedCount")["results"]
    assert computed and all(one["claim"]["is_computed"] for one in computed)
    assert "Computed by this project" in page(client, "requests", type="ComputedCount")
    assert "Reported, from" not in page(client, "requests", type="ComputedCount")


def test_pages_of_results_hold_each_thing_once_and_each_claim_with_who_says_it(client):
    path, seen, pages = "/search.json?q=desertion", [], 0
    while path:
        record = client.get(path).json()
        seen, pages, path = seen + record["results"], pages + 1, record["next"]
    assert len({one["id"] for one in seen}) == len(seen) == record["total"] > 100
    assert pages == record["pages"] > 1
    claims = [one for one in seen if one["id"].startswith("claim/")]
    assert len(claims) > 50 and all(one["claim"]["said_by"] for one in claims)
    assert all(one["claim"] is None for one in seen if one not in claims)
    second = page(client, "desertion", page=2)
    assert seen[20]["label"] in second and 'start="21"' in second
    assert 'rel="prev" href="/search?q=desertion"' in second


def test_kinds_stand_beside_results_with_their_counts(client):
    record = found(client, "desertion")
    assert sum(facet["count"] for facet in record["facets"]) >= record["total"]
    shown = page(client, "desertion")
    for facet in record["facets"]:
        assert f'href="{facet["path"]}"' in shown
        one = client.get(facet["path"], headers={"Accept": "application/json"}).json()
        assert one["total"] == facet["count"] and one["facets"] == record["facets"]
        assert facet["type"] in {result["type"] for result in one["results"]}
    outlets = found(client, "moscow", type="Organisation")["results"]
    assert {"Outlet"} <= {one["type"] for one in outlets}  # of classes below it too
    assert found(client, "moscow", type=["Place", "Outlet"])["total"] == sum(
        found(client, "moscow", type=name)["total"] for name in ("Place", "Outlet")
    )


def test_who_has_no_name_is_not_found_nor_told_from_others(client, release):
    """Neither they nor what they are called lead from one thing that they say to the next."""
    quads = list(parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS))
    nameless = {q.subject.value for q in quads if q.object in NEVER_TOGETHER}
    nameless = {iri for iri in nameless if iri.startswith(f"{BASE}id/")}
    labels = {
        q.object.value
        for q in quads
        if q.subject.value in nameless
        and q.predicate == term("rdfs:label")
        and q.object.language == "en"
    }
    speakers = {q.subject.value: q.object.value for q in quads if q.predicate == PRODUCED_BY}
    assert len(nameless) > 10
    met = set()
    for text in (*sorted(labels), "anonymous", "desert", "soldier", "officer"):
        for one in found(client, text)["results"]:
            assert one["iri"] not in nameless
            if speakers.get(one["iri"]) in nameless:
                met.add(one["iri"])
                assert one["claim"]["said_by"][0]["id"] is None
                assert one["claim"]["said_by"][0]["label"] in (NAMELESS_SPEAKER, NOBODY)
        assert not re.search(r'href="/agent/(anonymous|unknown|unnamed)', page(client, text))
        suggested = client.get("/search/suggest", query_string={"q": text}).json()["suggestions"]
        assert not {one["iri"] for one in suggested} & nameless
    assert len(met) > 3  # else nothing was tested


def test_a_slip_is_said_and_so_is_that_nothing_has_all_words(client):
    record = found(client, "Proekt convictons")
    assert record["corrections"] == [{"word": "convictons", "taken_for": ["convictions"]}]
    assert record["total"] and not record["is_partial"]
    shown = page(client, "Proekt convictons")
    assert "Nothing has the word “convictons”. Results for <strong>convictions</strong>" in shown
    assert found(client, "mediazona zzqqxx")["is_partial"]
    assert "Nothing has all of these words" in page(client, "mediazona zzqqxx")


def body(text: str) -> str:
    """What a page has of its own, without the links to it in other languages."""
    return text.partition("<main")[2]


def test_where_nothing_is_found_or_asked_there_is_help(client):
    shown = page(client, "zzqqxx")
    assert "Nothing found for “zzqqxx”" in shown and "By kind" in shown
    assert "look among all" in page(client, "mediazona", type="Law")
    empty = page(client, " ")
    assert 'role="search"' in empty and "Nothing found" not in empty
    for link in re.findall(r'href="(/search\?[^"]+)"', body(shown) + body(empty)):
        assert client.get(link, headers={"Accept": "application/json"}).json()["total"], link
    assert "PublicPerson" not in empty  # there is no list of people


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/search?q=proekt", "text/html", "text/html"),
        ("/search?q=proekt", "application/json", "application/json"),
        ("/search?q=proekt&format=json", "text/html", "application/json"),
        ("/search.json?q=proekt", "text/html", "application/json"),
        ("/search.html?q=proekt", "application/json", "text/html"),
        ("/search/suggest?q=proekt", "text/html,*/*;q=0.1", "application/json"),
        ("/search/suggest?q=proekt&format=opensearch", "*/*", "application/x-suggestions+json"),
        ("/search/suggest?q=p", "application/x-suggestions+json", "application/x-suggestions+json"),
    ],
)
def test_format_is_negotiated_and_kept_by_caches(client, path, accept, media_type):
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.content_type.partition(";")[0] == media_type
    assert ("Accept," in answer.headers["Vary"] + ",") == ("/search." not in path)
    kept = {"Accept": accept, "If-None-Match": answer.headers["ETag"]}
    assert client.get(path, headers=kept).status_code == 304


def test_results_say_where_else_they_are_and_that_they_need_not_be_kept(client):
    answer = client.get("/search?q=desertion&type=Statement&page=2")
    links = dict(re.findall(r'<([^>]+)>; rel="([a-z]+)"', answer.headers["Link"]))
    assert links["/search.json?q=desertion&type=Statement&page=2"] == "alternate"
    assert links["/search?q=desertion&type=Statement&page=3"] == "next"
    assert links["/search?q=desertion&type=Statement"] == "prev"
    assert links["/opensearch.xml"] == "search"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("query", "status", "kind", "words"),
    [
        ("q=" + "a" * (MOST_CHARACTERS + 1), 414, "search-too-long", "257 characters"),
        ("q=a&q=b", 400, "search-refused", "one q"),
        ("q=a&type=Outlets", 400, "search-refused", "did you mean Outlet"),
        ("q=a&type=" + "%00" * 300, 400, "search-refused", "there is no type"),
        ("q=a" + "".join(f"&type=T{n}" for n in range(21)), 400, "search-refused", "at most 20"),
        ("q=%ff", 400, "bad-request", "UTF-8"),
        ("q=%ed%a0%80", 400, "bad-request", "UTF-8"),
        ("q=proekt&page=0", 404, "", "from 1"),
        ("q=proekt&page=x", 404, "", "from 1"),
        ("q=proekt&page=50", 404, "", "does not fill 50 pages"),
        ("q=proekt&page=51", 404, "", "from 1 to 50"),
        ("q=proekt&format=xml", 406, "not-acceptable", "format=json"),
    ],
)
def test_bad_input_gets_one_clear_problem(client, query, status, kind, words):
    for path in ("/search", "/search/suggest"):
        if status == 404 and path != "/search":
            continue
        answer = client.get(f"{path}?{query}", headers={"Accept": "application/json"})
        assert answer.status_code == status
        assert answer.content_type == "application/problem+json"
        assert answer.json()["type"].endswith(f"/problem/{kind}" if kind else "blank")
        assert words in answer.json()["detail"]
        shown = client.get(f"{path}?{query}", headers=HTML_TYPE)
        if status != 406:
            assert shown.status_code == status and words in html.unescape(shown.text)


@pytest.mark.parametrize(
    "text",
    ['"mediazona"', '"mediazona', "mediazona*", "-mediazona", "(mediazona", "mediazona:",
     "^mediazona", "mediazona\x00", "mediazona\n", "+mediazona", "mediazona\u202e", "mediazona'"],
)  # fmt: skip
def test_operators_and_what_nobody_sees_are_no_part_of_a_search(client, text):
    assert found(client, text)["total"] == found(client, "mediazona")["total"]


@pytest.mark.parametrize(
    "text",
    ['"', "*", "NEAR(a b, 2)", "NOT", "OR OR", "a" * MOST_CHARACTERS, "🙂", "{names words} : a",
     "''; --", "%", "_", "\\", "е" * MOST_CHARACTERS, "'\"><script>alert(1)</script>",
     "1,2,3,4", "\u0301"],
)  # fmt: skip
def test_any_text_is_searched_for_and_comes_back_as_text(client, text):
    assert found(client, text)["query"] == text
    answer = client.get("/search", query_string={"q": text}, headers=HTML_TYPE)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert f'value="{text}"' in html.unescape(answer.text)
    assert client.get("/search/suggest", query_string={"q": text}).status_code == 200


def test_names_are_suggested_as_programs_and_as_browsers_read_them(client):
    address = f"/search/suggest?q={quote('медіаз')}"
    first = client.get(address).json()["suggestions"][0]
    assert first["matched"] == {"text": "Медіазона", "language": "uk"}
    assert (first["label"], first["path"]) == ("Mediazona", "/agent/mediazona")
    text, names, kinds, addresses = client.get(f"{address}&format=opensearch").json()
    assert (text, names[0], kinds[0]) == ("медіаз", "Медіазона", "outlet")
    assert addresses[0] == f"{client.address}/agent/mediazona"
    assert client.get("/search/suggest").json()["suggestions"] == []


def test_a_browser_can_take_the_site_as_a_search_engine(client):
    assert '<link rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    answer = client.get("/opensearch.xml")
    assert answer.content_type == "application/opensearchdescription+xml"
    description = ElementTree.fromstring(answer.data)
    for name, longest in {
        "ShortName": 16,
        "LongName": 48,
        "Description": 1024,
        "Tags": 256,
    }.items():
        assert 0 < len(description.findtext(OPENSEARCH + name)) <= longest
    example = description.find(f"{OPENSEARCH}Query").get("searchTerms")
    urls = description.findall(f"{OPENSEARCH}Url")
    for url in urls:
        filled = url.get("template").replace("{searchTerms}", example).replace("{startPage?}", "")
        reply = client.get(filled.removeprefix(client.address), headers={"Accept": "*/*"})
        assert reply.content_type.partition(";")[0] == url.get("type")
        assert reply.status_code == 200
    assert len(urls) == 4


def test_every_page_has_the_box_once(client):
    paths = ["/", "/checks", "/sparql", "/claim/proekt-convictions-2023", "/search", "/nothing"]
    for path in paths:
        text = client.get(path, headers=HTML_TYPE).text
        assert text.count('role="search"') == text.count('id="q"') == 1
        assert '<label class="' in text and 'for="q"' in text
        assert "<script>" not in text and not re.search(r"<[^>]+ style=", text)
    script = client.get("/static/search.js")
    assert script.content_type.startswith("text/javascript")


@pytest.mark.parametrize("block", re.findall(r"```console\n\$ (.*?)\n```", PAGE, re.S))
def test_a_command_of_the_documentation_prints_what_is_shown(address, block):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    command, _, shown = block.partition("\n")
    command = command.replace(ADDRESS, address).replace("python3", sys.executable)
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip().replace(address, ADDRESS) == shown.strip()


def test_the_documentation_names_each_member(client):
    record = found(client, "4373")
    (one,) = record["results"]
    counted = found(client, "desertions 2024")["counted"]
    for name in (*record, *one, *one["claim"], *counted):
        assert f"`{name}`" in PAGE, name
