"""What stands under a table or a plot is the table's own: the data and the query that made it."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from http_client import Client
from page_types import page_types

BASE = "https://w3id.org/refusals/"
MADE = re.compile(r'<p class="made">(.*?)</p>', re.DOTALL)
LINK = re.compile(
    r'href="(/(?:ru/|uk/)?sparql)\?query=([^"&]+)(?:&amp;filename=[a-z0-9-]+)?(&amp;format=csv)?"'
)
SHOWN = re.compile(r'(?:href|id)="(?:/(?:ru|uk))?(/[^"#?]+)')
PAGES = [page for page in page_types() if page.status == 200 and page.path.startswith("/")]


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_claims_of_a_query_are_those_of_its_page(client: Client, page):
    for language in ("en", *page.languages):
        text = client.get(page.in_language(language), headers={"Accept": "text/html"}).text
        shown = set(map(html.unescape, SHOWN.findall(text)))
        for links in map(LINK.findall, MADE.findall(text)):
            data = [query for path, query, format in links if format]
            queries = [query for path, query, format in links if not format]
            assert data == queries
            for query in data:
                answer = client.get(f"/sparql?query={query}&format=csv")
                assert answer.status_code == 200 and answer.content_type.startswith("text/csv")
                rows = list(csv.DictReader(io.StringIO(answer.text)))
                claims = {row.get("claim", "").removeprefix(f"{BASE}id") for row in rows}
                assert rows and claims - {""} <= shown
