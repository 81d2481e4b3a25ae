"""What the interface says in other languages, by Flask-Babel.

The catalogues are `translations/<language>/*.po` beside this file, read as they are: there is no
compiled copy of them that could be stale. What has no translation is shown in English, with a mark
that says so.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from kg.web.languages import ENGLISH, current_language

UNTRANSLATED = " [en]"
"""What stands after a text that is not in the reader's language."""


class _Untranslated(NullTranslations):
    """The end of the chain: the text as it is, marked."""

    def ugettext(self, message: str) -> str:
        return message + UNTRANSLATED

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        return (singular if number == 1 else plural) + UNTRANSLATED

    gettext, ngettext = ugettext, ungettext


class _Catalogues(Domain):
    """The texts of the language that is asked for."""

    def get_translations(self) -> NullTranslations:
        return translations(str(get_locale() or ENGLISH))


@cache
def translations(language: str) -> NullTranslations:
    """All catalogues of a language as one."""
    if language == ENGLISH:
        return NullTranslations()
    whole = Catalog(locale=language)
    for entry in sorted(files("kg.web").joinpath("translations", language).iterdir(), key=str):
        if entry.name.endswith(".po"):
            with entry.open("rb") as file:
                for message in read_po(file, locale=language):
                    if message.id and all(
                        message.string if message.pluralizable else [message.string]
                    ):
                        whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    found = Translations(compiled)
    found.add_fallback(_Untranslated())
    return found


def register(app: Flask) -> None:
    """Let templates and views of an application translate by `_` and `ngettext`."""
    babel = Babel(app, locale_selector=current_language)
    babel.domain_instance = _Catalogues()  # in place of the one that reads compiled catalogues
