"""The engine's syntax messages, made readable, with a hint where the cause is a common one."""

from __future__ import annotations

import re

from kg.query.errors import QuerySyntaxError
from kg.query.text import QUERY_FORMS, outline, undeclared_prefixes
from kg.terms import VOCABULARIES

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# What could have stood there: a quoted string, a character class, or a keyword or sentence.
_ALTERNATIVE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*") | \[(?:'(?:[^'\\]|\\[^']*|\\')'|[^\]'])*\] | [^,\s][^,]*""",
    re.VERBOSE,
)
_MOST_ALTERNATIVES = 12


def readable(query: str, message: str) -> QuerySyntaxError:
    """The error for a query and what the engine says about it.

    The engine lists all that could follow at the place where it gave up; among them it hides its
    findings about meaning ("Duplicated variable name in SELECT"), which then are the whole message.
    """
    match = _MESSAGE.fullmatch(message)
    if not match:
        return QuerySyntaxError(message, hint=_hint(query, message))
    line, column, expected = int(match[1]), int(match[2]), match[3]
    alternatives = [found.group() for found in _ALTERNATIVE.finditer(expected)]
    named = [text for text in alternatives if not text.startswith(("[", "<unreported"))]
    findings = [text for text in named if " " in text and not text.startswith('"')]
    if findings:
        reason = "; ".join(findings)
    elif named:
        shown = ", ".join(named[:_MOST_ALTERNATIVES])
        reason = f"expected {shown}{' …' if len(named) > _MOST_ALTERNATIVES else ''}"
    else:
        reason = "the query cannot be read beyond this point"
    return QuerySyntaxError(reason, line, column, _hint(query, expected))


def _hint(query: str, message: str) -> str:
    found = outline(query)
    if found.form not in QUERY_FORMS:
        return f"a query begins with {', '.join(QUERY_FORMS)}, after BASE and PREFIX"
    unknown = undeclared_prefixes(found)
    if unknown:
        shown = unknown[:_MOST_ALTERNATIVES]
        lines = [f"PREFIX {name}: <{VOCABULARIES.get(name, '…')}>" for name in shown]
        return "a prefix is not declared; put first: " + " ".join(lines)
    if "IRI parsing failed" in message:
        return "an IRI holds something that it must not; write other characters as %XX"
    return ""
