"""Requests that are not as they should be, as bytes, and how each may be answered."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from wire import CLOSED, query_request, request

ASK = "/sparql?query=ASK%20%7B%7D"
FORM = "Content-Type: application/x-www-form-urlencoded"
REFUSED = f"400 {CLOSED}"
"""What cannot be read is refused, or not answered at all."""

Row = tuple[str, bytes, str]


def framing() -> Iterator[Row]:
    """Lengths and encodings that contradict each other, or themselves."""

    def post(*headers: str, body: bytes = b"query=ASK%20%7B%7D") -> bytes:
        lines = ["POST /sparql HTTP/1.1", "Host: localhost", FORM, "Connection: close", *headers]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    chunked = "Transfer-Encoding: chunked"
    both = b"12\r\nquery=ASK%20%7B%7D\r\n0\r\n\r\n"
    # RFC 9112 §6.3: to answer by the chunks and then close is allowed, to go on reading is not.
    yield "length-and-chunks", post("Content-Length: 5", chunked, body=both), f"200 {REFUSED}"
    yield "lengths-that-differ", post("Content-Length: 18", "Content-Length: 5"), REFUSED
    yield "length-negative", post("Content-Length: -18"), REFUSED
    yield "length-signed", post("Content-Length: +18"), REFUSED
    yield "length-hexadecimal", post("Content-Length: 0x12"), REFUSED
    yield "length-list", post("Content-Length: 18, 5"), REFUSED
    yield "length-superscript", post("Content-Length: 1\u00b2"), REFUSED
    yield "length-huge", post("Content-Length: 99999999999999999999999"), f"413 {REFUSED}"
    yield "chunk-size-no-number", post(chunked, body=b"zz\r\nquery\r\n0\r\n\r\n"), REFUSED
    yield "chunk-size-negative", post(chunked, body=b"-5\r\nquery\r\n0\r\n\r\n"), REFUSED
    yield "chunk-size-huge", post(chunked, body=b"f" * 40 + b"\r\nquery"), f"413 {REFUSED}"
    yield "chunk-size-endless", post(chunked, body=b"0" * 2**20 + b"5\r\nq"), f"413 431 {REFUSED}"
    yield "chunk-without-end", post(chunked, body=b"5\r\nqueryXX0\r\n\r\n"), REFUSED
    yield "chunk-extension", post(chunked, body=b"5;" + b"x" * 2**20), f"413 431 {REFUSED}"
    yield "coding-unknown", post("Transfer-Encoding: gzip"), f"411 501 {REFUSED}"
    yield "coding-chunked-twice", post("Transfer-Encoding: chunked, chunked"), f"501 {REFUSED}"
    yield "coding-obscured", post("Transfer-Encoding: \x0bchunked"), f"501 {REFUSED}"
    yield "content-encoding", post("Content-Encoding: gzip", "Content-Length: 18"), "200 400 415"


def sizes() -> Iterator[Row]:
    """Too much of everything."""
    long = "a" * 200_000
    yield "line-giant", request(f"/sparql?query={long}"), f"414 {REFUSED}"
    yield "header-giant", request(ASK, headers=[("X-Long", long)]), f"431 {REFUSED}"
    many = [(f"X-{number}", "a" * 20) for number in range(20_000)]
    yield "headers-many", request(ASK, headers=many), f"431 {REFUSED}"
    yield "header-name-giant", request(ASK, headers=[(long, "x")]), f"431 {REFUSED}"
    accept = [("Accept", "a/b," * 2_000)]
    yield "accept-long", request(ASK, headers=accept), f"406 431 {REFUSED}"
    tags = [("If-None-Match", '"a",' * 2_000)]
    yield "tags-long", request(ASK, headers=tags), f"200 431 {REFUSED}"
    codings = [("Accept-Encoding", "gzip;q=0.001," * 600)]
    yield "codings-long", request(ASK, headers=codings), f"200 406 431 {REFUSED}"
    yield "body-giant", query_request("ASK {}" + " " * (8 << 20)), f"413 {CLOSED}"
    lines = ["POST /sparql HTTP/1.1", "Host: localhost", FORM, "Transfer-Encoding: chunked", "", ""]
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    head = "\r\n".join(lines).encode()
    yield "body-giant-in-chunks", head + b"6\r\nquery=\r\n" + chunk * 128, f"413 {CLOSED}"
    yield "parameters-many", request("/sparql?" + "&".join(["a=b"] * 2_000)), f"400 414 {CLOSED}"


def lines() -> Iterator[Row]:
    """Methods, versions and forms of the target."""
    yield "http-0.9", b"GET /healthz\r\n\r\n", f"505 {REFUSED}"
    yield "http-1.0", b"GET /healthz HTTP/1.0\r\n\r\n", f"200 {REFUSED}"
    yield "http-2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", f"505 {REFUSED}"
    yield "http-9", request("/healthz", version="HTTP/9.9"), f"505 {REFUSED}"
    yield "tls", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n", REFUSED
    yield "no-http", b"\0\xff\xfe\r\n\r\n", REFUSED
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "get", "G\u00cbT"):
        yield f"method-{method}", request(ASK, method), f"404 405 501 {REFUSED}"
    yield "method-giant", request(ASK, "A" * 100_000), f"405 414 431 501 {REFUSED}"
    yield "absolute-form", request("http://evil.example/healthz"), f"200 404 {REFUSED}"
    yield "authority-form", request("evil.example:443", "CONNECT"), f"404 405 {REFUSED}"
    yield "asterisk", request("*", "OPTIONS"), f"200 204 404 405 {REFUSED}"
    yield "asterisk-get", request("*"), f"404 {REFUSED}"
    yield "no-slash", request("healthz"), f"404 200 {REFUSED}"
    yield "no-host", b"GET /healthz HTTP/1.1\r\n\r\n", f"200 {REFUSED}"
    yield "hosts", b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", f"200 {REFUSED}"
    for number, host in enumerate(
        (
            "evil.example",
            '"><script>alert(1)</script>',
            "a b",
            "[::1",
            "a:99999999",
            "\x01",
            "a@b/c?d#e",
        )
    ):
        for path in ("/", "/sparql", "/id/claim/nowhere"):
            message = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
            yield f"host-{number}-{path}", message, f"200 404 {REFUSED}"
    yield "header-without-colon", b"GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n", REFUSED
    yield "header-folded", b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", f"200 {REFUSED}"
    yield "header-nul", b"GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", REFUSED
    yield "header-name-space", b"GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n", f"200 {REFUSED}"
    yield "expect", request(ASK, headers=[("Expect", "the unexpected")]), f"200 417 {REFUSED}"
    yield "upgrade", request(
        ASK, headers=[("Connection", "Upgrade"), ("Upgrade", "websocket"),
                      ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                      ("Sec-WebSocket-Version", "13")]
    ), f"200 403 404 405 426 {REFUSED}"  # fmt: skip
    yield "range", request(ASK, headers=[("Range", "bytes=0-1,3-4,-1,9999999999-")]), "200 206 416"


def paths() -> Iterator[Row]:
    """Targets that lead out of the site, or into its answers."""
    for number, path in enumerate((
        "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../../app.py",
        "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd",
        "/static/%2fetc%2fpasswd", "/..%5c..%5cetc", "/figures.csv/../manifest.json",
        "/manifest.json",
        "/dataset.nq", "/figures.csv%00.html", "/%00", "/id/%00", "/problem/%00", "/id/a%0ab",
        "/problem/..%2f..%2ferrors.py", "/%ff%fe", "/id/%ed%a0%80", "/id/%zz", "/%", "/%u0041",
        "/id/" + quote("{{7*7}}"), "/id/" + quote("> } INSERT { <a>"), "/id/" + quote('"><script>'),
        "//evil.example/", "//evil.example/%2e%2e", "/\\evil.example", "/%2f%2fevil.example",
        "/id//evil.example/", "/id/https://evil.example/", "/%0d%0aSet-Cookie:%20a=b",
        "/id/%0d%0aLocation:%20//evil.example", "/problem/a%0d%0aSet-Cookie:a=b", "/;a=b",
        "/?" + "%" * 99,
        "/" + "a/" * 2_000, "/" + "%2e%2e/" * 900, "/graphs?graph=%0d%0aSet-Cookie:%20a=b",
    )):  # fmt: skip
        yield f"path-{number}", request(path), f"200 301 302 303 307 308 404 414 {REFUSED}"
    for number, query in enumerate((
        "query=%", "query=%zz", "query=%ff", "query=%00", "query=ASK%20%7B%7D&query=ASK%20%7B%7D",
        "query=", "query", "&&&&", "=&=&=", "query[]=ASK", "query=ASK{}&format=%00",
        "query=ASK{}&format=",
        "query=ASK{}&format=csv%0d%0aSet-Cookie:%20a=b", "query=ASK{}&format=../../etc/passwd",
        "query=ASK{}&default-graph-uri=", "query=ASK{}&default-graph-uri=%0d%0aa",
        "query=%ed%a0%80", "update=DROP%20ALL", "query=ASK{}&update=DROP%20ALL",
        "query=ASK{}&default-graph-uri=" + "a" * 5_000, "format=html&format=csv&format=xml",
    )):  # fmt: skip
        yield f"query-string-{number}", request(f"/sparql?{query}"), f"200 406 {REFUSED}"
    yield "target-nul", b"GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", f"404 {REFUSED}"
    yield "target-cr", b"GET /a\rSet-Cookie: a=b HTTP/1.1\r\nHost: a\r\n\r\n", f"404 {REFUSED}"
    yield "target-bytes", b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n", f"404 {REFUSED}"
    yield "target-space", b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", f"404 {REFUSED}"


def all_requests() -> dict[str, tuple[bytes, frozenset[str]]]:
    """By name, a message and the outcomes that it may have."""
    rows = (*framing(), *sizes(), *lines(), *paths())
    return {name: (message, frozenset(accepted.split())) for name, message, accepted in rows}
