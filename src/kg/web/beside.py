"""What a claim was compared with, as `kg.plot.beside` draws it: what shares its axis, what is
counted otherwise, and what must not be compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from flask_babel import gettext

from kg import plot
from kg.interval import Interval
from kg.terms import BASE
from kg.web.addresses import path_of
from kg.web.asking import Row, local_name
from kg.web.bounds import bounds_in_words, bounds_of
from kg.web.claim_rows import claim_itself, row_of
from kg.web.claims import Statement
from kg.web.comparisons import VERDICTS, Compared, Comparison, compared
from kg.web.figures import Figure
from kg.web.languages import current_language, page_address
from kg.web.names import name_of
from kg.web.plotting import scale_unit
from kg.wording import count

NOT_COMPARABLE = "not-comparable"
FAULTS = VERDICTS[:2]
TEXT_KINDS = ("rendering", "attribution", "dating", "origins", "law")
"""Kinds of checks of a claim against a text, which compare no claims with one another."""
IN_TEXT_KINDS = ", ".join(f"<{BASE}id/check-kind/{kind}>" for kind in TEXT_KINDS)


@dataclass(frozen=True)
class Other:
    """A claim that another was compared with.

    :ivar verdict: slug of the gravest that was found of the two; what must not be compared is
        that, whatever else was found
    :ivar verdict_name: in the language of the page
    :ivar reason: of that verdict, in the language of the page; "" where it is in English only
    :ivar shares_axis: whether it counts the same thing in the same unit
    :ivar in_scope: whether that is of the same people in the same area, too
    """

    claim: Compared
    verdict: str
    verdict_name: str
    reason: str
    shares_axis: bool
    in_scope: bool


def others_of(
    own: Figure | Statement, rows: Iterable[Row], figures: Mapping[str, Figure]
) -> list[Other]:
    """What a claim was compared with, each once, in the order of the rows of beside.rq."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["claim"].value, []).append(row)
    return [_other(own, same, figures) for same in grouped.values()]


def _other(own: Figure | Statement, rows: Sequence[Row], figures: Mapping[str, Figure]) -> Other:
    verdicts = {local_name(row["verdict"].value): row for row in reversed(rows)}
    known = (verdict for verdict in (NOT_COMPARABLE, *VERDICTS) if verdict in verdicts)
    verdict = next(known)
    row = verdicts[verdict]
    claim = compared(row, figures)
    kinds = {local_name(one["kind"].value) for one in rows}
    same_area = "sameArea" not in row or row["sameArea"].value == "true"
    is_shared = _share_an_axis(own, claim.figure, kinds)
    in_scope = is_shared and same_area and _people(own) == _people(claim.figure)
    name = row["verdictLabel"].value
    # An explanation in English stands in the table, where it is marked as such.
    reason = "" if "english" in row else row["reason"].value
    return Other(claim, verdict, name, reason, is_shared, in_scope)


def _share_an_axis(own: Figure | Statement, other: Figure | None, kinds: set[str]) -> bool:
    """Whether two figures count the same thing in one unit; shares, penalties and changes only
    where a check says so, since what they are shares or changes of is not told by the figure."""
    if not isinstance(own, Figure) or other is None or _counted(own) != _counted(other):
        return False
    return own.kind == "count" or "dispute" in kinds


def _people(figure: Figure | Statement | None) -> frozenset[str]:
    return frozenset(figure.categories) if isinstance(figure, Figure) else frozenset()


def _counted(figure: Figure) -> tuple[object, ...]:
    """What a figure counts, and how; not of whom, nor when."""
    return figure.measure, scale_unit(figure), figure.kind, figure.per


def scopes_of(
    own: Figure | Statement, others: Sequence[Other], site: str = "", reasons: bool = True
) -> list[plot.Scope]:
    """The drawing of a claim and what it was compared with.

    :param site: address of the site, for links of a file that stands alone
    :param reasons: whether reasons stand in it
    """
    beside = [one for one in others if one.shares_axis and one.verdict != NOT_COMPARABLE]
    apart = [one for one in others if one.verdict == NOT_COMPARABLE]
    otherwise = [one for one in others if one not in beside and one not in apart]
    scopes = [_first(own, beside, others, site)]
    if otherwise:
        title = gettext("Checked together with it, but not on its axis")
        said = gettext("These count something else, or in another way, or are no numbers.")
        if isinstance(own, Statement):
            title, said = gettext("Checked together with it"), ""
        verdicts = _verdicts(otherwise, site, True, FAULTS if reasons else ())
        scopes.append(plot.Scope(title, verdicts, has_axis=False, said=said))
    if apart:
        verdicts = [
            plot.Verdict(
                "", [row_of(one.claim, site, True, one.reason if reasons else "") for one in apart]
            )
        ]
        title = gettext("Not to be compared with it")
        scopes.append(plot.Scope(title, verdicts, has_axis=False, is_apart=True))
    return scopes


def _first(
    own: Figure | Statement, beside: Sequence[Other], others: Sequence[Other], site: str
) -> plot.Scope:
    """The scope of the claim itself, with what shares its axis."""
    this = plot.Verdict(gettext("This claim"), [claim_itself(own, site)])
    said = "" if others else gettext("It was compared with no other claim.")
    if not isinstance(own, Figure):
        return plot.Scope(gettext("What is stated"), [this], has_axis=False, said=said)
    shared, words = None, ""
    if all(one.in_scope for one in beside):
        shared, words = overlap([own, *(one.claim.figure for one in beside if one.claim.figure)])
    elif beside:
        words = gettext("Not all of them are of the same people, so their bounds need not meet.")
    unit = scale_unit(own)
    return plot.Scope(
        name_of(own.measure).text,
        [this, *_verdicts(beside, site, False, ())],
        unit=name_of(f"{BASE}id/unit/{unit}").text if unit else "",
        has_axis=bool(beside),
        shared=shared,
        said=words or said,
        scale="percent" if unit == "percent" and own.kind == "share" else "auto",
        href=site + page_address(path_of(own.measure)),
    )


def overlap(figures: Sequence[Figure]) -> tuple[Interval | None, str]:
    """The values that all figures of a scope allow, and what is to be said on that.

    Nothing where there are not two, or where their bounds leave everything open.
    """
    known = [bounds for figure in figures if (bounds := bounds_of(figure))]
    if len(known) < 2 or len(known) < len(figures):
        return None, ""
    shared = common(known)
    if shared is not None and shared.is_unbounded:
        return None, ""
    claims = count(len(known), "claim", current_language())
    if shared is None:
        said = gettext(
            "Computed by this site: the bounds of these %(claims)s have no number in common.",
            claims=claims,
        )
    else:
        said = gettext(
            "Computed by this site: the bounds of these %(claims)s have in common %(range)s"
            " (the band).",
            claims=claims,
            range=bounds_in_words(shared, figures[0]),
        )
    return shared, f"{said} {_on_times(figures)}".strip()


def common(intervals: Sequence[Interval]) -> Interval | None:
    """The values that are in all of some intervals; None where there is none."""
    return reduce(lambda one, other: one and one & other, intervals)


def _on_times(figures: Sequence[Figure]) -> str:
    if not all(figure.is_dated for figure in figures):
        return gettext("Not all of them have a date, so they may be of different times.")
    if len({(figure.period, figure.as_of) for figure in figures}) > 1:
        return gettext("They are of different times, so each can hold in its own.")
    return ""


def _verdicts(
    others: Sequence[Other], site: str, with_measure: bool, reasons: Sequence[str]
) -> list[plot.Verdict]:
    """Claims by what was found of them, what disagrees first.

    :param reasons: of which verdicts the reasons stand there too
    """
    found = []
    for verdict in VERDICTS:
        same = [one for one in others if one.verdict == verdict]
        if same:
            claims = [
                row_of(one.claim, site, with_measure, one.reason if verdict in reasons else "")
                for one in same
            ]
            found.append(plot.Verdict(same[0].verdict_name, claims, verdict))
    return found


def scope_of_check(check: Comparison) -> plot.Scope:
    """The claims of one check: on one axis where they are numbers of one scope, else with their
    glyphs only."""
    figures = [one.figure for one in check.claims if one.figure]
    kind = check.iri.removeprefix(f"{BASE}id/check/").partition("/")[0]
    is_one = kind == "dispute" and len(figures) == len(check.claims)
    shared, said = overlap(figures) if is_one else (None, "")
    claims = [row_of(one, "", True, "") for one in check.claims]
    verdicts = [plot.Verdict(check.verdict_name, claims, check.verdict)]
    is_apart = check.verdict == NOT_COMPARABLE
    return plot.Scope("", verdicts, has_axis=is_one, is_apart=is_apart, shared=shared, said=said)
