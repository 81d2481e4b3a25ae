"""The query editor in a real browser: completion from what the release holds, mistakes at their
place, everything by keyboard, and a way out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from chromium import faults_of
from playwright.sync_api import Browser, Locator, Page, expect

REF = "PREFIX ref: <https://w3id.org/refusals/ontology#>\n"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The page with the cursor in the editor. By the end nothing was asked of another host, and the
    console is empty, whatever mistakes were made."""
    context = chromium.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    found, said, asked = context.new_page(), [], []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: asked.append(request.url))
    found.goto("/sparql")
    with found.expect_response("**/sparql/completion.json"):
        editor(found).click()
    yield found
    context.close()
    assert said == []
    assert all(url.startswith(f"{address}/") for url in asked)


def editor(page: Page, name: str = "SPARQL query") -> Locator:
    """The editor by its name, never the field of the plain page that it takes the place of."""
    return page.get_by_role("textbox", name=name).and_(page.locator(".cm-content"))


def text_of(page: Page) -> str:
    return page.locator("#query").input_value()


def choose(page: Page, typed: str, wanted: str) -> None:
    """Type something, and take the proposal that is wanted, which must be the first one."""
    page.keyboard.type(typed)
    expect(page.locator(".cm-tooltip-autocomplete [aria-selected]")).to_contain_text(wanted)
    page.wait_for_timeout(100)  # what opens under the fingers takes no key at once
    page.keyboard.press("Enter")


def test_prefixes_that_a_pasted_query_lacks_are_declared_when_it_is_run(
    chromium: Browser, address: str
):
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto("/sparql")
    editor(page).focus()
    page.keyboard.insert_text("SELECT ?c (COUNT(*) AS ?n) {\n ?f ref:measure ?c\n} GROUP BY ?c")
    page.keyboard.press("Control+Enter")
    heading = page.locator("#outcome-title")
    expect(heading).to_contain_text("rows in")
    expect(heading).to_be_in_viewport()  # the result begins below what the window has room for
    assert text_of(page).startswith("PREFIX ref: <https://w3id.org/refusals/ontology#>\nSELECT ?c")
    context.close()


def test_a_query_is_written_with_names_in_three_languages(page: Page):
    page.keyboard.type("SELECT ?claim {\n?claim a ")
    choose(page, "reported", "ref:ReportedCount")
    page.keyboard.type(" ; ")
    proposals = page.locator(".cm-tooltip-autocomplete")
    expect(proposals).to_contain_text("Properties of ref:ReportedCount")
    choose(page, "показат", "ref:measure")
    page.keyboard.type(" ?measure ; ref:producedBy ")
    choose(page, "Медиаз", "Mediazona")
    expect(editor(page)).to_contain_text("/id/agent/mediazona>")
    assert text_of(page).startswith(REF + "SELECT ?claim {")
    with page.expect_response("**/sparql/check") as checked:
        page.keyboard.type(" .")
    assert checked.value.status == 200
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_what_can_follow_is_offered_before_a_letter_is_typed(page: Page):
    page.keyboard.type("ASK { ?x a ")
    proposals = page.locator(".cm-tooltip-autocomplete")
    expect(proposals).to_contain_text("ref:ReportedCount")
    page.keyboard.press("Escape")
    page.keyboard.type("ref:ReportedCount ; ref:measure ")
    expect(proposals).to_contain_text("convictions")


def test_lines_are_indented_by_the_brackets_around_them(page: Page):
    page.keyboard.type("ASK {\n?a ?b ?c ;\n?d ?e .\nOPTIONAL {\n?f ?g ?h")
    assert text_of(page) == ("ASK {\n  ?a ?b ?c ;\n    ?d ?e .\n  OPTIONAL {\n    ?f ?g ?h\n  }\n}")


def test_a_prefix_declares_itself_once(page: Page):
    page.keyboard.type("ASK { ?x rdfs:label ?y ; rdfs:comment ")
    declared = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    # What is typed before the prefixes have come is declared when they have.
    expected = declared + "ASK { ?x rdfs:label ?y ; rdfs:comment }"
    expect(page.locator("#query")).to_have_value(expected)


def test_a_mistake_is_marked_where_it_is_and_said(page: Page):
    page.keyboard.insert_text("SELECT * {\n  ?s ?p 'Хочу 😀' .\n  ?s 'no' ?o\n}")
    mark = page.locator(".cm-lintRange-error")
    expect(mark).to_have_text("'no'")
    expect(page.locator(".editor-status")).to_have_text("Line 3, column 6: 'no' cannot stand here")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    mark.hover()
    expect(page.locator(".cm-tooltip")).to_contain_text("'no' cannot stand here")
    assert faults_of(page) == []


def test_nothing_is_asked_while_somebody_types(page: Page):
    checked = []
    page.on("request", lambda request: checked.append(request.url.endswith("/sparql/check")))
    page.clock.install()
    page.goto("/sparql")  # whose every timer is of that clock
    editor(page).click()
    page.clock.pause_at("2100-01-01")  # however long it takes to type, no pause is made in it
    page.keyboard.type("ASK { ?a ?b ?c }")
    assert not any(checked)
    with page.expect_response("**/sparql/check"):
        page.clock.run_for(1000)
    assert checked.count(True) == 1


def test_keys_lead_in_and_out(page: Page):
    page.keyboard.type("ASK { ?a ?b ?c }")
    page.keyboard.press("Control+/")
    assert text_of(page) == "# ASK { ?a ?b ?c }"
    page.keyboard.press("Control+/")
    page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor(page)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    with page.expect_response(lambda response: response.url.endswith("/sparql")):
        page.keyboard.press("Control+Enter")


def test_who_passes_by_keyboard_changes_nothing(page: Page):
    page.keyboard.type("ASK {}")
    page.locator(".run").focus()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".run")).to_be_focused()
    assert text_of(page) == "ASK {}"


def test_what_a_name_means_is_told_under_the_pointer(page: Page):
    page.keyboard.insert_text(REF + "ASK { ?x a ref:ReportedCount }")
    page.get_by_text("ref:ReportedCount").hover()
    expect(page.locator(".cm-tooltip")).to_contain_text(
        "A figure that at least one article prints."
    )
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("ASK { ?x ?y <https://w3id.org/refusals/id/agent/mediazona> }")
    page.get_by_text("agent/mediazona").first.hover()
    expect(page.locator(".cm-tooltip strong")).to_have_text("Mediazona")


def test_a_mistake_and_what_is_meant_in_another_way_are_mended(page: Page):
    page.goto("/ru/sparql")
    written = editor(page, "Запрос SPARQL")
    with page.expect_response("**/sparql/completion.json"):
        written.click()
    page.keyboard.insert_text(
        REF + "SELECT ?claim ?mesure {\n?claim ref:mesure ?measure FLTER(1) }\n"
    )
    status = page.locator(".editor-status")
    expect(status).to_have_text(
        "Строка 3, столбец 28: FLTER — не ключевое слово и не функция SPARQL; может быть, FILTER?"
    )
    page.get_by_role("button", name="Написать FILTER").click()
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    expect(page.locator(".cm-lintRange-warning")).to_have_text(["?mesure", "ref:mesure"])
    assert faults_of(page) == []
    page.keyboard.press("Control+.")
    expect(page.locator(".cm-lintRange-warning")).to_have_text(["ref:mesure"])
    page.keyboard.press("Control+.")
    expect(page.locator(".cm-lintRange-warning")).to_have_count(0)
    expect(written).to_contain_text("?claim ref:measure ?measure FILTER(1)")
    expect(status).to_have_text("")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(REF + "ASK { ?x a ref:Figure }")
    page.get_by_role("button", name="Написать ref:ReportedCount").click()
    expect(page.locator(".cm-lintRange-warning")).to_have_count(0)
    expect(written).to_contain_text("?x a ref:ReportedCount")


def test_a_name_is_completed_by_several_words_and_by_other_words(page: Page):
    page.keyboard.type("SELECT * {\n?claim ")
    choose(page, "published by", "ref:publishedBy")
    page.keyboard.type(" ?who . ?figure ")
    choose(page, "when", "ref:period")
    page.keyboard.type(" ?period ; ref:producedBy ")
    choose(page, "get lo", "Idite Lesom")
    expect(editor(page)).to_contain_text("/id/agent/idite-lesom>")


def test_what_is_written_is_there_again_and_runs_only_when_told(page: Page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.type("ASK { ?s ?p 1 }")
    page.wait_for_url(re.compile("#query="))
    page.reload()
    expect(editor(page)).to_contain_text("ASK { ?s ?p 1 }")
    page.get_by_role("link", name="RU").click()
    own = editor(page, "Запрос SPARQL")
    expect(own).to_contain_text("ASK { ?s ?p 1 }")
    assert not [url for url in asked if "query=" in url]
    own.press("Control+Enter")
    page.wait_for_url(re.compile(r"\?query="))
    own.press("Control+End")
    page.keyboard.type(" # more")
    page.wait_for_url(re.compile("#query="))
    page.go_back()
    expect(own).not_to_contain_text("# more")
    page.wait_for_url(re.compile(r"\?query="))
