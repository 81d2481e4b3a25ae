"""By what a withdrawn thing could be told: its names in three languages, its address, its number.

Names are found, as far as a simple rule reaches, however they are declined; of a person the
surname is enough, in any case of letters. What else has a capital or a digit in its name must have
one in prose too, or stand in quotation marks: Проект is an outlet, проект is any project. In
addresses the case does not matter; in slugs the whole name must stand between hyphens. The rule
rather finds too much than too little.
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
_GAP = re.compile(r"[\s«»„“”\"()<>{}]|\[|\]")
"""What parts an address or a slug from the words beside it."""
_ADDRESS = re.compile(r"://|^[!-~]*[/@#][!-~]*$")
_SLUG = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_OPEN, _CLOSE = "«„“”‘\"'", "»“”’\"'"
_SHORT = 3
"""A word of so few letters is not declined, and does not tell as a part of a slug."""
_TITLE_WORDS = 3
"""A title of fewer words may be a common phrase."""
_SMALLEST_NUMBER = 100
"""Smaller numbers stand in too many texts to tell of one figure; and so do years."""
_YEARS = range(1900, 2101)
_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?![\w])|(?<![\w.])\d+(?!\w)")


@dataclass(frozen=True)
class Traces:
    """What tells of withdrawn things; every method answers with the word of a text that does, or
    with nothing.

    :ivar names: patterns of names and titles that tell in any case of letters; `people` are those
        among them of persons
    :ivar capitals: patterns of names that are written with a capital or a digit
    :ivar slugs: patterns of the latter as they stand in slugs
    :ivar references: kinds and slugs
    :ivar numbers: numbers that stand in withdrawn figures and in no other
    """

    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    def names_in(self, text: str) -> str:
        """The name or number by which a text, a slug or an address tells of them."""
        return _found(self._names, text) or self._capital_in(text) or self._number_in(text)

    def people_in(self, text: str) -> str:
        """The name of a withdrawn person in a text."""
        return _found(self._people, text)

    def query_tells(self, text: str) -> str:
        """By what a question tells of them, in words or by an IRI."""
        return self.names_in(text) or _found(self._references, text)

    def _capital_in(self, text: str) -> str:
        for read in _readings(text):
            match = self._capitals and self._capitals.search(read)
            while match:
                if _is_name(match) or self._is_in_address(match):
                    return match.group()
                match = self._capitals.search(read, match.start() + 1)
        return ""

    def _is_in_address(self, match: re.Match[str]) -> bool:
        """Whether what matched is a piece of an address, or a name in a slug."""
        text = match.string
        start = max((found.end() for found in _GAP.finditer(text, 0, match.start())), default=0)
        end = _GAP.search(text, match.end())
        token = text[start : end.start() if end else len(text)].rstrip(".,;:!?")
        if _ADDRESS.search(token):
            return True
        if not _SLUG.fullmatch(token) or (token.isalnum() and token != text):
            return False
        return bool(self._slugs and self._slugs.search(token))

    def _number_in(self, text: str) -> str:
        found = self.numbers & numbers_in(text) if self.numbers else ()
        return str(min(found)) if found else ""

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return _compiled(self.names)

    @cached_property
    def _capitals(self) -> re.Pattern[str] | None:
        return _compiled(self.capitals)

    @cached_property
    def _slugs(self) -> re.Pattern[str] | None:
        return _compiled(self.slugs)

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


def _readings(text: str) -> tuple[str, ...]:
    """A text as it stands and, where it may hold an escaped address, unescaped."""
    return (text, unquote(text)) if "%" in text else (text,)


def _found(pattern: re.Pattern[str] | None, text: str) -> str:
    """What a pattern finds in a text."""
    matches = filter(None, map(pattern.search, _readings(text))) if pattern else ()
    return next((match.group() for match in matches), "")


def _is_name(match: re.Match[str]) -> bool:
    """Whether words are written as a name: with a capital or a digit, or in quotation marks."""
    words, text = match.group(), match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return _is_capital(words) or bool(before and after and before in _OPEN and after in _CLOSE)


def _is_capital(words: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in words)


def _compiled(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern of all, between characters that are neither letters nor digits."""
    joined = "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))
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
    capitals: set[str] = set()
    slugs: set[str] = set()
    numbers: set[int] = set()
    for reference in gone:
        kind, _, slug = reference.partition("/")
        record = known[kind][slug]
        record = record.record if isinstance(record, Located) else record.source
        if isinstance(record, Document):
            names |= set(_titles(record))
        elif isinstance(record, Agent) and record.type == "public-person":
            people |= set(_persons_names(record))
        else:
            for words in _names(record):
                if _is_capital("".join(words)):
                    capitals.add(_any_case_of(words))
                    slugs.add(_in_slugs(words))
                else:
                    names.add(_any_case_of(words))
        if isinstance(record, Claim):
            numbers |= _numbers(record)
    if numbers:
        for slug, located in project.claims.items():
            if f"claim/{slug}" not in gone:
                numbers -= _numbers(located.record)
    names |= people
    found = map(frozenset, (names, people, capitals, slugs, gone, numbers))
    return Traces(*found)


def _numbers(claim: Claim) -> set[int]:
    quantity = claim.parsed_quantity
    values = (quantity.stated, quantity.stated_high, quantity.whole)
    whole = {int(value) for value in values if value is not None and value.denominator == 1}
    return {n for n in whole if n >= _SMALLEST_NUMBER and n not in _YEARS}


def _titles(document: Document) -> Iterator[str]:
    """Patterns of the title of a document, unless it is short, and of its address."""
    title = _words(document.title or "")
    if len(title) >= _TITLE_WORDS:
        yield r"[\W_]+".join(map(re.escape, title))
    if document.url:
        yield re.escape(document.url)


def _persons_names(person: Agent) -> Iterator[str]:
    """Patterns of the names of a person and of the surname in each."""
    for words in _names(person):
        yield _any_case_of(words)
    for name in (*(person.name or {}).values(), *person.also):
        if surname := _words(re.split(r"\s+", name.strip())[-1]):
            yield r"[\W_]{1,2}".join(map(_declined, surname))


def _names(record: object) -> Iterator[list[str]]:
    """The words of each name of a record."""
    for name in (*(getattr(record, "name", None) or {}).values(), *getattr(record, "also", ())):
        words = _words(name)
        words = words[1:] if len(words) > 1 and words[0] == "The" else words
        if words:
            yield words


def _any_case_of(words: list[str]) -> str:
    """A pattern of words, each declined."""
    return r"[\W_]{1,4}".join(map(_declined, words))


def _in_slugs(words: list[str]) -> str:
    """A pattern of a name in a slug; a single short word must be all of it."""
    joined = "[-._]".join(map(re.escape, words))
    is_distinctive = len(words) > 1 or len(words[0]) > _SHORT
    return joined if is_distinctive else rf"\A{joined}\Z"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _declined(word: str) -> str:
    """A pattern of a word in any of its cases: a Cyrillic one by its stem, a Latin one with up to
    three letters more; words of up to three letters stay as they are."""
    if len(word) <= _SHORT:
        return re.escape(word)
    if not _CYRILLIC.fullmatch(word):
        return rf"{re.escape(word)}\w{{0,3}}"
    stem = word.lower()
    ending = _ENDING.search(stem)
    if ending and len(stem) - len(ending.group()) >= 4:
        stem = stem[: ending.start()]
    return rf"{re.escape(stem).replace('ё', '[её]')}\w{{0,5}}"
