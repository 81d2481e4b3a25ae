"""An opened release: what it says of itself, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg.archive import open_verified
from kg.citation import version_iri
from kg.opened.background import BackgroundEngine
from kg.opened.results import Solutions, result_of
from kg.query import QueryLimits
from kg.release import Release

if TYPE_CHECKING:
    import rdflib


class OpenRelease:
    """A release, opened by :func:`open_release`. Any number of threads may use one.

    Use it in a `with` block, or call `close` at the end; the end of the program does so, too.
    """

    def __init__(self, release: Release, limits: QueryLimits) -> None:
        """
        :param release: that is whole
        :param limits: of each query
        """
        self._release = release
        self._engine = BackgroundEngine(release.path, limits)

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

    def query(self, sparql: str) -> Solutions | bool | rdflib.Graph:
        """Ask a SPARQL 1.1 query, of the same dataset and by the same engine as the server's.

        It runs in a process of its own under limits of time and memory; the first one takes a
        second longer, since the engine is started then. Needs Linux.

        :returns: solutions of SELECT, a truth value of ASK, a graph of CONSTRUCT and DESCRIBE
        :raises QueryError: of the type that says why there is no result (see `kg.query`)
        """
        return result_of(*self._engine.query(sparql))

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
    path: str | Path = "releases/current", limits: QueryLimits | None = None
) -> OpenRelease:
    """Open a release to read its claims and tables and to ask it queries.

    Every file is compared with its hash first.

    :param path: a folder of a release, or the link to one
    :param limits: of each query; those of the server if there are none
    :raises KgError: if there is no release, if a file is damaged or missing, or if it holds what
        was withdrawn since
    """
    return OpenRelease(open_verified(Path(path)), limits or QueryLimits())
