"""The kinds of values in curated files, and the base of every record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kg.dates import parse_date, parse_period
from kg.errors import KgError
from kg.quantity import parse_quantity

SLUG = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
MAX_WORDS = 12
MAX_WORDS_STATEMENT = 5

NAME_PATTERN = rf"^{SLUG}$"
REFERENCE_PATTERN = rf"^[a-z]+(?:-[a-z]+)*/{SLUG}$"

Slug = Annotated[str, Field(pattern=NAME_PATTERN, description="lower-case words and hyphens")]
Text = Annotated[str, Field(min_length=1, max_length=600)]
Reference = Annotated[
    str,
    Field(
        pattern=REFERENCE_PATTERN,
        description="kind and name of a thing: agent/…, category/…, event/…, route/…",
    ),
]
Facet = Literal["value", "period", "base", "scope", "attribution", "caveat", "context"]
Basis = Literal["printed", "resolved", "open", "external", "context", "publication"]
Modality = Literal["asserted", "estimated", "possible", "alleged", "assumed"]


def checked(parse: Callable[[str], object]) -> Callable[[object], object]:
    """A validator that keeps a text which `parse` can read."""

    def check(value: object) -> object:
        if isinstance(value, str):
            try:
                parse(value)
            except KgError as error:
                raise ValueError(str(error)) from None  # what pydantic takes for a fault
        return value

    return check


def listed(value: object) -> object:
    """One value may stand where a list may."""
    return value if isinstance(value, list) or value is None else [value]


class OrBareText:
    """Tells the JSON Schema that a bare text may stand for an entry, and one entry for a list."""

    def __get_pydantic_json_schema__(self, core_schema, handler):
        inner = handler(core_schema)
        item = inner.get("items", inner)
        bare = [{"type": "string"}, item] if item != {"type": "string"} else [item]
        if "items" not in inner:
            return {"anyOf": bare}
        return {"anyOf": [*bare, {**inner, "items": {"anyOf": bare}}]}


EdtfDate = Annotated[str, BeforeValidator(checked(parse_date))]
EdtfPeriod = Annotated[str, BeforeValidator(checked(parse_period))]
QuantityText = Annotated[str, BeforeValidator(checked(parse_quantity))]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(listed), OrBareText()]
References = Annotated[tuple[Reference, ...], BeforeValidator(listed), OrBareText()]
Names = Annotated[dict[Literal["en", "ru", "uk"], Text], Field(min_length=1)]


class Entry(BaseModel):
    """A record of a curated file: no unknown key, never changed after it is read."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        alias_generator=lambda name: name.replace("_", " "),
        use_attribute_docstrings=True,
        str_strip_whitespace=True,
    )


WORD = re.compile(r"\w+(?:[’'.,:/-]\w+)*")


def count_words(text: str) -> int:
    """Words as the limits on stored text count them: runs of letters and digits, joined ones as
    one, so that `4,373`, `army's` and `3-5` are one word each.

    >>> count_words("one in five of the 200")
    6
    """
    return len(WORD.findall(text))
