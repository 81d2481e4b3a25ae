"""The search box in a real browser: by keyboard and by mouse, without scripts, accessible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import faults_of
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The home page. By the end nothing was asked of another host, and the console is empty."""
    context = chromium.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    found, said, asked = context.new_page(), [], []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: asked.append(request.url))
    found.goto("/")
    yield found
    context.close()
    assert said == []
    assert all(url.startswith(f"{address}/") for url in asked)


def type_in(page: Page, text: str) -> None:
    """Put a text into the box at once, so that no suggestions come for the beginning of it, and
    wait for those that do."""
    page.get_by_role("combobox").focus()
    page.keyboard.insert_text(text)
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("text", ["mediaz", "Медиаз", "медіаз"])
def test_a_name_is_completed_and_leads_to_the_thing(page: Page, text: str):
    box = page.get_by_role("combobox", name="Search names, figures and statements")
    type_in(page, text)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("suggestions")
    box.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert "outlet" in first.text_content()
    box.press("Enter")
    page.wait_for_url("**/agent/mediazona")


def test_keys_do_what_they_do_in_every_combobox(page: Page):
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    type_in(page, "med")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Home")
    assert box.get_attribute("aria-activedescendant") is None
    assert box.evaluate("box => box.selectionStart") == 0
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("med")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    box.press("Escape")
    expect(box).to_have_value("")
    type_in(page, "med")
    box.press("Tab")
    expect(options).to_have_count(0)
    expect(page.get_by_role("button", name="Search")).to_be_focused()


def test_enter_searches_for_what_is_typed(page: Page):
    type_in(page, "desert")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/search?q=desert")
    expect(page.get_by_role("combobox")).to_have_value("desert")


def test_that_there_are_no_suggestions_is_said(page: Page):
    page.get_by_role("combobox").fill("zzqqxx")
    expect(page.get_by_role("status")).to_have_text("No suggestions; Enter searches everything")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_a_suggestion_can_be_clicked(page: Page):
    type_in(page, "proek")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/agent/proekt")


def test_the_answer_to_what_was_typed_before_is_not_shown(page: Page):
    held: list[Route] = []
    ended: list[str] = []  # answered, or no longer waited for
    page.on("requestfinished", lambda request: ended.append(request.url))
    page.on("requestfailed", lambda request: ended.append(request.url))
    page.route("**/search/suggest?q=mediaz", lambda route: held.append(route))
    box = page.get_by_role("combobox")
    with page.expect_request("**/search/suggest?q=mediaz"):
        box.fill("mediaz")
    box.fill("kontur")
    expect(page.get_by_role("option").first).to_contain_text("Kontur")
    held[0].continue_()
    while "q=mediaz" not in "".join(ended):
        page.wait_for_timeout(20)
    page.evaluate("new Promise((done) => setTimeout(done))")  # what waits for the answer has it
    expect(page.get_by_role("option").first).to_contain_text("Kontur")


def test_the_box_works_without_suggestions_and_without_scripts(
    chromium: Browser, page: Page, address: str
):
    page.route("**/search/suggest?*", lambda route: route.fulfill(status=204, body=""))
    with page.expect_response("**/search/suggest?*"):
        page.get_by_role("combobox").press_sequentially("kontur")
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/search?q=kontur")
    plain = chromium.new_context(java_script_enabled=False, base_url=address).new_page()
    plain.goto("/")
    plain.get_by_role("search").get_by_role("textbox").fill("kontur")
    plain.get_by_role("search").get_by_role("button").click()
    expect(plain.get_by_role("heading", level=2)).to_contain_text("for “kontur”")
    plain.context.close()


def test_no_rule_of_accessibility_is_broken(page: Page):
    type_in(page, "med")
    page.get_by_role("combobox").press("ArrowDown")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults_of(page) == [], scheme
    for text, scheme in [
        ("", "light"),
        ("mediasova", "light"),
        ("4373", "dark"),
        ("zzqqxx", "dark"),
    ]:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/search?q={text}")
        assert faults_of(page) == [], text


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/search?q=desertion")
    type_in(page, " med")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


def test_a_page_in_another_language_completes_in_it(chromium: Browser, address: str):
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/ru/checks")
    type_in(page, "Медиаз")
    expect(page.get_by_role("status")).to_contain_text("Подсказок: ")
    first = page.get_by_role("option").first
    assert "Медиазона" in first.text_content()
    first.click()
    page.wait_for_url("**/ru/agent/mediazona")
    context.close()
