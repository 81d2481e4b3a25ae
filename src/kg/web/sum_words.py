"""The numbers of a check in the language of the page: the graph has them in English only."""

from __future__ import annotations

import re

from flask import Blueprint

from kg.quantity import QuantityError, parse_quantity
from kg.terms import BASE
from kg.web.languages import ENGLISH, current_language
from kg.web.names import name_of
from kg.wording import quantity

blueprint = Blueprint("sum_words", __name__)

SIGN = re.compile(r"( [÷+×−>≤] |[,;] )")
"""What stands between the numbers of a sum."""
_THOUSANDS = re.compile(r",(?=[0-9]{3})")
_RANGE = re.compile(r"(?<=[0-9]) to (?=[0-9])")
_RATE = re.compile(r" an? (?=(?:day|week|month|year)$)")


@blueprint.app_template_filter("sum_words")
def sum_words(text: str) -> str:
    """A sum, a number or the name of a mark in the language of the page; "" if it holds anything
    else, which is not ours to word.

    :param text: as the graph has it, such as "4,373 people ÷ 527 cases"
    """
    language = current_language()
    if language == ENGLISH:
        return text
    mark = name_of(f"{BASE}id/mark/{text.replace(' ', '-')}")
    if mark.language == language:
        return mark.text
    pieces = SIGN.split(text)
    worded = [_worded(piece, language) for piece in pieces[::2]]
    if not all(worded):
        return ""
    pieces[::2] = worded
    return "".join(pieces)


def _worded(piece: str, language: str) -> str:
    """A quantity in words of another language than English; "" of what is none."""
    notation = _THOUSANDS.sub("", piece).replace("at most", "up to")
    notation = _RATE.sub(" per ", _RANGE.sub("..", notation))
    try:
        return quantity(notation, parse_quantity(notation).unit, language)
    except QuantityError:
        return ""
