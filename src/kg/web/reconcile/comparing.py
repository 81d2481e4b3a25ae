"""Whether a thing has the values that a query gives: each property agrees or differs, or nothing is
known of it, which counts neither way.

Values are compared as keys, which are made once in a release: of things their identifiers and
names, of numbers their value, of dates the day, the month and the year, of other texts their words
in any script (`kg.search.folding`), and of identifiers and addresses their letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from pyoxigraph import Literal
from rapidfuzz import fuzz, process

from kg.search import Entry
from kg.search.folding import folded
from kg.web.reconcile.properties import KEPT_TABLES, Property, Value, entry_of, table
from kg.web.reconcile.reading import Given, Thing
from kg.web.reconcile.service import IDENTIFIER_SPACE, service, short_id
from kg.web.reconcile.values import DATE_TYPES, NUMBER_TYPES
from kg.web.site import current_site

_SCHEME = re.compile(r"^https?://(www\.)?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DAY_CHARACTERS = 10


class Sought:
    """The values that a query gives for a property, made ready once to be compared with those of
    many things.

    :ivar property: that has them
    """

    def __init__(self, property: Property, given: Sequence[Given]) -> None:
        self.property = property
        self._keys = frozenset(key for one in given for key in keys_of_given(property, one))
        self._texts = [folded(one) for one in given if isinstance(one, str)]
        self._known = _keys(current_site().release_id, property)

    def agreement(self, entry: Entry) -> float | None:
        """How well the values of a thing fit: from 0 to 1, the best of all pairs; None where
        nothing is known of the property.

        Texts that are not the same but alike count for as much as they are, from `least likeness`
        on.
        """
        known = self._known.get(entry.id)
        if known is None:
            is_none = self.property.is_count and self.property.is_of(entry.types)
            return 0.0 if is_none else None
        if not self._keys.isdisjoint(known):
            return 1.0
        if self.property.exact:
            return 0.0
        least = service()["scoring"]["least likeness"]
        best = (
            process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=least)
            for text in self._texts
        )
        return max((score / 100 for _, score, _ in filter(None, best)), default=0.0)

    def holders(self) -> Iterator[str]:
        """The ids of the things that have one of these values."""
        found = _holders(current_site().release_id, self.property)
        for key in self._keys:
            yield from found.get(key, ())


def keys_of_given(property: Property, given: Given) -> set[str]:
    """As what a value of a query may be found."""
    if isinstance(given, bool):
        return {str(given).lower()}
    if isinstance(given, Thing):
        return {short_id(given.id, IDENTIFIER_SPACE), _bare(given.id, property.begins)}
    text = str(given)
    keys = {short_id(text, IDENTIFIER_SPACE), _bare(text, property.begins), folded(text)}
    with suppress(ValueError, OverflowError):
        keys.add(_number_key(float(text.replace(",", "").replace(" ", ""))))
    if _DATE.fullmatch(text[:_DAY_CHARACTERS]):
        keys.add(text[:_DAY_CHARACTERS])
    return keys - {""}


@lru_cache(KEPT_TABLES)
def _keys(release: str, property: Property) -> Mapping[str, frozenset[str]]:
    """The keys of all values by the id of the thing that has them."""
    if property.is_count:
        return {id: frozenset({_number_key(len(values))}) for id, values in table(property).items()}
    return {
        id: frozenset(key for value in values for key in _keys_of(property, value))
        for id, values in table(property).items()
    }


@lru_cache(KEPT_TABLES)
def _holders(release: str, property: Property) -> Mapping[str, Sequence[str]]:
    """The ids of things by the keys of their values."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, keys in _keys(release, property).items():
        for key in keys:
            found[key].append(id)
    return dict(found)


def _keys_of(property: Property, value: Value) -> Iterator[str]:
    entry = entry_of(value)
    if entry:
        yield entry.id
        yield from map(folded, entry.labels.values())
    elif isinstance(value, Literal) and value.datatype.value in NUMBER_TYPES:
        yield _number_key(float(value.value))
    elif isinstance(value, Literal) and value.datatype.value in DATE_TYPES:
        yield from (value.value[:length] for length in (4, 7, _DAY_CHARACTERS))
    elif property.exact or not isinstance(value, Literal):
        yield _bare(value.value, property.begins)
    else:
        yield folded(value.value)


def _number_key(number: float) -> str:
    return repr(float(number))


def _bare(text: str, begins: str) -> str:
    """An identifier or an address without what it may be written with or without."""
    return _SCHEME.sub("", text.removeprefix(begins)).rstrip("/").casefold()
