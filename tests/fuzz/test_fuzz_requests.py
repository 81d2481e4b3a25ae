"""Random parameters, headers and bodies around queries that are well: each answer is declared."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import wire
from conformity import assert_conforms
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Server
from wire import CLOSED

from kg.formats import GRAPH_FORMATS, SOLUTION_FORMATS

ANSWERS = ("200", "206", "303", "304", "400", "404", "405", "406", "408", "411", "413", "414",
           "415", "416", "431", "503", "504", CLOSED)  # fmt: skip
PATHS = ("/sparql", "/graphs", "/figures.csv", "/healthz", "/readyz", "/metrics",
         "/id/agent/mediazona", "/problem/query-busy", "/openapi.json", "/ontology", "/search",
         "/search.json", "/search/suggest", "/opensearch.xml", "/reconcile",
         "/reconcile/suggest/entity", "/reconcile/properties")  # fmt: skip
QUERIES = ("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "DESCRIBE <urn:x>",
           "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3")  # fmt: skip
MEDIA_TYPES = sorted(
    {name for format in (*SOLUTION_FORMATS, *GRAPH_FORMATS) for name in format.media_types}
    | {
        "text/html",
        "*/*",
        "text/*",
        "application/*",
        "a/b",
        "*",
        "/",
        "q=1",
        "text/csv;charset=utf-8",
    }
)

_FIELDS = ("If-None-Match", "If-Match", "If-Modified-Since", "Range", "Origin", "Content-Type",
           "X-Forwarded-For", "Forwarded", "Referer", "Accept-Language", "Authorization", "Cookie",
           "Content-Encoding", "TE", "Prefer")  # fmt: skip
_BODY_TYPES = ("application/x-www-form-urlencoded", "application/sparql-query",
               "application/sparql-query; charset=latin-1", "multipart/form-data",
               "multipart/form-data; boundary=x", "application/json", "text/plain", "",
               ";")  # fmt: skip
_TAGS = ("*", '"', 'W/""', '"a" , W/"b",,', "a")

encoded = st.binary(max_size=12).map(lambda data: quote(data, safe=""))
broken_percent = st.sampled_from(
    ["%", "%z", "%0", "%ff", "%00", "%ed%a0%80", "%u0041", "+", "&", "="]
)
values = st.one_of(encoded, broken_percent, st.sampled_from([quote(query) for query in QUERIES]))
names = st.one_of(
    st.sampled_from(["query", "format", "default-graph-uri", "named-graph-uri", "update", "graph",
                     "default", "using-graph-uri", "q", "type", "page", "queries", "extend",
                     "prefix", "callback"]),
    encoded,
)  # fmt: skip
query_strings = st.lists(st.tuples(names, values).map("=".join), max_size=5).map("&".join)
field_text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=30)
qualities = st.sampled_from(
    ["", ";q=1", ";q=0", ";q=0.5", ";q=-1", ";q=nan", ";q=", ";q=1e9", ";q=x;q=0"]
)
accepts = st.lists(
    st.tuples(st.sampled_from(MEDIA_TYPES), qualities).map("".join), max_size=6
).map(", ".join)  # fmt: skip
codings = st.lists(
    st.tuples(st.sampled_from(["gzip", "zstd", "br", "identity", "*", "", "x"]), qualities)
    .map("".join), max_size=5
).map(", ".join)  # fmt: skip
headers = st.lists(
    st.one_of(
        st.tuples(st.just("Accept"), st.one_of(accepts, field_text)),
        st.tuples(st.just("Accept-Encoding"), st.one_of(codings, field_text)),
        st.tuples(st.sampled_from(_FIELDS), field_text),
        st.tuples(st.just("If-None-Match"), st.sampled_from(_TAGS)),
    ),
    max_size=5,
)  # fmt: skip


@pytest.mark.slow
@settings(settings.get_profile("repeatable"), max_examples=1000)
@given(st.sampled_from(PATHS), query_strings, headers, st.sampled_from(["GET", "HEAD", "OPTIONS"]))
def test_reading(
    fuzzed: Server, path: str, query_string: str, fields: list[tuple[str, str]], method: str
) -> None:
    message = wire.request(f"{path}?{query_string}", method, headers=fields)
    reply = wire.exchange(fuzzed.port, message, "127.0.0.12")
    allowed = ("204", *ANSWERS) if method == "OPTIONS" else ANSWERS
    if method == "HEAD":
        assert not reply.body, message
        assert reply.outcome in ("broken", *allowed), message
    else:
        assert_conforms(reply, *allowed, where=message)


@pytest.mark.slow
@settings(settings.get_profile("repeatable"), max_examples=800)
@given(
    st.sampled_from(["/sparql", "/sparql", "/graphs", "/id/agent/mediazona", "/reconcile"]),
    st.one_of(query_strings.map(str.encode), st.binary(max_size=60),
              st.sampled_from(QUERIES).map(str.encode)),
    st.one_of(
        st.sampled_from(_BODY_TYPES),
        field_text,
    ),
    headers,
    st.sampled_from(["POST", "POST", "POST", "PUT", "PATCH", "DELETE"]),
)  # fmt: skip
def test_writing(
    fuzzed: Server,
    path: str,
    body: bytes,
    content_type: str,
    fields: list[tuple[str, str]],
    method: str,
) -> None:
    fields = [("Content-Type", content_type), *fields]
    message = wire.request(path, method, body, fields)
    reply = wire.exchange(fuzzed.port, message, "127.0.0.12")
    assert_conforms(reply, *ANSWERS, where=message)
    if path != "/sparql" or method != "POST":
        assert reply.outcome in ("400", "405", "415", CLOSED), message
