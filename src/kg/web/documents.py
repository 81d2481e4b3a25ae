"""What documents have in common: the format is chosen by suffix, by `?format=` or by negotiation
(RFC 9110 §12.5.1), and typed links (RFC 8288) tell a program what else there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, abort, request

from kg.formats import GRAPH_FORMATS, HTML, Choice, Format, choose
from kg.web.addresses import SAFE, iri_of, split_suffix
from kg.web.languages import page_address
from kg.web.site import current_site

OFFER = (HTML, *GRAPH_FORMATS)
MOST_PAGES = 1000
_IN_IRIS = SAFE + "#%?"


@dataclass(frozen=True)
class Asked:
    """A document that a request asks for.

    :param path: without suffix and leading slash
    :param choice: the format to answer in
    :param offer: the formats that it can be had in
    :param is_negotiated: whether the address leaves the format open
    :param page: of what goes over several pages
    """

    path: str
    choice: Choice
    offer: tuple[Format, ...]
    is_negotiated: bool
    page: int

    @property
    def format(self) -> Format:
        """The format to answer in."""
        return self.choice.format

    @property
    def iri(self) -> str:
        """Of what the document is about."""
        return iri_of(self.path)

    def address(self, extension: str = "") -> str:
        """The path and query of this page of the document, in one format or in any."""
        suffix = f".{extension}" if extension else ""
        page = f"?page={self.page}" if self.page > 1 else ""
        return f"/{quote(self.path, safe=SAFE)}{suffix}{page}"


def read_request(offer: tuple[Format, ...] = OFFER) -> Asked:
    """Which document the request asks for.

    :raises Withdrawn: if it is about something withdrawn, whatever the format
    :raises NotAcceptable: if it cannot be had in the format
    """
    path, suffix = split_suffix(request.path.strip("/"), offer)
    current_site().kept.check(iri_of(path))
    wanted = suffix or request.args.get("format")
    choice = choose(request.headers.get("Accept"), wanted, offer)
    return Asked(path, choice, offer, not suffix, page_number())


def page_number(most: int = MOST_PAGES) -> int:
    """Which page the request asks for, from 1 on; what is no such number is answered 404."""
    text = request.args.get("page") or "1"
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not is_number or not 1 <= int(text) <= most:
        abort(404, f"page={text[:20]}: pages are numbered from 1 to {most}")
    return int(text)


def finish(
    response: Response,
    asked: Asked,
    types: Iterable[str] = (),
    iri: str = "",
    licence: object = None,
) -> Response:
    """The response with the headers of a document.

    :param types: IRIs of the thing's classes
    :param iri: of the thing that the document is about
    :param licence: IRI of the licence; by default that of the release that is served
    """
    licence = licence or current_site().release.manifest.get("licence")
    own = asked.address()
    links = [(page_address(own) if asked.format is HTML else own, "canonical", "")]
    if asked.format not in GRAPH_FORMATS:
        turtle = next(format for format in asked.offer if format.name == "turtle")
        links.append((asked.address(turtle.extension), "describedby", turtle.media_types[0]))
    links += [
        (asked.address(format.extension), "alternate", format.media_types[0])
        for format in asked.offer
    ]
    links += [(quote(type_, safe=_IN_IRIS), "type", "") for type_ in types]
    links += [(quote(iri, safe=_IN_IRIS), "describes", "")] if iri else []
    links += [(quote(str(licence), safe=_IN_IRIS), "license", "")] if licence else []
    add_links(response, links)
    if response.status_code == 200:
        address = asked.address(asked.format.extension)
        is_page = asked.format is HTML
        response.headers["Content-Location"] = page_address(address) if is_page else address
    if asked.is_negotiated:
        response.vary.add("Accept")
    return response


def add_links(response: Response, links: Iterable[tuple[str, str, str]]) -> None:
    """Typed links: address, relation, and media type or ""."""
    written = [
        f'<{address}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
        for address, relation, media_type in links
    ]
    response.headers.add("Link", ", ".join(written))
