"""Small sets of figures for tests of the checks, and ways to run and to say what is found."""

from __future__ import annotations

from fractions import Fraction

from kg.build.figures import FORM_UNITS
from kg.checks.figure import Corpus, Days, Figure
from kg.checks.words import LANGUAGES, Words
from kg.concepts import Concept
from kg.dates import parse_date, parse_period
from kg.interval import Interval
from kg.model import Relation
from kg.quantity import parse_quantity

F = Fraction
EVENTS = {"war": "2022-02-24", "call-up": "2022-09-21", "flood": "2022"}


def concept(slug, **values):
    named = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
    return Concept(slug, {"en": slug}, named)


MEASURES = {
    measure.slug: measure
    for measure in (
        concept("requests", additive="true"),
        concept("arrivals", additive="true", notComparableWith=("requests",)),
        concept("arrivals-share", countedAs="arrivals"),
        concept("strength"),
        concept("visitors", accumulates="true"),
        concept("cases", additive="true", caseStage="opened"),
        concept("trials", additive="true", caseStage="tried"),
        concept("listed", overlapping="true"),
        concept("since-call-up", measuredFrom="call-up"),
        concept("since-flood", measuredFrom="flood"),
        concept("since-nothing", measuredFrom="no-such-event"),
        concept("head-start", measuredFrom="war", measuredTo="call-up"),
        concept("sentence"),
    )
}


def days(text):
    if text is None:
        return None
    period = parse_period(text)
    return Days(period.start and period.start.first, period.end and period.end.last)


def figure(slug, number, measure="requests", period="2023-09", **more):
    """A printed figure; by default of people's requests in one month, by one office."""
    quantity = parse_quantity(number)
    unit = FORM_UNITS.get(quantity.form, quantity.unit or "people")
    timed = measure == "sentence" and quantity.kind == "duration"
    kind = "penalty" if timed else quantity.kind
    for key, read in (("base", days), ("as_of", lambda text: text and parse_date(text).last)):
        more[key] = read(more.get(key))
    values = {"kind": kind, "unit": unit, "origin": "office", "article": "gazette", **more}
    return Figure(slug, measure, quantity.interval, quantity=quantity, period=days(period),
                  **values)  # fmt: skip


def computed(slug, low, high, measure="requests", period="2023-09"):
    """A figure that the project computed from others."""
    interval = Interval(F(low), True, F(high), True)
    return Figure(slug, measure, interval, unit="people", period=days(period), origin="refusals")


def corpus(*figures, relations=()):
    events = {slug: days(text) for slug, text in EVENTS.items()}
    return Corpus({each.id: each for each in figures}, MEASURES, tuple(relations), events)


def relation(kind, **values):
    return Relation.model_validate({"id": "rule", "kind": kind, **values})


def names(kind, slug):
    return dict.fromkeys(LANGUAGES, f"[{slug}]")


def said(check):
    """A check that can be said in every language."""
    for language in LANGUAGES:
        words = Words(names, language)
        assert words.reason(check).endswith(".")
        words.formula(check)
        words.value(check.expected), words.value(check.found)
    return check


def run(checks, of):
    return [said(check) for check in checks(of)]


def verdicts(checks, of):
    return [(check.kind, check.verdict) for check in run(checks, of)]


def only(checks, of):
    """The one check that is found."""
    (check,) = run(checks, of)
    return check


def keys(check):
    return [part.key for part in check.reason]


def months(*numbers, first=9, **more):
    return [figure(f"m{k:02}", number, period=f"2023-{k:02}", **more)
            for k, number in enumerate(numbers, start=first)]  # fmt: skip


def total(slug, number, as_of, **more):
    return figure(slug, number, period="2022-09-21/..", as_of=as_of, **more)
