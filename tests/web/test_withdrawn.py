"""What has been withdrawn is gone from all that is served, at once: pages, data, files, caches and
older releases. Its addresses answer 410 and tell when and why, never what."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from http_client import Client
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import BASE, publish, serving_without_faults, until
from withdrawals import ARTICLE, CLAIM, EVENT, PERSON, names_of, readable

from kg.checks.project import check_project
from kg.release import PUBLISHED, Release
from kg.tombstones import FILE, read_tombstones

pytestmark = pytest.mark.slow

SLUG = CLAIM.partition("/")[2]
QUERY = f"SELECT ?o {{ <{BASE}id/{CLAIM}> ?p ?o }}"
NEIGHBOURS = 60
GONE = (
    CLAIM, f"id/{CLAIM}", f"{CLAIM}.ttl", f"{CLAIM}.jsonld", f"{CLAIM}.bib", f"{CLAIM}.csl.json",
    f"id/{CLAIM}.nt", f"observation/{SLUG}", f"id/observation/{SLUG}.ttl", PERSON, f"{PERSON}.trig",
    f"reconcile/preview/{CLAIM}", f"reconcile/flyout/entity/{PERSON}",
    f"card/{CLAIM}.png", f"embed/{CLAIM}", f"ru/embed/{CLAIM}",
    f"disagreement/{SLUG}", f"disagreement/{SLUG}.svg", f"chain/{SLUG}", f"uk/chain/{SLUG}.svg",
    f"figures/evidence/{SLUG}", f"figures?claim={SLUG}", f"ru/figures.svg?claim={SLUG}",
    f"graph/about?thing={CLAIM}", f"uk/graph/about?thing={PERSON}",
    EVENT, ARTICLE, f"{ARTICLE}.html", f"graph/source/{ARTICLE.partition('/')[2]}",
)  # fmt: skip
FIXED = (
    "", "data", "dataset", "checks", "method", "ontology", "catalogue.ttl", "dataset.jsonld",
    "cube.ttl", "links.ttl", "links.tsv", "sitemap.xml", "robots.txt", "llms.txt", "sparql",
    "openapi.json", "opensearch.xml", "search",
    "data/SHA256SUMS", "graphs?default&format=ntriples", "figures.csv", "reconcile/help",
    "reconcile/suggest/entity?prefix=sverdlin", "reconcile/suggest/property",
    "search.json?q=49", "search.json?q=absent", "search?q=mobilisation", "search/suggest?q=свердл",
    "search/suggest?q=grig", "search/suggest?q=partial", "figures", "uk/figures", "figures.svg",
    "embed/figures", "disagreements", "questions", "uk/questions", "questions.json",
    "sparql/completion.json", "graph", "ru/graph", "graph/start.json",
    f"graph/cards.json?thing={CLAIM}&thing={PERSON}&thing={EVENT}",
)  # fmt: skip


@dataclass(frozen=True)
class Withdrawing:
    """A server to which a withdrawal was published while it ran.

    :ivar before: status, entity tag and body by path, of the release that held it all
    """

    client: Client
    old: Release
    new: Release
    folder: Path
    log: Path
    before: dict[str, tuple[int, str, bytes]]


@pytest.fixture(scope="module")
def served(
    release: Release, withdrawn_release: tuple[Release, Path], tmp_path_factory
) -> Iterator[Withdrawing]:
    folder, new = tmp_path_factory.mktemp("served"), withdrawn_release[0]
    for made in (release, new):
        shutil.copytree(made.path, folder / made.id)
    publish(folder, release.id)
    log = folder / "stderr.txt"
    with serving_without_faults(folder, log) as server:
        client = Client(server.address)
        before = {}
        for path in (*GONE, f"sparql?query={QUERY}", f"release/{release.id}/{CLAIM}"):
            answer = client.get(f"/{path}", headers={"Accept": "*/*"})
            before[path] = answer.status_code, answer.headers["ETag"] or "", answer.data
        publish(folder, new.id)
        assert until(lambda: client.get("/readyz").json()["release"] == new.id, 60)
        yield Withdrawing(client, release, new, folder, log, before)


def test_its_addresses_were_there_and_are_gone_with_a_date_and_a_reason(served):
    for path in GONE:
        status, tag, _ = served.before[path]
        assert status in (200, 303), path
        for accept in ("text/html", "text/turtle", "application/json"):
            answer = served.client.get(
                f"/{path}", headers={"Accept": accept, "If-None-Match": tag or '"none"'}
            )
            assert answer.status_code == 410, path
            assert re.search(r"withdrawn on 2025-11-2[0124]", answer.text), path
            if accept == "application/json":
                found = answer.json()
                assert found["type"] == f"{BASE}problem/withdrawn"
                assert set(found["why"]) == {"en", "ru", "uk"}


def test_everything_that_went_with_it_answers_410_too(served):
    stones = read_tombstones((served.new.path / FILE).read_bytes())
    quads = parse(path=served.old.path / "dataset.nq", format=RdfFormat.N_QUADS)
    gone = sorted({q.subject.value for q in quads if stones.of(q.subject.value)})
    kinds = {iri.removeprefix(f"{BASE}id/").split("/")[0]: iri for iri in gone}
    assert set(kinds) >= {
        "claim",
        "mention",
        "evidence",
        "position",
        "quote",
        "check",
        "agent",
    }
    for iri in kinds.values():
        answer = served.client.get(iri.removeprefix(BASE[:-1]), headers={"Accept": "text/turtle"})
        assert answer.status_code == 410, iri


def test_it_is_gone_whatever_form_is_asked_for(served):
    for path in (f"/{CLAIM}?format=pdf", f"/{CLAIM}.ttl?page=0", f"/id/{CLAIM}?format=pdf"):
        assert served.client.get(path).status_code == 410, path
    graph = f"{BASE}graph/source/{ARTICLE.partition('/')[2]}"
    assert served.client.get(f"/graphs?graph={graph}").status_code == 410


def test_a_former_name_answers_410_too(served):
    answer = served.client.get("/agent/g-sverdlin.ttl")
    assert answer.status_code == 410 and "withdrawn on 2025-11-21" in answer.text


def test_it_cannot_be_reconciled(served):
    for id in (PERSON, CLAIM, EVENT):
        query = {"q": {"query": id}, "name": {"query": "Grigory Sverdlin"}}
        answer = served.client.post("/reconcile", data={"queries": json.dumps(query)})
        found = [one["id"] for result in answer.json().values() for one in result["result"]]
        assert answer.status_code == 200 and id not in found
        extension = {"ids": ["agent/mediazona", id], "properties": [{"id": "label-en"}]}
        answer = served.client.post("/reconcile", data={"extend": json.dumps(extension)})
        assert answer.status_code == 410
        assert answer.json()["detail"].startswith("The thing of ids[1] was withdrawn on 2025-11-2")


def test_what_never_was_is_404(served):
    assert served.client.get("/claim/none").status_code == 404


def test_caches_give_nothing_of_it(served):
    status, tag, body = served.before[f"sparql?query={QUERY}"]
    assert status == 200 and b"49000" in body
    answer = served.client.get(f"/sparql?query={QUERY}", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and answer.json()["results"]["bindings"] == []


def test_releases_that_hold_it_are_not_served(served):
    assert served.before[f"release/{served.old.id}/{CLAIM}"][0] == 200
    for path in ("", ".ttl", ".bib", f"/{CLAIM}", "/agent/mediazona.ttl", "/dataset.nq",
                 "/dataset.nq.gz", "/default.ttl", "/figures.csv", "/manifest.json",
                 "/SHA256SUMS"):  # fmt: skip
        answer = served.client.get(f"/release/{served.old.id}{path}")
        assert answer.status_code == 410, path
        assert "withdrawn" in answer.text
    assert served.client.get("/release/0123456789abcdef").status_code == 410
    assert served.client.get(f"/release/{served.new.id}").status_code == 200


def test_a_release_that_holds_it_is_not_taken_back(served):
    """`current` pointed by hand at the release from before the withdrawal."""
    folder = served.folder
    (folder / PUBLISHED).write_text(f"{served.old.id}\n{served.new.id}\n")
    publish(folder, served.old.id)
    try:
        assert until(lambda: "holds what was withdrawn" in served.log.read_text(), 60)
        assert served.client.get("/readyz").json()["release"] == served.new.id
    finally:
        publish(folder, served.new.id)


def test_no_byte_that_is_served_tells_of_it(served, settings):
    """Every file, every page that is about everything, and the pages and data of what stood next to
    what is gone."""
    stones = read_tombstones((served.new.path / FILE).read_bytes())
    near: dict[str, None] = {}
    for quad in parse(path=served.old.path / "dataset.nq", format=RdfFormat.N_QUADS):
        nodes = [node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode)]
        if any(map(stones.of, nodes)):
            near |= dict.fromkeys(iri for iri in nodes if iri.startswith(f"{BASE}id/"))
    paths = [iri.removeprefix(f"{BASE}id/") for iri in near if not stones.of(iri)][:NEIGHBOURS]
    assert len(paths) > 50
    asked = [*FIXED, *paths, *(f"{path}.trig" for path in paths), *GONE]
    asked += [f"data/{name}" for name in (*served.new.manifest["files"], "manifest.json")]
    needles = {
        needle.casefold()
        for found in names_of(check_project(settings.root_path, None).project).values()
        for needle in found
    }
    for path in asked:
        answer = served.client.get(f"/{path}", headers={"Accept": "*/*"}, follow_redirects=True)
        text = readable(path, answer.data) + str(answer.headers).casefold()
        # The address that was asked is the client's own, and stands in no answer but as its own.
        told = [needle for needle in needles if needle in text]
        assert not told, f"{told} in the answer {answer.status_code} to {path}"
