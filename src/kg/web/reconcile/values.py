"""Values of properties as a data extension gives them (0.2 §7.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal

from kg.search import Entry
from kg.terms import term
from kg.web.reconcile.properties import Property, Value, entry_of, values_of
from kg.web.reconcile.service import CONTENT, LANGUAGE, LIMIT

NUMBER_TYPES = {
    term(f"xsd:{name}").value
    for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long")
}
DATE_TYPES = {term("xsd:date").value, term("xsd:dateTime").value}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGES = ("en", "ru", "uk")
Cell = dict[str, object]


def cells(property: Property, entry: Entry, settings: Mapping[str, object]) -> list[Cell]:
    """The values that a thing has for a property.

    :param settings: by name, those of service.yaml
    """
    values = values_of(property, entry)
    language = str(settings[LANGUAGE])
    if property.by_language:
        values = _in_language(values, language)
    most = settings[LIMIT] or len(values)
    return [_cell(value, str(settings[CONTENT]), language) for value in values[:most]]


def name_of(entry: Entry, language: str) -> str:
    """What a thing is called in a language, or else in the first in which it is called anything."""
    return entry.labels.get(language) or entry.label


def _cell(value: Value, content: str, language: str) -> Cell:
    entry = entry_of(value)
    if entry:
        name = name_of(entry, language)
        if content != "entity":
            return {"str": entry.id if content == "id" else name}
        return {"id": entry.id, "name": name}  # 0.1 has no description here
    if not isinstance(value, Literal):
        return {"str": value.value}
    if value.datatype.value in NUMBER_TYPES:
        return _number(value.value)
    if value.datatype.value in DATE_TYPES:
        # The schema wants a time. The day begins at midnight in UTC, as OpenRefine shows it.
        day = value.value
        return {"date": f"{day}T00:00:00Z" if _DAY.fullmatch(day) else day}
    # 0.2 has no form for true and false, which therefore are texts.
    return {"str": value.value}


def _number(text: str) -> Cell:
    number = float(text)
    if not math.isfinite(number):
        return {"str": text}
    return {"int": int(number)} if number.is_integer() else {"float": number}


def _in_language(values: Sequence[Value], language: str) -> Sequence[Value]:
    """The texts in a language, or else those in the first other one that there are any in."""
    for wanted in (language, *_LANGUAGES, None):
        if found := [value for value in values if getattr(value, "language", None) == wanted]:
            return found
    return values
