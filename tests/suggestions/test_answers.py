"""Answers of services: what is used of them is checked, and every fault is one clear message."""

from __future__ import annotations

import json
import socket
from email.message import Message
from threading import Event, Thread
from urllib.request import Request

import pytest
from reconciliation_service import MANIFEST, ReconciliationService, answering, item

from kg.errors import KgError
from kg.suggestions.plain import plain
from kg.suggestions.service import Query, ask, open_service
from kg.suggestions.transport import ServiceError, _Redirects, ask_json, check_address


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ([], "the manifest is no JSON object"),
        ({**MANIFEST, "name": None}, "the manifest has no text as `name`"),
        ({**MANIFEST, "name": "\x1b[31m\x1b[0m"}, "the manifest has an empty `name`"),
        ({**MANIFEST, "identifierSpace": 1}, "no text as `identifierSpace`"),
        ({**MANIFEST, "versions": "0.2"}, "`versions` are no list of texts"),
        ({**MANIFEST, "versions": ["1.0", "2.0"]}, "other versions of the API: 1.0, 2.0"),
        ({**MANIFEST, "versions": []}, "other versions of the API: none"),
        ({**MANIFEST, "batchSize": 0}, "`batchSize` is no number above zero"),
        ({**MANIFEST, "batchSize": True}, "`batchSize` is no number above zero"),
        ({**MANIFEST, "view": "x"}, "`view` is no JSON object"),
        ({**MANIFEST, "authentication": {"type": "basic"}}, "it asks who you are"),
    ],
)
def test_a_manifest_that_is_none_is_refused(service: ReconciliationService, manifest, words):
    service.manifest = manifest
    with pytest.raises(ServiceError, match=words) as caught:
        open_service(service.address)
    assert str(caught.value).startswith(f"{service.address}: ")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([], "the answer is no JSON object"),
        ({"q1": {"result": []}}, "no result for 'q0' in the answer"),
        ({"status": "error", "message": "too tired"}, "no result for 'q0'.*says: too tired"),
        ({"q0": []}, "the result for 'q0' is no JSON object"),
        ({"q0": {}}, "`result` of the result for 'q0' is no list"),
        ({"q0": {"result": {}}}, "`result` of the result for 'q0' is no list"),
        ({"q0": {"result": ["Q1"]}}, "a candidate in the result for 'q0' is no JSON object"),
        ({"q0": {"result": [{"name": "x", "score": 1}]}}, "no text as `id`"),
        ({"q0": {"result": [item("", "x")]}}, "an empty `id`"),
        ({"q0": {"result": [item("Q1", None)]}}, "no text as `name`"),
        ({"q0": {"result": [item("Q1", "x", "100")]}}, "no number as `score`"),
        ({"q0": {"result": [item("Q1", "x", True)]}}, "no number as `score`"),
        ({"q0": {"result": [item("Q1", "x", 10**400)]}}, "no number as `score`"),
        ({"q0": {"result": [item("Q1", "x", match="yes")]}}, "neither true nor false"),
        ({"q0": {"result": [item("Q1", "x", type="Q2")]}}, "`type` of a candidate .* is no list"),
        ({"q0": {"result": [item("Q1", "x", type=[{}])]}}, "a type of a candidate .* no text"),
        ({"q0": {"result": [item("Q1", "x", description=[])]}}, "no text as `description`"),
        ({"q0": {"result": [item("Q1", "x", features=[{"id": "a"}])]}}, "feature .* no number"),
    ],
)
def test_a_result_that_is_none_is_refused(service: ReconciliationService, answer, words):
    opened = open_service(service.address)
    service.raw["POST"] = answering(json.dumps(answer))
    with pytest.raises(ServiceError, match=words) as caught:
        ask(opened, [Query("x", 5)])
    assert str(caught.value).startswith(f"{service.address}: ")


@pytest.mark.parametrize(
    ("respond", "words"),
    [
        (answering("<p>Hello", media_type="text/html"), "is no JSON but text/html .*is this the"),
        (answering(b'{"name": "\xff"}'), "is said to be JSON and is none"),
        (answering('{"a": NaN}'), "is said to be JSON and is none"),
        (answering("[" * 2900), "is said to be JSON and is none"),
        (answering(""), "is said to be JSON and is none"),
        (answering(" " * 3001), "larger than 3000 bytes"),
        (answering("{}", 404), "it answers 404 Not Found .is this the address"),
        (answering('{"title": "No", "detail": "\x1b[2Jbusy"}'.replace("\x1b", "\\u001b"), 429),
         "it answers 429 Too Many Requests: No: busy .it is asked too often"),
        (answering("<p>", 500, "text/html"), "it answers 500 Internal Server Error$"),
        (answering("", 302, Location="file:///etc/passwd"), "it answers 302 .*not allowed"),
        (answering("", 302, Location="/api"), "it answers 302 .*infinite loop"),
        (answering("", 302, Location="http://a:b@127.0.0.1/"), "names and passwords"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(service: ReconciliationService, respond, words):
    service.raw["GET"] = respond
    with pytest.raises(ServiceError, match=words) as caught:
        ask_json(service.address, max_bytes=3000)
    assert "\x1b" not in str(caught.value)


def test_optional_parts_may_be_missing_or_null_and_the_best_come_first(service):
    service.manifest = {key: MANIFEST[key] for key in ("name", "identifierSpace", "schemaSpace")}
    opened = open_service(service.address)
    assert (opened.view, opened.batch_size) == (None, 10)
    service.items["x"] = [
        {"id": "Q1", "name": "a", "score": 1, "description": None, "type": None, "match": None},
        item("Q2", "b", 2.5, type=["Q9", {"id": "Q8"}, {"id": "Q7", "name": "city"}], match=True,
             features=[{"id": "near", "value": False}, {"id": "alike", "value": 3}]),
        item("Q3", "c", -1),
    ]  # fmt: skip
    (found,) = ask(opened, [Query("x", 2)])
    assert [candidate.identifier for candidate in found] == ["Q2", "Q1"]
    assert found[0].types == ("Q9", "Q8", "city")
    assert found[0].features == (("near", False), ("alike", 3.0))
    assert (found[1].description, found[1].types, found[1].match) == ("", (), False)


def test_a_slow_service_and_one_that_only_trickles_are_left(service: ReconciliationService):
    left = Event()

    def trickle(handler) -> None:
        try:
            while not left.wait(0.05):
                handler.wfile.write(b"H")
                handler.wfile.flush()
        except OSError:
            pass

    # Neither ends by itself before it has been left.
    for respond in (lambda handler: left.wait(), trickle):
        left.clear()
        service.raw["GET"] = respond
        try:
            with pytest.raises(ServiceError, match=r"does not answer (within 0.3 sec|in time)"):
                ask_json(service.address, seconds=0.3)
        finally:
            left.set()


def test_what_speaks_no_http_or_no_tls_or_is_not_there_is_told(service: ReconciliationService):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 mail.example ESMTP\r\n")

        Thread(target=greet, daemon=True).start()
        with pytest.raises(ServiceError, match="its answer is no HTTP, or is cut off"):
            ask_json(f"http://127.0.0.1:{port}/")
    with pytest.raises(ServiceError, match="nothing answers at this address"):
        ask_json(f"http://127.0.0.1:{port}/")
    with pytest.raises(ServiceError, match="it does not speak TLS"):
        ask_json(service.address.replace("http:", "https:"))
    with pytest.raises(ServiceError, match="its name cannot be resolved"):
        ask_json("http://nowhere.invalid/")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("wikidata", "begins with http"),
        ("ftp://example.org/", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("http://", "begins with http"),
        ("http://example.org:99999/", "not an address: Port out of range"),
        ("http://[::1/", "not an address"),
        ("https://me:secret@example.org/", "names and passwords"),
        ("http://example.org/a b", "percent-encoded"),
        ("http://example.org/\r\nX-Injected: 1", "percent-encoded"),
        ("http://пример.рф/", "percent-encoded"),
        ("http://example.org/#a", "nothing after #"),
    ],
)
def test_only_addresses_of_hosts_are_asked(address, words):
    with pytest.raises(KgError, match=words) as caught:
        check_address(address)
    assert "secret" not in str(caught.value) and "\n" not in str(caught.value)


def test_redirects_never_leave_https():
    redirects = _Redirects("https://example.org/api")
    request = Request("https://example.org/api")
    with pytest.raises(ServiceError, match="it leads from https to http://example.org/api"):
        redirects.redirect_request(request, None, 302, "", Message(), "http://example.org/api")
    followed = redirects.redirect_request(request, None, 302, "", Message(), "/other")
    assert followed.full_url == "https://example.org/other"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[1;31mb\x1b[0mc", "abc"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x9b31mb\x90q\x9cc", "abc"),
        ("a\x1b(0b\x1bcc", "abc"),
        ("a\x00\x08b\x7f\u200e\u202ec\ufeff", "abc"),
        ("a\tb\r\nc\u2028d\x85e", "a b c d e"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Хочу жить 日本", "Хочу жить 日本"),
        ("a" * 400, "a" * 299 + "…"),
    ],
)
def test_texts_from_outside_are_plain(text, shown):
    assert plain(text) == shown
