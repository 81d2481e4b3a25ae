"""Who asks: the peer, or whom a trusted proxy names; nobody can take another one's turn."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.web.clients import Clients, parse_proxies

PROXIES = frozenset(("127.0.0.1", "10.0.0.1"))


def scope(peer: str, *forwarded: str, scheme: str = "") -> dict[str, object]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    headers += [(b"x-forwarded-proto", scheme.encode())] if scheme else []
    return {"client": (peer, 1), "scheme": "http", "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "name"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["198.51.100.7, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["198.51.100.7", "203.0.113.9, 10.0.0.1"], "203.0.113.9"),
        ("127.0.0.1", ["10.0.0.1"], "10.0.0.1"),
        ("127.0.0.1", [", ,"], "127.0.0.1"),
        ("2001:db8:0:a9::1", [], "2001:db8::/56"),
        ("127.0.0.1", ["2001:db8:0:0:9::1"], "2001:db8::/56"),
        ("::ffff:192.0.2.1", [], "192.0.2.1"),
        ("::ffff:127.0.0.1", ["::ffff:198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["x" * 1000], "x" * 64),
    ],
)
def test_the_client_is_the_nearest_address_that_is_no_proxy(
    peer: str, forwarded: list[str], name: str
) -> None:
    assert Clients(PROXIES).name(scope(peer, *forwarded)) == name


def test_only_a_proxy_tells_the_scheme() -> None:
    clients = Clients(PROXIES)
    assert clients.scheme(scope("127.0.0.1", scheme="https")) == "https"
    assert clients.scheme(scope("127.0.0.1", scheme="javascript")) == "http"
    assert clients.scheme(scope("192.0.2.1", scheme="https")) == "http"


def test_proxies_are_addresses() -> None:
    assert parse_proxies("127.0.0.1, ::1,") == {"127.0.0.1", "::1"}
    with pytest.raises(KgError, match="KG_PROXIES=.*'proxy' is no IP address"):
        parse_proxies("::1,proxy")
