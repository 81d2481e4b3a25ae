"""How the templates of things word what queries find."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint
from flask_babel import gettext

from kg.web.asking import local_name
from kg.web.languages import current_language
from kg.web.things import law, penalties
from kg.web.things.sources import spans
from kg.wording import number, period

blueprint = Blueprint("things", __name__)
blueprint.add_app_template_filter(spans, "spans")
blueprint.add_app_template_filter(law.verdict, "force_words")
blueprint.add_app_template_filter(law.because, "because_words")
blueprint.add_app_template_filter(law.confirmation, "confirmation_words")
blueprint.add_app_template_filter(penalties.penalty_words, "penalty_words")
blueprint.add_app_template_filter(penalties.force, "force_of")


@blueprint.app_template_filter("period_words")
def period_words(text: str) -> str:
    """A period (EDTF) in words of the page's language."""
    return period(text, current_language())


@blueprint.app_template_filter("decimal_words")
def decimal_words(text: str) -> str:
    """A decimal number as the page's language writes it."""
    return number(Decimal(text), current_language())


@blueprint.app_template_filter("match_words")
def match_words(predicate: str) -> str:
    """How an item of another dataset matches a thing (SKOS §10), in words."""
    name = local_name(predicate)
    return {
        "exactMatch": gettext("the same"),
        "closeMatch": gettext("nearly the same"),
        "broadMatch": gettext("something wider"),
        "narrowMatch": gettext("something narrower"),
        "relatedMatch": gettext("something related"),
    }.get(name, name)
