"""What the graph explorer writes on its cards: of each thing what it is and what it is called, of a
figure all that stands beside its number, of a claim who says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext, ngettext
from pyoxigraph import Literal

from kg.build.entities import NEVER_TOGETHER
from kg.plot import glyph
from kg.terms import BASE, term
from kg.web.addresses import path_of
from kg.web.asking import Row, ask, local_name, node
from kg.web.figures import Figure, know_figures, known_figure
from kg.web.filters import qualifier_words
from kg.web.languages import LANGUAGES, current_language, page_address
from kg.web.names import name_of, speaker_words

Card = dict[str, Any]

UNDATED = "9999"
"""What has no date comes after what has one."""


def cards(iris: Sequence[str]) -> list[Card]:
    """The cards of those of some things that the graph has, in the order asked for.

    :param iris: IRIs of things
    """
    rows: dict[str, list[Row]] = {}
    found = ask("graph_cards", things=" ".join(str(node(iri)) for iri in iris))
    for row in found:
        rows.setdefault(row["thing"].value, []).append(row)
    compared = [row["compared"].value for row in found if "compared" in row]
    know_figures([*rows, *compared])
    return [_card(iri, rows[iri]) for iri in dict.fromkeys(iris) if iri in rows]


def class_label(name: str) -> str:
    """What a class is called in the language of the page, as a heading has it."""
    text = name_of(term(f"ref:{name}")).text
    return text[:1].upper() + text[1:]


def _card(iri: str, rows: Sequence[Row]) -> Card:
    classes = sorted({local_name(row["class"].value) for row in rows})
    figure = known_figure(iri)
    label, language = (figure.title, current_language()) if figure else _label(iri, rows)
    card = {
        "iri": iri,
        "path": page_address(path_of(iri)),
        "classes": classes,
        "kind": class_label(classes[0]),
        "label": label,
        "language": language,
        "nameless": any(row["class"] in NEVER_TOGETHER for row in rows),
    }
    if "issued" in rows[0]:
        card["issued"] = rows[0]["issued"].value
    said = {row["compared"].value: row["said"].value for row in rows if "compared" in row}
    if said:
        figures = {claim: known_figure(claim) for claim in sorted(said)}
        card["lines"] = [one.title if one else said[claim] for claim, one in figures.items()]
    return card | (_figure(figure) if figure else _speaker(rows) | _printed(rows))


def _label(iri: str, rows: Iterable[Row]) -> tuple[str, str]:
    """What a thing is called, and in which language."""
    labels: Mapping[str, str] = {
        row["label"].language or "": row["label"].value
        for row in rows
        if isinstance(row.get("label"), Literal)
    }
    for language in (current_language(), *LANGUAGES, ""):
        if language in labels:
            return labels[language], language
    found = name_of(iri)
    return found.text, found.language


def _figure(figure: Figure) -> Card:
    """What stands beside a number."""
    return {
        "quantity": figure.quantity,
        "counted": name_of(figure.measure).text,
        "order": figure.starts.isoformat() if figure.starts else UNDATED,
        "when": figure.when,
        "glyph": str(glyph(figure.qualifier, figure.is_computed)),
        "meant": qualifier_words(figure.qualifier, figure.is_computed),
        "said_by": gettext("computed by this site")
        if figure.is_computed
        else speaker_words(figure.producer, figure.is_nameless),
        "party": name_of(figure.party).text if figure.party else None,
        "origins": _origins(figure),
        "computed": figure.is_computed,
        "weak": name_of(f"{BASE}id/modality/{figure.modality}").text if figure.is_weak else None,
        "caveats": _caveats(figure),
    }


def _caveats(figure: Figure) -> list[str]:
    """What its caveats are called, or how many there are where none has a name."""
    if figure.marks or not figure.caveats:
        return [name_of(f"{BASE}id/mark/{mark}").text for mark in figure.marks]
    return [ngettext("%(num)s caveat", "%(num)s caveats", figure.caveats)]


def _speaker(rows: Sequence[Row]) -> Card:
    """Who says a statement; nothing of what is none."""
    spoken = next((row for row in rows if "speaker" in row), None)
    if spoken is None:
        return {}
    return {"said_by": speaker_words(spoken["speaker"].value, spoken["nameless"].value == "true")}


def _printed(rows: Iterable[Row]) -> Card:
    """The first article that prints a statement, and what sorts statements as it has them."""
    places = [
        (
            row["printed"].value if "printed" in row else UNDATED,
            row["article"].value,
            int(row["start"].value),
        )
        for row in rows
        if "start" in row
    ]
    if not places:
        return {}
    printed, article, start = min(places)
    return {"printed": name_of(article).text, "order": f"{printed} {article} {start:08}"}


def _origins(figure: Figure) -> str:
    """Independent origins in words: not how many print it, but how many know it."""
    if figure.origins is None:
        return gettext("computed")
    if not figure.origins:
        return gettext("origin unknown")
    return ngettext("%(num)s independent origin", "%(num)s independent origins", figure.origins)
