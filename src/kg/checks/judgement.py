"""The verdict on a figure, given what other figures lead one to expect of it."""

from __future__ import annotations

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    ROUNDED,
    TENSION,
    UNDETERMINED,
    agreement,
    says_nothing,
)
from kg.checks.figure import Figure
from kg.interval import Interval


def judge(expected: Interval, rounded: Interval, found: Figure, *inputs: Figure) -> str:
    """The verdict on a figure; what nobody asserts is at most in tension.

    :param expected: what follows from the other figures as they are printed, in the standard unit
    :param rounded: what follows if they are rounded
    :param inputs: the other figures
    """
    if found.quantity:
        verdict = agreement(expected.scaled(1 / found.factor), found.quantity)
    elif says_nothing(expected):
        verdict = UNDETERMINED
    else:
        verdict = CONSISTENT if expected & found.bounds else INCONSISTENT
    open_or_wrong = verdict in (INCONSISTENT, UNDETERMINED)
    if open_or_wrong and not says_nothing(rounded, found.quantity) and rounded & found.near:
        return ROUNDED
    return softened(verdict, found, *inputs)


def softened(verdict: str, *figures: Figure) -> str:
    """A contradiction between figures of which one is no more than possible, estimated or assumed,
    or whose time follows from the context only, is a tension."""
    weak = any(figure.is_weak or figure.from_context for figure in figures)
    return TENSION if verdict == INCONSISTENT and weak else verdict


def told(verdict: str, *figures: Figure) -> tuple[str, str]:
    """The verdict on figures that the program found in one scope, and the wording that tells it.

    What only one of them says in words of its scope may tell them apart; no program can know. A
    contradiction is then a tension, told as "noted".
    """
    if verdict == INCONSISTENT and len({figure.scope_note for figure in figures}) > 1:
        return TENSION, "noted"
    return verdict, verdict
