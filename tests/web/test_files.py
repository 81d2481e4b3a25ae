"""The files of releases: each as the manifest says, whole or in part, as long as it is kept."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest
from http_client import Client
from pyoxigraph import RdfFormat, parse
from serving import BASE, serving, write_release

OLD, NEW = "0" * 16, "1" * 16
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def test_every_file_is_what_the_manifest_says(client, release):
    files = release.manifest["files"]
    assert len(files) > 15
    for name, entry in files.items():
        answer = client.get(f"/data/{name}")
        assert answer.status_code == 200, name
        assert len(answer.data) == entry["bytes"]
        assert hashlib.sha256(answer.data).hexdigest() == entry["sha256"]
        digest = re.fullmatch(r"sha-256=:(.*):", answer.headers["Repr-Digest"])
        assert base64.b64decode(digest.group(1)).hex() == entry["sha256"]
        head = client.head(f"/release/{release.id}/{name}")
        assert (head.status_code, int(head.headers["Content-Length"])) == (200, entry["bytes"])
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(f"/data/{name}", headers=tag).status_code == 304
        if "compression" in entry:
            assert answer.content_type == "application/gzip"
        else:
            assert answer.content_type.startswith(entry["media_type"])
    manifest = client.get("/data/manifest.json")
    assert manifest.json()["release"] == release.id
    tag = {"If-None-Match": manifest.headers["ETag"]}
    assert client.get("/data/manifest.json", headers=tag).status_code == 304


def test_each_dump_says_the_same(client):
    def dump(name: str, format: RdfFormat) -> set:
        return set(parse(gzip.decompress(client.get(f"/data/{name}").data), format=format))

    quads = dump("dataset.nq.gz", RdfFormat.N_QUADS)
    assert quads == set(parse(client.get("/data/dataset.nq").data, format=RdfFormat.N_QUADS))
    assert quads == dump("dataset.trig.gz", RdfFormat.TRIG)
    default = {quad.triple for quad in quads}
    assert {q.triple for q in dump("default.ttl.gz", RdfFormat.TURTLE)} == default
    assert {q.triple for q in dump("default.jsonld.gz", RdfFormat.JSON_LD)} == default


def test_a_part_of_a_file_can_be_had(client):
    whole = client.get("/data/figures.csv")
    part = client.get("/data/figures.csv", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    tag = whole.headers["ETag"]
    kept = client.get("/data/figures.csv", headers={"Range": "bytes=0-9", "If-Range": tag})
    assert kept.status_code == 206
    other = client.get("/data/figures.csv", headers={"Range": "bytes=0-9", "If-Range": '"x"'})
    assert (other.status_code, other.data) == (200, whole.data)
    for odd in ("items=0-1", "bytes=abc", "bytes=", "bytes"):
        ignored = client.get("/data/figures.csv", headers={"Range": odd})
        assert (ignored.status_code, ignored.data) == (200, whole.data), odd
    beyond = client.get("/data/figures.csv", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416 and beyond.content_type == "application/problem+json"
    assert beyond.headers["Content-Range"] == f"bytes */{len(whole.data)}"
    assert beyond.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_kept_compressed_can_be_had_plain(client):
    packed = client.get("/data/dataset.trig.gz").data
    plain = client.get("/data/dataset.trig")
    assert plain.data == gzip.decompress(packed) and "Content-Encoding" not in plain.headers
    head = client.head("/data/dataset.trig")
    assert (head.data, int(head.headers["Content-Length"])) == (b"", len(plain.data))
    coded = client.get("/data/dataset.trig", headers={"Accept-Encoding": "gzip"})
    assert (coded.data, coded.headers["Content-Encoding"]) == (packed, "gzip")
    assert coded.headers["ETag"] != plain.headers["ETag"]
    for answer in (plain, coded):
        assert answer.content_type == "application/trig"
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_table_leads_to_its_description_wherever_it_stands(client, release):
    for path in ("/figures.csv", "/data/figures.csv", f"/release/{release.id}/figures.csv"):
        link = client.get(path).headers["Link"]
        target = re.match(r'<([^>]*)>; rel="describedby"; type="application/csvm\+json"', link)
        assert "tables" in client.get(target.group(1)).json()


@pytest.mark.parametrize(
    "path",
    [
        "/data/none.csv",
        "/data/..%2fmanifest.json",
        "/data/.inputs",
        "/release/current/manifest.json",
        "/release/../manifest.json",
        "/release/ffffffffffffffff/dataset.nq",
        f"/release/{NEW}%00/dataset.nq",
        "/release/ffffffffffffffff/claim/x",
        "/release/{id}/claim/a%20b",
        "/release/{id}/claim/a%3Cb.ttl",
    ],
)
def test_nothing_else_is_a_file(client, release, path):
    assert client.get(path.replace("{id}", release.id)).status_code == 404


def test_the_page_of_a_version_calls_things_by_their_names(client, release):
    text = client.get(f"/release/{release.id}/claim/proekt-convictions-2023").text
    assert ">Proekt<" in text and "ontology#Mention" not in text


def test_a_file_takes_no_other_method(client):
    for path in ("/data/figures.csv", "/data/dataset.nq.gz"):
        answer = client.post(path, data=b"")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_older_release_stays_citable_thing_by_thing(tmp_path):
    def data(label: str) -> str:
        facts = f'<{BASE}id/claim/x> {LABEL} "{label}"@en'
        return f"{facts} .\n{facts} <{BASE}graph/one> .\n"

    write_release(tmp_path, data("as it was"), OLD)
    write_release(tmp_path, data("as it is"), NEW)
    with serving(tmp_path) as server:
        client = Client(server.address)
        assert "as it is" in client.get("/claim/x").text
        old = client.get(f"/release/{OLD}/claim/x")
        assert "as it was" in old.text and 'href="/claim/x"' in old.text
        links = ", ".join(old.headers.get_all("Link"))
        assert f'<{BASE}release/{OLD}/claim/x>; rel="cite-as"' in links
        assert '</claim/x>; rel="latest-version"' in links
        turtle = client.get(f"/release/{OLD}/claim/x.ttl")
        assert turtle.content_type.startswith("text/turtle") and "as it was" in turtle.text
        assert "as it is" in client.get(f"/release/{NEW}/claim/x.nt").text
        assert client.get(f"/release/{OLD}/claim/none").status_code == 404
        (tmp_path / "published").write_text(f"{'2' * 16}\n{OLD}\n{NEW}\n")
    with serving(tmp_path) as server:
        gone = Client(server.address).get(f"/release/{'2' * 16}/claim/x")
        assert gone.status_code == 410 and "not kept any more" in gone.text


def test_a_version_says_what_points_at_it_and_how_to_cite_it(client, release):
    claim = "claim/proekt-convictions-almost-ninefold"
    version = f"/release/{release.id}/{claim}"
    text = client.get(version).text
    assert "change: inconsistent" in text and f"{BASE}{version[1:]}" in text
    found = {q.triple for q in parse(client.get(f"{version}.ttl").data, format=RdfFormat.TURTLE)}
    today = {q.triple for q in parse(client.get(f"/{claim}.ttl").data, format=RdfFormat.TURTLE)}
    assert {t for t in found ^ today if "127.0.0.1" not in str(t)} == set()
    for suffix in ("bib", "csl.json", "txt"):
        cited = client.get(f"{version}.{suffix}")
        assert cited.status_code == 200
        assert cited.data == client.get(f"/{claim}.{suffix}").data
    assert client.get(f"{version}.ttl?page=2").status_code == 404
    nobody = client.get(f"/release/{release.id}/agent/anonymous-source-5.nt")
    assert "/claim/" not in nobody.text and "/mention/" not in nobody.text


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/ru/figures.csv", "/figures.csv"),
        ("/uk/data/manifest.json", "/data/manifest.json"),
        ("/ru/openapi.json", "/openapi.json"),
        ("/uk/graphs?graph=x&format=nt", "/graphs?graph=x&format=nt"),
    ],
)
def test_data_has_one_address_and_those_of_languages_lead_there(client, asked, path):
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (308, path)
    preflight = client.options(asked, headers={"Origin": "http://example.org"})
    assert preflight.status_code in (200, 204)
    assert "GET" in preflight.headers["Access-Control-Allow-Methods"]


def test_what_is_no_data_in_any_language_leads_nowhere(client):
    for path in ("/ru/no-such-table.csv", "/ru/data/none", "/ru//example.org/figures.csv"):
        assert client.get(path).status_code == 404, path
