"""The pages of a site as sitemaps.org lists them: a sitemap, or an index of sitemaps. A page in
several languages stands in it once in each, with where the others are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MOST_ADDRESSES = 50_000
"""Addresses in one sitemap, at most."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(pages: Sequence[Mapping[str, str]], site: str, number: int | None = None) -> str | None:
    """A sitemap, as XML.

    :param pages: at least one; of every page its addresses, in full, by language (BCP 47), in the
        same languages for each; the first is for whoever reads none of them
    :param site: address of the site, for an index that lists `SITE/sitemap-N.xml`
    :param number: which part, from 1; None for the file that leads to all pages: an index where
        they do not fit into one sitemap
    :return: None if there is no such part
    """
    most = MOST_ADDRESSES // len(pages[0])  # all languages of a page stand in one part
    parts = -(-len(pages) // most)
    if number is not None:
        if not 1 <= number <= parts:
            return None
        return _written("urlset", map(_versions, pages[(number - 1) * most : number * most]))
    if parts <= 1:
        return _written("urlset", map(_versions, pages))
    numbered = (f"{escape(site)}/sitemap-{n}.xml" for n in range(1, parts + 1))
    return _written("sitemapindex", (f"<sitemap><loc>{one}</loc></sitemap>\n" for one in numbered))


def _versions(page: Mapping[str, str]) -> str:
    """A page in each of its languages."""
    languages = [*page.items(), ("x-default", next(iter(page.values())))]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
        for language, address in languages
    )
    return "".join(f"<url><loc>{escape(address)}</loc>{links}</url>\n" for address in page.values())


def _written(root: str, entries: Iterable[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n{"".join(entries)}</{root}>\n'
    )
