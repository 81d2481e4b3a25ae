"""What each release changed, as it is served: pages, JSON and feed say the same, what is hostile
stays text, and what is withdrawn is in none of them from one request to the next."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
import yaml
from editions import BASE, GRAPH, edited
from http_client import Client
from jsonschema import Draft202012Validator
from serving import publish, serving_without_faults, until
from withdrawals import names_of

from kg.differences.difference import Change, Value
from kg.errors import KgError
from kg.load import load_project
from kg.pipeline import keep_history
from kg.release import PUBLISHED, Release, open_release
from kg.settings import Settings
from kg.web.app import create_app
from kg.web.reporting import report_link
from kg.web.told import as_read

FIRST = "1" * 16
HOSTILE = "</summary>]]><script>alert(1)</script> & \\u000B\\u202E<b>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
PAGE = {"Accept": "text/html"}
PATH = Path(__file__).resolve().parents[2] / "src" / "kg" / "web" / "openapi.yaml"


@dataclass(frozen=True)
class Served:
    """A server of a release before which another one was published."""

    client: Client
    folder: Path
    release: Release


@pytest.fixture(scope="module")
def served(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    absent = f"<{BASE}id/claim/istories-declared-absent-2025>"

    def edit(line: str) -> str | None:
        if line.startswith(f"{absent} ") or line.startswith(f"<{BASE}id/place/germany> "):
            return None
        if f"id/agent/mediazona> {LABEL}" in line and "@en" in line:
            return line.replace('"@en', f'{HOSTILE}"@en')
        if line.startswith(f"<{BASE}id/claim/proekt-convictions-2023>"):
            return line.replace('"4373"', '"4375"')
        return line

    gone = f'<{BASE}id/place/gone> {LABEL} "Gone {HOSTILE}"@en'
    edited(release, folder, FIRST, edit, f"{gone} .\n", f"{gone} {GRAPH} .\n")
    shutil.copytree(release.path, folder / release.id)
    (folder / PUBLISHED).write_text(
        f"{FIRST} 2026-11-22T10:00:00Z\n{release.id} 2026-11-23T11:00:00Z\n"
    )
    publish(folder, release.id)
    keep_history(open_release(folder / "current"))
    log = folder / "stderr.txt"
    with serving_without_faults(folder, log, contact="a+b@example.org") as server:
        yield Served(Client(server.address), folder, release)


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def links(text: str, **wanted: str) -> list[str]:
    """Addresses that a page links to by `a` or `link`, with these attributes."""
    return [found["href"] for tag, found in _Tags(text).found
            if tag in ("a", "link") and wanted.items() <= found.items()]  # fmt: skip


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_the_page_tells_what_the_last_release_changed(served: Served):
    for path in ("/changes", f"/changes/{served.release.id}", "/changes/current"):
        page = served.client.get(path, headers=PAGE).text
        text = plain(page)
        assert "23 November 2026" in text
        assert re.search(r"figures 1 1 0 organisations 0 1 0 .*places 1 0 1 ", text)
        assert re.search(r"stated value as text before: 4375 now: 4373", text)
        # Each figure stands with its glyph, its producer and its origins.
        assert "at least 49,000 people" in text and "1 independent origin" in text
        assert page.count('class="glyph"') >= 2
        assert "/claim/istories-declared-absent-2025" in links(page)
        assert f"/release/{FIRST}/place/gone" in links(page)  # what is not there any more
        assert "Gone" not in text
    listed = served.client.get("/changes", headers=PAGE).text
    assert "The first release that was published here." in listed
    assert links(listed, rel="alternate", type="application/atom+xml") == ["/changes.atom"]
    assert served.client.get(f"/release/{FIRST}/place/gone", headers=PAGE).status_code == 200


def test_what_is_hostile_is_text(served: Served):
    for path in ("/changes", f"/changes/{served.release.id}", "/uk/changes"):
        page = served.client.get(path, headers=PAGE).text
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    told = served.client.get(f"/changes/{served.release.id}.json").text
    assert "<script>alert(1)" in told and json.loads(told)


def test_in_other_languages_words_and_links_are_of_them(served: Served):
    page = served.client.get("/uk/changes", headers=PAGE).text
    assert "[en]" not in page and "/uk/place/germany" in links(page)
    assert "було: 4375 стало: 4373" in plain(page)


def test_what_there_is_none_of_is_404(served: Served):
    for path, words in {
        "/changes?page=2": "do not fill 2 pages",
        "/changes/0000000000000000": "No release 0000000000000000 was published here",
        "/changes/zz.json": "was published here",
    }.items():
        answer = served.client.get(path)
        assert answer.status_code == 404 and words in answer.json()["detail"]


def test_json_keeps_to_its_schema_and_adds_up(served: Served):
    document = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    schemas = {"components": document["components"]}
    ref = {"$ref": "#/components/schemas/Publication", **schemas}
    listed = served.client.get("/changes.json").json()["releases"]
    assert [one["release"] for one in listed] == [served.release.id, FIRST]
    for one in listed:
        Draft202012Validator(ref).validate(one)
    told = served.client.get(urlsplit(listed[0]["address"]).path + ".json").json()
    group = {"$ref": "#/components/schemas/ChangedGroup", **schemas}
    for section in told["sections"]:
        Draft202012Validator(group).validate(section)
        assert section["counts"] == listed[0]["counts"][section["group"]]
        assert all(not one["labels"] and not one["changes"] for one in section["removed"])
    assert "sections" not in served.client.get(f"/changes/{FIRST}.json").json()


@pytest.mark.parametrize("language", ["", "/ru", "/uk"])
def test_the_feed_is_atom(served: Served, language: str):
    """RFC 4287 §4.1: what a feed and its entries must have; links are whole, and lead somewhere."""
    answer = served.client.get(f"{language}/changes.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert (feed.bozo, feed.version, feed.feed.author) == (False, "atom10", "Refusals")
    assert feed.feed.language == (language.strip("/") or "en")
    ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
    assert len(set(ids)) == 3 and all(one.startswith(f"{BASE}changes") for one in ids)
    for one in (feed.feed, *feed.entries):
        assert one.title and datetime.fromisoformat(one.updated).tzinfo
        kinds = [(link.rel, link.type) for link in one.links if link.rel != "license"]
        assert len(kinds) == len(set(kinds)) and ("alternate", "text/html") in kinds
        for link in one.links:
            if link.rel in ("self", "alternate"):
                assert link.href.startswith(f"{served.client.address}/")
                path = urlsplit(link.href).path
                assert served.client.get(path, headers=PAGE).status_code == 200
    assert [entry.updated for entry in feed.entries] == [
        "2026-11-23T11:00:00Z",
        "2026-11-22T10:00:00Z",
    ]
    summary = feed.entries[0].summary
    assert "/claim/istories-declared-absent-2025" in summary and "Gone" not in summary


@pytest.mark.parametrize(
    ("prefix", "languages", "read", "others"),
    [("", "en ru uk", "en", 2), ("/ru", "en ru uk", "ru", 2), ("/uk", "en ru", "en", 1),
     ("", "ru uk", "", 2), ("", "", "", 0)],
)  # fmt: skip
def test_a_change_is_told_in_the_language_of_its_reader(prefix, languages, read, others):
    texts = tuple(Value(f"text {one}", one) for one in languages.split())
    change = Change("", {}, before=(Value("plain"), *texts), after=texts)
    with create_app().test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix}):
        seen, count = as_read(change)
    assert [one.language for one in seen.after] == ([read] if read else [])
    assert [one.language for one in seen.before] == ["", *([read] if read else [])]
    assert count == others


def test_ids_of_the_feed_do_not_depend_on_who_asks(served: Served):
    def ids(**headers: str) -> list[str]:
        data = served.client.get("/changes.atom", headers=headers).data
        return [entry.id for entry in feedparser.parse(data).entries]

    assert ids() == ids(Host="example.org:99") == ids(Host='a"<b>')


# Reporting errors


def test_every_page_leads_to_the_contact(served: Served):
    for path in ("/", "/changes", "/claim/proekt-convictions-2023?x=secret", "/no-such-page"):
        page = served.client.get(path, headers=PAGE).text
        (link,) = [one for one in links(page) if one.startswith("mailto:")]
        found = parse_qs(urlsplit(link).query)
        assert urlsplit(link).path == "a+b@example.org"
        assert path.partition("?")[0] in found["subject"][0] and "secret" not in link
        assert f"Release: {served.release.id}" in found["body"][0]
    assert "report an error" in served.client.get("/about", headers=PAGE).text
    (link,) = [one for one in links(served.client.get("/uk/", headers=PAGE).text)
               if one.startswith("mailto:")]  # fmt: skip
    assert "Випуск" in parse_qs(urlsplit(link).query)["body"][0]


def test_without_a_contact_the_page_says_so(address: str):
    page = Client(address).get("/method", headers=PAGE).text
    assert "has set no contact" in page and "mailto:" not in page
    assert links(page).count("/changes") == 2


def test_what_a_path_holds_stays_in_the_mail():
    app = create_app("data@example.org")
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        link = report_link("/claim/x&cc=y@example.org\r\nBcc: z?#" + "я" * 999, "1" * 16, "en")
    assert link.isascii() and not re.search(r"\s", link)
    parts = urlsplit(link)
    assert set(parse_qs(parts.query)) == {"subject", "body"} and not parts.fragment
    assert len(link) < 8000
    with create_app("https://example.org/report").test_request_context("/"):
        assert report_link("/x", "1" * 16, "en") == "https://example.org/report"
    with create_app().test_request_context("/"):
        assert report_link("/x", "1" * 16, "en") is None


@pytest.mark.parametrize(
    "contact",
    ["somebody", "a@b", "a@b.example, c@d.example", "a@b.example?cc=x", "http://example.org/",
     "https://", "https://exa mple.org/", "javascript:alert(1)", "https://user@example.org",
     "mailto:a@b.example", "a@b.example\n", " a@b.example"],
)  # fmt: skip
def test_what_is_no_contact_is_refused_at_the_start(contact: str):
    with pytest.raises(KgError, match="KG_CONTACT=.*give an e-mail address"):
        Settings.from_environment({"KG_CONTACT": contact})


@pytest.mark.parametrize("contact", ["", "data@example.org", "https://example.org:8443/report?a=b"])
def test_what_is_a_contact_is_taken(contact: str):
    assert Settings.from_environment({"KG_CONTACT": contact}).contact == contact


# Withdrawn; the last, since it publishes


@pytest.mark.slow
def test_what_is_withdrawn_is_in_no_answer_even_before_the_kept_differences_are_rid_of_it(
    served: Served, withdrawn_release: tuple[Release, Path], root: Path
):
    """The release is pointed at and nothing else is done, as by a publication that breaks off."""
    after = withdrawn_release[0]
    paths = ["/changes", f"/changes/{served.release.id}", f"/changes/{served.release.id}.json",
             "/changes.json", "/changes.atom", "/ru/changes.atom"]  # fmt: skip
    before = "".join(served.client.get(path, headers=PAGE).text for path in paths)
    needles = {
        needle.casefold() for found in names_of(load_project(root)).values() for needle in found
    }
    assert "istories-declared-absent-2025" in before
    shutil.copytree(after.path, served.folder / after.id)
    with (served.folder / PUBLISHED).open("a") as file:
        file.write(f"{after.id} 2026-11-24T12:00:00Z\n")
    publish(served.folder, after.id)
    assert until(lambda: served.client.get("/readyz").json()["release"] == after.id, 60)
    for path in (*paths, f"/changes/{after.id}", f"/changes/{after.id}.json"):
        for _ in range(2):
            answer = served.client.get(path, headers=PAGE)
            assert answer.status_code == 200
            told = [needle for needle in needles if needle in answer.text.casefold()]
            assert not told, f"{told} in the answer to {path}"
    assert "not known here" in plain(served.client.get("/changes", headers=PAGE).text)
    keep_history(open_release(served.folder / "current"))
    text = plain(served.client.get("/changes", headers=PAGE).text)
    assert "Withdrawn:" in text and "to protect a person's privacy" in text.replace("&#39;", "'")
    assert not [needle for needle in needles if needle in text.casefold()]
