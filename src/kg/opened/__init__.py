"""A release opened for use in Python: what `kg.open_release` returns, and what that is made of.

`release` is the opened release, whose files are verified first. `claims` are what it says, which
`reading` reads from its `tables` and `lookup` completes from its graph; `finding` finds one by its
name and `citing` cites it. `background` runs the guarded query engine for it, from any thread;
`results` turns what the engine answers into Python's values, and `frames` into data frames.
"""

from kg.opened.background import ResultTooLarge
from kg.opened.claims import Check, Claim, Figure, Mention, Passage, Statement
from kg.opened.finding import Withdrawn
from kg.opened.release import OpenRelease, open_release
from kg.opened.results import Solutions

__all__ = [
    "Check",
    "Claim",
    "Figure",
    "Mention",
    "OpenRelease",
    "Passage",
    "ResultTooLarge",
    "Solutions",
    "Statement",
    "Withdrawn",
    "open_release",
]
