"""By what a withdrawn thing could be told: its names in three languages, its address, its number.

Names are found whatever their case and, as far as a simple rule reaches, however they are declined;
a person's surname is enough. The rule rather finds too much than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import unquote

from kg.load import Located, Project
from kg.model import Agent, Claim, Document
from kg.numbers import find_numbers
from kg.references.names import things

_CYRILLIC = re.compile(r"[а-яёіїєґ'’]+", re.IGNORECASE)
_ENDING = re.compile(r"(?:[ыиіо]й|[ая]я|[аеёиоуыэюяіїєйь])$")
_TITLE_WORDS = 3
"""A title of fewer words may be a common phrase."""
_SMALLEST_NUMBER = 100
"""Smaller numbers stand in too many texts to tell of one figure; and so do years."""
_YEARS = range(1900, 2101)
_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?![\w])|(?<![\w.])\d+(?!\w)")


@dataclass(frozen=True)
class Traces:
    """What tells of withdrawn things.

    :ivar names: patterns of names and titles; `people` are those among them of persons
    :ivar references: kinds and slugs
    :ivar numbers: numbers that stand in withdrawn figures and in no other
    """

    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    def names_in(self, text: str) -> bool:
        """Whether a text of ours or of an article, a slug or an address tells of them."""
        return _holds(self._names, text) or bool(self.numbers and self.numbers & numbers_in(text))

    def people_in(self, text: str) -> bool:
        """Whether a text holds the name of a withdrawn person."""
        return _holds(self._people, text)

    def query_tells(self, text: str) -> bool:
        """Whether a question tells of them, in words or by an IRI."""
        return self.names_in(text) or _holds(self._references, text)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return _compiled(self.names)

    @cached_property
    def _people(self) -> re.Pattern[str] | None:
        return _compiled(self.people)

    @cached_property
    def _references(self) -> re.Pattern[str] | None:
        return _compiled(map(_address, self.references))


def _address(reference: str) -> str:
    """A pattern of an IRI or prefixed name; a slug of several words needs no kind before it."""
    kind, _, slug = reference.partition("/")
    before = rf"(?:{kind}[/:])?" if "-" in slug else f"{kind}[/:]"
    return rf"{before}(?<!\w[-.]){re.escape(slug)}(?![-.]\w)"


def _holds(pattern: re.Pattern[str] | None, text: str) -> bool:
    return bool(
        pattern and (pattern.search(text) or ("%" in text and pattern.search(unquote(text))))
    )


def _compiled(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern of all, between characters that are neither letters nor digits."""
    joined = "|".join(sorted(patterns))
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.IGNORECASE) if joined else None


@cache
def numbers_in(text: str) -> frozenset[int]:
    """The whole numbers of a text, in digits of any language and in English words."""
    digits = {int(re.sub(r"\D", "", match.group())) for match in _DIGITS.finditer(text)}
    words = {int(value) for number in find_numbers(text) if number.form in ("cardinal", "magnitude")
             for value in number.values if value.denominator == 1}  # fmt: skip
    return frozenset(digits | words)


def find_traces(project: Project, gone: Iterable[str]) -> Traces:
    """What tells of the things of a project that are withdrawn, given by kind and slug."""
    gone = frozenset(gone)
    known = things(project)
    names: set[str] = set()
    people: set[str] = set()
    numbers: set[int] = set()
    for reference in gone:
        kind, _, slug = reference.partition("/")
        record = known[kind][slug]
        record = record.record if isinstance(record, Located) else record.source
        found = set(_names(record))
        names |= found
        if isinstance(record, Agent) and record.type == "public-person":
            people |= found
        if isinstance(record, Claim):
            numbers |= _numbers(record)
    if numbers:
        for slug, located in project.claims.items():
            if f"claim/{slug}" not in gone:
                numbers -= _numbers(located.record)
    return Traces(frozenset(names), frozenset(people), gone, frozenset(numbers))


def _numbers(claim: Claim) -> set[int]:
    quantity = claim.parsed_quantity
    values = (quantity.stated, quantity.stated_high, quantity.whole)
    whole = {int(value) for value in values if value is not None and value.denominator == 1}
    return {n for n in whole if n >= _SMALLEST_NUMBER and n not in _YEARS}


def _names(record: object) -> Iterator[str]:
    """Patterns of the names of a record."""
    if isinstance(record, Document):
        title = _words(record.title or "")
        if len(title) >= _TITLE_WORDS:
            yield r"[\W_]+".join(map(re.escape, title))
        if record.url:
            yield re.escape(record.url)
        return
    for name in (*(getattr(record, "name", None) or {}).values(), *getattr(record, "also", ())):
        words = _words(name)
        words = words[1:] if len(words) > 1 and words[0] == "The" else words
        if not words:
            continue
        yield r"[\W_]{1,4}".join(map(_declined, words))
        if isinstance(record, Agent) and record.type == "public-person":
            surname = re.split(r"\s+", name.strip())[-1]
            yield r"[\W_]{1,2}".join(map(_declined, _words(surname)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _declined(word: str) -> str:
    """A pattern of a word in any of its cases: a Cyrillic one by its stem, a Latin one with up to
    three letters more; words of up to three letters stay as they are."""
    if len(word) <= 3:
        return re.escape(word)
    if not _CYRILLIC.fullmatch(word):
        return rf"{re.escape(word)}\w{{0,3}}"
    stem = word.lower()
    ending = _ENDING.search(stem)
    if ending and len(stem) - len(ending.group()) >= 4:
        stem = stem[: ending.start()]
    return rf"{re.escape(stem).replace('ё', '[её]')}\w{{0,5}}"
