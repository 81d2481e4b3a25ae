"""HTTP itself (RFC 9110) at the endpoint: equal headers, variants, codings, entity tags."""

from __future__ import annotations

import gzip
import zlib
from urllib.parse import urlencode

import pytest
from endpoint import Endpoint, Reply

CSV = {"Accept": "text/csv"}
LONG = "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y } ORDER BY STR(?a) STR(?b)"
ROWS = " ".join(f"({number})" for number in range(2000))
NUMBERS = f"SELECT ?n {{ VALUES (?n) {{ {ROWS} }} }} ORDER BY ?n"


def get(small: Endpoint, query: str, headers: dict[str, str], **parameters: str) -> Reply:
    target = f"/sparql?{urlencode({'query': query, **parameters})}"
    return small.send("GET", target, headers=headers)


def post(small: Endpoint, query: str, headers: dict[str, str]) -> Reply:
    headers = {"Content-Type": "application/sparql-query", **headers}
    return small.send("POST", "/sparql", query.encode(), headers)


@pytest.mark.parametrize("query", ["ASK {}", LONG, "ASK {", "ASK { SERVICE <http://a/> {} }"])
def test_head_has_the_headers_of_get(small: Endpoint, query: str) -> None:
    """§9.3.2"""
    target = f"/sparql?{urlencode({'query': query})}"
    head, found = (small.send(method, target, headers=CSV) for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (found.status, b"")
    assert fields(head) == fields(found)


def fields(answer: Reply) -> dict[str, str]:
    """The headers that two answers to one question have in common."""
    changing = {"date", "connection", "keep-alive"}
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return {name: value for name, value in headers.items() if name not in changing}


@pytest.mark.parametrize("query", ["ASK {}", "ASK {", "DESCRIBE <http://example.org/one>"])
def test_what_an_answer_varies_with(small: Endpoint, query: str) -> None:
    """§12.5.5: a cache must not give one client's format or coding to another"""
    answer = get(small, query, {})
    varies = {name.strip().lower() for name in answer.headers["Vary"].split(",")}
    assert "accept" in varies
    assert "accept-encoding" in varies or answer.status == 400


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("br", None),
        ("", None),
        ("zstd", "zstd"),
        ("gzip;q=0.5, zstd;q=0.9", "zstd"),
        ("gzip;q=0.9, zstd;q=0.5", "gzip"),
        ("*;q=0", None),
    ],
)
def test_content_codings(small: Endpoint, accepted: str, coding: str | None) -> None:
    """§12.5.3: by GET and by POST, and the same bytes within"""
    plain = post(small, NUMBERS, CSV).body
    assert len(plain) > 5_000
    answer = post(small, NUMBERS, CSV | {"Accept-Encoding": accepted})
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == coding
    assert decoded(answer) == plain
    assert coding is None or len(answer.body) < len(plain)


def decoded(answer: Reply) -> bytes:
    coding = answer.headers["Content-Encoding"]
    if coding == "gzip":
        assert zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(answer.body)
        return gzip.decompress(answer.body)
    if coding == "zstd":
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj().decompress(answer.body)
    return answer.body


def test_each_variant_has_a_tag_of_its_own(small: Endpoint) -> None:
    """§8.8.3: of the query, its graphs and the format"""
    query, one, two = "SELECT ?s { ?s ?p ?o }", "http://example.org/one", "http://example.org/two"
    answers = [
        get(small, query, CSV),
        get(small, f"{query} ", CSV),
        get(small, query, {"Accept": "text/tab-separated-values"}),
        get(small, query, CSV, **{"default-graph-uri": one}),
        get(small, query, CSV, **{"default-graph-uri": two}),
        get(small, query, CSV, **{"named-graph-uri": one}),
    ]
    assert {answer.status for answer in answers} == {200}
    tags = [answer.headers["ETag"] for answer in answers]
    assert all(tag.startswith('W/"') for tag in tags)
    assert len(set(tags)) == len(tags)
    assert get(small, query, CSV).headers["ETag"] == tags[0]


def test_a_tag_is_found_in_a_list(small: Endpoint) -> None:
    """§13.1.2: weak comparison with each of the tags"""
    query = "SELECT ?s { ?s ?p ?o }"
    tag = get(small, query, CSV).headers["ETag"]
    for tags in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"x",{tag},"y"'):
        answer = get(small, query, CSV | {"If-None-Match": tags})
        assert (answer.status, answer.body) == (304, b""), tags
        assert answer.headers["Vary"] == get(small, query, CSV).headers["Vary"]
    assert get(small, query, CSV | {"If-None-Match": '"other", W/"x"'}).status == 200
