"""Stretches of time in words against the days of the events that begin and end them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.checks.agreement import INCONSISTENT, TENSION, UNDETERMINED, agreement
from kg.checks.check import Amount, Check, Elapsed, Name, clause
from kg.checks.figure import Corpus, Figure
from kg.dates import add_months, elapsed, months_between
from kg.interval import Interval


def check_durations(corpus: Corpus) -> Iterator[Check]:
    """Every duration whose measure says from which event it runs, and to which if not to the text's
    date."""
    for figure in corpus.of_kind("duration"):
        measure = corpus.measures[figure.measure]
        start = corpus.events.get(measure.value("measuredFrom") or "")
        if start is None or start.start is None:
            continue
        event = Name("event", measure.value("measuredFrom"))
        ending = measure.value("measuredTo")
        if ending is None:
            yield _to_date(figure, event, start.start)
        elif ending in corpus.events:
            yield _window(figure, event, start.start, corpus.events[ending].start, ending)


def _to_date(figure: Figure, event: Name, start: date) -> Check:
    """The time from an event to the date of the text."""
    inputs = (figure.id,)
    if figure.as_of is None:
        months = int(figure.quantity.stated * (12 if figure.unit == "year" else 1))
        told = clause("duration-undated", event=event, start=start, printed=figure,
                      day=add_months(start, months))  # fmt: skip
        return Check("duration", inputs, UNDETERMINED, (told,), found=figure)
    return _check(figure, event, start, figure.as_of, False)


def _window(figure: Figure, event: Name, start: date, end: date, ending: str) -> Check:
    return _check(figure, event, start, end, True, Name("event", ending))


def _check(
    figure: Figure, event: Name, start: date, end: date, window: bool, ending: Name | None = None
) -> Check:
    """The known stretch against the printed one.

    A window that is said to be shorter than it was lies inside it, so both can be true.
    """
    length = elapsed(start, end, figure.unit)
    verdict = agreement(Interval.exactly(length), figure.quantity)
    if verdict == INCONSISTENT and window and figure.quantity.stated < length:
        verdict = TENSION
    values = {"event": event, "start": start, "end": end, "printed": figure}
    values["length"] = Elapsed(*months_between(start, end))
    key = f"{'window' if window else 'duration'}-{verdict}"
    told = clause(key, **values, **({"ending": ending} if ending else {}))
    return Check("duration", (figure.id,), verdict, (told,), formula="{end} − {start}",
                 expected=Amount(Interval.exactly(length), figure.unit), found=figure)  # fmt: skip
