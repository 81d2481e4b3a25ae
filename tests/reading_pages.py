"""Pages of the site as tests read them: parsed, as plain words, as where they lead."""

from __future__ import annotations

import csv
import io
import re

from http_client import Client
from lxml import html


def page_of(client: Client, path: str) -> html.HtmlElement:
    """The page at a path, parsed."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.text)


def plain(text: str) -> str:
    """A text with plain single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def words_of(element: html.HtmlElement) -> str:
    """What an element reads as."""
    return plain(element.text_content())


def links_of(element: html.HtmlElement, start: str = "") -> list[str]:
    """Where the links in an element lead to that begin so."""
    found = (link.get("href") or "" for link in element.iter("a"))
    return [address for address in found if address.startswith(start)]


def data_of(client: Client, section: html.HtmlElement) -> list[dict[str, str]]:
    """What the query finds that is shown with a section."""
    (link,) = [link for link in links_of(section, "/sparql") if link.endswith("format=csv")]
    answer = client.get(link)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))
