"""What is told of the publications of releases: the history as the release that is served lets it
be seen, each entry with what differs from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal

from kg.differences.comparing import edition_of
from kg.differences.difference import (
    WAYS,
    Change,
    Difference,
    Edition,
    Item,
    Labels,
    Section,
    folded,
)
from kg.differences.groups import groups, part_words, property_words
from kg.differences.history import FOLDER, Publication, history, kept_difference, when_written
from kg.differences.naming import standing_in
from kg.differences.withholding import Telling
from kg.release import PUBLISHED
from kg.terms import BASE
from kg.tombstones import Stone, tombstones_of
from kg.web.figures import Figure, find_figures
from kg.web.languages import ENGLISH, LANGUAGES, current_language
from kg.web.names import Name
from kg.web.releases import telling_of
from kg.web.site import current_site

FIGURES = ("figures", "computed")


@dataclass(frozen=True)
class Entry:
    """A publication, and what it changed.

    :ivar edition: what the release says of itself, as far as it is known
    :ivar difference: from the release before; None of the first, and where none is kept
    :ivar stone: when and why the release was withdrawn; None where it was not
    :ivar is_readable: whether the release is here to be looked at
    """

    publication: Publication
    edition: Edition | None
    difference: Difference | None
    stone: Stone | None
    is_readable: bool

    @property
    def release(self) -> str:
        """The release's identifier."""
        return self.publication.release

    @property
    def is_first(self) -> bool:
        """Whether no release was published here before."""
        return not self.publication.previous

    @property
    def updated(self) -> str:
        """When what is told of it changed last (RFC 3339, UTC); "" where that is not known."""
        revised = self.difference.revised if self.difference else ""
        return max(self.publication.when, revised)


@dataclass(frozen=True)
class Told:
    """A thing of an entry, as a page shows it.

    :ivar figure: of a figure that the served release has
    :ivar stands: whether the served release has it
    :ivar version: path of it in the release of the entry, where that may be read
    """

    item: Item
    figure: Figure | None
    stands: bool
    version: str


def publications_told() -> list[Publication]:
    """The publications up to the release that is served, newest first."""
    release = current_site().release
    found = list(history(release.path.parent))
    own = [place for place, one in enumerate(found) if one.release == release.id]
    if not own:  # one that was made otherwise than by `kg release`
        return [Publication(release.id, "", when_written(release.path))]
    return found[own[-1] :: -1]


def entries(publications: Iterable[Publication]) -> list[Entry]:
    """What is told of some of them."""
    kept = current_site().kept
    telling = telling_of(kept)
    return [_entry(publication, telling) for publication in publications]


def _entry(publication: Publication, telling: Telling) -> Entry:
    kept, release = current_site().kept, publication.release
    found = _difference(publication, telling) if publication.previous else None
    is_readable = release in telling.readable
    edition = found.new if found else None
    if is_readable and not edition:
        edition = edition_of(kept.served if release == kept.served.id else kept.others[release])
    stone = kept.tombstones.releases.get(release)
    return Entry(publication, edition, found, stone, is_readable)


def _difference(publication: Publication, telling: Telling) -> Difference | None:
    folder = telling.release.parent
    sides = frozenset(telling.readable), frozenset(telling.barred)
    return _limited(publication, telling.release, *sides, _state(folder))


def _state(folder: Path) -> tuple[int, ...]:
    """What is another number when something that is kept changes."""
    paths = (folder / FOLDER, folder / PUBLISHED)
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in paths)


@lru_cache(64)
def _limited(
    publication: Publication,
    served: Path,
    readable: frozenset[str],
    barred: frozenset[str],
    state: tuple[int, ...],
) -> Difference | None:
    """The kept difference of a publication, without what may not be told now."""
    found = kept_difference(served.parent, publication)
    telling = Telling(served, tombstones_of(served), readable, barred)
    return telling.limit(found) if found else None


@lru_cache(20_000)
def stands(served: Path, iri: str) -> bool:
    """Whether a release has a thing."""
    return standing_in(served, iri) is not None


def is_here(iri: str) -> bool:
    """Whether the release that is served has a thing."""
    return iri.startswith(BASE) and stands(current_site().release.path, iri)


def told(entry: Entry, section: Section, most: int | None = None) -> Mapping[str, list[list[Told]]]:
    """The things of a section that are listed, by what happened to them; those of which the same
    changed are together.

    :param most: of each list, and of those that are together; None for all
    """
    figures = {}
    if section.group in FIGURES and any(getattr(section, way) for way in WAYS):
        figures = {figure.iri: figure for figure in find_figures()}
    kept = current_site().kept
    previous = entry.publication.previous
    shown = dict.fromkeys(WAYS, entry.release if entry.is_readable else "")
    shown["removed"] = previous if previous in kept.others else ""

    def one(way: str, item: Item) -> Told:
        name = item.iri.removeprefix(f"{BASE}id/")
        has_version = shown[way] and item.iri.startswith(f"{BASE}id/")
        version = f"/release/{shown[way]}/{name}" if has_version else ""
        return Told(item, figures.get(item.iri), is_here(item.iri), version)

    return {
        way: [
            [one(way, item) for item in same[:most]]
            for same in folded(getattr(section, way))[:most]
        ]
        for way in WAYS
    }


def given(labels: Labels) -> Literal | None:
    """The name that is kept of something, for where the site has none of it at hand."""
    if not labels:
        return None
    name = words_of(labels)
    return Literal(name.text, language=name.language) if name.language else Literal(name.text)


def words_of(labels: Labels, fallback: str = "") -> Name:
    """What something is called, in the language of the page where it has a name in it."""
    for language in (current_language(), *LANGUAGES, ""):
        if language in labels:
            return Name(labels[language], language)
    return Name(fallback, "")


def as_read(change: Change) -> tuple[Change, int]:
    """A change with the texts of the reader's language, else with the English ones, and in how
    many other languages it is told too."""
    languages = {value.language for value in (*change.before, *change.after)} - {""}
    own = next((one for one in (current_language(), ENGLISH) if one in languages), "")
    before, after = (
        tuple(value for value in values if value.language in ("", own))
        for values in (change.before, change.after)
    )
    return replace(change, before=before, after=after), len(languages - {own})


def title_of(group: str) -> str:
    """What a group of things is called in the language of the page."""
    return words_of(groups()[group].title).text


def part_title(kind: str) -> str:
    """What a kind of parts is called in the language of the page."""
    return words_of(part_words(kind)).text


def property_labels(iri: str) -> Labels:
    """What a property of another vocabulary is called; none of one of ours, which has a page."""
    return property_words().get(iri, {})
