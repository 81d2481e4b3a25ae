"""The pages of a site as sitemaps.org lists them: a sitemap, or an index of sitemaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MOST_PAGES = 50_000
"""Addresses in one sitemap, at most."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(addresses: Sequence[str], site: str, number: int | None = None) -> str | None:
    """A sitemap, as XML.

    :param addresses: of every page, in full
    :param site: address of the site, for an index that lists `SITE/sitemap-N.xml`
    :param number: which part, from 1; None for the file that leads to all pages: an index where
        they do not fit into one sitemap
    :return: None if there is no such part
    """
    parts = -(-len(addresses) // MOST_PAGES)
    if number is not None:
        if not 1 <= number <= parts:
            return None
        return _listing("urlset", "url", addresses[(number - 1) * MOST_PAGES : number * MOST_PAGES])
    if parts <= 1:
        return _listing("urlset", "url", addresses)
    return _listing(
        "sitemapindex", "sitemap", (f"{site}/sitemap-{n}.xml" for n in range(1, parts + 1))
    )


def _listing(root: str, entry: str, addresses: Iterable[str]) -> str:
    lines = [f"<{entry}><loc>{escape(address)}</loc></{entry}>\n" for address in addresses]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="{NAMESPACE}">\n{"".join(lines)}</{root}>\n'
    )
