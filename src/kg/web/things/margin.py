"""The margin of a page: its facts, a line each, with the numbers of the sources that show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.web.things.record import Thing
from kg.web.things.sources import Sources


@dataclass(frozen=True)
class Value:
    """A value of a fact: a thing, or words.

    :ivar iri: of the thing, which is shown by its name; None of words
    :ivar label: a label of the thing, for one that has no name in the release's list of names
    :ivar note: what stands behind it, such as since when
    :ivar sources: numbers of what shows it
    :ivar rule: IRI of the rule that infers it; None of what is asserted
    :ivar url: address of a publisher's page, which is shown by `text`
    :ivar by: IRI of what it is known through, such as the body that an organisation belongs to; of
        an address, its publisher
    """

    iri: str | None = None
    text: str = ""
    label: Literal | None = None
    note: str = ""
    sources: tuple[int, ...] = ()
    rule: str | None = None
    url: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Line:
    """A fact: what it is, and its values."""

    label: str
    values: tuple[Value, ...]


def things(label: str, iris: Iterable[str], sources: tuple[int, ...] = ()) -> Line:
    """A line of things that are shown by the same sources."""
    return Line(label, tuple(Value(iri, sources=sources) for iri in iris))


def words(label: str, text: str | None, sources: tuple[int, ...] = (), note: str = "") -> Line:
    """A line of words; without them it is empty."""
    return Line(label, (Value(text=text, sources=sources, note=note),) if text else ())


def shown(lines: Iterable[Line]) -> list[Line]:
    """The lines that have something to show."""
    return [line for line in lines if line.values]


def cite_thing(thing: Thing, sources: Sources) -> tuple[int, ...]:
    """The sources that are named for a thing as a whole."""
    return sources.cite(sorted(thing.iris("source")))
