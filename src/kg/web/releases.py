"""The releases that are kept beside the one that is served: they stay citable, file by file and
claim by claim, until something that they hold is withdrawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.errors import KgError
from kg.release import ID_PATTERN, Release, open_release
from kg.web.site import Site


def find_release(site: Site, identifier: str) -> Release | None:
    """The release with this identifier; None if there is none, or none any more.

    :raises Withdrawn: if it has been withdrawn, or holds something that has been
    """
    if not ID_PATTERN.fullmatch(identifier):
        return None
    if identifier == site.release_id:
        return site.release
    try:
        return _opened(site.release.path.parent / identifier)
    except KgError:
        return None


@lru_cache(64)
def _opened(path: Path) -> Release:
    return open_release(path)  # a directory of this name never changes
