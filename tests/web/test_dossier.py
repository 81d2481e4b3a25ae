"""The dossier of a claim and the page of an article: the evidence at its place, warnings before
the links that they are about, every table by the query that is shown with it."""

from __future__ import annotations

import re

import pytest
from http_client import Client
from lxml import html

UNDESIRABLE = "themoscowtimes.com"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def page_of(client: Client, path: str) -> html.HtmlElement:
    """The page at a path, parsed."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.text)


def words_of(element: html.HtmlElement) -> str:
    """What an element reads as."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.mark.parametrize("path", ["/document/moscow-times-2023-11-17"])
def test_links_to_a_labelled_publisher_are_behind_a_warning(client, path):
    page = page_of(client, path)
    links = [link for link in page.iter("a") if UNDESIRABLE in link.get("href")]
    assert links
    for link in links:
        assert any(above.tag == "details" for above in link.iterancestors())
    (warning, *_) = page.find_class("sharing")
    assert "can be punished in Russia" in words_of(warning)
    assert "10 July 2024" in words_of(warning)
    assert "/event/moscow-times-undesirable" in [link.get("href") for link in warning.iter("a")]


def test_links_to_other_publishers_are_plain(client):
    page = page_of(client, "/document/mediazona-2024-04-12")
    assert not page.find_class("sharing")
    (link,) = [link for link in page.iter("a") if "zona.media" in link.get("href")]
    assert not any(above.tag == "details" for above in link.iterancestors())
