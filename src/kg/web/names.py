"""How things are called in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from pyoxigraph import Literal, NamedNode

from kg.terms import BASE, UNKNOWN_AGENT
from kg.web.addresses import compact
from kg.web.asking import Row, ask, local_name
from kg.web.languages import LANGUAGES, current_language
from kg.web.site import current_site


@dataclass(frozen=True)
class Name:
    """A name, with the language that it is in.

    :ivar foreign: that language where it is not that of the page, else "": for the attribute `lang`
    """

    text: str
    language: str

    @property
    def foreign(self) -> str:
        return self.language if self.language != current_language() else ""

    def __str__(self) -> str:
        return self.text


def name_of(thing: NamedNode | Literal | str, given: Literal | None = None) -> Name:
    """What a thing is called: in the language of the page where it has a name in it, else in the
    first of LANGUAGES in which it has one, else as `given`, else by the end of its IRI.

    :param thing: its IRI; a literal is its own name
    :param given: a label that a query found
    """
    if isinstance(thing, Literal):
        return Name(thing.value, thing.language or "")
    iri = thing if isinstance(thing, str) else thing.value
    labels = _labels().get(iri, {})
    for language in (current_language(), *LANGUAGES, ""):
        if language in labels:
            return Name(labels[language], language)
    if given is not None:
        return Name(given.value, given.language or "")
    return Name(local_name(iri).replace("-", " ") if iri.startswith(BASE) else compact(iri), "")


def speaker_words(speaker: str | None, is_nameless: bool = False) -> str:
    """Who says something, in words: of a speaker without a name no more than that.

    :param speaker: IRI; None for one without a name
    :param is_nameless: whether it is that of a speaker without a name
    """
    if speaker == UNKNOWN_AGENT.value:
        return gettext("who says so is not known")
    if speaker is None or is_nameless:
        return gettext("a speaker without a name")
    return name_of(speaker).text


def labels_of(iri: str) -> dict[str, str]:
    """How a thing is called, by language; nothing where it has no name."""
    return _labels().get(iri, {})


def _labels() -> dict[str, dict[str, str]]:
    """The labels of the release that is served, by IRI and language."""
    site = current_site()
    if site.labels is None:
        site.labels = _collect(ask("labels"))
    return site.labels


def _collect(rows: tuple[Row, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        label = row["label"]
        found.setdefault(row["thing"].value, {})[label.language or ""] = label.value
    return found
