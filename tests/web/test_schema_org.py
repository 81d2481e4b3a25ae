"""Pages in schema.org's terms: read by parsers of HTML and JSON-LD, held to the vocabulary."""

from __future__ import annotations

import json
import re

import html5lib
import msgspec_schemaorg.models as vocabulary
import pytest
from http_client import Client
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, Graph, Namespace, URIRef
from serving import BASE

from kg.citation import AUTHOR, CLAIM, Citation
from kg.terms import term, thing
from kg.web import schema_org

SCHEMA = Namespace("https://schema.org/")
XHTML = "{http://www.w3.org/1999/xhtml}"
OWN_KEYS = {"@context", "@id", "@type"}
CITATION = Citation(
    kind=CLAIM, key="x", title="One soldier", authors=(AUTHOR,), date="2026-11-22", version="0.1.0",
    release="0", iri=f"{BASE}release/0/claim/x", publisher=AUTHOR, licence="urn:licence",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def blocks(page: str) -> list[dict]:
    """The JSON-LD of a page, as a browser finds it."""
    scripts = html5lib.parse(page).iter(f"{XHTML}script")
    return [json.loads(one.text) for one in scripts if one.get("type") == "application/ld+json"]


def structured(client: Client, path: str) -> dict:
    """The one block of a page, each of its nodes checked."""
    (block,) = blocks(client.get(path).text)
    assert block["@context"] == "https://schema.org"
    check(block)
    return block


def check(node: object) -> None:
    """Every type is one of schema.org's, and every property one that its type has."""
    for item in node if isinstance(node, list) else [node]:
        if not isinstance(item, dict) or "@value" in item:
            continue
        if "@type" in item:
            fields = getattr(vocabulary, item["@type"]).__struct_fields__
            assert set(item) - OWN_KEYS <= set(fields), item["@type"]
        for value in item.values():
            check(value)


def graph(block: dict) -> Graph:
    """The triples, with the vocabulary's context written out, since nothing is fetched."""
    local = block | {"@context": {"@vocab": str(SCHEMA), "id": "@id", "type": "@type"}}
    return Graph().parse(data=json.dumps(local), format="json-ld")


@pytest.mark.parametrize("path", ["/", "/dataset"])
def test_the_data_set_has_what_a_search_engine_asks_for(client, release, path):
    block = structured(client, path)
    found = graph(block)
    own = URIRef(f"{BASE}dataset")
    assert (own, RDF.type, SCHEMA.Dataset) in found
    for (
        name
    ) in "name description license version datePublished identifier citation creator".split():
        assert found.value(own, SCHEMA[name]) is not None, name
    assert 50 <= len(block["description"]) <= 5000
    files = {entry["contentUrl"].rpartition("/")[2]: entry for entry in block["distribution"]}
    assert set(files) == set(release.manifest["files"])
    for name, entry in release.manifest["files"].items():
        assert files[name]["sha256"] == entry["sha256"]
        assert files[name]["contentSize"] == f"{entry['bytes']} B"
    assert block["identifier"] == f"{BASE}release/{release.id}"
    assert block["includedInDataCatalog"]["@type"] == "DataCatalog"
    assert bool(block.get("variableMeasured")) == (path == "/")


def test_a_claim_has_its_speaker_and_its_appearances_and_no_rating(client):
    block = structured(client, "/claim/proekt-convictions-2023")
    assert block["@type"] == "Claim"
    (author,) = block["author"]
    assert author["name"] == "Proekt"
    assert block["claimInterpreter"]["name"] == "The Refusals project"
    (article,) = block["appearance"]
    assert article["@type"] == "NewsArticle"
    assert article["publisher"]["name"] == "Newsmax"
    assert article["datePublished"] == "2024-03-20"
    assert article["url"].startswith("https://newsmax.com/")
    assert "firstAppearance" not in block
    assert not re.search(r"Review|[Rr]ating", json.dumps(block))


def test_the_first_appearance_is_said_only_where_the_graph_knows_it(client):
    block = structured(client, "/claim/cases-opened-double-2022")
    assert block["firstAppearance"]["@id"] == f"{BASE}id/document/mediazona-2023-07-19"
    assert [work["publisher"]["name"] for work in block["appearance"]] == ["The Daily Digest"]


def test_an_article_is_described_without_its_text_and_a_blog_is_no_newspaper(client):
    block = structured(client, "/article/newsmax-2024-03-20")
    assert block["@type"] == "NewsArticle"
    assert {"headline", "publisher", "datePublished", "inLanguage", "url"} <= set(block)
    assert "articleBody" not in block
    blog = structured(client, "/article/alexeev-survival-and-revolution")
    assert blog["@type"] == "BlogPosting"
    assert "datePublished" not in blog


def test_an_outlet_has_names_in_three_languages_and_only_exact_links(client):
    block = structured(client, "/agent/mediazona")
    assert block["@type"] == "NewsMediaOrganization"
    names = {name["@language"]: name["@value"] for name in block["name"]}
    assert names == {"en": "Mediazona", "ru": "Медиазона", "uk": "Медіазона"}
    assert block["sameAs"] == ["http://www.wikidata.org/entity/Q28135463"]
    assert block["url"] == "https://zona.media"
    assert "sameAs" not in structured(client, "/agent/politico")


def test_a_law_has_its_number_and_its_part_the_law(client):
    law = structured(client, "/provision/federal-law-365-2022")
    assert (law["@type"], law["legislationIdentifier"]) == ("Legislation", "365-FZ")
    part = structured(client, "/provision/criminal-code-337-3")
    assert part["isPartOf"][0]["@id"] == f"{BASE}id/provision/criminal-code-337"
    assert "legislationLegalForce" not in part
    assert [law["legislationJurisdiction"], part["legislationJurisdiction"]] == 2 * [
        [{"@type": "AdministrativeArea", "@id": f"{BASE}id/place/russia", "name": "Russia"}]
    ]
    treaty = structured(client, "/provision/third-geneva-convention")
    assert "legislationJurisdiction" not in treaty


def test_a_public_person_has_a_role_and_nobody_else_is_described(client, release):
    person = structured(client, "/agent/grigory-sverdlin")
    assert person["@type"] == "Person"
    assert set(person) <= OWN_KEYS | {"name", "alternateName", "jobTitle", "mainEntityOfPage"}
    text = (release.path / "dataset.nq").read_text(encoding="utf-8")
    private = rf"<{BASE}id(/agent/\S+)> \S+ <\S+#(?:AnonymousSource|UnnamedGroup|UnknownAgent)>"
    paths = sorted(set(re.findall(private, text)))
    assert len(paths) > 5
    for path in paths[:5]:
        assert blocks(client.get(path).text) == []
    said = rf"<{BASE}id(/claim/\S+)> <\S+#producedBy> <{BASE}id({'|'.join(paths)})>"
    claims = sorted({path for path, _ in re.findall(said, text)})
    assert claims
    for path in claims[:5]:
        assert "author" not in structured(client, path)


@pytest.mark.parametrize("nameless", ["AnonymousSource", "UnnamedGroup", "UnknownAgent"])
def test_each_speaker_is_described_by_its_own_class(client, nameless):
    """Beside a body or a public person, who has no name here stays left out."""
    speakers = {"anonymous-source-1": nameless, "proekt": "Organisation", "putin": "PublicPerson"}
    facts = [{"property": term("ref:producedBy"), "value": thing("agent", slug),
              "valueLabel": Literal(slug)} for slug in speakers]  # fmt: skip
    works = [{"speaker": thing("agent", slug), "speakerClass": term(f"ref:{name}")}
             for slug, name in speakers.items()]  # fmt: skip
    node = schema_org.claim("urn:x", facts, works, CITATION, "http://x/")
    assert [(author["@type"], author["name"]) for author in node["author"]] == [
        ("Organization", "proekt"), ("Person", "putin")
    ]  # fmt: skip


def test_pages_of_other_things_have_no_block(client):
    for path in ("/place/france", "/checks", "/method", "/claim/none"):
        assert blocks(client.get(path).text) == []


def test_scripts_are_still_allowed_from_nowhere_else(client):
    answer = client.get("/claim/proekt-convictions-2023")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    for script in html5lib.parse(answer.text).iter(f"{XHTML}script"):
        is_ours = script.get("src", "").startswith("/static/") and not script.text
        assert is_ours or script.get("type") == "application/ld+json"


def test_links_to_other_datasets_stand_on_the_page_with_how_sure_they_are(client):
    text = client.get("/place/france").text
    section = text.partition('id="elsewhere"')[2].partition("</ul>")[0]
    for words in ("Wikidata", "GeoNames", "ISO 3166", "the same", "confidence", "0.95"):
        assert words in section
    links = re.findall(r'<a href="(https?://[^"]+)" rel="([^"]+)">', section)
    assert {rel for _, rel in links} == {"external noopener noreferrer"}
    assert "http://www.wikidata.org/entity/Q142" in {link for link, _ in links}
    assert 'id="elsewhere"' not in client.get("/agent/proekt").text


TEXTS = st.text(
    st.one_of(st.sampled_from("</script>!-&'\"\\\u2028 "), st.characters(codec="utf-8"))
)


@given(TEXTS)
def test_no_label_ends_the_script(label):
    label = label + "</script><script>alert(1)</script><!-- <script>"
    row = {"property": NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
           "value": Literal(label, language="en")}  # fmt: skip
    kind = {"property": NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            "value": NamedNode(f"{BASE}ontology#Organisation")}  # fmt: skip
    node = schema_org.described(thing("agent", "x").value, [row, kind], "2026-11-22", "http://x/")
    page = f'<script type="application/ld+json">{schema_org.script(node)}</script><p>after</p>'
    (block,) = blocks(page)
    assert block["name"] == [{"@language": "en", "@value": label}]
    assert len(list(html5lib.parse(page).iter(f"{XHTML}script"))) == 1


@pytest.mark.parametrize(
    ("values", "force"),
    [
        ({"inForceFrom": "2022-09-24", "confirmation": "confirmed"}, "InForce"),
        ({"inForceFrom": "2022-09-24", "confirmation": "unconfirmed"}, None),
        ({"inForceFrom": "2027-01-01", "confirmation": "confirmed"}, None),
        ({"inForceFrom": "2022", "confirmation": "confirmed"}, None),
        (
            {"inForceFrom": "2022-09-24", "inForceTo": "2024-01-01", "confirmation": "confirmed"},
            "NotInForce",
        ),
        ({"inForceFrom": "2020-01-01", "inForceTo": "2022-09", "confirmation": "confirmed"}, None),
        (
            {
                "inForceFrom": "2020-01-01",
                "inForceFromDisputed": "2027-01",
                "confirmation": "confirmed",
            },
            None,
        ),
        (
            {"attestedFrom": "2022-09-24", "attestedTo": "2025-12-16", "confirmation": "confirmed"},
            None,
        ),
        (
            {"attestedFrom": "2022-09-24", "attestedTo": "2026-12-16", "confirmation": "confirmed"},
            "InForce",
        ),
    ],
)
def test_a_law_is_in_force_only_where_that_is_known(values, force):
    facts = [{"property": NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
              "value": NamedNode(f"{BASE}ontology#Law")}]  # fmt: skip
    facts += [{"property": NamedNode(f"{BASE}ontology#{name}"), "value": Literal(value)}
              for name, value in values.items()]  # fmt: skip
    node = schema_org.described(f"{BASE}id/provision/x", facts, "2026-11-22", "http://x/")
    expected = force and f"https://schema.org/{force}"
    assert node.get("legislationLegalForce") == expected
