"""The graph explorer's page without its script, and what the script asks for in JSON."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from http_client import Client

from kg.build.entities import NEVER_TOGETHER
from kg.opened import OpenRelease

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "frontend" / "src" / "graph" / "data"
GRAPH = yaml.safe_load((ROOT / "src" / "kg" / "web" / "graph.yaml").read_text(encoding="utf-8"))
RELATIONS = {each["id"]: each for each in json.loads((DATA / "relations.json").read_text("utf-8"))}
THINGS = "https://w3id.org/refusals/id/"
PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX ref: <https://w3id.org/refusals/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"""


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    """A client of the project's own release."""
    return Client(address)


def test_the_script_never_puts_together_whom_the_server_never_does():
    privacy = json.loads((DATA / "privacy.json").read_text(encoding="utf-8"))
    ours = {iri.value.rpartition("#")[2] for iri in NEVER_TOGETHER}
    assert set(privacy["neverTogether"]) == ours
    assert privacy["neverListed"] == ["PublicPerson"]


@pytest.mark.parametrize("name", GRAPH["presets"])
def test_a_question_to_begin_with_has_things_and_relations(opened: OpenRelease, name: str):
    preset = GRAPH["presets"][name]
    of = {step[0] for step in preset["then"]}
    for thing in {*preset["things"], *of}:
        rows = opened.query(f"SELECT ?p WHERE {{ <{THINGS}{thing}> ?p ?o }} LIMIT 1")
        assert len(list(rows)), thing
    assert {step[1] for step in preset["then"]} <= set(RELATIONS)
    assert {step[2] for step in preset["then"]} <= {"in", "out"}
    for of, relation, way in preset["then"]:
        one = RELATIONS[relation]
        pattern = one.get("pattern") or f"?s {one['property']} ?o"
        start = "?o" if way == "in" else "?s"
        query = f"{PREFIXES} SELECT ?s WHERE {{ VALUES {start} {{ <{THINGS}{of}> }} {pattern} }}"
        assert list(opened.query(f"{query} LIMIT 1")), (of, relation, way)
    assert not any(RELATIONS[step[1]].get("oneWay") and step[2] == "in" for step in preset["then"])


def test_every_property_that_is_followed_is_in_the_graph(opened: OpenRelease):
    rows = opened.query("SELECT DISTINCT ?p WHERE { ?s ?p ?o }")
    known = {re.split(r"[#/]", str(row["p"]).strip("<>"))[-1] for row in rows}
    used = {each["property"].partition(":")[2] for each in RELATIONS.values() if each["property"]}
    assert used <= known


def test_relations_are_named_in_every_language_in_both_directions():
    for each in RELATIONS.values():
        assert set(each["out"]) == set(each["in"]) == {"en", "ru", "uk"}


def test_without_scripts_the_questions_lead_to_pages_of_their_things(client: Client):
    page = client.get("/uk/graph", headers={"Accept": "text/html"}).text
    assert page.count("data-preset=") == len(GRAPH["presets"])
    assert 'href="/uk/agent/mediazona"' in page


def test_cards_tell_what_belongs_to_a_number(client: Client):
    found = client.get(
        "/ru/graph/cards.json?thing=claim/idite-lesom-requests-2023-autumn&thing=agent/nobody"
    ).json()
    (card,) = found["cards"]
    assert (card["quantity"], card["said_by"]) == ("577\N{NO-BREAK SPACE}обращений", "Идите лесом")
    assert card["origins"] == "1 независимый источник"
    assert card["glyph"].startswith("<svg")
    assert card["path"].startswith("/ru/claim/")
    assert card["caveats"] == []


def test_cards_bear_the_caveats_of_their_figures(client: Client):
    """The one with a name has another without."""
    claims = "thing=claim/voluntary-surrenders-share-2023-08&thing=claim/proekt-convictions-2023"
    named, counted = client.get(f"/graph/cards.json?{claims}").json()["cards"]
    assert named["caveats"] == ["attributed otherwise elsewhere"]
    assert re.fullmatch(r"\d+ caveats?", *counted["caveats"])


def test_cards_tell_where_they_stand_among_others(client: Client):
    """Figures of a measure by time, statements in the order of the article that prints them."""
    names = ["idite-lesom-attempts-2023-10", "idite-lesom-attempts-2023-06"]
    claims = "&".join(f"thing=claim/{name}" for name in [*names, "mt-mediazona-mostly-suspended"])
    october, june, statement = client.get(f"/graph/cards.json?{claims}").json()["cards"]
    assert (june["order"], october["order"]) == ("2023-06-01", "2023-10-01")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \S+/id/article/\S+ \d{8}", statement["order"])
    assert statement["printed"]


def test_cards_of_checks_tell_what_they_compare(client: Client):
    """Two of one claim that found the same are told from each other."""
    checks = ("origins/proekt-convictions-2023", "comparability/three-times-and-ninefold")
    query = "&".join(f"thing=check/{check}" for check in checks)
    one, two = client.get(f"/graph/cards.json?{query}").json()["cards"]
    assert len(one["lines"]) == 1 and one["lines"][0].startswith("4,373 people")
    assert len(two["lines"]) == 2


def test_speakers_without_a_name_are_not_told_from_each_other(client: Client):
    claims = "thing=claim/soldiers-believing-propaganda&thing=claim/reuters-soldiers-quitting"
    cards = client.get(f"/graph/cards.json?{claims}").json()["cards"]
    assert {card["said_by"] for card in cards} == {"a speaker without a name"}
    about = client.get("/graph/about?thing=agent/anonymous-source-1").text
    assert "never put together" in about
    assert "/claim/" not in about


def test_people_are_counted_and_not_listed(client: Client):
    start = client.get("/graph/start.json").json()
    assert start["people"] > 0
    listed = {kind["class"] for group in start["kinds"] for kind in group["kinds"]}
    assert not listed & {"PublicPerson", "AnonymousSource", "UnnamedGroup", "UnknownAgent"}


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("thing=x&" * 61, 400), (f"thing={'x' * 201}", 400), ("thing=%3E%20x", 404)],
)
def test_what_is_no_thing_is_refused(client: Client, query: str, status: int):
    assert client.get(f"/graph/cards.json?{query}").status_code == status


def test_beside_a_claim_stands_what_shows_it(client: Client):
    about = client.get("/graph/about?thing=claim/idite-lesom-requests-2023-autumn").text
    assert "577 such requests between September and November" in about
    assert "Sharing links to The Moscow Times can be punished in Russia." in about
    assert "1 independent origin" in about and "To copy, without a link" in about
    nobodys = client.get("/graph/about?thing=claim/war-almost-three-years").text
    assert "who says so is not known" in nobodys and "characters " in nobodys
    assert client.get("/graph/about?thing=claim/no-such-claim").status_code == 404


def test_the_library_is_served_with_its_licence_and_notices(client: Client):
    text = client.get("/islands/licences.md").text
    assert "GNU Lesser General Public License" in text
    assert "Copyright (C) 2025 Alexey Morozov" in text
    assert "VSCode Codicons" in text


def test_many_readers_get_their_cards_at_once(client: Client):
    things = [
        [f"claim/{reader}-{'x' * 70}-{number}" for number in range(60)] for reader in range(8)
    ]
    asked = [f"/graph/cards.json?{'&'.join(f'thing={one}' for one in some)}" for some in things]
    with ThreadPoolExecutor(len(asked)) as readers:
        answers = list(readers.map(client.get, asked))
    assert [answer.status_code for answer in answers] == [200] * len(asked)
