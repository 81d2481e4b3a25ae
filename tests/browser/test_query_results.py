"""The query page in a real browser: queries are run and cancelled in place, results are sorted,
drawn, copied and linked to, and each limit is told; by keyboard, in Russian, accessible."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import quote

import pytest
from chromium import faults_of
from endless import COUNTED, STREAMED
from http_client import Client
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Server, serving, until
from watching import PATIENCE, asked, is_busy, queries

from kg.release import Release

PREFIX = "PREFIX ref: <https://w3id.org/refusals/ontology#>\n"
DATED = (
    f"{PREFIX}SELECT ?claim ?asOf ?stated ?lower ?upper ?qualifier {{\n"
    "  ?claim ref:asOf ?asOf ; ref:qualifier ?qualifier .\n"
    "  OPTIONAL { ?claim ref:stated ?stated } OPTIONAL { ?claim ref:lowerBound ?lower }\n"
    "  OPTIONAL { ?claim ref:upperBound ?upper }\n}"
)
NUMBERS = "SELECT ?n ?word { VALUES (?n ?word) { (10 'б') (9 'в') (UNDEF 'а') (-1.5 'ё') } }"
BREAKING = (
    "SELECT ?o ?q { { SELECT ?o ?q { ?s ?p ?o . ?t ?q ?u } LIMIT 9000 } UNION "
    "{ ?a ?b ?o . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?o), STR(?f), STR(?i)) = 'never') } }"
)
NOISE = "Failed to load resource"
"""What the browser says of each answer that is a problem."""


@contextmanager
def visit(chromium: Browser, address: str, path: str = "/sparql", **options) -> Iterator[Page]:
    """The page. By the end nothing was asked of another host, and the console is empty, but for
    problems that were answered, so nothing broke the content security policy."""
    permissions = ["clipboard-read", "clipboard-write"]
    size = {"width": 1280, "height": 900}
    context = chromium.new_context(
        **{"base_url": address, "viewport": size, "permissions": permissions, **options}
    )
    found, said, asked = context.new_page(), [], []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: asked.append(request.url))
    found.goto(path)
    expect(found.locator(".gallery button").first).to_be_attached()
    yield found
    context.close()
    assert [text for text in said if NOISE not in text] == []
    assert all(url.startswith((f"{address}/", f"blob:{address}/")) for url in asked)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with visit(chromium, address) as found:
        yield found


@pytest.fixture(scope="module")
def hasty(release: Release) -> Iterator[Server]:
    """A server that gives a query three seconds: for what never ends."""
    with serving(release.path.parent, query_seconds=3.0) as server:
        yield server


@pytest.fixture(scope="module")
def narrow(release: Release) -> Iterator[Server]:
    """A server that lets one query wait, and gives each so long that only who asked ends it."""
    limits = {"query_seconds": 300.0, "query_queue": 1, "query_concurrency": 1, "query_long": 1}
    with serving(release.path.parent, **limits) as server:
        yield server


def write(page: Page, query: str) -> None:
    """Replace the text of the editor, as a paste does."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")


def status(page: Page) -> Locator:
    return page.locator(".run-status")


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"tbody td:nth-child({number})").all_inner_texts()


def test_a_query_is_run_in_place_and_its_table_sorted_by_type(page: Page):
    run(page, NUMBERS)
    expect(status(page)).to_have_text(re.compile(r"^4 rows in \d[\d.]* s$"))
    assert column(page, 1) == ["10", "9", "no value", "-1.5"]
    for header, number, wanted in [
        ("n", 1, ["-1.5", "9", "10", "no value"]),
        ("n", 1, ["10", "9", "-1.5", "no value"]),
        ("n", 1, ["10", "9", "no value", "-1.5"]),
        ("word", 2, ["а", "б", "в", "ё"]),
    ]:
        page.get_by_role("columnheader", name=header).get_by_role("button").click()
        expect(page.locator(f"tbody td:nth-child({number})")).to_have_text(wanted)
    expect(page.locator("th[data-column=word]")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Copy for a spreadsheet").click()
    expect(status(page)).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("n\tword\n")
    page.get_by_role("tab", name="Text").click()
    page.get_by_label("Format").select_option("csv")
    expect(page.locator("pre.raw")).to_contain_text("n,word")
    with page.expect_download() as download:
        page.locator(".downloads").get_by_role("link", name="CSV").click()
    assert "ё" in download.value.path().read_text(encoding="utf-8")


def test_cells_are_walked_by_keyboard_and_told_in_full(page: Page):
    run(
        page,
        "SELECT ?s ?p { VALUES ?s { <https://w3id.org/refusals/id/agent/mediazona> } ?s ?p ?o }",
    )
    first = page.locator("tbody td").first
    expect(first).to_have_text("Mediazona")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.cellIndex") == 1
    page.keyboard.press("Control+Home")
    expect(first).to_be_focused()
    inspector = page.locator(".inspector")
    expect(inspector).to_contain_text("https://w3id.org/refusals/id/agent/mediazona")
    explore = inspector.get_by_role("link", name="Explore")
    assert explore.get_attribute("href").startswith("/graph#iri=https%3A%2F%2Fw3id.org")
    page.get_by_label("Names instead of IRIs").uncheck()
    expect(first).to_have_text("id:agent/mediazona")
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent/mediazona")


def test_a_result_is_drawn_with_its_uncertainty_and_saved(page: Page):
    run(page, DATED)
    page.get_by_role("tab", name="Chart").click()
    chart = page.locator(".chart-place > svg")
    expect(chart).to_be_visible()
    links = chart.locator("a")
    assert links.count() == page.locator("#panel-table tbody tr").count() > 10
    assert all(
        "/claim/" in one
        for one in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    )
    for glyph in ("exactly", "above", "below", "range"):
        assert chart.locator(f".glyph-{glyph}").count() > 1, glyph  # one of them is the key
    page.locator("#chart-colour").select_option("qualifier")
    colours = "all => [...new Set(all.map(one => getComputedStyle(one).color))].sort()"
    drawn = chart.locator(".point").evaluate_all(colours)
    assert len(drawn) > 3
    assert set(drawn) < set(chart.locator("> g > g").evaluate_all(colours)), "the key has others"
    figures = page.locator(".chart-figures a")
    expect(figures).to_contain_text("each measure on a scale of its own")
    assert figures.get_attribute("href").startswith("/figures?claim=")
    page.locator("#chart-x").select_option("qualifier")
    page.get_by_label("Logarithmic").uncheck()
    page.wait_for_url("**#*x=qualifier*")
    for words, beginning in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {words}").click()
        data = download.value.path().read_bytes()
        assert data.startswith(beginning) and b"var(--" not in data
        if words == "SVG":
            said = data.decode()
            assert "rows are drawn" in said and "stated by qualifier</text>" in said
            assert re.search(r'<a href="http://[^"]*/sparql\?query=[^"]*#tab=chart', said)
    page.reload()
    expect(page.get_by_role("tab", name="Chart")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#chart-x")).to_have_value("qualifier")
    expect(page.locator(".chart figcaption")).to_contain_text("stated by qualifier")
    assert faults_of(page) == []


def test_cancelling_a_runaway_frees_its_worker(chromium: Browser, narrow: Server):
    with visit(chromium, narrow.address) as page:
        for cancel in ("button", "Escape"):
            run(page, f"{COUNTED} # {cancel}")
            assert until(lambda: queries(narrow.address)["long"] == 1, PATIENCE)
            expect(page.locator(".elapsed")).not_to_be_empty()
            if cancel == "button":
                page.get_by_role("button", name="Cancel").click()
            else:
                page.locator(".run").focus()
                page.keyboard.press("Escape")
            expect(status(page)).to_have_text("Cancelled")
            assert until(lambda: not is_busy(narrow.address), PATIENCE)
            expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_each_limit_is_told(chromium: Browser, hasty: Server):
    with visit(chromium, hasty.address) as page:
        for query, kind, words in [
            (COUNTED, "query-timeout", "stopped after 3 seconds"),
            (f"ASK {{}} #{'a' * 70_000}", "query-too-long", "at most 65,536 are accepted"),
            ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "query-refused", "SERVICE"),
            ("SELECT * {\n  ?s ?p }", "query-syntax", "Line 2"),
        ]:
            run(page, query)
            problem = page.locator(f".problem[data-kind={kind}]")
            expect(problem).to_contain_text(words)
            expect(status(page)).to_have_text(problem.locator("h2").text_content())
            expect(page.locator(".outcome")).to_have_count(0)


def test_a_part_that_cannot_be_loaded_is_told_of(page: Page):
    page.route(re.compile(r"/islands/(chart_tab|code_dialog)-"), lambda route: route.abort())
    run(page, "SELECT ?n ?m { VALUES (?n ?m) { (1 2) (3 4) } }")
    page.get_by_role("tab", name="Chart").click()
    told = "This part of the page cannot be loaded"
    expect(page.locator("#panel-chart .note")).to_contain_text(told)
    page.get_by_role("button", name="Code", exact=True).click()
    expect(status(page)).to_contain_text(told)


def test_what_is_not_whole_is_never_shown_as_whole(chromium: Browser, hasty: Server):
    with visit(chromium, hasty.address) as page:
        run(page, BREAKING)
        expect(page.locator(".problem[data-kind=broken-off]")).to_contain_text("broke off")
        expect(page.locator(".outcome .note")).to_contain_text("This is not the whole result")
        expect(page.locator("tbody tr")).to_have_count(1000)


def test_who_has_read_enough_ends_the_query(chromium: Browser, narrow: Server):
    with visit(chromium, narrow.address) as page:
        run(page, STREAMED)
        note = page.locator(".outcome .note")
        expect(note).to_contain_text("Reading stopped after 8 MB")
        expect(status(page)).to_contain_text("the first ")
        assert until(lambda: not is_busy(narrow.address), PATIENCE)


def test_who_is_told_to_come_back_sees_when(chromium: Browser, narrow: Server):
    with visit(chromium, narrow.address) as page:
        with ExitStack() as others:
            for number in range(1, 4):  # as many long ones as there may be; the next is refused
                others.enter_context(asked(narrow.address, [f"{COUNTED} # {number}"]))
                assert until(lambda n=number: queries(narrow.address)["long"] == n, PATIENCE)
            run(page, f"{COUNTED} # late")
            problem = page.locator(".problem[data-kind=query-busy]")
            again = problem.get_by_role("button", name="Try again")
            expect(again).to_be_disabled()
            expect(problem.locator(".countdown")).to_contain_text("second")
        assert until(lambda: not is_busy(narrow.address), PATIENCE)
        write(page, "ASK {}")
        expect(again).to_be_enabled()
        again.click()
        expect(page.locator(".outcome .answer")).to_contain_text("Yes")


def test_a_long_query_is_linked_to_whole_and_not_run_by_itself(page: Page, address: str):
    query = f"{NUMBERS} # {'Дезертирство ' * 300}"
    run(page, NUMBERS)
    expect(status(page)).to_contain_text("4 rows")
    expect(page).to_have_url(re.compile(rf"\?query={quote('SELECT')}[^#]*$"))
    run(page, query)
    page.wait_for_url("**#query=*")
    expect(status(page)).to_contain_text("4 rows")
    page.get_by_role("button", name="Copy link").click()
    expect(status(page)).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert len(link) < 1000
    expect(page).to_have_url(link)
    expect(page.locator(".downloads").get_by_role("button", name="CSV")).to_be_visible()
    page.go_back()
    expect(page.locator(".cm-content")).not_to_contain_text("Дезертирство")
    expect(page.locator(".outcome")).to_be_visible()
    page.goto("about:blank")
    with page.expect_response("**/questions.json?language=en"):
        page.goto(link)
    assert page.locator("#query").input_value() == query
    expect(page.locator(".outcome")).to_have_count(0)
    expect(status(page)).to_contain_text("it has not been run")


def test_a_name_that_nothing_has_is_told_where_nothing_is_found(page: Page):
    run(page, f"{PREFIX}SELECT * {{ ?claim ref:measur ?what ; ref:unit ?unit }}")
    expect(page.locator(".outcome .note")).to_have_text(
        "No class and no property of this release is called ref:measur."
    )


def test_a_link_shows_the_rows_and_columns_that_are_looked_at(page: Page):
    run(page, NUMBERS)
    page.get_by_label("Find in the rows").fill("1")
    left = page.locator(".find-rows [role=status]")
    expect(left).to_have_text("2 of 4 rows")
    page.locator("summary", has_text="Columns").click()
    boxes = page.locator(".column-choice input")
    boxes.first.uncheck()
    assert faults_of(page) == []
    heads = page.locator(".result-table th").all_text_contents()
    assert len(heads) == boxes.count() - 1
    rows = page.locator(".result-table tbody").inner_text()
    expect(page).to_have_url(re.compile("#find=1&hide=n$"))
    page.reload()
    expect(left).to_have_text("2 of 4 rows")
    assert page.locator(".result-table th").all_text_contents() == heads
    assert page.locator(".result-table tbody").inner_text() == rows
    run(page, "SELECT (2 AS ?two) {}")
    expect(page.get_by_label("Find in the rows")).to_have_value("")


def test_figures_are_named_in_the_language_of_the_page(chromium: Browser, address: str):
    asked = quote(
        "SELECT * { BIND(<https://w3id.org/refusals/id/claim/proekt-convictions-2023> AS ?x) }"
    )
    with visit(chromium, address, f"/ru/sparql?query={asked}") as page:
        cell = page.locator("tbody td")
        expect(cell).to_contain_text("человека: осуждённые, 2023 г., Проект")
        expect(cell.locator(".foreign, small")).to_have_count(0)
        # Without what pages say of figures, they are named as the graph names them.
        page.route("**/graph/cards.json?*", lambda route: route.abort())
        page.reload()
        expect(cell).to_contain_text("4,373 people: convictions, 2023, Proekt")


def test_a_query_is_put_in_order(page: Page):
    run(page, "select ?a where{?a a ?b.filter(?a=?b)}limit 1")
    page.get_by_role("button", name="Tidy").click()
    expected = "SELECT ?a\nWHERE {\n  ?a a ?b.\n  FILTER(?a=?b)\n}\nLIMIT 1\n"
    expect(page.locator("#query")).to_have_value(expected)


def test_an_opened_link_has_its_result_without_asking_again(chromium: Browser, address: str):
    asked = []
    path = f"/sparql?query={quote(NUMBERS)}"
    with visit(chromium, address, path) as page:
        page.on("request", lambda request: asked.append(request.url))
        expect(page.locator("tbody tr")).to_have_count(4)
        expect(page.locator(".answered")).to_have_count(0)
        page.get_by_role("tab", name="Chart").click()
        expect(page.locator(".chart-place > svg")).to_be_visible()
    assert f"{address}/sparql" not in asked


def test_a_stored_question_is_found_opened_and_explained(page: Page):
    gallery = page.locator(".gallery")
    gallery.get_by_label("Search the questions").fill("ORIGIN figure")
    expect(gallery.get_by_role("status")).to_have_text(re.compile(r"^\d questions?$"))
    chosen = gallery.locator("button").first
    title = chosen.text_content()
    chosen.click()
    explanation = page.locator(".explanation")
    expect(explanation).to_contain_text(title)
    assert len(explanation.locator("p").last.text_content()) > 80
    page.keyboard.press("Control+End")
    page.keyboard.type("# mine")
    expect(explanation.locator(".note")).to_contain_text("changed since")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".outcome")).to_be_visible()


def test_history_is_kept_only_for_who_wants_it(page: Page):
    run(page, "ASK { ?before ?was ?on }")
    expect(page.locator(".outcome .answer")).to_contain_text("Yes")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="History").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="History")).to_be_focused()
    run(page, NUMBERS)
    expect(status(page)).to_contain_text("4 rows")
    run(page, "ASK {}")
    expect(page.locator(".outcome .answer")).to_be_visible()
    page.get_by_role("button", name="History").click()
    expect(dialog.locator("li")).to_have_count(2)
    expect(dialog.locator("li").last).to_contain_text("4 rows")
    assert faults_of(page) == []
    dialog.locator("li").last.get_by_role("button").first.click()
    expect(page.locator(".cm-content")).to_contain_text("VALUES")
    page.get_by_role("button", name="History").click()
    dialog.get_by_role("checkbox").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_programs_ask_the_very_query(page: Page, address: str):
    query = 'SELECT ?x { BIND("""it\'s $HOME \\\\ "Дезертир" `x` ${y}""" AS ?x) } # )"'
    write(page, query)
    page.get_by_role("button", name="Code").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Python").click()
    program = ast.parse(dialog.locator("pre:visible").text_content())
    values = {
        node.targets[0].id: node.value for node in program.body if isinstance(node, ast.Assign)
    }
    assert ast.literal_eval(values["query"]) == f"{query}\n"
    assert f"{address}/sparql" in ast.unparse(values["request"])
    answer = Client(address).post("/sparql", data={"query": ast.literal_eval(values["query"])})
    (row,) = json.loads(answer.data)["results"]["bindings"]
    assert row["x"]["value"] == 'it\'s $HOME \\ "Дезертир" `x` ${y}'
    assert faults_of(page) == []


def test_keys_are_listed_and_triples_are_rows(page: Page):
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Run the query")
    page.keyboard.press("Escape")
    write(page, "? is typed here")
    expect(page.get_by_role("dialog")).to_have_count(0)
    run(page, "CONSTRUCT { <urn:a> <urn:b> 'в'@ru } {}")
    expect(status(page)).to_contain_text("1 triple in")
    assert page.locator("tbody td").all_inner_texts() == ["urn:a", "urn:b", "в ru"]
    formats = page.locator(".downloads a").all_inner_texts()
    assert formats == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML", "N-Quads", "TriG"]
    page.get_by_role("tab", name="Text").click()
    expect(page.locator("pre.raw")).to_contain_text('<urn:a> <urn:b> "в"@ru')


def test_triples_are_drawn_as_a_graph(page: Page):
    run(page, f"{PREFIX}CONSTRUCT WHERE {{ ?claim ref:producedBy ?who }} LIMIT 4")
    page.get_by_role("tab", name="Graph").click()
    drawn = page.locator("#panel-graph")
    expect(drawn).to_contain_text("4 relations")
    expect(drawn.locator("canvas, svg").first).to_be_attached()
    run(page, "ASK {}")
    expect(page.locator(".outcome .answer")).to_be_visible()


def test_the_russian_page_is_russian(chromium: Browser, address: str):
    with visit(chromium, address, "/ru/sparql") as page:
        question = page.locator(".gallery button").first
        assert re.search("[а-я]", question.text_content())
        question.click()
        page.get_by_role("button", name="Выполнить").click()
        expect(status(page)).to_have_text(re.compile(r"^\d+ строк\w? за [\d,]+ с$"))
        expect(page).to_have_url(re.compile(r"/ru/sparql\?query="))
        run(page, "SELECT * { SERVICE <urn:x> {} }")
        expect(page.locator(".problem")).to_contain_text(
            "Строка 1, столбец 12: SERVICE обращается к другим серверам"
        )
        assert "[en]" not in page.locator("main").inner_text()
        assert faults_of(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_no_rule_of_accessibility_is_broken(
    chromium: Browser, address: str, width: int, scheme: str
):
    size = {"width": width, "height": 900}
    path = f"/sparql?query={quote(DATED)}"
    with visit(chromium, address, path, viewport=size, color_scheme=scheme) as page:
        page.locator("tbody td").nth(2).click()
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("tab", name="Chart").click()
        expect(page.locator(".chart-place > svg")).to_be_visible()
        assert faults_of(page) == []
        page.get_by_role("button", name="Keys").click()
        assert faults_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
