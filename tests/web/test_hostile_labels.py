"""Whatever stands in the graph is text on the pages: a release whose every name and sentence tries
to be markup, script, template and data of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from http_client import Client
from page_types import page_types
from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize
from serving import serving, write_release

from kg.release import Release
from kg.web import islands

ATTACK = (
    "\"'></script></title></textarea><script>alert(7)</script><img src=x onerror=alert(7)>{{7*7}}"
)
SCRIPTS = {
    ("module", "/static/search.js"),
    (None, "/static/view.js"),
    ("application/ld+json", None),
    ("application/json", None),  # what an island has from its page
    *(("module", f"{islands.PATH}/{one.name}") for one in islands.BUILT.glob("*.js")),
}


def hostile(quad: Quad) -> Quad:
    """The same fact with an attack in its text, if it is one in a language."""
    value = quad.object
    if isinstance(value, Literal) and value.language:
        value = Literal(f"{value.value[:40]}{ATTACK}", language=value.language)
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


class Elements(HTMLParser):
    """The scripts and the handlers of events of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: set[tuple[str | None, str | None]] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "script":
            self.scripts.add((found.get("type"), found.get("src")))
        self.handlers += [name for name in found if name.startswith("on")]


@pytest.fixture(scope="module")
def client(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    data = parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    attacked = serialize(map(hostile, data), format=RdfFormat.N_QUADS).decode()
    folder: Path = tmp_path_factory.mktemp("hostile")
    write_release(folder, attacked)
    with serving(folder) as server:
        yield Client(server.address)


@pytest.mark.parametrize("page", page_types(), ids=lambda page: page.name)
def test_nothing_of_it_becomes_markup(client: Client, page):
    for language in ("en", "ru"):
        answer = client.get(page.in_language(language), headers={"Accept": "text/html"})
        assert answer.status_code == page.status
        found = Elements()
        found.feed(answer.text)
        assert found.scripts <= SCRIPTS
        assert found.handlers == []
        assert "<img src=x" not in answer.text


@pytest.mark.parametrize("path", ["/figures.svg", "/changes.atom", "/sitemap.xml"])
def test_pictures_and_feeds_stay_well_formed(client: Client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    elements = ElementTree.fromstring(answer.data).iter()
    names = {element.tag.rpartition("}")[2] for element in elements}
    assert names.isdisjoint({"script", "img"})
