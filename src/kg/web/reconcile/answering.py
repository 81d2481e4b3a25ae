"""Candidates for a query (0.2 §4.2): by name from the search index, by identifier, or by properties
alone; scored, and marked as a match only where that is safe.

The score is the likeness of the names, from 0 to 100. Each property of which something is known
weighs in with what it agrees: the score becomes (name + w · agreements) / (1 + w · properties).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.search import Entry
from kg.search.build import NAMELESS_SPEAKER, fields
from kg.search.folding import plain
from kg.search.likeness import is_same
from kg.web.reconcile.comparing import Sought
from kg.web.reconcile.properties import properties
from kg.web.reconcile.reading import Query
from kg.web.reconcile.service import IDENTIFIER_SPACE, limits, service, short_id
from kg.web.reconcile.types import of_entry
from kg.web.site import current_site

TOP = 100.0
MOST_COMPARED = 200
"""Things that have values which a query without a name gives: those with the most of them."""


@dataclass(frozen=True)
class Scored:
    """A candidate.

    :ivar name: of its names the one that was compared; "" where none was
    :ivar is_unique: whether it alone has the very name, or the identifier, that was asked for
    :ivar agreements: by property, from 0 to 1, as far as something is known
    """

    entry: Entry
    score: float
    name: str
    is_unique: bool
    agreements: Mapping[str, float]
    features: Mapping[str, float | bool]
    fits_type: bool = True


def answer(queries: Mapping[str, Query]) -> dict[str, object]:
    """The results of a batch by its keys."""
    return {key: {"result": _result(query)} for key, query in queries.items()}


def _result(query: Query) -> list[dict[str, object]]:
    found = sorted(_scored(query), key=lambda one: -one.score)  # stable: equals keep their order
    matches = _matches(query, found)
    if not query.types and found and found[0].score >= TOP:
        titles = service()["titles"]
        found = [one for one in found if one.score >= TOP or one.entry.type not in titles]
    return [_written(one, one.entry.id in matches) for one in found[: query.limit]]


def _written(one: Scored, is_match: bool) -> dict[str, object]:
    record: dict[str, object] = {"id": one.entry.id, "name": one.entry.label}
    if one.entry.description:
        record["description"] = one.entry.description
    features = [{"id": id, "value": value} for id, value in one.features.items()]
    features += [{"id": id, "value": round(a * TOP, 1)} for id, a in one.agreements.items()]
    return record | {
        "type": of_entry(one.entry),
        "score": round(one.score, 2),
        "match": is_match,
        "features": features,
    }


def _scored(query: Query) -> Iterator[Scored]:
    index = current_site().index
    sought = [Sought(property, given) for property, given in query.properties]
    if not query.name:
        for entry in _with_values(query, sought):
            yield _weighed(query, sought, entry, None, "", False, {})
        return
    own = index.entry(short_id(query.name, IDENTIFIER_SPACE))
    if own and _may_be(query, own):
        yield _weighed(query, sought, own, TOP, query.name, True, {"identifier": True})
    asked = () if query.strictness == "should" else query.types
    for candidate in index.candidates(query.name, asked, limits()["candidates"]):
        if candidate.entry != own and _may_be(query, candidate.entry):
            features = {f"name_{name}": value for name, value in candidate.features.items()}
            yield _weighed(
                query,
                sought,
                candidate.entry,
                candidate.score,
                candidate.name,
                candidate.match,
                features,
            )


def _may_be(query: Query, entry: Entry) -> bool:
    """Whether a thing is of the types that are asked for, as strictly as that is asked."""
    if query.strictness == "all":
        return set(query.types) <= set(entry.types)
    return query.strictness == "should" or _fits(query, entry)


def _fits(query: Query, entry: Entry) -> bool:
    return not query.types or bool(set(query.types) & set(entry.types))


def _with_values(query: Query, sought: Sequence[Sought]) -> Iterator[Entry]:
    """The things that have any of the values that are asked for, where no name is. People are found
    by what identifies them alone, and never listed; what is said by somebody without a name is not
    found so, since it could be all that they say."""
    index = current_site().index
    identified = {id for one in sought if one.property.identifies for id in one.holders()}
    held = Counter(id for one in sought for id in set(one.holders()))
    likeliest = sorted(held, key=lambda id: (-held[id], id))[:MOST_COMPARED]
    for id in likeliest:
        entry = index.entry(id)
        is_listed = entry and id not in identified and set(fields()["people"]) & set(entry.types)
        is_nameless = entry and NAMELESS_SPEAKER in entry.description
        if entry and not is_listed and not is_nameless and _may_be(query, entry):
            yield entry


def _weighed(
    query: Query,
    sought: Sequence[Sought],
    entry: Entry,
    likeness: float | None,
    name: str,
    is_unique: bool,
    features: Mapping[str, float | bool],
) -> Scored:
    """A candidate with its score.

    :param likeness: of the names, from 0 to 100; None where no name is asked for: then what is not
        known counts against it
    """
    scoring = service()["scoring"]
    found = {one.property.id: one.agreement(entry) for one in sought}
    known = {id: value for id, value in found.items() if value is not None}
    if likeness is None:
        score = TOP * sum(known.values()) / len(found)
    else:
        weight = scoring["property weight"]
        agreed = weight * TOP * sum(known.values())
        score = (likeness + agreed) / (1 + weight * len(known))
    fits_type = _fits(query, entry)
    if query.types:
        features = {**features, "type_match": fits_type}
        score *= 1 if fits_type else scoring["wrong type"]
    return Scored(entry, score, name, is_unique, known, features, fits_type)


def _matches(query: Query, found: Sequence[Scored]) -> set[str]:
    """The one candidate, if there is one, that is safe to take for what is meant."""
    fitting = [one for one in found if one.fits_type and _agrees(one)]
    if not query.name:
        sure = [
            one
            for one in fitting
            if len(one.agreements) == len(query.properties)
            and any(properties()[id].identifies for id in one.agreements)
        ]
    elif query.properties:
        # A property tells apart who has one name, and a surname from its namesakes.
        named = [one for one in fitting if one.is_unique or is_same(query.name, one.name)]
        sure = named if any(one.agreements or one.is_unique for one in named) else []
    else:
        sure = [one for one in fitting if one.is_unique]
    safe = {one.entry.id for one in sure if not query.name or _is_name(query, one)}
    return safe if len(sure) == 1 else set()


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(map(plain, service()["ordinary"]))


def _agrees(one: Scored) -> bool:
    least = service()["scoring"]["agrees from"]
    return all(value >= least for value in one.agreements.values())


def _is_name(query: Query, one: Scored) -> bool:
    """Whether what was asked for is a name rather than a word or a number.

    Яблоко is a party, and яблоко an apple; "prison" is what a concept is called, and a word; and
    the full name of a person may be that of a namesake whom nobody reports of. Where the query says
    what it asks for, by a type or by properties, they are taken for names.
    """
    if query.types or one.agreements or one.features.get("identifier"):
        return True
    is_proper = bool(set(service()["named"]) & set(one.entry.types))
    is_proper &= not set(fields()["people"]) & set(one.entry.types)
    is_proper &= plain(query.name) not in _ordinary()
    is_small = query.name == query.name.lower() and one.name != one.name.lower()
    return is_proper and not is_small and any(letter.isalpha() for letter in query.name)
