"""Who asks, as far as fairness goes: an address, or the network that one customer has of it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from kg.errors import KgError

_NETWORK_BITS = 56
"""Of an IPv6 address: a site gets more than one /64, so the bits that follow are its own to vary
(RFC 6177 §2)."""

_LONGEST_NAME = 64


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
                    address = _plain(hop.strip())
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
    return _plain(scope["client"][0]) if scope.get("client") else ""


def _plain(address: str) -> str:
    """An IPv4 address as such, also where a socket for both kinds gives it as `::ffff:…`."""
    return address.removeprefix("::ffff:") if "." in address else address


def _field(scope: Mapping[str, Any], wanted: bytes) -> str:
    return b",".join(value for name, value in scope["headers"] if name == wanted).decode("latin-1")


def _network(address: str) -> str:
    """
    >>> _network("2001:db8:1:2:3:4:5:6"), _network("192.0.2.7"), _network("nonsense")
    ('2001:db8:1::/56', '192.0.2.7', 'nonsense')
    """
    if ":" not in address:
        return address[:_LONGEST_NAME]
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address[:_LONGEST_NAME]
    return str(ipaddress.IPv6Network((int(parsed), _NETWORK_BITS), strict=False))
