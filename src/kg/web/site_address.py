"""The address of this site, as a client asks it."""

from __future__ import annotations

import re
from ipaddress import IPv6Address

from flask import request

from kg.terms import BASE

FALLBACK = BASE.rstrip("/")
MOST_CHARACTERS = 255
_HOST = re.compile(r"(?:[a-z0-9][a-z0-9._-]*|\[([0-9a-f:.]+)\])(?::([0-9]{1,5}))?", re.IGNORECASE)


def site_address(scheme: str, host: str | None) -> str:
    """The scheme and the authority that were asked, without a slash at the end.

    A Host header is whatever a client writes, and what is written here stands in documents: one
    that makes no address (RFC 3986 §3.2) is answered with the address that our IRIs have.

    >>> site_address("https", "[::1]:8000"), site_address("http", "a<b>")
    ('https://[::1]:8000', 'https://w3id.org/refusals')
    """
    found = _HOST.fullmatch(host or "") if len(host or "") <= MOST_CHARACTERS else None
    if not found or int(found[2] or 0) > 65_535 or scheme not in ("http", "https"):
        return FALLBACK
    if found[1] and not _is_address(found[1]):
        return FALLBACK
    return f"{scheme}://{host.lower()}"


def _is_address(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def asked_address() -> str:
    """The address that the request which Flask answers has asked."""
    return site_address(request.scheme, request.headers.get("Host"))
