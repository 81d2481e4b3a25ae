"""What one language says: its data file, and its numbers and plural categories from CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from babel import Locale

from kg.errors import KgError
from kg.quantity import decimal_text
from kg.yamlfile import read_yaml

LANGUAGES = ("en", "ru", "uk")


@dataclass(frozen=True)
class Language:
    """A language of the site.

    :ivar locale: its conventions in CLDR
    :ivar words: the data file, as it stands
    :ivar forms: the forms of every unit and noun, by slug
    """

    locale: Locale
    words: Mapping[str, Any]
    forms: Mapping[str, Mapping[str, str]]

    def number(self, value: Fraction) -> str:
        """A number with the separators of the language, all its digits kept."""
        whole, mark, digits = decimal_text(abs(value)).partition(".")
        symbols = self.locale.number_symbols["latn"]
        whole = f"{int(whole):,}".replace(",", symbols["group"])
        text = whole + (symbols["decimal"] if mark else "") + digits
        return symbols["minusSign"] + text if value < 0 else text

    def category(self, value: Fraction) -> str:
        """The plural category of a number: one, few, many or other (UTS 35 part 3, 5)."""
        return self.locale.plural_form(Decimal(decimal_text(abs(value))))

    def form(self, slug: str, category: str, case: str | None = None) -> str | None:
        """The form of a unit or noun after a number of a category, which stands in a case.

        None for a word that the data file does not have.
        """
        forms = self.forms.get(slug)
        if forms is None:
            return None
        category = self.words.get("cases", {}).get(case, {}).get(category, category)
        return forms.get(category) or forms.get("one" if category == "accusative" else "other")


@lru_cache
def language_named(code: str) -> Language:
    """A language of the site by its code.

    :raises KgError: if the site does not speak it
    """
    if code not in LANGUAGES:
        raise KgError(f"language {code!r}: write one of {', '.join(LANGUAGES)}")
    with as_file(files(__package__) / f"{code}.yaml") as path:
        words = read_yaml(path, f"kg/wording/{code}.yaml").value
    return Language(Locale.parse(words["locale"]), words, words["units"] | words["nouns"])
