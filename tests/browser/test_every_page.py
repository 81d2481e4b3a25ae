"""Every type of page in a real browser: accessible in light and dark, without sideways scrolling on
a phone, on paper, without scripts; light, silent, and never asking anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from chromium import faults_of
from page_types import PageType, page_types
from playwright.sync_api import Browser, Page, Request

MOST_COMPRESSED_BYTES = 60_000
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TYPES = page_types()
LOOKS = [(one, language) for one in TYPES for language in ("en", *one.languages)]


@dataclass
class Visit:
    """A page that is looked at, and what was heard of it.

    :ivar said: in the console, violations of the content security policy among it
    :ivar asked: every request that it led to
    """

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)


@contextmanager
def visit(
    chromium: Browser, address: str, path: str, status: int = 200, **options
) -> Iterator[Visit]:
    """Look at a page. By the end it has asked nobody else, and the console is empty."""
    options = {"viewport": DESKTOP, **options}
    context = chromium.new_context(base_url=address, **options)
    seen = Visit(context.new_page())
    seen.page.on("console", lambda message: seen.said.append(message.text))
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("request", lambda request: seen.asked.append(request))
    answer = seen.page.goto(path)
    assert answer.status == status
    yield seen
    context.close()
    if status != 200:  # which the browser itself tells of
        seen.said = [text for text in seen.said if f"status of {status}" not in text]
    assert seen.said == []
    assert all(request.url.startswith(f"{address}/") for request in seen.asked)


def is_wider_than_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("type_", "language"), LOOKS, ids=[f"{one.name} {language}" for one, language in LOOKS]
)
def test_it_is_accessible_in_every_light_and_width(
    chromium: Browser, address: str, type_: PageType, language: str
):
    with visit(chromium, address, type_.in_language(language), type_.status) as seen:
        page = seen.page
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        assert faults_of(page) == []
        page.emulate_media(color_scheme="dark")
        assert faults_of(page, only=["color-contrast"]) == []
        page.set_viewport_size(PHONE)
        assert not is_wider_than_the_window(page)
        assert faults_of(page) == []
        page.emulate_media(media="print", color_scheme="light")
        assert page.locator("h1").is_visible()
        assert not page.locator("header.site nav").first.is_visible()
        if type_.status == 200:
            # Islands have a budget of their own (tests/web/test_islands.py).
            own = [request for request in seen.asked if "/islands/" not in request.url]
            weight = sum(request.sizes()["responseBodySize"] for request in own)
            assert weight <= MOST_COMPRESSED_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/figures", "/claim/proekt-convictions-2023", "/browse"])
def test_it_says_as_much_without_scripts(chromium: Browser, address: str, path: str):
    with visit(chromium, address, path) as seen:
        shown = seen.page.locator("main").inner_text()
    with visit(chromium, address, path, java_script_enabled=False) as seen:
        plain = seen.page.locator("main").inner_text()
    if path == "/figures":  # where scripts add what only they can do
        assert all(line in shown for line in plain.splitlines())
    else:
        assert plain == shown


def test_the_keyboard_gets_past_the_header_and_its_place_is_seen(chromium: Browser, address: str):
    with visit(chromium, address, "/claim/proekt-convictions-2023") as seen:
        page = seen.page
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == "#main"
        assert focused.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1
        outline = page.locator(":focus").evaluate("node => getComputedStyle(node).outlineStyle")
        assert outline != "none"


def test_paper_has_the_wide_plot_and_the_citation_but_no_links_within_the_page(
    chromium: Browser, address: str
):
    with visit(chromium, address, "/claim/proekt-convictions-2023", viewport=PHONE) as seen:
        page = seen.page
        assert not page.locator(".plot.wide-only").is_visible()
        assert not page.locator("#cite p").first.is_visible()
        page.emulate_media(media="print")
        assert page.locator(".plot.wide-only").is_visible()
        assert not page.locator(".plot.narrow-only").is_visible()
        assert page.locator("#cite p").first.is_visible()
        assert not page.locator("nav .contents").is_visible()


def test_forced_colours_mark_only_the_current_page(chromium: Browser, address: str):
    with visit(chromium, address, "/figures", forced_colors="active") as seen:
        border = "node => getComputedStyle(node).borderBottomColor"
        paper = seen.page.locator("html").evaluate("node => getComputedStyle(node).backgroundColor")
        places = seen.page.locator("header.site .places")
        assert places.locator("[aria-current]").evaluate(border) != paper
        assert places.locator("a:not([aria-current])").first.evaluate(border) == paper


def test_the_keyboard_gets_past_a_plot(chromium: Browser, address: str):
    with visit(chromium, address, "/") as seen:
        page = seen.page
        page.locator("a.past").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(".plot :focus").count() == 0
        assert page.locator("#past-the-plot ~ * :focus").count() == 1


@pytest.mark.parametrize("path", ["/", "/figures", "/category/people"])
def test_a_caveat_says_of_which_figure_it_is(chromium: Browser, address: str, path: str):
    with visit(chromium, address, path) as seen:
        tags = seen.page.locator("a.caveat")
        assert tags.count() > 1
        assert all(": " in text for text in tags.all_text_contents())
