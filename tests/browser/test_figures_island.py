"""The figures in place: marks tell of themselves, periods and facets are chosen without loading the
page anew, evidence stands beside the plot, and what is exported is what is shown."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Iterator

import pytest
from chromium import faults_of
from playwright.sync_api import Browser, Locator, Page, Route, expect

MARK = ".wide-only a.mark[href$='/{}']"
PROEKT = MARK.format("proekt-convictions-2022")


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The page of figures. By the end nothing was asked of another host, the console is empty (so
    nothing broke the content security policy), and the page was loaded only where tests say so."""
    context = chromium.new_context(
        base_url=address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    found, said, asked = context.new_page(), [], []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: asked.append(request.url))
    open_figures(found)
    yield found
    context.close()
    assert said == []
    assert all(url.startswith((f"{address}/", "blob:")) for url in asked)


def open_figures(page: Page, path: str = "/figures") -> None:
    page.goto(path)
    expect(page.get_by_role("slider").first).to_be_visible()
    page.evaluate("window.isSamePage = true")


def is_same_page(page: Page) -> bool:
    """Whether the page has not been loaded anew since `open_figures`."""
    return page.evaluate("window.isSamePage === true")


def card(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def claims_in_table(page: Page) -> set[str]:
    links = page.locator("table.listed a.figure")
    return set(links.evaluate_all("links => links.map(link => link.getAttribute('href'))"))


def claims_in_plot(page: Page) -> set[str]:
    marks = page.locator(".wide-only a.mark")
    return set(marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('href'))"))


def covers(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    across = a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
    return across and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


def drag(page: Page, start: float, stop: float) -> None:
    """Drag over the first panel between two shares of its axis."""
    place = """panel => {
      const [left, top, right, bottom] = panel.dataset.box.split(" ").map(Number);
      const matrix = panel.ownerSVGElement.getScreenCTM();
      const at = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
      const [from, to] = [at(left, (top + bottom) / 2), at(right, (top + bottom) / 2)];
      return [from.x, to.x, from.y];
    }"""
    panel = page.locator(".wide-only .panel").first
    panel.scroll_into_view_if_needed()
    left, right, y = panel.evaluate(place)
    page.mouse.move(left + start * (right - left), y)
    page.mouse.down()
    page.mouse.move(left + stop * (right - left), y + 3, steps=3)


def test_a_mark_that_is_pointed_at_tells_of_itself_beside_it(page: Page):
    mark = page.locator(PROEKT)
    mark.scroll_into_view_if_needed()
    mark.hover()
    expect(card(page)).to_contain_text("887 cases")
    for words in ("convictions", "2022", "Proekt", "Newsmax", "1 independent origin", "Click"):
        assert words in card(page).inner_text()
    assert card(page).locator(".glyph svg").count() == 1
    assert not covers(card(page), mark.locator(".hit"))
    assert mark.get_attribute("aria-describedby") == card(page).get_attribute("id")
    row = page.locator("tr", has=page.locator("a.figure[href$='/proekt-convictions-2022']"))
    expect(row).to_have_class(re.compile("pointed-at"))
    card(page).hover()
    page.wait_for_timeout(250)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()


def test_a_party_to_the_war_is_marked_on_the_card(page: Page):
    open_figures(page, "/figures?kind=count&party=yes&time=dated")
    href = page.locator("table.listed a.figure").first.get_attribute("href")
    page.locator(f".wide-only a.mark[href='{href}']").first.hover()
    expect(card(page).locator(".party")).to_have_text("party to the war")


def test_arrow_keys_lead_through_a_panel_which_is_one_stop_of_tab(page: Page):
    panels = page.locator(".wide-only .panel")
    for index in range(panels.count()):
        assert panels.nth(index).locator("a.mark[tabindex='0']").count() == 1
    marks = panels.first.locator("a.mark")
    panels.first.locator("a.mark[tabindex='0']").focus()
    page.keyboard.press("Home")
    reached = []
    for _ in range(marks.count()):
        focused = page.locator(":focus")
        reached.append(focused.get_attribute("href"))
        expect(card(page)).to_be_visible()
        assert focused.get_attribute("tabindex") == "0"
        page.keyboard.press("ArrowRight")
    assert len(set(reached)) == marks.count()
    page.keyboard.press("ArrowRight")
    assert page.locator(":focus").get_attribute("href") == reached[-1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.locator(".wide-only .panel:first-of-type :focus").count() == 0
    expect(card(page)).to_be_hidden()


def test_a_period_is_chosen_by_dragging_over_a_panel(page: Page):
    drag(page, 0.55, 0.77)
    bands = page.locator(".wide-only .brush")
    assert bands.count() == page.locator(".wide-only .panel[data-time]").count()
    assert len({bands.nth(n).bounding_box()["width"] for n in range(bands.count())}) == 1
    drawn, tried = claims_in_plot(page), page.locator(".wide-only a.mark:not(.left-out)")
    left = set(tried.evaluate_all("marks => marks.map(mark => mark.getAttribute('href'))"))
    page.mouse.up()
    page.wait_for_url("**/figures?from=2022-*&to=2024-*")
    expect(page.locator(".chosen")).to_contain_text("Time: ")
    assert left == drawn & claims_in_table(page) >= claims_in_plot(page)
    expect(page.get_by_role("status").last).to_have_text(
        page.locator(".summary strong").text_content()
    )
    assert is_same_page(page)
    page.locator(".chosen a", has_text="Time:").click()
    page.wait_for_url("**/figures")
    expect(page.locator(".brush")).to_have_count(0)
    drag(page, 0.2, 0.5)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".brush")).to_have_count(0)
    assert page.url.endswith("/figures")


def test_a_period_is_chosen_by_keyboard(page: Page):
    first, _ = page.get_by_role("slider").all()
    first.focus()
    for _ in range(5):
        page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    chosen = first.get_attribute("aria-valuetext")
    page.wait_for_url("**/figures?from=20*")
    expect(page.locator(".chosen")).to_contain_text("From: ")
    focused = page.locator(":focus")
    assert focused.get_attribute("aria-label") == "First month"
    assert focused.get_attribute("aria-valuetext") == chosen
    page.keyboard.press("Home")
    page.wait_for_url("**/figures")
    expect(page.locator(".chosen")).to_have_count(0)


def test_facets_and_the_key_narrow_down_in_place_and_back_leads_back(page: Page):
    whole = claims_in_table(page)
    facet = page.get_by_role("group", name="Narrow down")
    facet.get_by_role("link", name="convictions", exact=True).click()
    page.wait_for_url("**/figures?measure=convictions")
    expect(page).to_have_title("convictions · Figures · Refusals")
    expect(page.locator(".choosing a[aria-current]")).to_be_focused()
    narrowed = claims_in_table(page)
    assert claims_in_plot(page) <= narrowed < whole
    page.locator(".wide-only .choice", has_text="Proekt").click()
    page.wait_for_url("**/figures?measure=convictions&producer=proekt")
    assert claims_in_table(page) < narrowed
    assert claims_in_plot(page) == claims_in_table(page)
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == "/figures?measure=convictions&producer=proekt"
    assert page.locator(".languages a[lang=uk]").get_attribute("href").endswith(canonical)
    page.go_back()
    page.wait_for_url("**/figures?measure=convictions")
    expect(page.locator(".summary strong")).to_have_text(f"{len(narrowed)} figures")
    page.go_back()
    expect(page.locator(".summary strong")).to_have_text(f"{len(whole)} figures")
    page.go_forward()
    expect(page.locator(".summary strong")).to_have_text(f"{len(narrowed)} figures")
    assert is_same_page(page)


def test_scale_and_order_change_in_place_and_all_is_reset(page: Page):
    page.get_by_label("Scale of the plot").select_option("log")
    page.wait_for_url("**/figures?scale=log")
    expect(page.locator(".wide-only svg")).to_contain_text("log scale")
    page.get_by_label("Order").focus()
    page.get_by_label("Order").select_option("newest")
    page.wait_for_url("**/figures?order=newest&scale=log")
    expect(page.get_by_label("Order")).to_be_focused()
    page.locator("a.reset").click()
    page.wait_for_url("**/figures")
    expect(page.get_by_label("Scale of the plot")).to_have_value("auto")
    assert is_same_page(page)


def test_what_is_asked_later_wins(page: Page):
    follow = """names => {
      const links = [...document.querySelectorAll(".choosing a")];
      for (const name of names) links.find(link => link.textContent === name).click();
    }"""
    held: list[Route] = []
    page.route("**/figures?producer=proekt", lambda route: held.append(route))
    page.evaluate(follow, ["Proekt", "Mediazona"])
    page.wait_for_url("**/figures?producer=mediazona")
    expect(page.locator(".chosen")).to_contain_text("Mediazona")
    for route in held:
        route.continue_()  # the answer to what was asked first comes last, if it comes
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/figures?producer=mediazona")
    assert is_same_page(page)


def test_what_fails_is_a_page_that_says_why(chromium: Browser, address: str):
    page = chromium.new_page(base_url=address)
    open_figures(page)
    link = page.locator(".choosing a").first
    link.evaluate("link => { link.href = '/figures?measure=nothing'; link.click(); }")
    page.wait_for_url("**/figures?measure=nothing")
    expect(page.locator("main")).to_contain_text("No figure has measure=nothing")
    page.close()


def test_without_a_server_the_page_stays_and_tries_again_when_asked(
    chromium: Browser, address: str
):
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_figures(page)
    told, again = page.get_by_role("alert"), page.get_by_role("button", name="Try again")
    context.set_offline(True)
    page.locator(".choosing a", has_text="Proekt").first.click()
    expect(told).to_contain_text("The server cannot be reached")
    assert page.url.endswith("/figures")
    context.set_offline(False)
    again.click()
    page.wait_for_url("**/figures?producer=proekt")
    expect(told).to_be_hidden()
    context.set_offline(True)
    page.locator(PROEKT).click()
    expect(told).to_contain_text("The server cannot be reached")
    context.set_offline(False)
    again.click()
    expect(page.get_by_role("dialog")).to_contain_text("preceding year's 887 cases")
    assert is_same_page(page)
    context.close()


def test_producers_and_rows_light_their_marks(page: Page):
    page.locator(".wide-only .choice", has_text="Proekt").hover()
    lit = page.locator(".wide-only a.mark.lit")
    expect(lit.first).to_be_attached()
    assert set(lit.evaluate_all("marks => marks.map(mark => mark.dataset.by)")) == {"proekt"}
    page.locator("table.listed a.figure[href$='/proekt-convictions-2022']").hover()
    expect(lit).to_have_count(1)
    assert lit.get_attribute("href").endswith("/proekt-convictions-2022")
    page.locator("h1").hover()
    expect(lit).to_have_count(0)


def test_evidence_opens_beside_the_plot_and_leads_to_the_claim(page: Page):
    page.locator(PROEKT).click()
    beside = page.get_by_role("dialog")
    expect(beside).to_contain_text("preceding year's 887 cases")
    expect(page).to_have_url(re.compile("/figures#claim=proekt-convictions-2022$"))
    for words in (
        "Proekt",
        "Newsmax",
        "20 March 2024",
        "How it came to be printed",
        "only repeats",
    ):
        expect(beside).to_contain_text(words)
    for seen in (page.locator(".plot.wide-only"), page.locator("header.site"), page.locator("h1")):
        assert not covers(beside, seen)
    expect(beside.get_by_role("heading").first).to_be_focused()
    assert beside.locator("q a[href*='#:~:text=']").count() >= 1
    assert beside.locator("q, dl.brief").first.evaluate("first => first.localName") == "q"
    page.locator(MARK.format("proekt-convictions-2021")).click()
    expect(beside).to_contain_text("527 cases")
    page.go_back()
    expect(beside).to_be_hidden()
    page.go_forward()
    expect(beside).to_contain_text("527 cases")
    assert faults_of(page) == []
    beside.get_by_role("link", name="The whole dossier of this claim").click()
    page.wait_for_url("**/claim/proekt-convictions-2021")


def test_evidence_of_a_row_stands_at_the_right_and_closing_it_leads_back(page: Page):
    row = page.locator("tr", has=page.locator("a.figure[href$='/proekt-convictions-2022']"))
    link = row.get_by_role("link", name="Evidence")
    link.scroll_into_view_if_needed()
    before = link.bounding_box()["y"]
    link.click()
    beside = page.get_by_role("dialog")
    expect(beside).to_contain_text("preceding year's 887 cases")
    assert abs(link.bounding_box()["y"] - before) < 4
    box, header = beside.bounding_box(), page.locator("header.site").bounding_box()
    assert abs(box["x"] + box["width"] - header["x"] - header["width"]) < 2
    assert not covers(beside, page.locator("table.listed").first)
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(link).to_be_focused()
    assert is_same_page(page)


def test_how_to_cite_opens(page: Page):
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.locator("details#cite")).to_have_attribute("open", "")
    expect(page.locator("#cited")).to_be_in_viewport()


def test_all_of_it_by_keyboard(page: Page):
    open_figures(page, "/figures?measure=requests-for-help")
    page.locator("a.past").focus()
    page.keyboard.press("Tab")  # the name of the first measure
    page.keyboard.press("Tab")
    assert page.locator(".wide-only .panel :focus").count() == 1
    page.keyboard.press("End")
    claim = page.locator(":focus").get_attribute("href")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(":focus")).to_have_attribute("href", claim)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("The whole dossier of this claim")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{claim}")


def test_what_is_exported_is_what_is_shown(page: Page):
    open_figures(page, "/figures?measure=convictions&from=2022-01")
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "refusals-convictions-2022-01.png"
    data = download.value.path().read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data[:4] == b"\x89PNG" and width == 2 * 992 and height > 600 and len(data) > 20_000
    svg = page.request.get(page.get_by_role("link", name="SVG", exact=True).get_attribute("href"))
    assert all(f'{claim}"' in svg.text() for claim in claims_in_plot(page))
    assert "data-when" not in svg.text()
    for name in ("CSV", "JSON", "SVG"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        called = f"refusals-convictions-2022-01.{name.lower()}"
        assert download.value.suggested_filename == called
    found = page.request.get(page.get_by_role("link", name="CSV", exact=True).get_attribute("href"))
    rows = list(csv.DictReader(io.StringIO(found.text())))
    assert {row["claim"].rpartition("/")[2] for row in rows} == {
        href.rpartition("/")[2] for href in claims_in_table(page)
    }
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").last).to_have_text("The link is copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_tap_shows_and_a_second_one_opens(chromium: Browser, address: str):
    phone = {"width": 390, "height": 844}
    context = chromium.new_context(base_url=address, viewport=phone, has_touch=True)
    page = context.new_page()
    open_figures(page, "/ru/figures?measure=convictions")
    mark = page.locator(".narrow-only a.mark").first
    mark.scroll_into_view_if_needed()
    mark.tap()
    expect(card(page)).to_contain_text("Нажмите ещё раз")
    assert not covers(card(page), mark.locator(".hit"))
    mark.tap()
    expect(page.get_by_role("dialog")).to_contain_text("Кто сообщает")
    expect(page.get_by_role("button", name="Закрыть")).to_be_visible()
    assert "[en]" not in page.locator("main").inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/ru/figures\?measure=convictions$"))
    expect(mark).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults_of(page) == []
    context.close()


def test_no_rule_of_accessibility_is_broken(page: Page):
    open_figures(page, "/figures?from=2022-06&to=2024-04#claim=proekt-convictions-2022")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator(".wide-only a.mark").last.focus()
    page.keyboard.press("Home")
    expect(card(page)).to_be_visible()
    assert faults_of(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults_of(page, only=["color-contrast"]) == []


def test_marks_of_other_pages_tell_of_themselves_and_lead_to_their_claims(page: Page):
    page.goto("/")
    mark = page.locator(".wide-only a.mark").first
    mark.scroll_into_view_if_needed()
    mark.hover()
    expect(card(page)).to_contain_text("Who says so")
    expect(card(page)).to_contain_text("independent origin")
    href = mark.get_attribute("href")
    mark.click()
    page.wait_for_url(f"**{href}")
