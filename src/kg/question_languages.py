"""A stored question that asks for names in another language than English: for readers of pages in
it. What releases hold, and clients and tests ask, is the question as it is stored."""

from __future__ import annotations

import re

ENGLISH = "en"
PARTLY_ENGLISH = "# some are in English only"
"""Stands in a query behind a filter by language where some of the names have no other language.
All other names that a stored question asks for have every language (shapes/ hold them to it)."""

_ASKED = re.compile(r'(LANG\(\?\w+\)) = "en"')
_OTHER = re.compile(r'LANG\(\?\w+\) = "(?!en")')
_PARTLY = re.compile(
    r"(?P<pattern>\?\w+ [\w:|]+) \?(?P<name>\w+)\s+"
    rf'FILTER\(LANG\(\?(?P=name)\) = "en"\)(?P<end>[^\n]*{re.escape(PARTLY_ENGLISH)})'
)
_FALLEN_BACK = """{pattern} ?{name}
  FILTER(LANG(?{name}) = "{language}" || (LANG(?{name}) = "en" && NOT EXISTS {{
    {pattern} ?{name}Own FILTER(LANG(?{name}Own) = "{language}") }})){end}"""


def asked_in(query: str, language: str) -> str:
    """A stored query that asks for names in a language; in English where there is no other, as far
    as the query is marked so. Its rows are the same but for those names and their order.

    A query that compares languages is what it is in each of them.

    :param language: a tag, such as `uk`

    >>> asked_in('SELECT ?n { ?a rdfs:label ?n FILTER(LANG(?n) = "en") }', "uk")
    'SELECT ?n { ?a rdfs:label ?n FILTER(LANG(?n) = "uk") }'
    """
    if language == ENGLISH or _OTHER.search(query):
        return query
    parts, end = [], 0
    for match in _PARTLY.finditer(query):
        parts += [_in(query[end : match.start()], language),
                  _FALLEN_BACK.format(language=language, **match.groupdict())]  # fmt: skip
        end = match.end()
    return "".join([*parts, _in(query[end:], language)])


def _in(text: str, language: str) -> str:
    return _ASKED.sub(rf'\1 = "{language}"', text)
