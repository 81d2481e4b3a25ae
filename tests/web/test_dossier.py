"""The dossier of a claim and the page of an article: the evidence at its place, warnings before
the links that they are about, every table by the query that is shown with it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from http_client import Client
from lxml import html
from reading_pages import data_of, links_of, page_of, plain, words_of
from serving import BASE

LABELLED = "themoscowtimes.com"
ARTICLE = "/article/moscow-times-2023-12-05"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def section_of(page: html.HtmlElement, name: str) -> html.HtmlElement:
    """The section that a heading names."""
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def is_behind_a_step(link: html.HtmlElement) -> bool:
    return any(above.tag == "details" for above in link.iterancestors())


@pytest.mark.parametrize(
    "path",
    [
        "/document/moscow-times-2023-11-17",
        "/claim/hochu-zhit-applications-first-year",
        "/ru/claim/hochu-zhit-applications-first-year",
        "/claim/mt-sverdlin-help-from-the-front",
        ARTICLE,
    ],
)
def test_links_to_a_labelled_publisher_are_behind_a_warning(client, path):
    page = page_of(client, path)
    links = [link for link in page.iter("a") if LABELLED in link.get("href")]
    assert links and all(is_behind_a_step(link) for link in links)
    order = list(page.iter("a", "p"))
    warnings = page.find_class("sharing")
    assert order.index(warnings[0]) < order.index(links[0])
    assert "The Moscow Times" in words_of(warnings[0]) and "2024" in words_of(warnings[0])
    prefix = path.partition("/claim")[0] if path.startswith("/ru") else ""
    assert f"{prefix}/event/moscow-times-undesirable" in links_of(warnings[0], "/")


@pytest.mark.parametrize("path", ["/claim/hochu-zhit-applications-first-year", ARTICLE])
def test_the_facts_are_offered_without_the_link(client, path):
    (text,) = page_of(client, path).xpath("//label[@class='copyable']/textarea/text()")
    assert "The Moscow Times, 5 December 2023" in text
    assert "http" not in text and LABELLED not in text


def test_links_to_other_publishers_are_plain(client):
    page = page_of(client, "/document/mediazona-2024-04-12")
    assert not page.find_class("sharing")
    (link,) = [link for link in page.iter("a") if "zona.media" in link.get("href")]
    assert not is_behind_a_step(link)


@pytest.mark.parametrize(
    "claim",
    ["proekt-convictions-2023", "hochu-zhit-applications-first-year", "kontur-sarmat-murders"],
)
def test_each_passage_is_linked_at_its_place(client, claim):
    section = section_of(page_of(client, f"/claim/{claim}"), "evidence")
    passages, rows = section.xpath(".//ul[@class='passages']/li"), data_of(client, section)
    assert len(passages) == len(rows) > 0
    shown = {words_of(passage.xpath(".//q")[0]): passage for passage in passages}
    for row in rows:
        assert len(row["fragment"].split()) <= 12
        (link,) = links_of(shown[row["fragment"]], "http")
        page, _, directive = link.partition("#:~:text=")
        assert page == row["url"]
        assert unquote(directive).replace("-,", "").replace(",-", "").strip() == "".join(
            (row["prefix"].strip(), row["fragment"].strip(), row["suffix"].strip())
        )


@pytest.mark.parametrize(
    "path",
    [
        "/claim/proekt-convictions-2023",
        "/ru/claim/istories-declared-absent-2025",
        "/uk/claim/dd-resignation-lawful-before-september",
    ],
)
def test_what_a_claim_is_compared_with_is_what_the_query_finds(client, path):
    section = section_of(page_of(client, path), "checks")
    rows = [row for row in data_of(client, section) if "/check/origins/" not in row["check"]]
    claims = {row["claim"].removeprefix(f"{BASE}id") for row in rows if row["claim"]}
    prefix = path.partition("/claim")[0]
    shown = {link.partition("#")[0] for link in links_of(section, f"{prefix}/claim/")}
    assert shown == {f"{prefix}{claim}" for claim in claims}
    checks = {f"{prefix}{row['check'].removeprefix(f'{BASE}id')}" for row in rows}
    assert checks and set(links_of(section, f"{prefix}/check/")) == checks
    assert all(plain(row["reason"]) in words_of(section) for row in rows)


def test_the_tables_of_an_article_have_the_rows_of_their_queries(client):
    page = page_of(client, ARTICLE)
    for name in ("figures", "statements"):
        section = section_of(page, name)
        rows = [row["claim"].removeprefix(f"{BASE}id") for row in data_of(client, section)]
        table = section.xpath(".//tbody/tr")
        assert [links_of(row, "/claim/")[0] for row in table] == rows
    ledger = section_of(page, "ledger")
    entries = dict.fromkeys(row["entry"] for row in data_of(client, ledger))
    assert links_of(ledger, "/ledger/") == [one.removeprefix(f"{BASE}id") for one in entries]
    tally = [int(words_of(one)) for one in ledger.xpath(".//ul[@class='tally']/li/strong")]
    assert sum(tally) == len(entries)
    cited = section_of(page, "cites")
    assert len(cited.xpath(".//ul[@class='cited']/li")) == len(data_of(client, cited))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/claim/reuters-soldiers-quitting", "does not belong to the time that the text gives it"),
        ("/ru/claim/reuters-soldiers-quitting", "относится не к тому времени"),
        ("/claim/mt-yusov-some-surrendered", "credits this to somebody else"),
    ],
)
def test_what_is_wrong_with_a_claim_stands_before_it(client, path, words):
    page = page_of(client, path)
    (note, *_), (heading,) = page.find_class("grave"), page.xpath("//h1")
    assert words in words_of(note)
    order = list(page.iter("div", "h1"))
    assert order.index(note) < order.index(heading)
    assert page.get_element_by_id("caveats") is not None


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "более 22 000 заявок"), ("uk", "понад 22 000 заявок")]
)
def test_a_figure_is_worded_in_the_language_of_its_reader(client, language, words):
    page = page_of(client, f"/{language}/claim/hochu-zhit-applications-first-year")
    (heading,) = page.xpath("//h1")
    assert words_of(heading).startswith(words)
    assert " [en]" not in words_of(page)


def test_how_it_came_to_be_printed_is_told_in_order(client):
    page = page_of(client, "/claim/mobilization-dpr-list-2024-12")
    told = [words_of(step) for step in page.xpath("//ol[@class='chain']/li")]
    for step, start in zip(
        told,
        (
            "Mobilization DPR says it",
            "anonymous sources of iStories passes it on",
            "iStories passes it on",
            "Kontur prints it and only repeats it",
        ),
        strict=True,
    ):
        assert step.startswith(start)
    page = page_of(client, "/claim/idite-lesom-requests-2023-autumn")
    told = [words_of(step) for step in page.xpath("//ol[@class='chain']/li")]
    printed_by = ["The Moscow Times", "The Daily Digest"]
    assert [step.partition(" prints")[0] for step in told[1:]] == printed_by
    assert len(page.xpath("//section[@aria-labelledby='chain']//*[local-name()='svg']")) == 2


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("refusal-average-sentence", "though the text credits nobody"),
        ("cases-opened-double-2022", "though the text credits another"),
    ],
)
def test_a_chain_says_whom_the_text_credits_where_that_is_not_the_origin(client, claim, words):
    for path in (f"/claim/{claim}", f"/chain/{claim}", f"/figures/evidence/{claim}"):
        found = re.findall("though the text credits [a-z]+", client.get(path).text)
        assert set(found) == {words}, path


def test_a_way_out_is_reported_and_never_advice(client):
    assert "Reported, not advice." in words_of(page_of(client, "/claim/mt-minefields"))
    assert "Reported, not advice." not in words_of(
        page_of(client, "/claim/newsmax-putin-won-election")
    )


@pytest.mark.parametrize("claim", ["reuters-soldiers-quitting", "mt-minefields"])
def test_a_speaker_without_a_name_has_no_profile(client, claim):
    page = page_of(client, f"/claim/{claim}")
    (brief,) = page.find_class("brief")
    assert "quoted by" in words_of(brief) and not links_of(brief, "/agent/")
    data = f"<{BASE}id/claim/{claim}>"
    query = (
        f"SELECT ?c WHERE {{ {data} <{BASE}ontology#producedBy>/^<{BASE}ontology#producedBy> ?c }}"
    )
    answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
    others = {line.removeprefix(f"{BASE}id") for line in answer.text.split()[1:]}
    assert not set(links_of(page, "/claim/")) & (others - {f"/claim/{claim}"})


def test_a_page_says_what_it_is_where_its_address_is_shared(client, address):
    page = page_of(client, "/ru/claim/proekt-convictions-2023")
    told = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
    assert plain(told["og:title"]).startswith("4 373 человека")
    assert told["og:url"] == f"{address}/ru/claim/proekt-convictions-2023"
    assert told["og:image"] == f"{address}/ru/card/claim/proekt-convictions-2023.png"
    assert client.get(told["og:image"].removeprefix(address)).content_type == "image/png"
    assert told["og:locale"] == "ru_RU"


def test_an_article_tells_its_dateline_and_its_other_version(client: Client):
    (place,) = page_of(client, "/article/kontur-2025-06-09").xpath("//dt[.='Dateline']/../dd/a")
    assert (words_of(place), place.get("href")) == ("Warsaw", "/place/warsaw")
    (other,) = page_of(client, ARTICLE).xpath("//dt[.='Other version']/../dd/a")
    assert other.get("href") == "/document/moscow-times-ru-2023-12-04"
    assert links_of(page_of(client, other.get("href")), ARTICLE), "and back"
