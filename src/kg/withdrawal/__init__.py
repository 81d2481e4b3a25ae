"""Withdrawing: one line in graph/withdrawn.yaml takes a thing, and whatever would betray it, out.

Stands between checking and building, so that nothing built, checked or served ever sees it.
"""

from kg.withdrawal.entries import read_withdrawals, reasons, unknown_releases
from kg.withdrawal.traces import Traces
from kg.withdrawal.withdraw import Remainder, withdraw

__all__ = [
    "Remainder",
    "Traces",
    "read_withdrawals",
    "reasons",
    "unknown_releases",
    "withdraw",
]
