"""Search: an index of names and words in each release, made with it and read by everything that
looks for a thing by what it is called.

    the built graph ──build──▶ search.sqlite (in the release) ──index──▶ pages, /reconcile, Python

`folding` makes words of different spellings and scripts one; `likeness` says how alike two names
are; `meaning` what a question leads to that is counted; `fields.yaml` says what can be found, and
`letters.yaml` how letters are read.
"""

from kg.search.build import FILE, index_format, search_index
from kg.search.entries import Candidate, Entry, Found, Hit, Type
from kg.search.index import MOST_CHARACTERS, MOST_RANKED, SearchIndex, TextTooLong
from kg.search.meaning import Meaning
from kg.search.opening import open_index

__all__ = [
    "FILE",
    "MOST_CHARACTERS",
    "MOST_RANKED",
    "Candidate",
    "Entry",
    "Found",
    "Hit",
    "Meaning",
    "SearchIndex",
    "TextTooLong",
    "Type",
    "index_format",
    "open_index",
    "search_index",
]
