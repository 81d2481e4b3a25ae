"""What a release is said to hold is what it holds; and its description follows the vocabularies."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, VOID, Graph, URIRef

from kg.catalogue import describe, files_by_part, sitemap, statistics
from kg.catalogue.listing import MOST_ADDRESSES, NAMESPACE
from kg.catalogue.names import PREFIXES, texts
from kg.store import load
from kg.terms import BASE, graph, term, thing
from kg.web.site_address import FALLBACK, site_address

ADDRESS = "http://127.0.0.1:8000"
NEW_IN_DCAT_3 = {"hasCurrentVersion", "hasVersion", "isVersionOf", "version"}
"""Terms that rdflib's copy of the vocabulary, of DCAT 2, does not have yet."""
SPDX = {"Checksum", "algorithm", "checksum", "checksumAlgorithm_sha256", "checksumValue"}


@pytest.fixture(scope="module")
def store(release) -> Store:
    return load(release.path)


@pytest.fixture(scope="module")
def counted(release) -> dict:
    return release.manifest["statistics"]


@pytest.fixture(scope="module")
def described(release) -> Graph:
    return as_graph(describe(release.manifest, ADDRESS))


def as_graph(triples: Iterator[Triple]) -> Graph:
    lines = "".join(f"{triple} .\n" for triple in triples)
    return Graph().parse(data=lines, format="nt")


def numbers(store: Store, pattern: str) -> dict[str, tuple[int, ...]]:
    """Counts by name: the first variable is the name, the others are numbers."""
    prefixes = "".join(f"PREFIX {name}: <{space}> " for name, space in PREFIXES.items())
    rows = (list(row) for row in store.query(prefixes + pattern))
    return {row[0].value: tuple(int(number.value) for number in row[1:]) for row in rows}


def test_every_class_and_property_is_counted_as_the_engine_counts_it(store, counted):
    classes = numbers(store, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert counted["classes"] == {name: number for name, (number,) in classes.items()}
    properties = numbers(
        store,
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) "
        "{ ?s ?p ?o } GROUP BY ?p",
    )
    keys = ("triples", "distinct_subjects", "distinct_objects")
    assert counted["properties"] == {
        name: dict(zip(keys, found, strict=True)) for name, found in properties.items()
    }


def test_the_whole_is_counted_as_the_engine_counts_it(store, counted, release):
    query = 'SELECT ("all" AS ?x) (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) { ?s ?p ?o }'
    keys = ("triples", "distinct_subjects")
    assert numbers(store, query)["all"] == tuple(counted[key] for key in keys)
    # The engine takes 1 and 1.0 for the same decimal, so its terms are counted where they are read.
    quads = parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    assert counted["distinct_objects"] == len({quad.object for quad in quads})
    assert counted["triples"] == release.manifest["counts"]["default_graph_triples"]
    things = numbers(
        store,
        f'SELECT ("all" AS ?x) (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o '
        f'FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }}',
    )
    assert (counted["entities"],) == things["all"]
    assert sum(counted["things"].values()) == counted["entities"]
    sizes = {name: entry["triples"] for name, entry in counted["graphs"].items()}
    assert sizes == release.manifest["counts"]["graphs"]


def test_links_are_counted_by_target_and_predicate(store, counted):
    spaces = {"wikidata": "wikidata.org/", "geonames": "geonames.org/", "iso3166": "iso.org/"}
    for entry in counted["linksets"]:
        query = (
            f'SELECT ("all" AS ?x) (COUNT(*) AS ?n) {{ ?s <{entry["predicate"]}> ?o '
            f'FILTER(CONTAINS(STR(?o), "{spaces[entry["target"]]}")) }}'
        )
        assert numbers(store, query)["all"] == (entry["links"],)
    links = numbers(store, 'SELECT ("all" AS ?x) (COUNT(?s) AS ?n) { ?s a ref:Link }')["all"]
    assert links == (sum(entry["links"] for entry in counted["linksets"]),)


def test_no_example_is_a_source_without_a_name_or_what_one_said(store, counted):
    assert len(counted["examples"]) == len(texts()["main_classes"])
    for class_, example in counted["examples"].items():
        node, type = NamedNode(example), NamedNode(class_)
        assert any(store.quads_for_pattern(node, term("rdf:type"), type, None))
        nameless = (
            "PREFIX ref: <https://w3id.org/refusals/ontology#> ASK { VALUES ?c "
            "{ ref:AnonymousSource ref:UnnamedGroup } ?nobody a ?c "
            f"{{ {node} ?p ?nobody }} UNION {{ {node} ?p ?between . ?between ?q ?nobody }} "
            f"UNION {{ {node} a ?c }} }}"
        )
        assert not store.query(nameless), example


def test_an_example_is_not_chosen_where_only_the_nameless_said_something():
    nobody, claim, mention = thing("agent", "nobody"), thing("claim", "one"), thing("mention", "m")
    said = {
        Triple(nobody, term("rdf:type"), term("ref:AnonymousSource")),
        Triple(claim, term("rdf:type"), term("ref:Statement")),
        Triple(claim, term("ref:hasMention"), mention),
        Triple(mention, term("ref:credits"), nobody),
    }
    assert statistics(said, {graph("one"): said}, {})["examples"] == {}
    named = {Triple(thing("claim", "two"), term("rdf:type"), term("ref:Statement"))}
    found = statistics(said | named, {graph("one"): said | named}, {})["examples"]
    assert found == {term("ref:Statement").value: thing("claim", "two").value}


def test_every_term_is_one_of_its_vocabulary(described):
    known = {DCAT: NEW_IN_DCAT_3, VOID: set(), DCTERMS: set(), FOAF: set(), PROV: set(),
             RDF: set(), RDFS: set(), PREFIXES["spdx"]: SPDX,
             PREFIXES["sd"]: {"NamedGraph", "name"}}  # fmt: skip
    used = set(described.predicates()) | set(described.objects(None, RDF.type))
    assert len(used) > 60
    for node in used:
        (space,) = (space for space in known if node.startswith(str(space)))
        local = node.removeprefix(str(space))
        assert local in known[space] or (not isinstance(space, str) and local in space), node


def test_every_file_is_a_distribution_of_one_dataset(described, release):
    names = sorted(name for files in files_by_part(release.manifest).values() for name in files)
    assert names == sorted(release.manifest["files"])
    catalogue = URIRef(f"{BASE}catalogue")
    files = [
        described.value(distribution, DCAT.downloadURL).rpartition("/")[2]
        for dataset in described.objects(catalogue, DCAT.dataset)
        for distribution in described.objects(dataset, DCAT.distribution)
    ]
    assert sorted(files) == names


def test_what_an_older_release_does_not_tell_is_left_out():
    bare = {
        "release": "0123456789abcdef",
        "counts": {"default_graph_triples": 1, "quads": 1},
        "files": {"dataset.nq": {"sha256": "00"}},
    }
    found = as_graph(describe(bare, ADDRESS))
    (file,) = found.objects(URIRef(f"{BASE}dataset"), DCAT.distribution)
    assert str(found.value(file, DCAT.downloadURL)) == (
        f"{ADDRESS}/release/0123456789abcdef/dataset.nq"
    )
    assert found.value(file, DCAT.byteSize) is None
    assert not list(found.objects(None, VOID.triples))


def test_no_address_is_written_that_is_none():
    with pytest.raises(ValueError):
        list(describe({"release": "0", "files": {}}, "http://a b"))


@pytest.mark.parametrize(
    "host",
    [
        "a b",
        "<x>",
        "x:99999",
        "",
        None,
        "[::1",
        "[....]",
        "[1:2]",
        "x/y",
        "a@b",
        "x?",
        "-",
        "x:",
        "é",
        "a" * 300,
    ],
)
def test_a_host_that_makes_no_address_is_not_repeated(host):
    assert site_address("http", host) == FALLBACK


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1:8000", "[::1]:80", "my_host"])
def test_a_host_is_an_address(host):
    assert site_address("https", host) == f"https://{host}"


def test_a_sitemap_holds_no_more_than_it_may(monkeypatch):
    assert MOST_ADDRESSES == 50_000
    monkeypatch.setattr("kg.catalogue.listing.MOST_ADDRESSES", 101)
    pages = [
        {language: f"{ADDRESS}/{language}/{number}?a&b" for language in ("en", "uk")}
        for number in range(101)
    ]
    index = ElementTree.fromstring(sitemap(pages, ADDRESS))
    assert index.tag == f"{{{NAMESPACE}}}sitemapindex"
    assert [loc.text for loc in index.iter(f"{{{NAMESPACE}}}loc")] == [
        f"{ADDRESS}/sitemap-{number}.xml" for number in (1, 2, 3)
    ]
    listed = []
    for number in (1, 2, 3):
        part = ElementTree.fromstring(sitemap(pages, ADDRESS, number))
        found = [loc.text for loc in part.iter(f"{{{NAMESPACE}}}loc")]
        assert 0 < len(found) <= 100 and part.tag == f"{{{NAMESPACE}}}urlset"
        listed += found
    assert listed == [address for page in pages for address in page.values()]
    assert sitemap(pages, ADDRESS, 0) is None and sitemap(pages, ADDRESS, 4) is None
