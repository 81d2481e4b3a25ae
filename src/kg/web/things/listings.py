"""What several kinds of pages list: figures with their plot, statements, concepts of a scheme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.plot import COLUMN
from kg.web.asking import Answer, answer
from kg.web.figures import Figures, find_figures
from kg.web.names import name_of
from kg.web.plotting import Plot, timelines

FEWEST_PLOTTED = 2


@dataclass(frozen=True)
class Drawn:
    """Figures and, where there are enough of them that have a time, their plot."""

    figures: Figures
    plot: Plot | None

    def __len__(self) -> int:
        return len(self.figures)


def draw(pattern: str, iri: str, name: str) -> Drawn:
    """The figures that a pattern finds, drawn through time.

    :param pattern: SPARQL of our own that narrows `?claim` down, with `?thing` for the IRI
    :param name: what the plot shows
    """
    figures = find_figures(pattern.replace("?thing", str(NamedNode(iri))))
    enough = sum(one.is_dated for one in figures) >= FEWEST_PLOTTED
    return Drawn(figures, timelines(figures, name, wide=COLUMN) if enough else None)


def statements(pattern: str, iri: str) -> Answer:
    """The statements that a pattern finds, in the order of their words."""
    return answer("statements_where", restriction=pattern.replace("?thing", str(NamedNode(iri))))


@dataclass(frozen=True)
class Branch:
    """A concept with those under it.

    :ivar figures, statements: how many name it directly
    """

    iri: str
    figures: int
    statements: int
    definition: object
    below: tuple[Branch, ...]


def tree(found: Answer) -> tuple[Branch, ...]:
    """The concepts of a scheme as a hierarchy, by name; one with several above it stands
    under each."""
    rows = {row["concept"].value: row for row in found.rows}
    above: dict[str, set[str]] = {iri: set() for iri in rows}
    for row in found.rows:
        if "broader" in row and row["broader"].value in rows:
            above[row["concept"].value].add(row["broader"].value)

    def branches(parent: str | None, path: tuple[str, ...] = ()) -> tuple[Branch, ...]:
        here = [
            iri
            for iri in rows
            if iri not in path and (parent in above[iri] if parent else not above[iri])
        ]
        here.sort(key=lambda iri: name_of(iri).text.casefold())
        return tuple(branch(iri, (*path, iri)) for iri in here)

    def branch(iri: str, path: tuple[str, ...]) -> Branch:
        row = rows[iri]
        counts = [int(row[name].value) if name in row else 0 for name in ("figures", "statements")]
        return Branch(iri, *counts, row.get("definition"), branches(iri, path))

    return branches(None)


def around(branches: Iterable[Branch], iri: str) -> tuple[Branch, ...]:
    """Only those branches that lead to a concept, with all that is below it."""
    found = []
    for branch in branches:
        below = around(branch.below, iri)
        if branch.iri == iri:
            found.append(branch)
        elif below:
            found.append(Branch(branch.iri, branch.figures, branch.statements, None, below))
    return tuple(found)
