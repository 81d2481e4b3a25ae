"""The parts of the reconciliation service beside candidates: values, suggestions, previews, scripts
of other sites; and what is told to who asks wrongly."""

from __future__ import annotations

import csv
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
import wire
from http_client import FORM_TYPE, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconciling import PATH, Service, assert_valid

from kg.terms import BASE

MEDIAZONA, CONVICTIONS = "agent/mediazona", "claim/proekt-convictions-2023"
TOO_LONG = "я" * 257
PROBLEM = f"{BASE}problem/reconciliation-request"


@pytest.fixture(scope="module")
def service(address: str) -> Service:
    return Service(address)


def test_values_come_in_their_own_kinds(service):
    row = service.extend(
        [CONVICTIONS],
        "producedBy",
        "stated",
        "periodStart",
        "quantityText",
        "label-ru",
        "printed-in",
    )[CONVICTIONS]
    assert (row["producedBy"][0]["id"], row["producedBy"][0]["name"]) == ("agent/proekt", "Proekt")
    assert row["stated"] == [{"int": 4373}]
    assert row["periodStart"] == [{"date": "2023-01-01T00:00:00Z"}]
    assert row["quantityText"] == [{"str": "4373 people"}]
    assert row["label-ru"] == []
    assert [cell["id"] for cell in row["printed-in"]] == ["article/newsmax-2024-03-20"]


def test_values_come_as_the_settings_say(service):
    def cells(**settings: object) -> list:
        return service.extend([MEDIAZONA], {"id": "organisationKind", "settings": settings})[
            MEDIAZONA
        ]["organisationKind"]

    assert cells()[0]["name"] == "news outlet"
    assert cells(content="name", language="ru") == [{"str": "новостное издание"}]
    assert cells(content="id") == [{"str": "organisation-kind/news-outlet"}]
    names = service.extend([MEDIAZONA], "altLabel", {"id": "description"})[MEDIAZONA]
    assert len(names["altLabel"]) == 2
    for limit, count in ((1, 1), ("1", 1), (0, 2), ("0", 2), (9, 2)):
        column = {"id": "altLabel", "settings": {"limit": limit}}
        assert len(service.extend([MEDIAZONA], column)[MEDIAZONA]["altLabel"]) == count
    russian = {"id": "description", "settings": {"language": "ru"}}
    text = service.extend([MEDIAZONA], russian)[MEDIAZONA]["description"][0]["str"]
    assert re.search("[а-я]", text) and names["description"][0]["str"].isascii()


def test_ids_may_be_iris_and_rows_bear_what_was_asked_for(service):
    iri = f"{BASE}id/{MEDIAZONA}"
    rows = service.extend([iri, MEDIAZONA], "wikidata", f"{BASE}ontology#website")
    assert rows[iri] == rows[MEDIAZONA]
    assert rows[iri]["wikidata"] == [{"str": "Q28135463"}]
    assert f"{BASE}ontology#website" in rows[iri]


def test_every_property_can_be_fetched_of_every_type(service, release):
    """Valid, and never a value that rules only infer."""
    types = [type["id"] for type in service.get("/suggest/type")["result"]]
    properties = [p["id"] for p in service.get("/properties")["properties"]]
    ids = []
    for type in types:
        found = service.get("/suggest/entity", prefix="a", type=type)["result"]
        ids += [one["id"] for one in found[:3]]
    ids += [CONVICTIONS, "agent/vladimir-putin", "place/warsaw", "event/partial-mobilisation"]
    filled = set()
    for begin in range(0, len(properties), 20):
        rows = service.extend(list(dict.fromkeys(ids)), *properties[begin : begin + 20])
        filled |= {name for row in rows.values() for name, cells in row.items() if cells}
    assert len(filled) > len(properties) * 0.7


def test_figures_are_counted_as_the_table_has_them(service, release):
    with (release.path / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    own = {row["claim"] for row in rows if row["produced_by"] == "Mediazona"}
    count = service.extend([MEDIAZONA], "figure-count", "figures")[MEDIAZONA]
    assert count["figure-count"] == [{"int": len(count["figures"])}]
    assert len(count["figures"]) == len(own) > 0


def test_properties_are_proposed_by_type(service):
    found = service.get("/properties", type="Outlet", limit=3)
    assert_valid("data-extension-property-proposal", found)
    assert (found["type"], found["limit"], len(found["properties"])) == ("Outlet", 3, 3)
    of = {type: {p["id"] for p in service.get("/properties", type=type)["properties"]}
          for type in ("Outlet", "Place", "ReportedCount")}  # fmt: skip
    assert "organisationKind" in of["Outlet"] and "organisationKind" not in of["Place"]
    assert {"measure", "producedBy", "stated"} <= of["ReportedCount"]
    assert {"wikidata", "label-uk"} <= of["Outlet"] & of["Place"] & of["ReportedCount"]


def test_names_are_completed(service):
    for kind, schema, prefix, id in (
        ("entity", "suggest-entities-response", "медиаз", MEDIAZONA),
        ("entity", "suggest-entities-response", MEDIAZONA, MEDIAZONA),
        ("type", "suggest-types-response", "outl", "Outlet"),
        ("type", "suggest-types-response", f"{BASE}ontology#Outlet", "Outlet"),
        ("property", "suggest-properties-response", "iso", "iso-3166"),
        ("property", "suggest-properties-response", "identifier wiki", "wikidata"),
    ):
        found = service.get(f"/suggest/{kind}", prefix=prefix)
        assert_valid(schema, found)
        assert found["result"][0]["id"] == id, prefix
    outlet = service.get("/suggest/type", prefix="outlet")["result"][0]
    assert outlet["broader"][0]["broader"][0]["id"] == "Agent"
    of_type = service.get("/suggest/entity", prefix="mediaz", type="CitedDocument")["result"]
    assert of_type and all("CitedDocument" in [t["id"] for t in one["notable"]] for one in of_type)
    assert service.get("/suggest/entity", prefix="qwxqwx") == {"result": []}


def test_more_suggestions_are_had_by_the_cursor(service):
    for kind, prefix in (("entity", "re"), ("property", "")):
        first = service.get(f"/suggest/{kind}", prefix=prefix)["result"]
        second = service.get(f"/suggest/{kind}", prefix=prefix, cursor=len(first))["result"]
        assert len(first) == 20 and second
        assert not {one["id"] for one in first} & {one["id"] for one in second}
        assert service.get(f"/suggest/{kind}", prefix=prefix, cursor=9999) == {"result": []}


class _Outline(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_preview_stands_in_a_frame_of_anybody_and_runs_nothing(service):
    for id in (MEDIAZONA, quote(MEDIAZONA, safe="")):
        answer = service.client.get(f"{PATH}/preview/{id}", headers={"Accept": "text/html"})
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors" not in policy
        assert answer.headers["X-Frame-Options"] is None
        page = _Outline(answer.text)
        assert "script" not in page.tags and "link" not in page.tags
        assert "Медиазона" in page.text


def test_a_preview_of_a_figure_says_who_reports_it_and_where(service):
    page = _Outline(service.client.get(f"{PATH}/preview/{CONVICTIONS}").text).text
    assert "reported" in page and "Proekt" in page and "Newsmax" in page
    computed = service.candidates(properties=[{"pid": "modality", "v": "asserted"}], type="Claim")
    assert computed
    found = service.ids(type="ComputedCount", properties=[{"pid": "unit", "v": "cases"}])
    page = _Outline(service.client.get(f"{PATH}/preview/{found[0]}").text).text
    assert "computed by this project" in page


def test_flyouts_are_html_in_json(service):
    for kind, id in (("entity", MEDIAZONA), ("type", "Outlet"), ("property", "wikidata")):
        found = service.get(f"/flyout/{kind}/{quote(id, safe='')}")
        assert found["id"] == id
        assert {"script", "img", "a"}.isdisjoint(_Outline(found["html"]).tags)


def test_scripts_of_other_sites_may_ask_everything(service):
    origin = {"Origin": "https://refine.example", "Access-Control-Request-Method": "POST",
              "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    preflight = service.client.options(PATH, headers=origin)
    assert preflight.status_code in (200, 204)
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
    answers = [service.send(queries={"a": {"query": "Mediazona"}}), service.send(queries="{")]
    paths = ("", "/suggest/type", "/properties", "/flyout/type/Outlet", f"/preview/{MEDIAZONA}",
             "/preview/none", "/suggest/nothing")  # fmt: skip
    answers += [service.client.get(PATH + path, headers=origin) for path in paths]
    for answer in (preflight, *answers):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_old_clients_get_a_script(service):
    query = json.dumps({"a": {"query": "Медиазона"}})
    for path, more in (("", {}), ("", {"queries": query}), ("/suggest/type", {"prefix": "o"}),
                       ("/properties", {}), ("/flyout/type/Outlet", {})):  # fmt: skip
        plain = service.get(path, **more)
        for name in ("jQuery123_456", "a.b.$c", "_"):
            answer = service.client.get(PATH + path, query_string={"callback": name} | more)
            assert answer.content_type == "text/javascript; charset=utf-8"
            assert answer.text.startswith(f"/**/{name}(") and answer.text.isascii()
            found = answer.text.removeprefix(f"/**/{name}(").removesuffix(");\n")
            assert json.loads(found) == plain


@pytest.mark.parametrize(
    "name", ["a b", "alert(1)//", "<script>", "a;b", "1a", "a.", ".a", "a" * 65, "я", "a\u2028b",
             "a[0]", "a\n", "a.b.c.d.e.f"],
)  # fmt: skip
def test_what_is_no_name_of_a_function_is_no_callback(service, name):
    answer = service.client.get(f"{PATH}/suggest/type", query_string={"callback": name})
    assert_refused(answer, "name of a function")


def assert_refused(answer: Response, words: str, status: int = 400) -> dict:
    """That an answer is a problem document that says so."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    found = answer.json()
    assert (found["status"], bool(found["title"])) == (status, True)
    assert words in found["detail"], found["detail"]
    return found


NO_BATCHES = {
    "{": "line 1, column 2", "[]": "must be a JSON object", "": "not JSON", "null": "JSON object",
    '{"a": {"query": "x"}, "a": {"query": "y"}}': "key 'a' twice",
    '{"a": {"query": "x", "limit": NaN}}': "NaN is no number",
    '{"a": {"query": "x", "limit": 1e999}}': "too large",
    '{"a": {"query": "x", "limit": %s}}' % ("9" * 5000): "a number of 5,000 digits",
    '{"a": {"query": "\\ud800"}}': "half of a surrogate pair",
    '{"\\udc00": {"query": "x"}}': "half of a surrogate pair",
    "[" * 50_000: "nested too deeply",
    '{"a": {"query": "x"}} {}': "Extra data",
}  # fmt: skip


@pytest.mark.parametrize("text", NO_BATCHES, ids=lambda text: text[:30])
def test_what_is_no_batch_is_refused(service, text):
    assert_refused(service.send(queries=text), NO_BATCHES[text])
    assert_refused(service.send(extend=text), NO_BATCHES[text])


FAULTS = {
    "query": [({}, "a query has a query, or properties"), ([], "a query is an object"),
              ({"query": 5}, "give a text"), ({"queri": "x"}, "no member of a query"),
              ({"properties": []}, "a query has a query, or properties")],
    "type": [("Q5", "there is no type 'Q5'"), (5, "identifier of a type"), ([None], "identifier"),
             (["Agent"] * 21, "at most 20"), (["Agent", "Nothing"], "no type 'Nothing'")],
    "limit": [(value, "whole number above zero") for value in (0, -1, 1.5, "5", True, None, [])],
    "type_strict": [(value, "any, should, all") for value in ("most", 1, None, [])],
    "properties": [
        ({}, "list of objects"), ([5], "pid and v"), ([{"pid": "wikidata"}], "pid and v"),
        ([{"pid": "wikidata", "v": "x", "w": 1}], "pid and v"),
        ([{"pid": "P31", "v": "x"}], "there is no property 'P31'"),
        ([{"pid": 5, "v": "x"}], "identifier of a property"),
        *[([{"pid": "wikidata", "v": value}], "value") for value in
          (None, {}, {"id": 5}, [None], [[]], [], ["x"] * 11)],
        ([{"pid": "wikidata", "v": "x"}] * 11, "at most 10"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("member", FAULTS)
def test_a_mistake_in_one_query_is_told_with_its_place(service, member):
    for value, words in FAULTS[member]:
        bad = value if member == "query" else {"query": "x", member: value}
        batch = {"fine": {"query": "Mediazona"}, "bad": bad}
        found = assert_refused(service.send(queries=batch), words)
        assert found["type"] == PROBLEM
        assert all(error["at"].startswith("'bad'") for error in found["errors"])


@pytest.mark.parametrize("cell", ["", "  ", TOO_LONG, "\n", '"\\{}', "2023", "-"])
def test_whatever_a_cell_holds_the_others_are_answered(service, cell):
    details = [{"pid": "wikidata", "v": cell}, {"pid": "website", "v": {"id": cell}}]
    batch = {"fine": {"query": "Mediazona"}, "cell": {"query": cell},
             "detail": {"query": "Mediazona", "properties": details},
             "only": {"properties": details}}  # fmt: skip
    found = service.send(queries=batch).json()
    assert found["fine"]["result"][0]["match"]
    assert MEDIAZONA in [one["id"] for one in found["detail"]["result"]]
    assert not [one for one in found["cell"]["result"] if one["match"]]
    assert found["only"] == {"result": []}


@pytest.mark.parametrize("id", ["agent/none", TOO_LONG, "", "агент"])
def test_what_nothing_is_called_has_no_values(service, id):
    asked = {"ids": [id, MEDIAZONA], "properties": [{"id": "label-ru"}, {"id": "website"}]}
    rows = service.send(extend=asked).json()["rows"]
    assert rows[id] == {"label-ru": [], "website": []}
    assert rows[MEDIAZONA]["label-ru"] == [{"str": "Медиазона"}]


def test_every_mistake_of_a_batch_is_told(service):
    batch = {str(n): {"query": "x", "type": f"T{n}"} for n in range(30)}
    found = assert_refused(service.send(queries=batch), "and 29 more")
    assert len(found["errors"]) == 20


EXTENSIONS = [
    ({}, "list of identifiers"), ({"ids": []}, "list of objects"),
    ({"ids": [5], "properties": []}, "list of identifiers"),
    ({"ids": [MEDIAZONA], "properties": [{"id": "P31"}]}, "no property 'P31'"),
    ({"ids": [MEDIAZONA], "properties": [{}]}, "identifier of a property"),
    ({"ids": [MEDIAZONA], "properties": ["wikidata"]}, "list of objects"),
    ({"ids": [], "properties": [{"id": "wikidata"}] * 2}, "asked for twice"),
    *[({"ids": [], "properties": [{"id": "wikidata", "settings": bad}]}, words) for bad, words in (
        ([], "give an object"), ({"x": 1}, "no such setting"), ({"limit": -1}, "whole number"),
        ({"limit": "ten"}, "whole number"), ({"limit": True}, "whole number"),
        ({"limit": None}, "whole number"), ({"content": "x"}, "entity, name, id"),
        ({"content": []}, "entity, name, id"), ({"language": "de"}, "en, ru, uk"))],
]  # fmt: skip


@pytest.mark.parametrize("asked, words", EXTENSIONS, ids=str)
def test_a_mistaken_extension_is_refused(service, asked, words):
    assert_refused(service.send(extend=asked), words)


def test_too_much_at_once_is_refused_with_the_limit(service):
    queries = {str(n): {"query": "x"} for n in range(51)}
    many = {"ids": [MEDIAZONA] * 101, "properties": []}
    wide = {"ids": [], "properties": [{"id": "wikidata"}] * 21}
    for form, limit in (
        ({"queries": queries}, 50),
        ({"extend": many}, 100),
        ({"extend": wide}, 20),
    ):
        found = assert_refused(service.send(**form), str(limit), 413)
        assert found["limit"] == limit
    big = service.send(queries="x" * 600_000)
    assert assert_refused(big, "more than 524,288 bytes", 413)["limit"] == 524_288


def test_a_whole_batch_of_long_names_in_cyrillic_fits(service):
    name = "Очень длинное название " * 11
    batch = {f"q{n}": {"query": f"{n} {name}"[:256], "type": "Organisation"} for n in range(50)}
    body = urlencode({"queries": json.dumps(batch)})
    assert len(body) > 90_000
    answer = service.client.post(PATH, data=body, content_type=FORM_TYPE)
    assert answer.status_code == 200 and answer.json().keys() == batch.keys()


def test_wrong_forms_are_refused(service):
    client, batch = service.client, json.dumps({"a": {"query": "x"}})
    post = {"data": f"queries={quote(batch)}"}
    for content_type in ("application/json", "text/plain", "multipart/form-data; boundary=x",
                         f"{FORM_TYPE}; charset=latin-1", ""):  # fmt: skip
        answer = client.post(PATH, content_type=content_type, **post)
        assert_refused(answer, "send a form", 415)
    fine = client.post(PATH, content_type=f"{FORM_TYPE}; charset=UTF-8", **post)
    assert fine.status_code == 200
    assert_refused(client.post(PATH, data="", content_type=FORM_TYPE), "neither")
    assert_refused(client.get(f"{PATH}?query=Mediazona"), "neither")
    assert_refused(client.get(f"{PATH}?queries={{}}&queries={{}}"), "2 times")
    assert_refused(client.get(f"{PATH}?queries={{}}&extend={{}}"), "not both")
    assert_refused(client.get(f"{PATH}?queries=%ff"), "")
    assert_refused(client.post(PATH, data=b"queries=%ff", content_type=FORM_TYPE), "")
    for method in ("PUT", "DELETE", "PATCH"):
        assert_refused(client.request(method, PATH), "it has GET, HEAD, OPTIONS, POST", 405)
    assert_refused(client.post(f"{PATH}/suggest/type"), "it has GET", 405)


def test_wrong_parameters_are_refused(service):
    for path, words in (
        ("/suggest/entity?prefix=a&cursor=-1", "whole number"), ("/suggest/type?cursor=x", "whole"),
        ("/suggest/type?cursor=99999999999", "whole"), ("/suggest/entity?type=Q5", "no type"),
        ("/suggest/entity?prefix=a&prefix=b", "2 times"), ("/properties?type=Q5", "no type"),
        ("/properties?limit=0", "whole number"), (f"/suggest/entity?prefix={'a' * 257}", "257"),
    ):  # fmt: skip
        assert_refused(service.client.get(PATH + path), words)
    for path in ("/preview/agent/none", "/flyout/entity/none", "/flyout/type/Q5",
                 "/flyout/property/P31", "/suggest/thing", "/preview/" + "a" * 3000):  # fmt: skip
        assert_refused(service.client.get(PATH + path), "", 404)
    page = service.client.get(f"{PATH}/preview/<script>x", headers={"Accept": "text/html"})
    assert page.status_code == 404 and "<script>x" not in page.text


def test_who_sends_slowly_holds_no_page_back(service):
    """More connections than threads begin a body and do not go on."""
    host, port = service.client.address.removeprefix("http://").split(":")
    fields = [("Content-Type", FORM_TYPE), ("Content-Length", "99")]
    head = wire.request(PATH, "POST", headers=fields)
    slow = [socket.create_connection((host, int(port))) for _ in range(30)]
    try:
        for connection in slow:
            connection.sendall(head)
        assert service.client.get("/method").status_code == 200
        other = Service(service.client.address)
        other.client._source = "127.0.0.21"
        assert other.matched("Медиазона") == [MEDIAZONA]
    finally:
        for connection in slow:
            connection.close()


def test_who_sends_many_batches_holds_no_page_back(service):
    batch = {str(n): {"query": f"название {n} которого здесь нет"} for n in range(50)}
    with ThreadPoolExecutor(12) as threads:
        sent = [threads.submit(service.send, queries=batch) for _ in range(12)]
        page = service.client.get("/method")
        assert page.status_code == 200 and not all(one.done() for one in sent)
        assert {one.result().status_code for one in sent} == {200}


bits = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3),
                            st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip
members = st.sampled_from(["query", "type", "limit", "properties", "type_strict", "ids", "id", "x"])
loose = st.one_of(bits, st.dictionaries(members, bits, max_size=4))


@settings(max_examples=100, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.sampled_from(["queries", "extend"]), st.dictionaries(st.text(max_size=5), loose), loose)
def test_whatever_is_sent_has_a_declared_answer(service, name, batch, other):
    for value in (batch, other):
        answer = service.send(**{name: json.dumps(value)})
        assert answer.status_code in (200, 400, 413), answer.text
        if answer.status_code == 200 and name == "queries":
            assert_valid("reconciliation-result-batch", answer.json())
        elif answer.status_code == 200:
            assert_valid("data-extension-response", answer.json())
        else:
            assert answer.content_type == "application/problem+json"
