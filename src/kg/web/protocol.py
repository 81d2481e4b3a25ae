"""The SPARQL 1.1 Protocol as text: the query in a request, and the format of its answer.

Nothing here does input or output.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from kg.formats import GRAPH_FORMATS, HTML, SOLUTION_FORMATS, Choice, Format, choose
from kg.query.compression import COMPRESSORS
from kg.web.problems import Problem, problem

FORM_TYPE = "application/x-www-form-urlencoded"
QUERY_TYPE = "application/sparql-query"
MOST_PARAMETERS = 1000
NOT_UTF_8 = "the request is not in UTF-8"
GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_REMEMBERED = 1024
_SHORT_CHARACTERS = 512
FILENAME = "refusals"
_FILENAME = re.compile("[a-z0-9-]{1,100}")


@dataclass(frozen=True)
class QueryRequest:
    """What a request asks.

    :param format_name: short name from `?format=`, or None
    :param filename: what the file of its result is called, without its extension
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format_name: str | None = None
    filename: str = FILENAME


class Unreadable(Exception):
    """A request that does not follow the protocol; carries the problem to answer with."""

    def __init__(self, found: Problem, is_bare: bool = False) -> None:
        self.problem = found
        self.is_bare = is_bare
        """Whether it asks nothing at all: then it asks what this is."""


def read_query(method: str, query_string: bytes, media_type: str, body: bytes) -> QueryRequest:
    """The query in a request (SPARQL 1.1 Protocol §2.1.1 to §2.1.3), wherever it stands.

    :param media_type: of the body, without parameters
    :raises Unreadable: unless there is exactly one, in UTF-8
    """
    try:
        parameters = read_parameters(query_string)
        if method == "POST":
            if media_type == FORM_TYPE:
                for name, values in read_parameters(body).items():
                    parameters.setdefault(name, []).extend(values)
            elif media_type == QUERY_TYPE:
                parameters.setdefault("query", []).append(_decoded(body))
            else:
                detail = f"the body is of type {media_type or 'unknown'}"
                raise Unreadable(problem("unsupported-media-type", detail))
    except ValueError as error:
        raise Unreadable(problem("bad-request", str(error))) from None
    queries = parameters.get("query", [])
    if len(queries) != 1 or not queries[0].strip():
        count = "an empty one" if len(queries) == 1 else f"{len(queries)}"
        detail = f"the request must carry one query; it carries {count}"
        if "update" in parameters:
            detail = "updates are not accepted here; send a query"
        bare = method != "POST" and not queries and "update" not in parameters
        raise Unreadable(problem("query-missing", detail), bare)
    return QueryRequest(
        queries[0],
        _graphs(parameters, "default-graph-uri"),
        _graphs(parameters, "named-graph-uri"),
        format_name(parameters),
        _filename(parameters),
    )


def read_parameters(encoded: bytes) -> dict[str, list[str]]:
    """Parameters from a query string or a form, by name.

    :raises ValueError: if they are not UTF-8 or far too many
    """
    try:
        return parse_qs(
            _decoded(encoded),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise ValueError(NOT_UTF_8) from None


def format_name(parameters: dict[str, list[str]]) -> str | None:
    """The format that `?format=` asks for, or None."""
    return next(iter(parameters.get("format", ())), None) or None


def negotiate(accept: str | None, name: str | None, form: str) -> tuple[Choice, tuple[Format, ...]]:
    """The format to answer a query of a form in, and all those that it can be had in.

    :param accept: the Accept header
    :param name: from `?format=`
    :raises NotAcceptable: if none fits
    """
    is_short = len(accept or "") + len(name or "") <= _SHORT_CHARACTERS
    formats = GRAPH_FORMATS if form in GRAPH_FORMS else SOLUTION_FORMATS
    return (_negotiated if is_short else choose)(accept, name, (*formats, HTML)), formats


_negotiated = lru_cache(_REMEMBERED)(choose)


def content_coding(accept_encoding: str, offer: tuple[str, ...] = tuple(COMPRESSORS)) -> str:
    """The content coding to answer in (RFC 9110 §12.5.3), "" for none.

    :param offer: codings that can be had, the preferred one first

    >>> content_coding("gzip, deflate, br, zstd"), content_coding("gzip;q=0"), content_coding("")
    ('zstd', '', '')
    """
    if not accept_encoding:
        return ""
    is_short = len(accept_encoding) <= _SHORT_CHARACTERS
    return (_remembered_coding if is_short else _coding)(accept_encoding, offer)


def _coding(accept_encoding: str, offer: tuple[str, ...]) -> str:
    accepted = parse_accept_header(accept_encoding, Accept)
    return accepted.best_match([*offer, "identity"], "identity").replace("identity", "")


_remembered_coding = lru_cache(_REMEMBERED)(_coding)


def entity_tag(release: str, asked: QueryRequest, choice: Choice) -> str:
    """What names a result: the release, the query with its graphs, and the format."""
    graphs = (sorted(asked.default_graphs), sorted(asked.named_graphs))
    named = json.dumps([release, asked.text, graphs, choice.content_type])
    return hashlib.sha256(named.encode(errors="surrogatepass")).hexdigest()[:32]


def _decoded(encoded: bytes) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        raise ValueError(NOT_UTF_8) from None


def _filename(parameters: dict[str, list[str]]) -> str:
    named = next(iter(parameters.get("filename", ())), "")
    return named if _FILENAME.fullmatch(named) else FILENAME


def _graphs(parameters: dict[str, list[str]], name: str) -> tuple[str, ...]:
    # Common clients send an empty name where they mean none.
    return tuple(filter(None, parameters.get(name, ())))
