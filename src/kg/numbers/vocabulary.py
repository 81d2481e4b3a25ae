"""The words of a language that make numbers, read from `kg/numerals/<language>.yaml`.

Stands between those files, which a speaker of the language can read and mend without programming,
and the reading of a text: here stems get their endings, and words the meanings they may have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import product
from typing import Any

from kg.errors import KgError
from kg.numbers.folding import spelling
from kg.yamlfile import read_yaml

_LONGEST_COMPOUND = 4  # numbers in one word: сто|двадцати|пяти|тысячный has three


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a word.

    :ivar role: where the word stands in the data file, such as "cardinals" or "scales/many"
    :ivar value: what it is worth, None where it only joins or qualifies others
    :ivar rest: the words that must follow and belong to it ("per" has the rest "cent")
    :ivar ahead: the words that must follow and do not belong to it
    """

    role: str
    value: Fraction | None = None
    rest: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the vocabulary spells it, and what it may mean; those of most words first."""

    spelling: str
    meanings: tuple[Meaning, ...]


NO_WORD = Word("", ())


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the data file of one language says.

    :ivar digits: the section of that name, as it stands
    :ivar joined_by: what may stand between the words of one number
    :ivar possessive: endings that are cut off a word
    :ivar abbreviations: words to which a full stop belongs
    :ivar stems: beginnings of words that may have any ending
    :ivar inner_numbers: numbers as they begin words such as "пятилетний", the longest first
    """

    digits: Mapping[str, Any]
    joined_by: frozenset[str]
    possessive: tuple[str, ...]
    abbreviations: frozenset[str]
    words: Mapping[str, tuple[Meaning, ...]]
    stems: tuple[tuple[str, Meaning], ...]
    inner_numbers: Mapping[str, Fraction]

    def word(self, printed: str) -> Word:
        """Look a word up, as it is printed."""
        word = spelling(printed)
        found = list(self.words.get(word, ()))
        found += [meaning for stem, meaning in self.stems if word.startswith(stem)]
        return Word(word, tuple(found or self._taken_apart(word)))

    def _taken_apart(self, word: str) -> Iterator[Meaning]:
        """Words made of numbers and a measure: двадцатипятилетний, стотысячный, fivefold."""
        value, rest = Fraction(0), word
        for _ in range(_LONGEST_COMPOUND):
            number = next((n for n in self.inner_numbers if rest.startswith(n)), None)
            if number is None:
                return
            value, rest = value + self.inner_numbers[number], rest[len(number) :]
            for stem, meaning in self.stems:
                if meaning.role.startswith("measures/") and rest.startswith(stem):
                    role = meaning.role.replace("measures/", "compounds/")
                    yield Meaning(role, value * (meaning.value or 1))
                    return


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages that have a data file, as ISO 639-1 codes in alphabetical order."""
    names = (file.name for file in files("kg").joinpath("numerals").iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".yaml")))


@lru_cache
def read_vocabulary(language: str) -> Vocabulary:
    """Read the data file of a language.

    :raises KgError: if there is none, or a form in it names endings that it does not define
    """
    if language not in languages():
        known = ", ".join(languages())
        raise KgError(f"no numerals are known for the language {language!r} (known: {known})")
    name = f"{language}.yaml"
    with as_file(files("kg").joinpath("numerals", name)) as path:
        data: dict[str, Any] = read_yaml(path, name).value  # type: ignore[assignment]
    words: dict[str, list[Meaning]] = defaultdict(list)
    stems: list[tuple[str, Meaning]] = []
    abbreviations: set[str] = set()
    for role, value, form in _forms(data):
        for spelled in _expand(form, data["endings"], name):
            parts = [part for part in spelled if not part.startswith("(")]
            ahead = tuple(spelling(part.strip("()")) for part in spelled[len(parts) :])
            abbreviations.update(spelling(part[:-1]) for part in parts if part.endswith("."))
            first, *rest = (spelling(part.removesuffix(".")) for part in parts)
            meaning = Meaning(role, value, tuple(rest), ahead)
            if first.endswith("*"):
                stems.append((first[:-1], meaning))
            else:
                words[first].append(meaning)
    inner = {
        spelling(form): Fraction(value)
        for value, forms in data.get("compounds", {}).get("numbers", {}).items()
        for form in forms
    }
    return Vocabulary(
        digits=data["digits"],
        joined_by=frozenset(data["joined_by"]),
        possessive=tuple(data.get("possessive", ())),
        abbreviations=frozenset(abbreviations),
        words={word: tuple(sorted(some, key=_words, reverse=True)) for word, some in words.items()},
        stems=tuple(stems),
        inner_numbers=dict(sorted(inner.items(), key=lambda item: -len(item[0]))),
    )


def _words(meaning: Meaning) -> int:
    return len(meaning.rest) + len(meaning.ahead)


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, Fraction | None, str]]:
    """Every form in the file with its role and value."""
    for role, section in data.items():
        if role in ("endings", "joined_by", "possessive", "digits"):
            continue
        if role == "compounds":
            yield from _measures(section)
        elif isinstance(section, list):
            yield from ((role, None, form) for form in section)
        else:
            for key, forms in section.items():
                if role == "period":
                    yield from ((f"period/{key}", None, form) for form in forms)
                elif isinstance(forms, list):
                    yield from ((role, Fraction(key), form) for form in forms)
                else:
                    for number, some in forms.items():
                        yield from ((f"{role}/{number}", Fraction(key), form) for form in some)


def _measures(section: Mapping[str, Any]) -> Iterator[tuple[str, Fraction | None, str]]:
    for form in ("cardinal", "multiple", "percent"):
        yield from ((f"measures/{form}", Fraction(1), stem) for stem in section[form])
    for factor, stems in section["scale"].items():
        yield from (("measures/cardinal", Fraction(factor), stem) for stem in stems)


def _expand(form: str, endings: Mapping[str, list[str]], file: str) -> Iterator[tuple[str, ...]]:
    """The words of a form, with every combination of endings; a hyphen divides words too."""
    choices = []
    for word in form.replace("-", " ").split():
        stem, plus, name = word.partition("+")
        if plus and name not in endings:
            raise KgError(f"{file}: the form {form!r} names endings {name!r} that are not defined")
        choices.append([stem + ending for ending in endings[name]] if plus else [word])
    yield from product(*choices)
