"""The engine's syntax messages, made readable: what is wrong, where, and a hint where the cause is
a common one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.query.errors import QuerySyntaxError
from kg.query.mistakes import ENGINE, Statement, statement, worded
from kg.query.parsing import parse
from kg.query.places import BAD_IRI, UNKNOWN_PREFIX, Place, Spread, place_of, stretch
from kg.query.repairs import Repair, declaration, find_repair, is_keyword, other_prefix
from kg.query.text import QUERY_FORMS, Outline, Token, outline, undeclared_prefixes
from kg.terms import PREFIXES

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# What could have stood there: a quoted string, a character class, or a keyword or sentence.
_ALTERNATIVE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*") | \[(?:'(?:[^'\\]|\\[^']*|\\')'|[^\]'])*\] | [^,\s][^,]*""",
    re.VERBOSE,
)
_MOST_ALTERNATIVES = 12
_MOST_SHOWN_CHARACTERS = 60
# What the engine finds of the columns of SELECT, and what it is called here.
_FINDINGS = {
    "The SELECT contains a variable that is unbound": "ungrouped",
    "The SELECT overrides an existing variable using an expression": "given-twice",
    "Duplicated variable name in SELECT": "twice",
    "SELECT * is not authorized with GROUP BY": "star-and-group",
}
_HELP_OF = {"ungrouped": "group", "given-twice": "new-name"}
_TERMS = ("iri", "name", "variable", "string")
_SUPERSEDED = ("full-stop", "forms")
"""What is no longer to be said where a repair is known."""


def readable(query: str, message: str, *, is_quick: bool = True) -> QuerySyntaxError:
    """The error for a query and what the engine says about it.

    The engine lists all that could follow at the furthest place that it looked at; among them it
    hides its findings about meaning ("Duplicated variable name in SELECT"), which then are the
    whole message.

    :param message: of the engine for the query as `places.Spread` has it
    :param is_quick: whether the query is parsed so quickly that repairs can be tried
    """
    found = outline(query)
    match = _MESSAGE.fullmatch(message)
    if not match:
        return _error([statement(ENGINE, text=message), *_help(found, (), None)])
    expected = [each.group() for each in _ALTERNATIVE.finditer(match[3])]
    place = place_of(query, found, int(match[1]), int(match[2]), expected)
    if string := _endless(query, found, place):
        place = _place_of(query, string)
        return _error([statement("endless-string"), *_help(found, expected, None)], place)
    if begin := _endless_iri(query, found, place):
        place = _place_of(query, begin)
        return _error([statement("endless-iri")], place)
    if unknown := _unknown_word(found, place):
        place = _place_of(query, unknown)
    wrong, place = _wrong(query, found, place, expected)
    help_ = _help(found, expected, place if wrong["case"] in ("not-here", "unknown-word") else None)
    if wrong["case"] == "given-twice":
        help_ = [statement("new-name")]
    repair = _repair(query, found, place, wrong) if is_quick else None
    if repair and wrong["case"] != "prefix":
        help_ = [repair.told, *(each for each in help_ if each["case"] not in _SUPERSEDED)]
    return _error([wrong, *help_], place, _fix(query, repair))


def _error(
    told: Sequence[Statement], place: Place | None = None, fix: dict[str, Any] | None = None
) -> QuerySyntaxError:
    reason, hint = worded(told[:1]), worded(told[1:])
    if not place:
        return QuerySyntaxError(reason, hint=hint, told=told)
    return QuerySyntaxError(reason, place.line, place.column, hint, place.end_column, told, fix)


def _place_of(query: str, token: Token) -> Place:
    return stretch(query, token.start, token.end)


def _unknown_word(found: Outline, place: Place) -> Token | None:
    """The first word up to a place that is none of SPARQL."""
    for token in found.tokens:
        if token.start > place.start:
            return None
        if token.kind == "word" and not is_keyword(token.text) and token.text != found.form:
            return token
    return None


def _wrong(
    query: str, found: Outline, place: Place, expected: list[str]
) -> tuple[Statement, Place]:
    """What is wrong, and where, if that can be told better than by the place of the engine."""
    findings = [text for text in expected if " " in text and text[0] not in '"[<']
    if UNKNOWN_PREFIX in findings:
        return statement("prefix", text=_shown(place.text)), place
    if findings:
        case = _FINDINGS.get(findings[0])
        if not case:
            return statement(ENGINE, text="; ".join(findings)), place
        column = next(_columns_at_fault(found, case), None)
        place = _place_of(query, column) if column else place
        return statement(case, text=column.text if column else place.text), place
    if not place.text:
        bracket = _unclosed(found)
        if not bracket:
            return statement("too-early"), place
        where = _place_of(query, bracket)
        position = {"line": where.line, "column": where.column}
        return statement("not-closed", text=bracket.text, **position), place
    if variable := _bound_before(found, place):
        return statement("given-twice", text=variable.text), _place_of(query, variable)
    is_word = place.text[0].isalpha() and ":" not in place.text
    case = "not-here" if not is_word or is_keyword(place.text) else "unknown-word"
    return statement(case, text=_shown(place.text)), place


def _columns_at_fault(found: Outline, case: str) -> Iterator[Token]:
    """The variables of the one SELECT of a query that a finding can be about."""
    words = [token.text.upper() for token in found.tokens if token.kind == "word"]
    if words.count("SELECT") != 1:
        return
    grouped = {token.text for token in _after_word(found, "GROUP")}
    begin = next(k for k, one in enumerate(found.tokens) if one.text.upper() == "SELECT")
    end = next((k for k, one in enumerate(found.tokens) if one.text == "{"), len(found.tokens))
    bound = {one.text for one in found.tokens[end:] if one.kind == "variable"}
    seen: set[str] = set()
    depth = 0
    for before, token in zip(found.tokens[begin:end], found.tokens[begin + 1 : end], strict=False):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind != "variable":
            continue
        is_named = before.text.upper() == "AS"
        is_column = depth == 0 or is_named
        if (
            (case == "ungrouped" and depth == 0 and token.text not in grouped)
            or (case == "given-twice" and is_named and token.text in bound)
            or (case == "twice" and is_column and token.text in seen)
        ):
            yield token
        if is_column:
            seen.add(token.text)


def _after_word(found: Outline, word: str) -> Iterator[Token]:
    """The variables between a keyword and the next but BY."""
    is_inside = False
    for token in found.tokens:
        if token.kind == "word" and token.text.upper() != "BY":
            is_inside = token.text.upper() == word
        elif is_inside and token.kind == "variable":
            yield token


def _bound_before(found: Outline, place: Place) -> Token | None:
    """The variable of the BIND right before the end of a group, if it stands before that."""
    before = [token for token in found.tokens if token.start < place.start]
    if place.text != "}" or len(before) < 3 or before[-1].text != ")":
        return None
    variable = before[-2]
    is_bind = before[-3].text.upper() == "AS" and variable.kind == "variable"
    is_second = any(token.text == variable.text for token in before[:-2])
    return variable if is_bind and is_second else None


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


def _endless_iri(query: str, found: Outline, place: Place) -> Token | None:
    """The first word or name up to a place that follows `<` and means nothing else."""
    for token in found.tokens:
        if token.start > place.start:
            return None
        is_unknown = (token.kind == "word" and not is_keyword(token.text)) or (
            token.kind == "name" and token.text.partition(":")[0] not in found.prefixes
        )
        if is_unknown and query[token.start - 1 : token.start] == "<":
            return Token(token.kind, f"<{token.text}", token.start - 1)
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


def _help(found: Outline, expected: Sequence[str], place: Place | None) -> list[Statement]:
    """What may be done; without a place, only what does not hang on one."""
    if found.form not in QUERY_FORMS:
        return [statement("forms")]
    if BAD_IRI in expected:
        return [statement("iri-characters")]
    unknown = undeclared_prefixes(found)
    if unknown:
        shown = unknown[:_MOST_ALTERNATIVES]
        lines = [f"PREFIX {name}: <{PREFIXES.get(name, '…')}>" for name in shown]
        return [statement("declare", text=" ".join(lines))]
    cases = [_FINDINGS.get(text, "") for text in expected]
    if help_ := [_HELP_OF[case] for case in cases if case in _HELP_OF]:
        return [statement(help_[0])]
    if place and place.text == "}" and "BIND" in _words_before(found, place):
        return [statement("new-name")]
    before = [token for token in found.tokens if place and token.start < place.start]
    is_second = len(before) > 1 and before[-1].kind in _TERMS and before[-2].kind in _TERMS
    if place and is_second and re.match(r"[?$<:\w]", place.text):
        return [statement("full-stop")]
    return []


def _words_before(found: Outline, place: Place) -> set[str]:
    before = (token for token in found.tokens if token.start < place.start)
    return {token.text.upper() for token in before if token.kind == "word"}


def _repair(query: str, found: Outline, place: Place, wrong: Statement) -> Repair | None:
    case = wrong["case"]
    if case == "prefix":
        prefix = place.text.partition(":")[0]
        return declaration(found, prefix) or other_prefix(found, place)
    if case in ("not-here", "unknown-word", "too-early", "not-closed"):
        return find_repair(query, found, place, _wrong_at)
    return None


def _wrong_at(query: str) -> int:
    """Where a query is wrong, as an offset; its length if nobody knows."""
    try:
        parse(Spread(query).text)
    except SyntaxError as error:
        if match := _MESSAGE.fullmatch(str(error)):
            expected = [each.group() for each in _ALTERNATIVE.finditer(match[3])]
            found = outline(query)
            return place_of(query, found, int(match[1]), int(match[2]), expected).start
    return len(query)


def _fix(query: str, repair: Repair | None) -> dict[str, Any] | None:
    if not repair:
        return None
    start, end = (stretch(query, at, at) for at in (repair.start, repair.end))
    places = {"line": start.line, "column": start.column}
    return places | {"endLine": end.line, "endColumn": end.column, "text": repair.text}
