"""A query as text: what can be told without parsing it in full, by cutting it into tokens.

These checks give a clear answer early. They are not what keeps the server safe: that is the process
in which the query then runs (see `kg.query.worker`). So it is harmless that SPARQL's grammar cannot
be cut into tokens without context (`?a<?b&&?c>?d` holds what looks like an IRI).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.query.errors import QueryRefused, QueryTooLong, refused
from kg.query.limits import QueryLimits
from kg.query.mistakes import statement

QUERY_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATE_FORMS = (
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
)  # fmt: skip

# Functions that may give another value each time (§17.4).
_CHANGING = re.compile(r"(?<![?$:\w])(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_WORTH_A_LOOK = re.compile("SERVICE|(?:FROM|NAMED):", re.IGNORECASE)
_FORM = re.compile(
    r"(?:\s++|\#[^\r\n]*+|BASE\s*+<[^<>]*+>|PREFIX\s++[\w.-]*+:\s*+<[^<>]*+>)*+"
    rf"({'|'.join(QUERY_FORMS)})\b",
    re.IGNORECASE,
)
_SHORT_CHARACTERS = 4096
_TERM_KINDS = ("iri", "string", "name", "variable", "language")
_TERM_WORDS = ("a", "true", "false")

# SPARQL 1.1 Query §19.8. The time stays linear in the length of the text: an unterminated string is
# taken to its end (the engine reports it), and a prefix has a bounded length.
TOKEN = re.compile(
    r"""
      (?P<comment>  \#[^\r\n]* )
    | (?P<iri>      <[^\x00-\x20<>"{}|^`]*> )
    | (?P<string>   \"{3}(?:[^"\\]|\\.|"(?!""))*+(?:\"{3})?
                  | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3})?
                  | "(?:[^"\\\r\n]|\\.)*+"?
                  | '(?:[^'\\\r\n]|\\.)*+'? )
    | (?P<name>     (?:[^\W\d][\w.-]{0,99}+)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[^\w\s])* )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<word>     [^\W\d]\w* )
    | (?P<open>     [({\[] )
    | (?P<close>    [)}\]] )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind (a group of the pattern above), its text and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def is_term(self) -> bool:
        """Whether it is a term of a triple pattern; numbers are no tokens."""
        return self.kind in _TERM_KINDS or (self.kind == "word" and self.text in _TERM_WORDS)


@dataclass(frozen=True)
class Outline:
    """What the tokens of a query tell.

    :param tokens: all of them, without comments
    :param form: SELECT, ASK, CONSTRUCT, DESCRIBE, another first word, or "" where there is none
    :param prologue: the text before the form: its BASE, PREFIX and VERSION declarations
    :param prefixes: the prefixes that it declares, without the colon
    :param default_graphs: the graphs of its FROM clauses, as written
    :param named_graphs: the graphs of its FROM NAMED clauses, as written
    """

    tokens: tuple[Token, ...]
    form: str
    prologue: str
    prefixes: frozenset[str]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(frozen=True)
class Inspection:
    """What the server knows of a query before it runs.

    :param form: as in `Outline`
    :param is_repeatable: whether it has the same result each time that it is asked of a release
    """

    form: str
    is_repeatable: bool


def is_long(text: str) -> bool:
    """Whether looking at a text takes so long that an event loop must not wait for it."""
    return len(text) > _SHORT_CHARACTERS


def inspect(text: str, limits: QueryLimits) -> Inspection:
    """Check a query and tell what it is.

    :raises QueryError: as `check` does
    """
    form = _plain_form(text, limits) or check(text, limits).form
    # Anywhere in the text, since what looks like a string or an IRI may be none.
    return Inspection(form, not _CHANGING.search(text))


def _plain_form(text: str, limits: QueryLimits) -> str:
    """The form of a text that plainly holds nothing to refuse; otherwise "".

    Most queries are such, and this takes a tenth of the time of cutting them into tokens.
    """
    if (
        not text.isascii()
        or len(text) > limits.query_bytes
        or text.count("(") + text.count("{") + text.count("[") > limits.nesting
        or _WORTH_A_LOOK.search(text)
    ):
        return ""
    match = _FORM.match(text)
    return match[1].upper() if match else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query that matter here, without its comments."""
    for match in TOKEN.finditer(text):
        if match.lastgroup != "comment":
            yield Token(match.lastgroup, match.group(), match.start())


def gap(text: str, one: Token, other: Token) -> str:
    """What stands between two tokens of a query."""
    return text[one.end : other.start]


def check(text: str, limits: QueryLimits) -> Outline:
    """Refuse what is not to be parsed at all; tell the rest's outline.

    :raises QueryTooLong: beyond `limits.query_bytes`
    :raises QueryRefused: for an update, SERVICE, nesting beyond `limits.nesting`, or text that is
        not Unicode
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise QueryRefused("the query holds half of a surrogate pair, which is no text") from None
    if size > limits.query_bytes:
        raise QueryTooLong(size, limits.query_bytes)
    found = outline(text)
    if found.form in _UPDATE_FORMS:
        raise refused(statement("update", text=found.form))
    depth = 0
    for token in found.tokens:
        if token.kind == "open":
            depth += 1
            if depth > limits.nesting:
                raise refused(statement("too-deep", text=limits.nesting))
        elif token.kind == "close":
            depth = max(0, depth - 1)
        elif _is_glued(token, found.prefixes):
            raise refused(statement("glued", text=token.text[:5]), *_place(text, token.start))
        elif _is_service(token, found.prefixes):
            raise refused(statement("service"), *_place(text, token.start))
    return found


def outline(text: str) -> Outline:
    """Cut a query into tokens, and find its form, prefixes and dataset clauses (SPARQL 1.1 Query
    §4.1, §13.2)."""
    found = tuple(tokens(text))
    form, prologue, previous, clause = "", text, "", None
    prefixes: set[str] = set()
    default_graphs: list[str] = []
    named_graphs: list[str] = []
    for token in found:
        word = token.text.upper() if token.kind == "word" else ""
        if not form and word and word not in ("BASE", "PREFIX", "VERSION"):
            form, prologue = word, text[: token.start]
        elif token.kind == "name" and previous == "PREFIX":
            prefixes.add(token.text.partition(":")[0])
        elif word == "FROM":
            clause = default_graphs
        elif word == "NAMED" and clause is not None:
            clause = named_graphs
        elif clause is not None:
            if token.kind in ("iri", "name"):
                clause.append(token.text)
            clause = None
        previous = word
    return Outline(
        found, form, prologue, frozenset(prefixes), tuple(default_graphs), tuple(named_graphs)
    )


def undeclared_prefixes(found: Outline) -> list[str]:
    """The prefixes that a query uses and does not declare, sorted.

    >>> undeclared_prefixes(outline("PREFIX a: <http://a/> SELECT * { a:x b:y 'c:d' }"))
    ['b']
    """
    used = {token.text.partition(":")[0] for token in found.tokens if token.kind == "name"}
    return sorted(used - found.prefixes - {"_"})


def bind(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Put values in place of parameters: variables that the query writes with a dollar sign.

    The terms are written by the store's own serializer, so no value can change the query around it.

    :raises KeyError: if the query has a parameter without a value

    >>> bind("ASK { $claim ?p '$claim' }", {"claim": NamedNode("http://example.org/1")})
    "ASK { <http://example.org/1> ?p '$claim' }"
    """
    parts, end = [], 0
    for token in tokens(text):
        if token.kind == "variable" and token.text.startswith("$"):
            parts += [text[end : token.start], str(values[token.text[1:]])]
            end = token.end
    return "".join([*parts, text[end:]])


def _is_glued(token: Token, declared: frozenset[str]) -> bool:
    """Whether this is FROM or NAMED and the name of a graph without a prefix: `FROM:one`. It reads
    as a name, and the graph would not be seen here."""
    prefix = token.text.partition(":")[0]
    return token.kind == "name" and prefix.upper() in ("FROM", "NAMED") and prefix not in declared


def _is_service(token: Token, declared: frozenset[str]) -> bool:
    if token.kind == "name":  # SERVICE:x is the keyword and a name, unless the prefix exists
        prefix = token.text.partition(":")[0]
        return prefix.upper() == "SERVICE" and prefix not in declared
    return token.kind == "word" and token.text.upper() == "SERVICE"


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
