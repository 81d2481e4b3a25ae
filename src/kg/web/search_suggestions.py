"""What a text may become while it is typed: names, and figures by their number, each of which says
what is counted and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from kg.search import Entry, SearchIndex
from kg.web.checks_page import figures_by_iri
from kg.web.figures import Figure
from kg.web.languages import current_language
from kg.web.names import speaker_words
from kg.web.search_request import Search
from kg.web.search_results import Record, matched, thing, type_label


def suggestions(index: SearchIndex, asked: Search, most: int) -> list[Record]:
    """The likeliest first: figures where a number is typed and nothing else, else names.

    :param most: how many at most
    """
    entries = index.figures(asked.text, asked.types, most)
    numbers = list(_figures(index, entries)) if entries else []
    names = [
        _named(index, hit.entry, matched(hit))
        for hit in index.suggest(asked.text, asked.types, most)
    ]
    is_number = not any(letter.isalpha() for letter in asked.text)
    return [*numbers, *names][:most] if is_number else [*names, *numbers][:most]


def _named(index: SearchIndex, entry: Entry, name: Record) -> Record:
    record = thing(index, entry)
    title = record["labels"].get(current_language(), record["label"])
    return {**record, "matched": name, "title": title, "note": record["type_label"]}


def _figures(index: SearchIndex, entries: list[Entry]) -> Iterator[Record]:
    known = figures_by_iri()
    for entry in entries:
        if figure := known.get(entry.iri):
            title = figure.title
            yield {
                **thing(index, entry),
                "matched": {"text": title, "language": current_language()},
                "title": title,
                "note": _note(type_label(index, entry.type), figure),
            }


def _note(kind: str, figure: Figure) -> str:
    """What a figure is, and who says so; of one that is computed, nobody does."""
    if figure.is_computed:
        return kind
    return f"{kind}, {speaker_words(figure.producer, figure.is_nameless)}"
