"""What is said of mistakes in queries (`kg.query.mistakes`), in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint
from flask_babel import gettext

from kg.query.mistakes import ENGINE, SENTENCES

blueprint = Blueprint("mistake_words", __name__)


def sentences() -> dict[str, str]:
    """The sentence of each kind, with its placeholders such as `%(text)s`."""
    return {case: gettext(english) for case, english in SENTENCES.items() if case != ENGINE}


@blueprint.app_template_filter("statement_words")
def statement_words(statement: Mapping[str, str]) -> str:
    """One statement in words."""
    if statement["case"] == ENGINE:
        return statement["text"]
    return gettext(SENTENCES[statement["case"]]) % statement
