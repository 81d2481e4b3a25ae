"""An opened release: what it says of itself, and what can be asked of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg.archive import open_verified
from kg.citation import version_iri
from kg.errors import KgError, nearest
from kg.opened.background import MOST_BYTES, BackgroundEngine
from kg.opened.citing import cite
from kg.opened.claims import Claim, Figure, Statement
from kg.opened.finding import find, id_in
from kg.opened.reading import Checks, read_checks, read_figures, read_statements
from kg.opened.results import Solutions, result_of
from kg.opened.tables import Tables
from kg.query import QueryLimits
from kg.questions import Question
from kg.release import Release
from kg.search import Found, SearchIndex, open_index

if TYPE_CHECKING:
    import pandas
    import rdflib

QUESTIONS = "questions.json"


class OpenRelease:
    """A release, opened by :func:`open_release`. Any number of threads may use one.

    Use it in a `with` block, or call `close` at the end; the end of the program does so, too.
    """

    def __init__(self, release: Release, limits: QueryLimits, most_bytes: int = MOST_BYTES) -> None:
        """
        :param release: that is whole
        :param limits: of each query
        :param most_bytes: largest result of a query
        """
        self._release = release
        self._engine = BackgroundEngine(release.path, limits, most_bytes)
        self._tables = Tables(release.path, release.manifest["files"])

    @property
    def path(self) -> Path:
        """Its folder."""
        return self._release.path

    @property
    def manifest(self) -> Mapping[str, object]:
        """All that it says of itself: counts, sources, and each file with its hash."""
        return self._release.manifest

    @property
    def id(self) -> str:
        """Its identifier: the beginning of the hash over its files."""
        return self._release.id

    @property
    def iri(self) -> str:
        """Its version IRI, by which it is cited."""
        return version_iri(self.id)

    @property
    def version(self) -> str:
        """The version of its edition."""
        return str(self.manifest["version"])

    @cached_property
    def date(self) -> date:
        """The day of its edition."""
        return date.fromisoformat(str(self.manifest["date"]))

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.manifest["title"])

    @property
    def licence(self) -> str:
        """The IRI of the licence of its data."""
        return str(self.manifest["licence"])

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in the order of their IRIs: what is printed, and what we computed of it."""
        return read_figures(self._release, self._tables, self._checks)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement without a number, in the order of their IRIs."""
        return read_statements(self._release, self._tables, self._checks)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every figure, then every statement."""
        return (*self.figures, *self.statements)

    def claim(self, name: str) -> Figure | Statement:
        """The claim with a name.

        :param name: its slug, its id such as `claim/proekt-convictions-2023`, its IRI, or the IRI
            by which it is cited
        :raises Withdrawn: if it has been withdrawn
        :raises KgError: if there is none; with the nearest names
        """
        slug = id_in(name, self.id).removeprefix("claim/")
        return find(self._claims, slug, "claim", self.path)

    @property
    def tables(self) -> Mapping[str, str]:
        """By the name of each table what it holds, one row per what."""
        return self._tables.titles

    def frame(self, table: str) -> pandas.DataFrame:
        """A table as a data frame; its `attrs` say what it and each column hold, and how to cite.

        Decimal numbers are `float64` (a claim has them exactly), whole ones `Int64`, truth values
        `boolean`, days `datetime64[s]`; dates in EDTF are text. Several values are a tuple.

        :raises KgError: if there is no such table, with the nearest names; or without pandas
        """
        frame = self._tables.frame(table)
        frame.attrs |= {"release": self.id, "licence": self.licence, "citation": self.cite()}
        return frame

    def cite(self, claim: Claim | str | None = None, format: str = "text") -> str:
        """How the release, or a claim as it stands in it, is cited.

        :param claim: itself, or a name by which `claim` finds it
        :param format: `text`, `bibtex` or `csl` (CSL-JSON)
        :raises KgError: if there is no such format, or no such claim
        """
        if isinstance(claim, str):
            claim = self.claim(claim)
        return cite(self._release, claim, format)

    @cached_property
    def index(self) -> SearchIndex:
        """The index of names and words: `search`, `suggest`, `candidates`, `entry`, `types`.

        :raises KgError: if the release was made before there was one
        """
        return open_index(self.path)

    def search(self, text: str, types: str | Sequence[str] = (), limit: int = 20) -> Found:
        """Things by their names, in any of three languages and in either script, and by our words.

        :param types: of a class such as `Organisation`, or of any of several
        :param limit: of hits
        :raises KgError: if there is no such class, with the nearest; or if the text is too long
        """
        types = (types,) if isinstance(types, str) else types
        for name in types:
            if name not in self.index.types:
                raise KgError(f"no class is called {name!r} ({nearest(name, [*self.index.types])})")
        return self.index.search(text, types, limit)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The stored questions, each in words and in SPARQL."""
        content = json.loads((self.path / QUESTIONS).read_text(encoding="utf-8"))
        return tuple(map(Question.of, content))

    def ask(self, question: str) -> Solutions | bool | rdflib.Graph:
        """The answer to a stored question.

        :param question: its slug
        :raises KgError: if there is none, with the nearest ones
        :raises QueryError: if there is no answer
        """
        known = {one.slug: one for one in self.questions}
        return self.query(find(known, question, "question", self.path).query)

    def query(self, sparql: str) -> Solutions | bool | rdflib.Graph:
        """Ask a SPARQL 1.1 query, of the same dataset and by the same engine as the server's.

        It runs in a process of its own under limits of time and memory; the first one takes a
        second longer, since the engine is started then. Needs Linux.

        :returns: solutions of SELECT, a truth value of ASK, a graph of CONSTRUCT and DESCRIBE
        :raises QueryError: of the type that says why there is no result (see `kg.query`)
        """
        return result_of(*self._engine.query(sparql))

    @cached_property
    def _checks(self) -> Checks:
        return read_checks(self._tables)

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.slug: claim for claim in self.claims}

    def close(self) -> None:
        """End the query engine; nothing can be asked after that."""
        self._engine.close()

    def __enter__(self) -> OpenRelease:
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<OpenRelease {self.id}, version {self.version} of {self.date}>"


def open_release(
    path: str | Path = "releases/current",
    limits: QueryLimits | None = None,
    most_bytes: int = MOST_BYTES,
) -> OpenRelease:
    """Open a release to read its claims and tables and to ask it queries.

    Every file is compared with its hash first.

    :param path: a folder of a release, or the link to one
    :param limits: of each query; those of the server if there are none
    :param most_bytes: largest result of a query that is read into memory
    :raises KgError: if there is no release, if a file is damaged or missing, or if it holds what
        was withdrawn since
    """
    return OpenRelease(open_verified(Path(path)), limits or QueryLimits(), most_bytes)
