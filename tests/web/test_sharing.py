"""What stands on other sites: social cards, and claims in frames."""

from __future__ import annotations

import re
import struct

import pytest
from http_client import Client

FIGURE, STATEMENT = "proekt-convictions-2023", "dd-resignation-lawful-before-september"
SIZE = (1200, 630)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG (PNG §11.2.2)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def test_cards_are_pictures_of_one_size_and_each_its_own(client: Client):
    names = [f"claim/{FIGURE}", f"claim/{STATEMENT}", "claim/reuters-soldiers-quitting", "figures"]
    cards = [client.get(f"/card/{name}.png") for name in names]
    assert {card.content_type for card in cards} == {"image/png"}
    assert {size(card.data) for card in cards} == {SIZE}
    assert len({card.data for card in cards}) == len(names)
    russian = client.get(f"/ru/card/claim/{FIGURE}.png")
    assert size(russian.data) == SIZE and russian.data != cards[0].data
    asked = client.get(f"/card/claim/{FIGURE}.png?lang=ru")
    assert asked.location == f"/ru/card/claim/{FIGURE}.png"


def test_a_card_that_a_client_has_is_not_sent_again(client: Client):
    path = f"/card/claim/{FIGURE}.png"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["none", "a%3E%20%7D", "..%2f..%2fetc", "a%00b", "x" * 300])
def test_of_what_there_is_not_there_is_no_card_and_no_frame(client: Client, name: str):
    assert client.get(f"/card/claim/{name}.png").status_code == 404
    assert client.get(f"/embed/claim/{name}").status_code == 404


def test_a_claim_in_a_frame_says_who_says_so_and_leads_back(client: Client):
    figure = client.get(f"/embed/claim/{FIGURE}")
    assert "frame-ancestors" not in figure.headers["Content-Security-Policy"]
    for words in ("4,373 people", "Proekt", "1 independent origin", "Newsmax", "2023", "exactly"):
        assert words in figure.text
    assert f'href="/claim/{FIGURE}"' in figure.text
    assert '<base target="_blank">' in figure.text
    statement = client.get(f"/ru/embed/claim/{STATEMENT}").text
    assert 'lang="en"' in statement and f'href="/ru/claim/{STATEMENT}"' in statement
    misdated = client.get("/embed/claim/reuters-soldiers-quitting").text
    assert "misdated" in misdated and "without a date" in misdated
    hostile = client.get("/embed/claim/%22%3E%3Cscript%3E", headers={"Accept": "text/html"})
    assert hostile.status_code == 404 and "<script>" not in hostile.text


def test_the_page_of_figures_names_its_card(client: Client):
    page = client.get("/uk/figures").text
    picture = re.search(r'property="og:image" content="http://[^/]+([^"]+)"', page)[1]
    assert picture == "/uk/card/figures.png"
    assert client.get(picture).content_type == "image/png"
