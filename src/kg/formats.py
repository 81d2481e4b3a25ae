"""The formats that results and data are served in, and the choice between them.

Content negotiation follows RFC 9110 §12.5.1: of the media ranges in an Accept header, the most
specific one that matches a format gives its quality; the highest quality wins, and between equals
the order in which the formats are offered. A short name in `?format=` overrides the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kg.errors import KgError

SOLUTIONS, GRAPH, PAGE, CITATION = "solutions", "graph", "page", "citation"
MOST_WANTED_CHARACTERS = 200


@dataclass(frozen=True)
class Format:
    """A format.

    :param name: the engine's name for it, also accepted in `?format=`
    :param label: what people call it
    :param family: SOLUTIONS (results of SELECT and ASK), GRAPH (of CONSTRUCT and DESCRIBE; data of
        a thing), PAGE or CITATION
    :param media_types: its registered media type, then others that clients ask for
    :param extension: of a file, without the dot
    :param short_names: further names for `?format=`
    """

    name: str
    label: str
    family: str
    media_types: tuple[str, ...]
    extension: str
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A format, and the one of its media types that the client asked for."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        textual = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if textual else self.media_type


class NotAcceptable(KgError):
    """No format on offer is one that the client accepts. Carries what is on `offer`."""

    def __init__(self, wanted: str, offer: Sequence[Format]) -> None:
        self.offer = tuple(offer)
        names = ", ".join(f"{format.media_types[0]} (format={format.name})" for format in offer)
        if len(wanted) > MOST_WANTED_CHARACTERS:
            wanted = wanted[:MOST_WANTED_CHARACTERS] + " …"
        super().__init__(f"{wanted} is not among the formats of this resource: {names}")


HTML = Format("html", "page", PAGE, ("text/html", "application/xhtml+xml"), "html")

SOLUTION_FORMATS = (
    Format("json", "JSON", SOLUTIONS,
           ("application/sparql-results+json", "application/json"), "json", ("srj",)),
    Format("xml", "XML", SOLUTIONS,
           ("application/sparql-results+xml", "application/xml", "text/xml"), "xml", ("srx",)),
    Format("csv", "CSV", SOLUTIONS, ("text/csv",), "csv"),
    Format("tsv", "TSV", SOLUTIONS, ("text/tab-separated-values",), "tsv"),
)  # fmt: skip

GRAPH_FORMATS = (
    Format("turtle", "Turtle", GRAPH,
           ("text/turtle", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
           "ttl", ("ttl", "n3")),  # every Turtle document is an N3 document
    Format("ntriples", "N-Triples", GRAPH,
           ("application/n-triples", "text/plain"), "nt", ("nt", "n-triples")),
    Format("jsonld", "JSON-LD", GRAPH,
           ("application/ld+json", "application/json"), "jsonld", ("json", "json-ld")),
    Format("rdfxml", "RDF/XML", GRAPH,
           ("application/rdf+xml", "application/xml", "text/xml"),
           "rdf", ("xml", "rdf", "rdf+xml")),
    Format("nquads", "N-Quads", GRAPH, ("application/n-quads",), "nq", ("nq", "n-quads")),
    Format("trig", "TriG", GRAPH, ("application/trig",), "trig"),
)  # fmt: skip


def choose(accept: str | None, name: str | None, offer: Sequence[Format]) -> Choice:
    """The format to answer in.

    :param accept: the Accept header; None or empty means that anything will do
    :param name: a short name or media type from `?format=`, which overrides the header; None if
        there is none
    :param offer: the formats that can be had, the preferred one first
    :raises NotAcceptable: if none of them fits

    >>> choose("text/*;q=0.5, text/csv", None, SOLUTION_FORMATS).format.name
    'csv'
    >>> choose("text/csv", "xml", SOLUTION_FORMATS).media_type
    'application/sparql-results+xml'
    """
    if name is not None:
        wanted = name.lower().replace(" ", "+")  # a plus that a client did not encode
        for format in offer:
            if wanted in (format.name, *format.short_names, *format.media_types):
                return Choice(format, format.media_types[0])
        raise NotAcceptable(f"format={name}", offer)
    if not accept or not accept.strip():
        return Choice(offer[0], offer[0].media_types[0])
    # Every format's own media type comes before any alias, so that */* and application/* find it.
    choices = {format.media_types[0]: format for format in offer}
    for format in offer:
        for alias in format.media_types[1:]:
            choices.setdefault(alias, format)
    media_type = _useful(accept, choices).best_match(choices)
    if media_type is None:
        raise NotAcceptable(accept, offer)
    return Choice(choices[media_type], media_type)


def prefers_page(accept: str | None) -> bool:
    """Whether a message (not data) is better sent as a page: to a browser rather than a program.

    >>> prefers_page("text/html,application/xml;q=0.9,*/*;q=0.8"), prefers_page("*/*")
    (True, False)
    """
    messages = ("application/problem+json", "application/json", *HTML.media_types)
    return _useful(accept or "", messages).best_match(messages) in HTML.media_types


def _useful(accept: str, offered: Iterable[str]) -> MIMEAccept:
    """The parsed header, as far as it can match what is offered, each media range once.

    Parameters go, because no format on offer has variants by parameter, and clients send
    `text/csv;charset=utf-8` and JSON-LD profiles where any CSV or JSON-LD will do. What matches
    nothing goes, because a header may name thousands, and each is compared with each that stays.
    """
    ranges = {"*/*"}
    for media_type in offered:
        ranges |= {media_type, f"{media_type.partition('/')[0]}/*"}
    parsed = parse_accept_header(accept, MIMEAccept)
    named = ((value.partition(";")[0].strip(), quality) for value, quality in parsed)
    return MIMEAccept(dict.fromkeys(one for one in named if one[0].lower() in ranges))
