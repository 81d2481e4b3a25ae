"""Stretches of time in words against the days of the events that begin and end them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kg.checks.agreement import INCONSISTENT, TENSION, UNDETERMINED, agreement
from kg.checks.check import Amount, Check, Elapsed, Name, clause
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.judgement import softened
from kg.dates import add_months, elapsed, months_between
from kg.interval import Interval

LONGEST = 1000
"""Of an undated text, longer stretches than so many units point to no day."""


def check_durations(corpus: Corpus) -> Iterator[Check]:
    """Every duration whose measure says from which event it runs, and to which if not to the text's
    date."""
    for figure in corpus.of_kind("duration"):
        measure = corpus.measures[figure.measure]
        begins = corpus.events.get(measure.value("measuredFrom") or "")
        if begins is None:
            continue
        event = Name("event", measure.value("measuredFrom"))
        ending = measure.value("measuredTo")
        if ending in corpus.events:
            yield _check(figure, event, begins, corpus.events[ending], Name("event", ending))
        elif ending is None and figure.as_of and figure.as_of >= begins.start:
            yield _check(figure, event, begins, Days(figure.as_of_from, figure.as_of))
        elif ending is None and not figure.as_of and figure.quantity.stated < LONGEST:
            yield _undated(figure, event, begins.start)


def _undated(figure: Figure, event: Name, start: date) -> Check:
    """Of a text without a date: to which time the words point."""
    units = int(figure.factor * figure.quantity.stated)
    days = figure.standard_unit == "day"
    day = start + timedelta(days=units) if days else add_months(start, units)
    beside = {
        "almost": "-almost",
        "fewer-than": "-almost",
        "more-than": "-after",
        "at-least": "-after",
    }
    side = beside.get(figure.quantity.qualifier, "")
    told = clause(f"duration-undated{side}", event=event, start=start, printed=figure, day=day)
    return Check("duration", (figure.id,), UNDETERMINED, (told,), found=figure)


def _check(
    figure: Figure, event: Name, begins: Days, ends: Days, ending: Name | None = None
) -> Check:
    """The known stretch, as exactly as the days are known, against the printed one.

    A window that is said to be shorter than it was lies inside it, so both can be true.
    """
    shortest = elapsed(begins.end, max(begins.end, ends.start), figure.unit)
    longest = elapsed(begins.start, ends.end, figure.unit)
    length = Interval(shortest, True, longest, True)
    verdict = agreement(length, figure.quantity)
    if verdict == INCONSISTENT and ending and figure.quantity.stated < shortest:
        verdict = TENSION
    verdict = softened(verdict, figure)
    values = {"event": event, "start": begins.start, "end": ends.end, "printed": figure}
    values["length"] = Elapsed(*months_between(begins.start, ends.end))
    if length.exact is None:
        values["length"] = Amount(length, figure.unit)
    key = f"{'window' if ending else 'duration'}-{verdict}"
    told = clause(key, **values, **({"ending": ending} if ending else {}))
    return Check("duration", (figure.id,), verdict, (told,), formula="{end} − {start}",
                 expected=Amount(length, figure.unit), found=figure)  # fmt: skip
