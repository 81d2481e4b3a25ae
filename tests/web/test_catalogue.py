"""What machines find of a release before they know it, asked as they ask: a harvester of
catalogues, a crawler, a reader of VoID; and what is refused."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from http_client import Client
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import DCAT, RDF, VOID, Graph, Namespace, URIRef

from kg.build.entities import NEVER_TOGETHER
from kg.catalogue.listing import NAMESPACE
from kg.formats import GRAPH_FORMATS
from kg.query.serialise import GRAPH_FORMATS as ENGINE_FORMATS
from kg.store import load
from kg.terms import BASE
from kg.web.site_address import FALLBACK

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
SPDX = Namespace("http://spdx.org/rdf/terms#")
DCAT_NEW = Namespace(str(DCAT))  # with the terms of DCAT 3
DATASET = URIRef(f"{BASE}dataset")
TEXTS = ("/robots.txt", "/llms.txt", "/sitemap.xml", "/data", "/data/SHA256SUMS")


@pytest.fixture(scope="module")
def site(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def catalogue(site: Client) -> Graph:
    return Graph().parse(data=site.get("/catalogue.ttl").data, format="turtle")


@pytest.fixture(scope="module")
def pages(site: Client) -> list[str]:
    """The addresses of the pages in the sitemap, in English."""
    root = ElementTree.fromstring(site.get("/sitemap.xml").data)
    assert root.tag == f"{{{NAMESPACE}}}urlset"
    assert {child.tag for child in root} == {f"{{{NAMESPACE}}}url"}
    found: dict[str, list[str]] = {language: [] for language in ("en", "ru", "uk")}
    for page in root:
        place, *links = page
        assert place.tag == f"{{{NAMESPACE}}}loc"
        others = {link.get("hreflang"): link.get("href") for link in links}
        (own,) = [language for language in found if others[language] == place.text]
        assert others["x-default"] == others["en"] and len(others) == 4
        found[own].append(place.text)
    english = found.pop("en")
    for language, addresses in found.items():
        there = f"{site.address}/{language}/"
        assert addresses == [page.replace(f"{site.address}/", there, 1) for page in english]
    return english


@pytest.mark.parametrize("name", ["catalogue", "dataset"])
def test_every_format_says_the_same_by_suffix_and_by_accept(site, name):
    turtle = parse(site.get("/catalogue.ttl").data, format=RdfFormat.TURTLE)
    said = {quad.triple for quad in turtle}
    assert len(said) > 1000
    for format in GRAPH_FORMATS:
        by_suffix = site.get(f"/{name}.{format.extension}")
        by_accept = site.get(f"/{name}", headers={"Accept": format.media_types[0]})
        assert by_suffix.data == by_accept.data
        for response in (by_suffix, by_accept):
            assert response.status_code == 200
            assert response.content_type.partition(";")[0] == format.media_types[0]
        assert "Accept" in by_accept.headers["Vary"].split(", ")
        assert by_accept.headers["Content-Location"] == f"/{name}.{format.extension}"
        read = parse(by_suffix.data, format=ENGINE_FORMATS[format.name])
        assert {quad.triple for quad in read} == said


def test_people_get_pages(site):
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    response = site.get("/catalogue", headers=browser)
    assert (response.status_code, response.location) == (303, "/data")
    assert "Accept" in response.headers["Vary"]
    response = site.get("/dataset", headers=browser)
    assert response.status_code == 200 and "<h1>" in response.text
    assert '</dataset.ttl>; rel="alternate"; type="text/turtle"' in response.headers["Link"]


def test_json_ld_reads_well(site):
    """As a tree: the catalogue, in it the dataset, in it its files."""
    tree = site.get("/catalogue.jsonld").json()
    assert set(tree["type"]) == {"dcat:Catalog", "void:DatasetDescription"}
    dataset = tree["hasPart"]
    assert dataset["id"] == str(DATASET)
    assert dataset["title"].keys() == {"en"} and dataset["triples"] > 0
    assert all(file["downloadURL"] and file["byteSize"] for file in dataset["distribution"])


def test_a_harvester_gets_what_the_catalogue_promises(site, catalogue):
    """As harvesters go: from the catalogue to each dataset, to each file, which is fetched."""
    (start,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    fetched = 0
    for dataset in catalogue.objects(start, DCAT.dataset):
        assert (dataset, RDF.type, DCAT.Dataset) in catalogue
        files = list(catalogue.objects(dataset, DCAT.distribution))
        assert files
        for file in files:
            address = str(catalogue.value(file, DCAT.downloadURL))
            assert address.startswith(site.address)
            response = site.get(urlsplit(address).path)
            assert response.status_code == 200, address
            assert len(response.data) == int(catalogue.value(file, DCAT.byteSize)), address
            checksum = catalogue.value(catalogue.value(file, SPDX.checksum), SPDX.checksumValue)
            # Lexically, since rdflib reads xsd:hexBinary as bytes.
            assert hashlib.sha256(response.data).hexdigest() == str(checksum), address
            packed = catalogue.value(file, DCAT.compressFormat)
            promised = str(packed or catalogue.value(file, DCAT.mediaType))
            received = response.content_type.partition(";")[0]
            assert MEDIA_TYPES + received == promised, address
            fetched += 1
    assert fetched >= 8


def test_a_version_of_the_dataset_is_found_at_its_iri(site, release):
    path = f"/release/{release.id}"
    turtle = site.get(path, headers={"Accept": "text/turtle"})
    assert turtle.data == site.get(f"{path}.ttl").data
    graph = Graph().parse(data=turtle.data, format="turtle")
    version = URIRef(BASE + path.strip("/"))
    assert (version, RDF.type, DCAT.Dataset) in graph
    assert (version, DCAT_NEW.isVersionOf, DATASET) in graph
    assert (DATASET, DCAT_NEW.hasCurrentVersion, None) not in graph
    files = list(graph.objects(version, DCAT.distribution))
    assert len(files) == len(release.manifest["files"])
    page = site.get(path, headers={"Accept": "text/html"})
    assert f'href="{path}/dataset.nq"' in page.text and "Accept" in page.headers["Vary"]
    assert site.get(f"{path}/SHA256SUMS").data == site.get("/data/SHA256SUMS").data
    for other in ("/release/0000000000000000", "/release/..", "/release/x.ttl"):
        assert site.get(other).status_code == 404, other


def test_services_answer_where_they_are_said_to(site, catalogue):
    services = list(catalogue.subjects(RDF.type, DCAT.DataService))
    assert len(services) == 2
    for service in services:
        assert (service, DCAT.servesDataset, DATASET) in catalogue
        for described in catalogue.objects(service, DCAT.endpointDescription):
            assert site.get(described.removeprefix(site.address)).status_code == 200
    endpoint = str(catalogue.value(DATASET, VOID.sparqlEndpoint)).removeprefix(site.address)
    assert site.get(endpoint, query_string={"query": "ASK {}"}).status_code == 200


def test_the_catalogue_and_the_endpoint_name_each_other(site, catalogue):
    own = Graph().parse(data=site.get("/sparql").data, format="turtle")
    (service,) = own.subjects(RDF.type, DCAT.DataService)
    assert (service, RDF.type, DCAT.DataService) in catalogue
    assert (service, DCAT.servesDataset, DATASET) in own
    assert (service, None, URIRef(f"{site.address}/catalogue")) in own
    assert (service, DCAT.endpointDescription, None) in catalogue


def test_void_is_found_where_it_is_looked_for(site):
    response = site.get("/.well-known/void")
    assert (response.status_code, response.location) == (302, "/catalogue.ttl")
    response = site.get("/.well-known/void", headers={"Accept": "application/rdf+xml"})
    assert response.location == "/catalogue.rdf" and "Accept" in response.headers["Vary"]
    followed = site.get("/.well-known/void", follow_redirects=True)
    graph = Graph().parse(data=followed.data, format="turtle")
    (description,) = graph.subjects(RDF.type, VOID.DatasetDescription)
    assert (DATASET, RDF.type, VOID.Dataset) in graph
    examples = list(graph.objects(DATASET, VOID.exampleResource))
    assert examples and description != DATASET
    for example in examples:
        path = "/" + example.removeprefix(f"{BASE}id/")
        assert site.get(path).status_code == 200, example


def test_every_page_is_listed_once(site, pages, release):
    assert len(pages) == len(set(pages)) <= 50_000
    assert all(page.startswith(f"{site.address}/") and len(page) < 2048 for page in pages)
    store = load(release.path)
    things = {
        quad.subject.value.removeprefix(f"{BASE}id")
        for quad in store.quads_for_pattern(None, None, None, None)
        if quad.subject.value.startswith(f"{BASE}id/")
    }
    nameless = {
        quad.subject.value.removeprefix(f"{BASE}id")
        for class_ in NEVER_TOGETHER
        for quad in store.quads_for_pattern(None, NamedNode(RDF.type), class_, None)
        if quad.subject.value.startswith(f"{BASE}id/")
    }
    listed = {page.removeprefix(site.address) for page in pages}
    assert nameless and things - listed == nameless
    assert not any("genid" in page or "#" in page for page in pages)


def test_one_page_of_each_kind_answers(site, pages):
    paths = [page.removeprefix(site.address) for page in pages]
    kinds = {path.split("/")[1] if path.count("/") > 1 else path: path for path in paths}
    assert len(kinds) > 40
    for path in kinds.values():
        response = site.get(path)
        assert response.status_code == 200 and "html" in response.content_type, path


def test_crawlers_keep_away_from_queries(site):
    robots = RobotFileParser()
    robots.parse(site.get("/robots.txt").text.splitlines())
    assert robots.site_maps() == [f"{site.address}/sitemap.xml"]
    for path in ("/", "/data", "/claim/x", "/catalogue.ttl", "/figures.csv", "/llms.txt"):
        assert robots.can_fetch("anybot", site.address + path), path
    for path in ("/sparql", "/sparql?query=ASK%20%7B%7D", "/graphs?default"):
        assert not robots.can_fetch("anybot", site.address + path), path


def test_language_models_are_told_where_to_look(site, root):
    text = site.get("/llms.txt").text
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert re.match(r"# .+\n\n> .+\n", head) and "\n#" not in head
    assert [section.partition("\n")[0] for section in sections][-1] == "Optional"
    for section in sections:
        lines = section.strip().splitlines()[1:]
        for line in filter(None, lines):
            found = re.fullmatch(r"- \[[^\]]+\]\((\S+)\): .+", line)
            assert found, line
            assert site.get(found[1].removeprefix(site.address)).status_code == 200, line
    ontology = (root / "ontology" / "refusals.ttl").read_text(encoding="utf-8")
    for name in re.findall(r"`(ref:\w+)`", text):
        assert re.search(rf"^{name} a ", ontology, re.MULTILINE), name


def test_sums_are_as_sha256sum_reads_them(site, release, tmp_path):
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    (tmp_path / "SHA256SUMS").write_bytes(site.get("/data/SHA256SUMS").data)
    command = ["sha256sum", "--check", "--strict", tmp_path / "SHA256SUMS"]
    checked = subprocess.run(command, cwd=release.path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": OK\n") == len(release.manifest["files"])


def test_the_page_of_data_has_every_file(site, release):
    page = site.get("/data").text
    for name, entry in release.manifest["files"].items():
        assert f'href="/data/{name}"' in page and entry["sha256"] in page
    assert page.index("/data/figures.csv") < page.index("/data/dataset.nq")
    assert f"{site.address}/release/{release.id}" in page


@pytest.mark.parametrize("path", ["/catalogue", "/catalogue.rdf", *TEXTS])
def test_what_is_known_already_is_not_sent_again(site, path):
    first = site.get(path)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = site.get(path, headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    head = site.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Link", "Vary"):
        assert head.headers[name] == first.headers[name]
    assert "Accept-Encoding" in first.headers["Vary"]


@pytest.mark.parametrize("path", ["/catalogue", "/dataset.nt", "/.well-known/void", *TEXTS])
def test_other_methods_are_refused(site, path):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = site.request(method, path)
        assert response.status_code == 405, method
        assert "GET" in response.headers["Allow"] and "POST" not in response.headers["Allow"]
    assert "GET" in site.options(path).headers["Allow"]


def test_what_cannot_be_had_is_said(site):
    response = site.get("/catalogue", headers={"Accept": "image/png"})
    assert response.status_code == 406 and "text/turtle" in response.text
    assert site.get("/catalogue", query_string={"format": "docx"}).status_code == 406
    assert site.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406
    turtle = site.get("/catalogue.ttl", headers={"Accept": "image/png"})
    assert turtle.status_code == 200  # a suffix has been chosen already
    for path in ("/catalogue.TTL", "/catalogue.docx", "/dataset.docx", "/catalogue.ttl/x",
                 "/catalogue.", "/sitemap-0.xml", "/sitemap-2.xml", "/sitemap--1.xml"):  # fmt: skip
        assert site.get(path).status_code == 404, path


@pytest.mark.parametrize("host", ["a b", '"><script>', "x:99999", "user@x", "x/y?z#", "a%0d%0ab"])
def test_a_host_that_makes_no_address_is_not_repeated(site, host):
    for path in ("/catalogue.ttl", *TEXTS):
        response = site.get(path, headers={"Host": host})
        if response.status_code == 400:
            continue
        assert response.status_code == 200
        assert host not in response.text
        assert path == "/data/SHA256SUMS" or FALLBACK in response.text


def test_the_address_is_the_one_that_was_asked(site):
    asked = {"Host": "Data.Example:8443", "X-Forwarded-Proto": "https"}
    for path in ("/catalogue.ttl", "/robots.txt", "/sitemap.xml", "/data"):
        text = site.get(path, headers=asked).text
        assert "https://data.example:8443/" in text and site.address not in text
        assert "address.invalid" not in text
    tags = {site.get("/catalogue.ttl", headers=h).headers["ETag"] for h in (asked, {})}
    assert len(tags) == 2


@pytest.mark.slow
def test_every_iri_of_ours_in_the_catalogue_dereferences(address):
    client = Client(address)
    quads = list(parse(client.get("/catalogue.nt").data, format=RdfFormat.N_TRIPLES))
    found = {node for q in quads for node in (q.subject, q.object)}
    nodes = {node.value for node in found if isinstance(node, NamedNode)}
    paths = {iri.removeprefix(BASE[:-1]).partition("#")[0] for iri in nodes if iri.startswith(BASE)}
    assert len(paths) > 50
    for path in sorted(paths):
        answer = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200, path
