"""The reconciliation service in a real browser, as the page of another site uses it: by scripts, in
the two ways that there are, and in a frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from chromium import faults_of
from playwright.sync_api import Browser, Page

PREVIEWED = ("agent/mediazona", "claim/proekt-convictions-2023", "event/partial-mobilisation")
ASK = """
async ([endpoint, queries]) => {
  const body = new URLSearchParams({queries});
  const answer = await fetch(endpoint, {method: "POST", body});
  return [answer.status, await answer.json()];
}
"""
ASK_BY_SCRIPT = """
(endpoint) => new Promise((resolve) => {
  window.answered = resolve;
  const script = document.createElement("script");
  script.src = `${endpoint}/suggest/entity?prefix=медиаз&callback=answered`;
  document.body.append(script);
})
"""


@contextmanager
def site(page: str) -> Iterator[str]:
    """Another site, of one page; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def elsewhere(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of another site, with a preview in a frame of the size that the manifest tells."""
    page = chromium.new_page()
    found = page.request.get(f"{address}/reconcile").json()["preview"]
    source = found["url"].replace("{{id}}", "agent%2Fmediazona")
    size = f'width="{found["width"]}" height="{found["height"]}"'
    with site(f'<title>Other</title><iframe src="{source}" {size}></iframe>') as other:
        page.goto(other)
        yield page
        page.close()


def test_scripts_of_another_site_read_answers_and_errors(elsewhere: Page, address: str):
    endpoint, batch = f"{address}/reconcile", json.dumps({"q": {"query": "Медиазона"}})
    status, found = elsewhere.evaluate(ASK, [endpoint, batch])
    assert (status, found["q"]["result"][0]["id"]) == (200, "agent/mediazona")
    status, found = elsewhere.evaluate(ASK, [endpoint, "{"])
    assert status == 400 and "not JSON" in found["detail"]


def test_old_scripts_are_handed_the_answer(elsewhere: Page, address: str):
    found = elsewhere.evaluate(ASK_BY_SCRIPT, f"{address}/reconcile")
    assert found["result"][0]["id"] == "agent/mediazona"


def test_a_preview_is_shown_in_a_frame_of_another_site(elsewhere: Page):
    frame = elsewhere.frames[1]
    assert "Медиазона" in frame.inner_text("main")


def test_previews_fit_their_frame_and_are_accessible(chromium: Browser, address: str):
    page = chromium.new_page()
    size = page.request.get(f"{address}/reconcile").json()["preview"]
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    for id in PREVIEWED:
        page.goto(f"{address}/reconcile/preview/{id}")
        assert page.evaluate("document.documentElement.scrollHeight") <= size["height"], id
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], id
        assert faults_of(page) == []
    page.goto(f"{address}/reconcile/help")
    assert "Ids in a data extension" in page.inner_text("main")
    assert faults_of(page) == []
    page.close()
