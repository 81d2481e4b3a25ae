"""What a query with a mistake may have been meant to be: small changes at the place of the mistake
are tried, and the first one that the parser takes is proposed. Nothing is changed by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from time import thread_time

from kg.query.mistakes import Statement, statement
from kg.query.parsing import parse
from kg.query.places import Place
from kg.query.text import Outline, Token
from kg.terms import PREFIXES

KEYWORDS = (
    """ABS AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
    DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP
    GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES
    LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND
    REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384
    SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE
    TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR"""
).split()
"""Words of SPARQL 1.1 Query (§19.8)."""
_OTHER_WORDS = {"AND": "&&", "OR": "||", "LIKE": "="}
"""What other languages write, and what it is here."""
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_BEFORE = (".", "}", ")", "]", "{", "(", "BY", "AS")
_LEFT_OUT = {",", ";", ".", ")", "}", "]", "=", "&&", "||"}
_LEFT_OUT_BEFORE = re.compile(r"([,;]|&&|\|\|)\s*\Z")
_ASKING = re.compile(r"\b(?:FILTER|HAVING)\s*\Z", re.IGNORECASE)
_ASKED = re.compile(r"[^}\n]*[^}\s]")
_LONGEST = 8_192
"""Characters of a query for which repairs are tried."""
_MOST_SECONDS = 0.1
"""Seconds of the processor after which nothing more is tried."""
MOST_PARSING_SECONDS = 0.02
"""Seconds that a query may take to be parsed for repairs to be tried: each of them is parsed too,
and the engine takes exponentially long for some mistakes within nested negations."""
_MOST_PREFIXES = 100
"""Declared prefixes among which a similar one is looked for."""

WrongAt = Callable[[str], int]


@dataclass(frozen=True)
class Repair:
    """A change of a text: what stands from `start` to `end` (offsets) becomes `text`."""

    start: int
    end: int
    text: str
    told: Statement

    def applied(self, query: str) -> str:
        """The query with the change."""
        return query[: self.start] + self.text + query[self.end :]


def find_repair(query: str, found: Outline, place: Place, wrong_at: WrongAt) -> Repair | None:
    """The first change that mends a query; of a word or a prefix also one after which the next
    mistake is further on.

    :param wrong_at: gives the offset at which a query is wrong
    """
    if len(query) > _LONGEST:
        return None
    end = thread_time() + _MOST_SECONDS
    for repair in (*_of_words(query, found, place), *_of_signs(query, found, place)):
        if thread_time() > end:
            break
        text = repair.applied(query)
        if _is_whole(text):
            return repair
        if repair.told["case"] == "did-you-mean" and wrong_at(text) > place.start:
            return repair
    return None


def _is_whole(query: str) -> bool:
    try:
        parse(query)
    except SyntaxError:
        return False
    return True


def is_keyword(word: str) -> bool:
    """Whether a bare word is one of SPARQL."""
    return word == "a" or word.upper() in KEYWORDS


def declaration(found: Outline, prefix: str) -> Repair | None:
    """The declaration of a prefix that the site knows, before the form of the query."""
    if prefix not in PREFIXES:
        return None
    line = f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n"
    start = len(found.prologue)
    return Repair(start, start, line, statement("declare", text=line.strip()))


def other_prefix(found: Outline, place: Place) -> Repair | None:
    """The prefix that the unknown one nearly is: one that is declared, or of the site."""
    prefix, colon, _ = place.text.partition(":")
    known = [*sorted(found.prefixes)[:_MOST_PREFIXES], *PREFIXES]
    alike = [one for one in known if abs(len(one) - len(prefix)) <= 1]  # `foaf` is no slip of `oa`
    near = get_close_matches(prefix, alike, 1)
    if not near or not colon or not prefix:
        return None
    end = place.start + len(prefix)
    return Repair(place.start, end, near[0], statement("did-you-mean", text=f"{near[0]}:"))


def _of_words(query: str, found: Outline, place: Place) -> Iterator[Repair]:
    end = place.start + len(place.text)
    word = place.text.upper()
    if not place.text or place.text[0] in "?$<\"'" or ":" in place.text:
        return
    near = get_close_matches(word, KEYWORDS, 3, 0.8)
    near += [_OTHER_WORDS[word]] if word in _OTHER_WORDS else []
    for text in near:
        if text != word:
            yield Repair(place.start, end, text, statement("did-you-mean", text=text))
    if query[: place.start].rstrip().upper().endswith("PREFIX"):
        yield Repair(end, end, ":", statement("expected-behind", text=":"))
    if word in _AGGREGATES:
        yield from _named_aggregate(query, found, place)


def _named_aggregate(query: str, found: Outline, place: Place) -> Iterator[Repair]:
    """`COUNT(?x)` in SELECT becomes `(COUNT(?x) AS ?count)`."""
    depth = 0
    for token in (each for each in found.tokens if each.start > place.start):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth <= 0:
            end = token.start + 1
            called = query[place.start : end]
            name = f"?{place.text.lower().removeprefix('group_')}"
            text = f"({called} AS {name})"
            yield Repair(place.start, end, text, statement("name-it"))
            return


def _of_signs(query: str, found: Outline, place: Place) -> Iterator[Repair]:
    end = place.start + len(place.text)
    gap = "" if query[place.start - 1 : place.start].isspace() else " "
    for sign in _BEFORE:
        told = statement("expected", text=sign) if sign != "." else statement("full-stop")
        name = " ?value" if sign == "AS" else ""
        text = f"{gap}{sign}{name} "
        yield Repair(place.start, place.start, text, told)
    is_doubled = place.text != "=" or query[: place.start].endswith("=")
    if place.text in _LEFT_OUT and is_doubled:
        yield Repair(place.start, end, "", statement("leave-out", text=place.text))
    if before := _LEFT_OUT_BEFORE.search(query[: place.start]):
        told = statement("leave-out", text=before[1])
        yield Repair(before.start(1), before.end(1), "", told)
    if _ASKING.search(query[: place.start]):
        asked = _ASKED.match(query, place.start)
        yield Repair(place.start, asked.end(), f"({asked[0]})", statement("brackets"))
    for token in _behind(found, place):
        if token.text == ")":
            at = token.start
            yield Repair(at, at, " AS ?value", statement("name-it"))


def _behind(found: Outline, place: Place) -> list[Token]:
    """The few tokens from a place on."""
    return [token for token in found.tokens if token.start >= place.start][:4]
