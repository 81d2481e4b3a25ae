"""Claims as rows of a drawing: each with all that stands beside a claim wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from pyoxigraph import Literal

from kg import plot
from kg.terms import BASE
from kg.web.addresses import path_of
from kg.web.bounds import bounds_of, factor_of
from kg.web.claims import Statement
from kg.web.comparisons import Compared
from kg.web.figures import Figure
from kg.web.languages import current_language, page_address
from kg.web.names import name_of, speaker_words
from kg.wording import count


def row_of(one: Compared, site: str, with_measure: bool, reason: str) -> plot.Claim:
    """The row of a claim that was compared.

    :param site: address of the site, for links of a file that stands alone
    :param with_measure: whether it says what it counts
    """
    if one.figure:
        return _figure(one.figure, site, with_measure, reason)
    told = [speaker_words(one.speaker), *_party(one.party)]
    return _statement(one.iri, one.label, told, site, reason)


def claim_itself(own: Figure | Statement, site: str = "") -> plot.Claim:
    """The row of the claim that others stand beside."""
    if isinstance(own, Figure):
        return _figure(own, site, False, "")
    told = [speaker_words(own.speaker, own.is_nameless), *_party(own.party)]
    told += [_printed(own.printed_by)] if own.printed_by else []
    return _statement(own.iri, own.says, told, site, "", own.is_weak)


def _figure(figure: Figure, site: str, with_measure: bool, reason: str) -> plot.Claim:
    who = told_of(figure)
    stated = None if figure.stated is None else float(figure.stated) * factor_of(figure)
    says = f"{figure.quantity}: {name_of(figure.measure)}" if with_measure else figure.quantity
    return plot.Claim(
        href=site + page_address(f"/claim/{figure.id}"),
        title=figure.title if not figure.is_nameless else f"{figure.title} ({who[0]})",
        says=says,
        told=" · ".join(who),
        qualifier=figure.qualifier,
        bounds=bounds_of(figure),
        stated=stated,
        reason=reason,
        computed=figure.is_computed,
        flagged=bool(figure.marks),
        alleged=figure.is_weak,
    )


def told_of(figure: Figure) -> list[str]:
    """All that stands beside a number: who says it, when, who prints it, and how many know it."""
    if figure.is_computed:
        told = [gettext("computed by this site")]
    else:
        told = [speaker_words(figure.producer, figure.is_nameless), *_party(figure.party)]
    told.append(figure.when or gettext("without a date"))
    if figure.is_weak:
        told.append(name_of(f"{BASE}id/modality/{figure.modality}").text)
    if figure.printed_by:
        told.append(_printed(figure.printed_by))
    if figure.origins is not None:
        known = count(figure.origins, "origin", current_language())
        told.append(known if figure.origins else gettext("origin unknown"))
    return told


def _statement(
    iri: str, says: Literal, told: Sequence[str], site: str, reason: str, is_weak: bool = False
) -> plot.Claim:
    language = says.language or ""
    return plot.Claim(
        href=site + page_address(path_of(iri)),
        title=says.value,
        says=says.value,
        told=" · ".join(told),
        reason=reason,
        alleged=is_weak,
        language=language if language != current_language() else "",
    )


def _party(party: str | None) -> list[str]:
    return [gettext("party to the war")] if party else []


def _printed(outlets: str) -> str:
    return gettext("printed by %(outlets)s", outlets=outlets)
