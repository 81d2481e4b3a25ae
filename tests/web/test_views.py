"""The views of one claim: beside all that it was compared with, and its citation chain; with the
drawings as files, and the way from the pages of things into the graph."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from http_client import Client
from lxml import html
from reading_pages import links_of, page_of, words_of
from serving import BASE

SVG = "{http://www.w3.org/2000/svg}"
LISTED = "istories-declared-absent-2025"
VIEWS = ("disagreement", "chain")


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def parts(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """What is at a path inside: steps of a tag, a class (.wide-only), or both, at any depth."""
    steps = ""
    for step in path.split():
        tag, _, name = step.partition(".")
        steps += f"//{tag or '*'}"
        if name:
            steps += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    return element.xpath(f".{steps}")


def picture_of(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200 and answer.content_type.startswith("image/svg+xml"), path
    return ElementTree.fromstring(answer.data)


def on_an_axis(drawing) -> list[str]:
    """The claims that stand on an axis, in words."""
    return [
        link.get("href").rpartition("/")[2]
        for link in drawing.iter("{*}a", "a")
        if any("rotate(90)" in (one.get("transform") or "") for one in link.iter("{*}g", "g"))
    ]


def test_only_lists_in_one_unit_that_may_be_compared_share_the_axis_of_a_claim(client: Client):
    page = page_of(client, f"/disagreement/{LISTED}")
    (wide,) = parts(page, ".wide-only svg")
    assert on_an_axis(wide) == [LISTED, "hochu-zhit-list", "mobilization-dpr-list-2024-12"]
    (other,) = parts(page_of(client, "/disagreement/hochu-zhit-list"), ".wide-only svg")
    # Those two lists must not be added up, so that they never stand on one axis.
    assert on_an_axis(other) == ["hochu-zhit-list", LISTED]
    apart = words_of(other).partition("Not to be compared with it")[2]
    assert "more than 26,000 people" in apart and "36,000 people" in apart


def test_what_disagrees_stands_first_and_its_reason_beside_it(client: Client):
    page = page_of(client, "/disagreement/proekt-convictions-2021")
    checks = parts(page, "table.beside tbody")
    found = [words_of(check[0][0]).split(":")[0] for check in checks]
    assert len(set(found)) > 1
    assert found == sorted(found, key=lambda verdict: verdict != "inconsistent")
    assert "8.3 times" in words_of(checks[0])
    # What was found stands once for all claims of a check.
    assert all(check[0][0].get("rowspan") == str(len(check)) for check in checks)
    assert any(len(check) > 1 for check in checks)
    assert "They are of different times" in words_of(page)


def test_a_claim_that_nothing_was_compared_with_says_so(client: Client):
    path = "/disagreement/soviet-men-driven-into-fire"
    page = page_of(client, path)
    assert "It was compared with no other claim." in words_of(page)
    assert not parts(page, "table.beside")
    drawn = "".join(picture_of(client, f"{path}.svg").itertext())
    assert "It was compared with no other claim." in drawn


def test_the_overview_draws_what_different_speakers_say_and_leads_to_their_pages(client: Client):
    page = page_of(client, "/disagreements")
    between, within, apart = parts(page, "main section")
    disputes = parts(between, "article.dispute")
    assert disputes and len(parts(between, "article.dispute .wide-only svg")) == len(disputes)
    assert "mt-krivenko-rarely-in-court" in html.tostring(between).decode()
    # One speaker who is at odds with himself is no disagreement of two.
    assert "proekt-convictions-almost-ninefold" not in html.tostring(between).decode()
    assert "proekt-convictions-almost-ninefold" in html.tostring(within).decode()
    # What must not be compared is none either, whoever says it.
    boxes = parts(apart, "article.dispute .wide-only svg")
    assert "/disagreement/mediazona-sentenced-3000" in html.tostring(apart).decode()
    assert boxes and not any(map(on_an_axis, boxes))
    links = [link.get("href") for link in between.iter("a")]
    assert "/disagreement/mt-krivenko-rarely-in-court" in links


def test_the_chain_says_who_originates_and_who_only_repeats(client: Client):
    page = page_of(client, "/chain/proekt-convictions-2021")
    told = {words_of(one[0]): words_of(one[1]) for one in parts(page, "dl.brief div")}
    assert told["Where it comes from"] == "Proekt"
    assert told["Who only repeats it"] == "Newsweek, Newsmax"
    assert told["Independent origins"] == "1 independent origin"
    assert len(parts(page, ".wide-only svg a")) == len(parts(page, "ol.chain li")) == 3


def test_where_nobody_repeats_anybody_the_chain_says_so(client: Client):
    page = page_of(client, "/chain/alexeev-no-pay")
    assert "Nobody repeats anybody here" in words_of(page) and not parts(page, ".plot svg")
    assert picture_of(client, "/chain/alexeev-no-pay.svg") is not None


def test_what_was_computed_here_has_no_chain(client: Client):
    page = page_of(client, "/chain/mediazona-cases-without-sentence-2023-12")
    assert "So there is no chain" in words_of(page) and not parts(page, "ol.chain")


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawing_is_as_wide_as_is_asked_and_its_links_lead_here(client: Client, view: str):
    for width, units in (("", 960), ("?width=column", 760), ("?width=narrow", 360)):
        root = picture_of(client, f"/ru/{view}/proekt-convictions-2021.svg{width}")
        assert float(root.get("viewBox").split()[2]) == units + 32
        links = [link.get("href") for link in root.iter(f"{SVG}a")]
        assert links and all(re.match("http://[^/]+/ru/", link) for link in links)
        assert "не факт, установленный этим" in "".join(root.itertext())
    refused = client.get(f"/{view}/proekt-convictions-2021.svg?width=huge")
    assert refused.status_code == 400 and "wide, column, narrow" in refused.text


@pytest.mark.parametrize("view", VIEWS)
def test_an_unknown_claim_is_a_problem_that_names_near_ones(client: Client, view: str):
    for path in (f"/{view}/proekt-convictions-2020.svg", f"/{view}/proekt-convictions-2020"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "proekt-convictions-2021" in answer.text


def test_a_speaker_without_a_name_is_named_in_no_view(client: Client):
    claim = "soldiers-believing-propaganda"
    (main,) = parts(page_of(client, f"/disagreement/{claim}"), "main")
    assert not [link for link in main.iter("a") if "/agent/anonymous" in link.get("href")]
    (said,) = parts(page_of(client, f"/chain/{claim}"), "main dl.brief")
    assert not [link for link in said.iter("a") if "/agent/anonymous" in link.get("href")]
    drawn = picture_of(client, "/disagreement/soldiers-believing-propaganda.svg")
    assert "a speaker without a name" in "".join(drawn.itertext())


@pytest.mark.parametrize(
    "path", [f"claim/{LISTED}", "agent/mediazona", "provision/federal-law-365-2022",
             "article/kontur-2025-06-09", "measure/convictions"],
)  # fmt: skip
def test_pages_of_things_lead_into_the_graph_in_their_language(client: Client, path: str):
    iri = quote(f"{BASE}id/{path}", safe="")
    page = page_of(client, f"/uk/{path}")
    assert f"/uk/graph#iri={iri}" in links_of(page)


def test_pages_of_those_whose_words_are_never_put_together_lead_not_into_the_graph(client: Client):
    for path in ("/agent/anonymous-source-3", "/agent/unknown"):
        page = page_of(client, path)
        assert not [link for link in links_of(page) if "/graph#" in link]


def test_a_claim_leads_to_its_views(client: Client):
    links = set(links_of(page_of(client, f"/claim/{LISTED}")))
    assert {f"/{view}/{LISTED}" for view in VIEWS} <= links
