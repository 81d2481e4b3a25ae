"""Search: an index of names and words in each release, made with it and read by everything that
looks for a thing by what it is called.

    the built graph ──build──▶ search.sqlite (in the release) ──index──▶ pages, /reconcile, Python

`folding` makes words of different spellings and scripts one; `likeness` says how alike two names
are; `fields.yaml` says what can be found, and `letters.yaml` how letters are read.
"""

from kg.search.build import FILE, index_format, search_index
from kg.search.entries import Candidate, Entry, Found, Hit, Type
from kg.search.index import MOST_CHARACTERS, MOST_RANKED, SearchIndex, TextTooLong, open_index

__all__ = [
    "FILE",
    "MOST_CHARACTERS",
    "MOST_RANKED",
    "Candidate",
    "Entry",
    "Found",
    "Hit",
    "SearchIndex",
    "TextTooLong",
    "Type",
    "index_format",
    "open_index",
    "search_index",
]
