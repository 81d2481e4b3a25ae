"""What shows the facts of a page: a numbered list, in the order in which the page uses each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.terms import BASE
from kg.web.asking import Row, ask

STATEMENTS = f"{BASE}id/claim/"


@dataclass(frozen=True)
class Source:
    """A document, or a statement of an annotated article.

    :ivar iri: of the document or the statement
    :ivar label: how it is called
    :ivar kind: IRI of the kind of organisation that published it, or None
    :ivar issued: its date (EDTF), or None where that is not known
    """

    number: int
    iri: str
    label: Literal
    publisher: str
    title: Literal | None
    kind: str | None
    issued: str | None

    @property
    def is_statement(self) -> bool:
        return self.iri.startswith(STATEMENTS)


@dataclass
class Sources:
    """The list while a page is made."""

    numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, iris: Iterable[str | NamedNode]) -> tuple[int, ...]:
        """The numbers of sources, which are put on the list where they are not yet."""
        names = (iri if isinstance(iri, str) else iri.value for iri in iris)
        return tuple(
            sorted({self.numbers.setdefault(name, len(self.numbers) + 1) for name in names})
        )

    def cite_row(self, row: Row, name: str = "sources") -> tuple[int, ...]:
        """Those that a row of a query names, parted by spaces."""
        return self.cite(sorted(row[name].value.split())) if name in row else ()

    def listed(self) -> Iterator[Source]:
        """Every one with who published it, and when."""
        if not self.numbers:
            return
        rows: dict[str, Row] = {}
        for row in ask("sources"):
            rows.setdefault(row["source"].value, row)
        for iri, number in self.numbers.items():
            if iri in rows:
                yield _source(number, iri, rows[iri])


def _source(number: int, iri: str, row: Row) -> Source:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    return Source(
        number,
        iri,
        row["label"],
        row["publisher"].value,
        row.get("title"),
        text("publisherKind"),
        text("issued"),
    )


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as spans of at least three that follow each other, or single ones.

    >>> spans([1, 2, 3, 5, 6])
    [(1, 3), (5, 5), (6, 6)]
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    found = []
    for run in runs:
        found += [(run[0], run[-1])] if len(run) > 2 else [(one, one) for one in run]
    return found
