"""How the server tells that something has been withdrawn: 410, when and why, and never what
(docs/withdrawing.md)."""

from __future__ import annotations

from kg.tombstones import Stone, Tombstones
from kg.web.problems import Problem, problem


class Withdrawn(Exception):
    """Something that is asked for has been withdrawn; carries its tombstone as a problem."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


def tombstone(tombstones: Tombstones, stone: Stone, what: str = "It") -> Problem:
    """The answer for something withdrawn.

    :param what: beginning of the sentence that says so
    """
    reason = dict(tombstones.reasons[stone["why"]])
    detail = f"{what} was withdrawn on {stone['date']} {reason['en']}."
    return problem("withdrawn", detail, {"date": stone["date"], "why": reason})
