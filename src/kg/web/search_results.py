"""What a search found, as pages and programs show it: of each thing what it is and by which name it
was found, and of each claim who says so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode

from kg.build.entities import NEVER_TOGETHER
from kg.search import Entry, Found, Hit, SearchIndex
from kg.search.folding import words_of
from kg.search.index import MOST_RANKED
from kg.terms import UNKNOWN_AGENT
from kg.web.addresses import path_of
from kg.web.asking import Row, ask, local_name
from kg.web.descriptions import THINGS
from kg.web.languages import ENGLISH, current_language
from kg.web.search_request import Search

RESULTS_PER_PAGE = 20
NOTICE = "A claim made in a source, not a fact established by this site."
NAMELESS_SPEAKER = "a speaker without a name"
NOBODY = "nobody who is named"
Record = dict[str, Any]


def results(index: SearchIndex, search: Search, found: Found) -> Record:
    """A page of results as a JSON object; docs/search.md says what its members mean."""
    claims = {hit.entry.iri for hit in found.hits if "Claim" in hit.entry.types}
    attributions = _attributions(claims) if claims else {}
    wanted = _wanted(search.text, found)
    pages = math.ceil(min(found.total, MOST_RANKED) / RESULTS_PER_PAGE)
    return {
        "query": search.text,
        "types": list(search.types),
        "total": found.total,
        "page": search.page,
        "pages": pages,
        "next": _page(search, search.page + 1) if search.page < pages else None,
        "previous": _page(search, search.page - 1) if search.page > 1 else None,
        "is_partial": found.is_partial,
        "corrections": _corrections(search.text, found),
        "facets": facets(index, search, found),
        "results": [
            {
                **thing(index, hit.entry),
                "description": hit.entry.description,
                "matched": matched(hit) if _is_found_by_name(hit, wanted) else None,
                "claim": attributions.get(hit.entry.iri),
            }
            for hit in found.hits
        ],
        "notice": NOTICE,
    }


def thing(index: SearchIndex, entry: Entry) -> Record:
    """A thing that can be found: what it is and what it is called."""
    return {
        "id": entry.id,
        "iri": entry.iri,
        "path": path_of(entry.iri),
        "type": entry.type,
        "type_label": type_label(index, entry.type),
        "label": entry.label,
        "labels": dict(entry.labels),
    }


def matched(hit: Hit) -> Record:
    """The name by which a thing was found."""
    return {"text": hit.name, "language": hit.language}


def type_label(index: SearchIndex, name: str) -> str:
    """What the ontology calls a class, in the language of the request."""
    type_ = index.types.get(name)
    if not type_:
        return name
    return type_.labels.get(current_language()) or type_.labels.get(ENGLISH, name)


def facets(index: SearchIndex, search: Search, found: Found) -> list[Record]:
    """The classes of what was found, the most frequent first, and the one that was asked for; each
    with how many things are of it or of a class below it, since so many it leads to."""
    names = {*found.by_type, *search.types} if len(search.types) == 1 else set(found.by_type)
    counts = dict.fromkeys(names, 0)
    for name, count in found.by_type.items():
        for above in names & _with_those_above(index, name):
            counts[above] += count
    return [
        {
            "type": name,
            "type_label": type_label(index, name),
            "count": count,
            "path": search.address(types=(name,), page=1),
        }
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _with_those_above(index: SearchIndex, name: str) -> set[str]:
    """A class and all classes above it."""
    parents = index.types[name].parents if name in index.types else ()
    return {name}.union(*(_with_those_above(index, parent) for parent in parents))


def _page(search: Search, page: int) -> str:
    return search.address("/search.json", page=page)


def _corrections(text: str, found: Found) -> list[Record]:
    """Words that nothing has, as they were written, and what was taken for them."""
    written = {words_of(word)[0][0]: word for word in reversed(text.split()) if words_of(word)}
    return [
        {"word": written.get(word, word), "taken_for": list(others)}
        for word, others in found.corrections.items()
    ]


def _wanted(text: str, found: Found) -> set[str]:
    """The words that were looked for, in each of their readings."""
    readings = {reading for word in words_of(text) for reading in word}
    return readings.union(*found.corrections.values())


def _is_found_by_name(hit: Hit, wanted: Iterable[str]) -> bool:
    """Whether it was found by another name than the one that is shown, rather than by what is said
    of it. A claim has no name."""
    if "Claim" in hit.entry.types or hit.name in hit.entry.label:
        return False
    words = [reading for word in words_of(hit.name) for reading in word]
    return any(word.startswith(start) for start in wanted for word in words)


def _attributions(claims: Iterable[str]) -> Mapping[str, Record]:
    """Who says each of some claims, by their IRIs."""
    nodes = " ".join(str(NamedNode(iri)) for iri in sorted(claims))
    nameless = ", ".join(sorted(map(str, NEVER_TOGETHER)))
    rows = ask("attributions", claims=nodes, nameless=nameless)
    by_claim: dict[str, list[Row]] = {}
    for row in rows:
        by_claim.setdefault(row["claim"].value, []).append(row)
    return {iri: _attribution(group) for iri, group in by_claim.items()}


def _attribution(rows: Sequence[Row]) -> Record:
    row = rows[0]
    printed = row["printedIn"].value if "printedIn" in row else ""
    return {
        "is_computed": row["computed"].value == "true",
        "said_by": [_speaker(row) for row in rows],
        "party_to_the_war": any("partyTo" in row for row in rows),
        "modality": local_name(row["modality"].value),
        "qualifier": local_name(row["qualifier"].value) if "qualifier" in row else None,
        "printed_in": sorted(filter(None, printed.split("\n"))),
    }


def _speaker(row: Row) -> Record:
    """Who says a claim. A search must not lead from one thing that somebody without a name says to
    the next, so such a speaker is not told from others."""
    speaker = row["speaker"]
    if speaker == UNKNOWN_AGENT:
        return {"id": None, "label": NOBODY}
    if "speakerLabel" not in row:
        return {"id": None, "label": NAMELESS_SPEAKER}
    return {"id": speaker.value.removeprefix(THINGS), "label": row["speakerLabel"].value}
