"""The published release, opened; and the next one from when it is published, so that no answer is
taken from what was withdrawn meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.opened import OpenRelease, open_release
from kg.query import QueryLimits

MOST_BYTES = 16 * 2**20
"""Largest result of a query that is read; a small part of it is shown."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Served:
    """A release as answers are taken from it."""

    release: OpenRelease
    limits: QueryLimits


class Following:
    """The release to which a link points. Any number of threads may use it."""

    def __init__(self, link: Path, limits: QueryLimits) -> None:
        """
        :param link: to the published release
        :raises KgError: if there is none
        """
        self._link, self._limits = link, limits
        self._lock = threading.Lock()
        self._users: dict[Path, int] = {}
        self._target = link.resolve()
        self._served = self._open()

    @contextmanager
    def current(self) -> Iterator[Served]:
        """The release that is published now, for the time of an answer. One that cannot be opened
        is told of in the log, and the one before stays."""
        with self._lock:
            self._follow()
            served, target = self._served, self._served.release.path
            self._users[target] = self._users.get(target, 0) + 1
        try:
            yield served
        finally:
            with self._lock:
                self._users[target] -= 1
                if served is not self._served and not self._users[target]:
                    served.release.close()

    def close(self) -> None:
        """End the query engine."""
        self._served.release.close()

    def _follow(self) -> None:
        target = self._link.resolve()
        if target == self._target:
            return
        self._target = target
        before = self._served
        try:
            self._served = self._open()
        except KgError as error:
            _log.error("%s; answers are still taken from %s", error, before.release.id)
            return
        _log.warning("answers are now taken from release %s", self._served.release.id)
        if not self._users.get(before.release.path):
            before.release.close()

    def _open(self) -> Served:
        return Served(open_release(self._target, self._limits, MOST_BYTES), self._limits)
