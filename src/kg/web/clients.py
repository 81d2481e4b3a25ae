"""Who asks, as far as fairness goes: an address, or the network that one customer has of it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kg.errors import KgError

_NETWORK_BITS = 64
"""Of an IPv6 address: what follows is the customer's own to vary (RFC 6177)."""


class Clients:
    """Tells clients apart. Their names are kept no longer than a request, and never written down.

    :param proxies: addresses whose X-Forwarded-For is believed
    """

    def __init__(self, proxies: frozenset[str]) -> None:
        self._proxies = proxies

    def name(self, scope: Mapping[str, Any]) -> str:
        """The client of a request: the nearest address that is none of our proxies."""
        address = _peer(scope)
        if address in self._proxies:
            for hop in reversed(_field(scope, b"x-forwarded-for").split(",")):
                if hop.strip():
                    address = hop.strip()
                if address not in self._proxies:
                    break
        return _network(address)

    def scheme(self, scope: Mapping[str, Any]) -> str:
        """The scheme that the client used: "http" or "https"."""
        told = _field(scope, b"x-forwarded-proto") if _peer(scope) in self._proxies else ""
        return told if told in ("http", "https") else scope["scheme"]


def parse_proxies(text: str) -> frozenset[str]:
    """Addresses from a list with commas.

    :raises KgError: if one is no address
    """
    found = [part.strip() for part in text.split(",") if part.strip()]
    for address in found:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise KgError(f"KG_PROXIES={text!r}: {address!r} is no IP address") from None
    return frozenset(found)


def _peer(scope: Mapping[str, Any]) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _field(scope: Mapping[str, Any], wanted: bytes) -> str:
    return b",".join(value for name, value in scope["headers"] if name == wanted).decode("latin-1")


@lru_cache(4096)
def _network(address: str) -> str:
    """
    >>> _network("2001:db8:1:2:3:4:5:6"), _network("192.0.2.7"), _network("nonsense")
    ('2001:db8:1:2::/64', '192.0.2.7', 'nonsense')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((int(parsed), _NETWORK_BITS), strict=False))
