"""The pages of organisations, people in public roles, laws, concepts, places, events and documents:
each class has its page, every fact its sources, and every table the rows of its query."""

from __future__ import annotations

import csv
import html
import io
import re
from itertools import pairwise

import pytest
from http_client import Client
from pyoxigraph import RdfFormat, Store
from serving import BASE

ONTOLOGY = f"{BASE}ontology#"
LAYOUTS = {
    "Organisation": "What is said on it",
    "Outlet": "Articles and documents",
    "PublicPerson": "and nothing else",
    "Law": "What was in force on a day",
    "Provision": "What was in force on a day",
    "Measure": "What may be done with its figures",
    "SoldierCategory": "Its place among the others",
    "Place": "What is said on it",
    "Event": "Date",
    "CitedDocument": "What rests on it",
    "Route": "Reported, never advice.",
    "Service": "Reported, never advice.",
    "Obstacle": "Reported, never advice.",
    "Topic": "What is said on it",
    "Motive": "What is said on it",
}
"""What tells the page of a class from those of others."""
EXAMPLES = {
    "Organisation": "agent/idite-lesom",
    "Outlet": "agent/mediazona",
    "PublicPerson": "agent/grigory-sverdlin",
    "Law": "provision/federal-law-365-2022",
    "Provision": "provision/criminal-code-337",
    "Measure": "measure/convictions",
    "SoldierCategory": "category/mobilised",
    "Place": "place/ukraine",
    "Event": "event/partial-mobilisation",
    "CitedDocument": "document/newsweek-2024-03",
    "Route": "route/surrendering",
    "Service": "service/legal-aid",
    "Obstacle": "obstacle/threat-of-prosecution",
    "Topic": "topic/war-crimes",
    "Motive": "motive/war-weariness",
}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


@pytest.fixture(scope="module")
def store(release) -> Store:
    found = Store()
    found.bulk_load(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    return found


def page(client: Client, path: str) -> str:
    answer = client.get(f"/{path}")
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def test_each_class_of_the_release_has_a_page_with_one_heading(client, store):
    rows = store.query(
        "SELECT ?class (SAMPLE(?thing) AS ?one) { GRAPH ?g { ?thing a ?class } "
        f"FILTER(STRSTARTS(STR(?class), '{ONTOLOGY}') && STRSTARTS(STR(?thing), '{BASE}id/')) }} "
        "GROUP BY ?class"
    )
    found = {row["class"].value.removeprefix(ONTOLOGY): row["one"].value for row in rows}
    assert len(found) > 50 and set(LAYOUTS) < set(found)
    for name, iri in found.items():
        text = page(client, iri.removeprefix(f"{BASE}id/"))
        assert text.count("<h1") == 1, name
        headings = [int(level) for level in re.findall(r"<h([1-6])", text)]
        steps = [after - before for before, after in pairwise(headings)]
        assert max(steps, default=0) <= 1, name


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_thing_has_the_page_of_its_class_with_its_sources_in_a_list(client, name):
    text = page(client, EXAMPLES[name])
    assert LAYOUTS[name] in text
    cited = set(re.findall(r'href="#(source-\d+)"', text))
    listed = re.findall(r'<li id="(source-\d+)"', text)
    assert cited <= set(listed) and len(listed) == len(set(listed))
    assert listed == [f"source-{n}" for n in range(1, len(listed) + 1)]


@pytest.mark.parametrize(
    ("path", "fact", "source"),
    [
        ("agent/idite-lesom", "Grigory Sverdlin", "Grigory Sverdlin heads Idite Lesom."),
        ("agent/hochu-zhit", "Main Directorate", "/document/wikipedia-ru-hochu-zhit"),
        ("agent/moscow-times", "undesirable organisation", "/document/ria-2024-07-10"),
        ("event/partial-mobilisation", "21 September 2022", "/document/vn-ru-decree-647"),
        ("provision/federal-law-365-2022", "24 September 2022", "/document/mfcokvv-365-fz"),
    ],
)
def test_a_fact_leads_to_what_shows_it(client, path, fact, source):
    text = page(client, path)
    margin = text.partition('<aside class="margin"')[2].partition("</aside>")[0]
    line = next(part for part in re.split(r"<d[dt]>", margin) if fact in part)
    numbers = [
        number
        for first, last in re.findall(r'href="#source-(\d+)"[^>]*>\d+(?:–(\d+))?</a>', line)
        for number in range(int(first), int(last or first) + 1)
    ]
    assert numbers
    entries = dict(re.findall(r'<li id="source-(\d+)">(.*?)</li>', text, re.DOTALL))
    assert any(source in entries[str(number)] for number in numbers)


def test_what_a_rule_infers_says_so_and_by_which(client):
    text = page(client, "agent/hochu-zhit")
    margin = text.partition('<aside class="margin"')[2].partition("</aside>")[0]
    line = margin.partition("<dt>Party to</dt>")[2].partition("</div>")[0]
    for words in ("full-scale invasion", "Ukrainian state", "inferred", 'href="/rule/belongs-to"'):
        assert words in line
    asserted = page(client, "agent/ukrainian-state")
    line = asserted.partition("<dt>Party to</dt>")[2].partition("</div>")[0]
    assert "full-scale invasion" in line and "inferred" not in line


def rows_behind(client: Client, text: str, caption: str) -> list[dict[str, str]]:
    """What the link to the data of a table gives."""
    links = re.findall(
        r'<a href="([^"]+)">Data \(CSV\)<span class="unseen"> (.*?)</span>', text, re.DOTALL
    )
    link = next(link for link, words in links if words == caption)
    return list(csv.DictReader(io.StringIO(client.get(link).text)))


@pytest.mark.parametrize(
    ("path", "caption", "column"),
    [
        ("agent/mediazona", "Figures attributed to it", "claim"),
        ("agent/newsmax", "Figures that it passes on", "claim"),
        ("agent/idite-lesom", "Statements", "claim"),
        ("agent/newsmax", "Who repeats whom", "other"),
        ("agent/kontur", "Articles and documents", "work"),
        ("measure/convictions", "Its figures", "claim"),
        ("measure/convictions", "Not to be compared with", "other"),
        ("category/russian-servicemen", "Figures on narrower categories", "claim"),
        ("provision/criminal-code-337", "Penalties, and since when", "norm"),
        ("provision/criminal-code-337?on=2023-01-15", "What was in force on a day", "norm"),
        ("place/russia", "Events", "event"),
        ("document/newsweek-2024-03", "What rests on it", "what"),
    ],
)
def test_a_table_has_the_rows_of_its_query(client, path, caption, column):
    text = page(client, path)
    rows = rows_behind(client, text, caption)
    table = next(
        part.partition("</table>")[0]
        for part in text.split("<table")[1:]
        if caption in part.partition("</caption>")[0]
        or (caption == "What was in force on a day" and "In force on 15 Jan" in part)
    )
    shown = re.findall(r"<tr>(?:(?!</tr>).)*</tr>", table.partition("<tbody>")[2], re.DOTALL)
    assert len(shown) == len(rows) > 0
    for row, words in zip(rows, shown, strict=True):
        assert f'href="{row[column].removeprefix(f"{BASE}id")}"' in words


def test_people_have_their_role_and_what_is_attributed_to_them_and_nothing_else(client, store):
    found = store.query(f"SELECT ?p {{ GRAPH ?g {{ ?p a <{ONTOLOGY}PublicPerson> }} }}")
    people = [row["p"].value.removeprefix(f"{BASE}id/") for row in found]
    allowed = {"Role", "Kind of role", "Heads", "Speaks for", "Member of"}
    for path in people:
        text = page(client, path)
        assert set(re.findall(r"<dt>(.*?)</dt>", text)) - set(_key(text)) <= allowed
        headings = re.findall(r"<h2[^>]*>(.*?)(?: <small|</h2>)", text)
        assert set(headings) <= {
            "Figures attributed to this person",
            "Statements attributed to this person",
            "Sources of the facts",
        }
        shown = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        assert "What points here" not in shown and "wikidata" not in shown
        assert client.get(f"/{path}?page=2").status_code == 404
    assert len(people) > 5


def _key(text: str) -> list[str]:
    return re.findall(r"<dt>(.*?)</dt>", text.partition('<dl class="key">')[2])


def test_penalties_before_and_after_the_law_are_those_of_the_stored_question(client, root):
    query = root / "queries" / "penalties-before-and-after-365-fz.rq"
    answer = client.post(
        "/sparql",
        data=query.read_bytes(),
        headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
    )
    known = {
        (row["provision"], row["penalty"], row["before"], row["after"])
        for row in csv.DictReader(io.StringIO(answer.text))
        if row["provision"].startswith("Article 337")
    }
    text = page(client, "provision/criminal-code-337")
    table = text.partition("<caption>Penalties, and since when")[2].partition("</table>")[0]
    words = {"in force": "yes", "not in force": "no", "unknown": "unknown"}
    shown = set()
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        names = [re.search(r">(.*?)</a>", cell)[1] for cell in cells[:2]]
        turn = (re.sub("<[^>]*>|→|from then on:", "", part) for part in cells[4].split("<br>"))
        shown.add((*names, *(words[part.strip()] for part in turn)))
    assert len(known) > 8 and known <= shown
    assert not {row for row in shown - known if "December 2025" not in row[0]}
    assert "24 September 2022" in table


def test_what_was_in_force_on_a_day_is_told(client):
    def told(day: str) -> str:
        text = page(client, f"provision/criminal-code-337?on={day}")
        table = text.partition("<caption>In force on")[2].partition("</table>")[0]
        row = next(r for r in table.split("<tr>") if "criminal-code-337-2.1" in r)
        return re.search(r'class="force (\w+)"', row)[1]

    assert [told(day) for day in ("2022-09-23", "2022-09-24", "2023-01-15")] == ["no", "yes", "yes"]


@pytest.mark.parametrize("day", ["2022-09-01", "2024-01-01"])
def test_the_page_of_a_law_and_the_list_of_provisions_agree_on_what_was_in_force(client, day):
    text = page(client, f"provision/criminal-code?on={day}")
    table = text.partition("<caption>In force on")[2].partition("</table>")[0]
    of_law = dict(re.findall(r'href="/provision/([^"]+)".*?class="force (\w+)"', table, re.DOTALL))
    of_law.pop("criminal-code")
    listed = {
        norm: answer
        for answer in ("yes", "no", "unknown")
        for norm in re.findall(
            r'href="/provision/([^"#?]+)"',
            page(client, f"browse?kind=Provision&on={day}&in-force={answer}"),
        )
    }
    assert of_law.items() <= listed.items()
    assert set(of_law.values()) == {"yes", "no", "unknown"}


@pytest.mark.parametrize("day", ["2023-13-01", "yesterday", "20230115", "0000-01-01", "%22%3E<b>"])
def test_what_is_no_day_is_answered_400_and_says_how_to_write_one(client, day):
    answer = client.get(f"/provision/criminal-code-337?on={day}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "such as 2023-01-15" in html.unescape(answer.text)
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/organisation/mediazona", "/agent/mediazona"),
        ("/organisation/idite-lesom", "/agent/idite-lesom"),
        ("/ru/organisation/mediazona", "/ru/agent/mediazona"),
        ("/person/grigory-sverdlin", "/agent/grigory-sverdlin"),
        ("/uk/law/criminal-code-337", "/uk/provision/criminal-code-337"),
    ],
)
def test_other_addresses_of_a_thing_lead_to_its_page_for_good(client, path, location):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (308, location)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/organisation", "/browse?kind=Organisation"),
        ("/ru/law", "/ru/browse?kind=Law"),
        ("/category", "/browse?kind=SoldierCategory"),
        ("/person", "/browse"),
    ],
)
def test_the_name_of_a_kind_leads_to_its_list_but_people_have_none(client, path, location):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (302, location)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/organisation/mediazon", "did you mean mediazona"),
        ("/organisation/grigory-sverdlin", "There is no organisation"),
        ("/person/anonymous-source-5", "There is no person"),
        ("/law/mediazona", "There is no law"),
        ("/organisation/..%2f..%2fetc%2fpasswd", ""),
        ("/organisation/%2e%2e/%2e%2e/etc/passwd", ""),
        ("/law/a%00b%0d%0aSet-Cookie:x", ""),
        ("/person/%3Cscript%3E", ""),
        ("/law/" + "x" * 3000, ""),
        ("/organisation//evil.example/", ""),
        ("/agent/%2e%2e%2fprovision%2fcriminal-code", ""),
    ],
)
def test_what_is_no_thing_of_the_kind_is_404_and_leads_nowhere(client, path, words):
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 404
    assert words in html.unescape(answer.text)
    assert "Traceback" not in answer.text and "<script>" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("ru/agent/mediazona", ["Медиазона", "Издания", "Цифры от этой организации"]),
        ("uk/agent/mediazona", ["Медіазона", "Видання", "Цифри від цієї організації"]),
        (
            "ru/provision/criminal-code-337",
            ["Статья 337", "лишение свободы", "5–10\xa0лет"],
        ),
        ("uk/category/mobilised", ["мобілізовані", "Місце серед інших"]),
        ("ru/measure/convictions", ["осуждённые", "С чем нельзя сравнивать"]),
    ],
)
def test_names_and_words_are_in_the_language_of_the_page(client, path, shown):
    text = page(client, path)
    for words in shown:
        assert words in text
    assert " [en]" not in text
    assert f'href="/{path[:2]}/browse"' in text


def test_a_publisher_that_russia_has_labelled_is_shown_with_a_warning(client):
    text = page(client, "agent/moscow-times")
    assert "can be punished in Russia" in text
    for link in re.finditer(r'href="https://www\.themoscowtimes\.com[^"]*"', text):
        assert "<details" in text[: link.start()].rpartition("</details>")[2]
    assert "can be punished in Russia" not in page(client, "agent/newsmax")


def test_the_page_of_a_kind_of_role_lists_nobody(client):
    text = page(client, "role-kind/spokesperson")
    assert "/agent/" not in text and "What points here" not in text


def test_every_page_of_what_is_reported_of_ways_out_says_that_it_is_no_advice(client, store):
    found = store.query(
        f"SELECT ?t {{ GRAPH ?g {{ ?t a ?c }} "
        f"FILTER(?c IN (<{ONTOLOGY}Route>, <{ONTOLOGY}Service>, <{ONTOLOGY}Obstacle>)) }}"
    )
    paths = {row["t"].value.removeprefix(f"{BASE}id/") for row in found}
    assert len(paths) > 20
    for path in paths:
        assert "Reported, never advice." in page(client, path)


NAMELESS = """
PREFIX ref: <https://w3id.org/refusals/ontology#>
SELECT DISTINCT ?claim { ?claim a ref:Statement ; ref:producedBy/a ?class
  FILTER(?class IN (ref:AnonymousSource, ref:UnnamedGroup)) }
"""
ONE_SPEAKER = """
PREFIX ref: <https://w3id.org/refusals/ontology#>
SELECT DISTINCT ?page { { ?page a ref:CitedDocument } UNION { ?page a ref:Mark } }
"""


def test_what_a_speaker_without_a_name_says_is_not_put_together_by_its_document_or_mark(client):
    def asked(query: str) -> list[str]:
        answer = client.post("/sparql", data={"query": query, "format": "csv"})
        return [row.rpartition("/id/")[2] for row in answer.text.splitlines()[1:]]

    nameless = {f"/{claim}" for claim in asked(NAMELESS)}
    assert len(nameless) > 30
    for page in asked(ONE_SPEAKER):
        text = client.get(f"/{page}", headers={"Accept": "text/html"}).text
        shown = text.partition('id="points-here"')[0]
        assert nameless.isdisjoint(re.findall(r'href="(/claim/[^"#]+)"', shown)), page
