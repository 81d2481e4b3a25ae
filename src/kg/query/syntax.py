"""The engine's syntax messages, made readable: what is wrong, where, and a hint where the cause is
a common one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.query.errors import QuerySyntaxError
from kg.query.places import BAD_IRI, UNKNOWN_PREFIX, Place, place_of, stretch
from kg.query.text import QUERY_FORMS, Outline, Token, outline, undeclared_prefixes
from kg.terms import VOCABULARIES

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# What could have stood there: a quoted string, a character class, or a keyword or sentence.
_ALTERNATIVE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*") | \[(?:'(?:[^'\\]|\\[^']*|\\')'|[^\]'])*\] | [^,\s][^,]*""",
    re.VERBOSE,
)
_MOST_ALTERNATIVES = 12
_MOST_SHOWN_CHARACTERS = 60
_UNBOUND = "The SELECT contains a variable that is unbound"
_TERMS = ("iri", "name", "variable", "string")


def readable(query: str, message: str) -> QuerySyntaxError:
    """The error for a query and what the engine says about it.

    The engine lists all that could follow at the furthest place that it looked at; among them it
    hides its findings about meaning ("Duplicated variable name in SELECT"), which then are the
    whole message.

    :param message: of the engine for the query as `places.Spread` has it
    """
    found = outline(query)
    match = _MESSAGE.fullmatch(message)
    if not match:
        return QuerySyntaxError(message, hint=_hint(found, (), None))
    expected = [each.group() for each in _ALTERNATIVE.finditer(match[3])]
    place = place_of(query, found, int(match[1]), int(match[2]), expected)
    hint = _hint(found, expected, place)
    if string := _endless(query, found, place):
        place = stretch(query, string.start, string.start + len(string.text))
        reason = "the string that begins here does not end on its line"
    else:
        reason = _reason(query, found, place, expected)
    return QuerySyntaxError(reason, place.line, place.column, hint, place.end_column)


def _reason(query: str, found: Outline, place: Place, expected: list[str]) -> str:
    findings = [text for text in expected if " " in text and text[0] not in '"[<']
    if UNKNOWN_PREFIX in findings:
        return f"the prefix of {_shown(place.text)} is not declared"
    if findings:
        return "; ".join(findings)
    if not place.text:
        bracket = _unclosed(found)
        if not bracket:
            return "the query ends too early"
        where = stretch(query, bracket.start, bracket.start + 1)
        return (
            f"the query ends too early: {bracket.text} of line {where.line}, column "
            f"{where.column} is not closed"
        )
    return f"{_shown(place.text)} cannot stand here"


def _shown(text: str) -> str:
    shown = text[:_MOST_SHOWN_CHARACTERS]
    return shown if shown == text else f"{shown}…"


def _endless(query: str, found: Outline, place: Place) -> Token | None:
    """The first string without its closing quote, on the line of the mistake or before it."""
    line_ends = query.find("\n", place.start)
    for token in found.tokens:
        if line_ends != -1 and token.start > line_ends:
            break
        if token.kind != "string":
            continue
        quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[0]
        is_closed = len(token.text) >= 2 * len(quote) and token.text.endswith(quote)
        if not is_closed:
            return token
    return None


def _unclosed(found: Outline) -> Token | None:
    """The last bracket that is opened and never closed."""
    brackets: list[Token] = []
    for token in found.tokens:
        if token.kind == "open":
            brackets.append(token)
        elif token.kind == "close" and brackets:
            brackets.pop()
    return brackets[-1] if brackets else None


def _hint(found: Outline, expected: Sequence[str], place: Place | None) -> str:
    if found.form not in QUERY_FORMS:
        return f"a query begins with {', '.join(QUERY_FORMS)}, after BASE and PREFIX"
    if BAD_IRI in expected:
        return "an IRI holds something that it must not; write other characters as %XX"
    unknown = undeclared_prefixes(found)
    if unknown:
        shown = unknown[:_MOST_ALTERNATIVES]
        lines = [f"PREFIX {name}: <{VOCABULARIES.get(name, '…')}>" for name in shown]
        return "a prefix is not declared; put first: " + " ".join(lines)
    if _UNBOUND in expected:
        return "beside COUNT and the like, each variable of SELECT has to be in GROUP BY"
    return _hint_before(found, place) if place else ""


def _hint_before(found: Outline, place: Place) -> str:
    """What may be wrong before a place where nothing is."""
    before = [token for token in found.tokens if token.start < place.start]
    bound = [token.text.upper() for token in before if token.kind == "word"]
    if place.text == "}" and "BIND" in bound:
        return "the variable of BIND has to be a new one in its group"
    is_second = len(before) > 1 and before[-1].kind in _TERMS and before[-2].kind in _TERMS
    if is_second and re.match(r"[?$<:\w]", place.text):
        return "a full stop or a semicolon may be missing before it"
    return ""
