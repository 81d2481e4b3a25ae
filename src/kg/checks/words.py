"""Putting checks into words: reasons, amounts and names in English, Russian and Ukrainian.

Wordings stand in wordings.yaml. A name without a label in a language falls back to English, then to
any language that it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

import yaml

from kg.build.entities import document_label
from kg.build.figures import FORM_UNITS
from kg.checks.check import Amount, Check, Clause, Elapsed, Name, Value
from kg.checks.figure import Figure
from kg.interval import Interval
from kg.load import Project
from kg.quantity import TIME_UNITS, decimal_text
from kg.wording import count
from kg.wording import date as date_words

LANGUAGES = ("en", "ru", "uk")
PLACES = 2
"""Decimal places to which a result is rounded for reading; the arithmetic itself is exact."""

_DIVISIBLE = (None, "percent", "times", *TIME_UNITS)
"""Units of which there are parts; people and cases are whole."""

_QUOTED = ("aid-group", "state-surrender-programme", "news-outlet", "news-agency", "broadcaster",
           "social-media-channel", "human-rights-group", "blog")  # fmt: skip
"""Kinds of organisations whose Cyrillic names stand in quotation marks."""

Names = Callable[[str, str], Mapping[str, str]]
"""The labels of a thing by language, from its kind and slug."""


@cache
def wordings() -> dict[str, dict]:
    """Every wording by its key and language."""
    text = files("kg.checks").joinpath("wordings.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def names_of(project: Project) -> Names:
    """The labels of a project's things."""
    tables = {
        "agent": project.agents,
        "event": project.events,
        "place": project.places,
        "provision": project.provisions,
    }

    def names(kind: str, slug: str) -> Mapping[str, str]:
        if kind in project.concepts:
            return project.concepts[kind][slug].labels
        if kind in ("document", "article"):
            return {"en": document_label(project, project.every_document[slug])}
        located = tables[kind].get(slug)
        if located is None:
            return {"en": slug, "ru": "неизвестно", "uk": "невідомо"}
        labels = located.record.name or located.record.role
        if getattr(located.record, "kind", None) in _QUOTED:
            return {language: _quoted(label) for language, label in labels.items()}
        return labels

    return names


class Words:
    """Says values in one language."""

    def __init__(self, names: Names, language: str) -> None:
        self.names, self.language = names, language

    def reason(self, check: Check) -> str:
        """The reason of a check as one sentence."""
        text = "; ".join(self._clause(part) for part in check.reason)
        return f"{text[:1].upper()}{text[1:].removesuffix('.')}."

    def formula(self, check: Check) -> str:
        """The arithmetic of a check in numbers; nothing where there is none."""
        joint = ", " if check.kind == "ordering" else " + "

        def number(value: Value) -> str:
            return (
                joint.join(map(self.value, value))
                if isinstance(value, tuple)
                else self.value(value)
            )

        values = check.reason[0].values
        return check.formula.format(**{key: number(value) for key, value in values.items()})

    def value(self, value: Value | None) -> str:
        """An amount, name, day or enumeration; nothing for None."""
        if value is None:
            return ""
        if isinstance(value, Figure):
            return self._figure(value)
        if isinstance(value, Amount):
            return self._amount(value)
        if isinstance(value, Name):
            return self._name(value)
        if isinstance(value, Elapsed):
            months, days = (
                count(number, unit, self.language)
                for number, unit in ((value.months, "month"), (value.days, "day"))
            )
            return self._say("elapsed", months=months, days=days)
        if isinstance(value, tuple):
            return self._listed([self.value(item) for item in value])
        if isinstance(value, date):
            text = value.isoformat()
            return text if self.language == "en" else date_words(text, self.language)
        return self._number(Fraction(value)) if isinstance(value, int) else value

    def _clause(self, part: Clause) -> str:
        if part.key == "note":
            return part.values.get(self.language, part.values["en"])
        return self._say(part.key, **{key: self.value(v) for key, v in part.values.items()})

    def _say(self, key: str, /, **values: str) -> str:
        return wordings()[key][self.language].format(**values)

    def _name(self, name: Name) -> str:
        labels = self.names(name.kind, name.slug)
        return labels.get(self.language) or labels.get("en") or next(iter(labels.values()))

    def _listed(self, items: list[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return self._say("and", first=", ".join(items[:-1]), last=items[-1])

    def _figure(self, figure: Figure) -> str:
        """A printed number with its qualifier and unit; a computed one as an amount."""
        quantity = figure.quantity
        if quantity is None:
            return self._amount(Amount(figure.interval, figure.unit))
        if quantity.form == "fraction":
            number = quantity.stated_text
        elif quantity.stated_high is not None:
            bounds = (self._number(value) for value in (quantity.stated, quantity.stated_high))
            number = self._say("range", **dict(zip(("low", "high"), bounds, strict=True)))
        else:
            number = self._number(quantity.stated)
        sign = {"change": "-" if quantity.decrease else "+"}.get(quantity.form, "")
        unit = FORM_UNITS.get(quantity.form, figure.unit)
        number = self._with_unit(sign + number, unit, quantity.stated == 1)
        if quantity.per:
            number = self._say(f"per-{quantity.per}", number=number)
        qualifier = "exactly" if quantity.qualifier == "range" else quantity.qualifier
        return self._say(qualifier, number=number)

    def _amount(self, amount: Amount) -> str:
        interval, unit = amount.interval, amount.unit
        if unit == "fraction":
            interval, unit = interval * Interval.exactly(100), "percent"
        places = PLACES if unit in _DIVISIBLE else 0
        if interval.exact is not None:
            number = self._number(interval.exact, places)
            text = self._with_unit(number, unit, interval.exact == 1)
            return self._say("about", number=text) if amount.about else text
        return self._with_unit(self._span(interval, places), unit, False)

    def _span(self, interval: Interval, places: int) -> str:
        low, high = (value if value is None else self._number(value, places)
                     for value in (interval.lower, interval.upper))  # fmt: skip
        if low is None and high is None:
            return self._say("anything")
        if low is not None and high is not None:
            both = interval.lower_inclusive and interval.upper_inclusive
            return self._say("range" if both else "between", low=low, high=high)
        if high is None:
            return self._say("at-least" if interval.lower_inclusive else "more-than", number=low)
        return self._say("up-to" if interval.upper_inclusive else "fewer-than", number=high)

    def _with_unit(self, number: str, unit: str | None, single: bool) -> str:
        if unit is None or unit == "fraction":
            return number
        if unit == "percent":
            return f"{number}%" if self.language == "en" else f"{number} %"
        if unit == "times":
            return f"{number} times" if self.language == "en" else f"×{number}"
        return self._say("with-unit", number=number, unit=self._unit(number, unit, single))

    def _unit(self, number: str, unit: str, single: bool) -> str:
        """The name of a unit in the form that goes with the last number of a text."""
        forms = wordings()["unit-forms"].get(unit, {}).get(self.language)
        if forms is not None:
            return forms[_form(number)]
        # English names of units of time are plurals; their slugs are the singular.
        alone = single and unit in TIME_UNITS and self.language == "en"
        return unit if alone else self._name(Name("unit", unit))

    def _number(self, value: Fraction, places: int = PLACES) -> str:
        text = decimal_text(value, places)
        whole, point, rest = text.partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        if self.language == "en":
            return f"{sign}{int(digits):,}{point}{rest}"
        # Russian and Ukrainian set four digits solid and longer ones in groups.
        grouped = f"{int(digits):,}".replace(",", "\u00a0") if len(digits) > 4 else digits
        return f"{sign}{grouped}" + (f",{rest}" if rest else "")


def _quoted(label: str) -> str:
    return f"«{label}»" if re.search("[А-яЄєІіЇїҐґ]", label) else label


def _form(number: str) -> int:
    """Which form of a Slavic noun follows a number: after one, after few, after many."""
    found = re.search(r"(\d+)(,\d+)?$", number)
    if found is None or found[2]:
        return 2 if found is None else 1
    tail = int(found[1][-2:])
    if tail % 10 == 1 and tail != 11:
        return 0
    return 1 if tail % 10 in (2, 3, 4) and tail not in (12, 13, 14) else 2
