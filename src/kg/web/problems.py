"""Problems (RFC 9457): what kinds there are, and which one an error of the engine is.

Each kind has an address of its own, `problem/<name>`, where it is explained.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.formats import NotAcceptable
from kg.query import (
    EngineDown,
    QueryBusy,
    QueryCrashed,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryTooLong,
    ReaderGone,
)
from kg.terms import BASE

DOWN_RETRY_SECONDS = 5
PROBLEM_MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem.

    :param advice: what the reader of it can do
    """

    status: int
    title: str
    advice: str


PROBLEM_TYPES = {
    "query-syntax": ProblemType(
        400,
        "The query is not valid SPARQL",
        "Line and column say what cannot stand where it does; the mistake is there or before.",
    ),
    "query-refused": ProblemType(
        400,
        "The query is not one that is run here",
        "Updates, SERVICE and very deep nesting are not run, nor can every result take every form.",
    ),
    "query-missing": ProblemType(
        400,
        "A request must carry exactly one query",
        "Send it as the parameter `query`, or as a body of type application/sparql-query.",
    ),
    "bad-request": ProblemType(
        400, "The request cannot be read", "Check its encoding: parameters are UTF-8."
    ),
    "search-refused": ProblemType(
        400,
        "The search is not one that is done here",
        "Give the words once, as `q`, and classes as `type`, by their names in the ontology.",
    ),
    "search-too-long": ProblemType(
        414, "The text to search for is too long", "Leave out words; a name or a few will do."
    ),
    "selection-refused": ProblemType(
        400,
        "The choice of figures is not one that can be made",
        "Begin again at /figures, where each choice that there is stands as a link.",
    ),
    "query-too-long": ProblemType(
        413, "The query is too long", "Shorten it; move long lists of values to several queries."
    ),
    "query-timeout": ProblemType(
        504,
        "The query took too long",
        "Ask for less: add LIMIT, name the properties, and connect every pattern to another one.",
    ),
    "query-memory-limit": ProblemType(
        503,
        "The query needed too much memory",
        "Ask for less: sorting, grouping and joining large results takes memory.",
    ),
    "query-crashed": ProblemType(
        500,
        "The query broke the engine",
        "Only this query is affected. Write it in another way, and please report it.",
    ),
    "query-busy": ProblemType(
        503, "Too many queries are waiting", "Try again after the time given in Retry-After."
    ),
    "engine-down": ProblemType(
        503,
        "The query engine does not answer",
        "It is restarted by itself; try again after the time given in Retry-After.",
    ),
    "server-busy": ProblemType(
        503, "Too many requests are under way", "Try again after the time given in Retry-After."
    ),
    "request-timeout": ProblemType(
        408, "The request did not arrive in time", "Send the whole request at once."
    ),
    "request-line-too-long": ProblemType(
        414, "The address is too long", "Send long queries by POST, in the body."
    ),
    "headers-too-large": ProblemType(
        431, "The header fields are too large", "Send fewer or shorter header fields."
    ),
    "length-unknown": ProblemType(
        505,
        "The result is too long for HTTP/1.0",
        "Ask by HTTP/1.1, which can tell a whole result from one that broke off.",
    ),
    "no-such-graph": ProblemType(
        404, "There is no such graph", "The service description at /sparql names every graph."
    ),
    "reconciliation-request": ProblemType(
        400,
        "The reconciliation request cannot be answered",
        "Each of its errors names the place and what is wanted there; nothing of it was answered.",
    ),
    "reconciliation-too-much": ProblemType(
        413,
        "The reconciliation request asks for too much at once",
        "Send smaller batches; /reconcile/help tells every limit.",
    ),
    "withdrawn": ProblemType(
        410,
        "It has been withdrawn",
        "What it was is not told; copies of it should be deleted.",
    ),
    "not-acceptable": ProblemType(
        406, "There is no such format", "Ask for one of the formats listed."
    ),
    "unsupported-media-type": ProblemType(
        415,
        "A query cannot be sent in this form",
        "Send application/sparql-query or application/x-www-form-urlencoded.",
    ),
}

_MEMBERS = ("line", "column", "hint", "limit", "size", "told", "fix")
_OF_ERROR = {
    QuerySyntaxError: "query-syntax",
    QueryRefused: "query-refused",
    QueryTooLong: "query-too-long",
    QueryTimeout: "query-timeout",
    ReaderGone: "query-timeout",
    QueryTooLarge: "query-memory-limit",
    QueryCrashed: "query-crashed",
    QueryBusy: "query-busy",
    EngineDown: "engine-down",
}


@dataclass(frozen=True)
class Problem:
    """One problem as it is told.

    :param name: its type's name, or "" where the status says it all
    :param members: further members of the problem document (RFC 9457 §3.2)
    :param headers: headers of the response
    """

    status: int
    title: str
    detail: str
    name: str = ""
    members: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def advice(self) -> str:
        """What the reader can do."""
        return PROBLEM_TYPES[self.name].advice if self.name else ""

    @property
    def type_iri(self) -> str:
        """The problem type; `about:blank` where the status says it all (RFC 9457 §4.2.1)."""
        return f"{BASE}problem/{self.name}" if self.name else "about:blank"

    @property
    def document(self) -> bytes:
        """The problem as JSON (RFC 9457 §3)."""
        document = {
            "type": self.type_iri,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }
        return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def problem(
    name: str,
    detail: str,
    members: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Problem:
    """A problem of one of the `PROBLEM_TYPES`."""
    type_ = PROBLEM_TYPES[name]
    return Problem(type_.status, type_.title, detail, name, members or {}, headers or {})


def problem_of(error: QueryError | NotAcceptable) -> Problem:
    """The problem that an error of the engine or of content negotiation is."""
    if isinstance(error, NotAcceptable):
        formats = [
            {"format": format.name, "media_type": format.media_types[0]} for format in error.offer
        ]
        return problem("not-acceptable", str(error), {"formats": formats})
    members = {
        name: value
        for name, value in vars(error).items()
        if name in _MEMBERS and value not in (None, "", [])
    }
    if isinstance(error, QuerySyntaxError) and error.end_column:
        members["endColumn"] = error.end_column
    headers = {}
    if isinstance(error, QueryBusy):
        headers["Retry-After"] = str(math.ceil(error.retry_after))
    elif isinstance(error, EngineDown):
        headers["Retry-After"] = str(DOWN_RETRY_SECONDS)
    return problem(_OF_ERROR[type(error)], str(error), members, headers)
