"""The history of publications, and the differences that are kept of them, a file each.

They lie beside the releases and are no part of one: an old release says nothing of what came after
it. A difference is computed once, when the later of two releases is published, and stays when the
releases that it is of are deleted. What is withdrawn is taken out of all of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kg.differences.comparing import compare
from kg.differences.difference import Difference, read_difference
from kg.differences.withholding import Telling
from kg.errors import KgError
from kg.release import ID_PATTERN, MANIFEST, open_release, publications

FOLDER = "differences"
RFC_3339 = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Publication:
    """A release when it took the place of another one.

    :ivar previous: identifier of the release before it; "" of the first
    :ivar when: RFC 3339, UTC; "" where it is not known
    :ivar number: how often this release had been published by then
    """

    release: str
    previous: str
    when: str
    number: int = 1


def history(folder: Path) -> tuple[Publication, ...]:
    """Every publication from a folder of releases, the earliest first.

    A release that was published again while it was current is told once.
    """
    found: list[Publication] = []
    for name, when in publications(folder):
        if not ID_PATTERN.fullmatch(name) or (found and found[-1].release == name):
            continue
        number = 1 + sum(publication.release == name for publication in found)
        previous = found[-1].release if found else ""
        found.append(Publication(name, previous, when or when_written(folder / name), number))
    return tuple(found)


def when_written(release: Path) -> str:
    """When a release was written, for one of whose publication the time was not noted."""
    try:
        seconds = (release / MANIFEST).stat().st_mtime
    except OSError:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime(RFC_3339)


def kept_difference(folder: Path, publication: Publication) -> Difference | None:
    """The difference that is kept of a publication; None where there is none, or a damaged one."""
    try:
        return _read(_path(folder, publication.previous, publication.release))
    except (KgError, OSError):
        return None


def is_complete(folder: Path) -> bool:
    """Whether a difference is kept of each publication of which one could be made."""
    return not any(True for _ in _missing(folder))


def keep_differences(telling: Telling) -> None:
    """Bring the kept differences up to date: make those that are missing, of releases that are
    kept, and take out of all what may not be told any more.

    :raises OSError: if one cannot be written
    """
    folder = telling.release.parent
    for publication in _missing(folder):
        with suppress(KgError):  # a release of before that is damaged holds up nothing
            old, new = (open_release(folder / name)
                        for name in (publication.previous, publication.release))  # fmt: skip
            _write(folder, telling.limit(compare(old, new, telling.stones)))
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            found = _read(path)
        except KgError:
            path.unlink()  # nobody can tell what is in it
            continue
        told = telling.limit(found)
        if replace(told, tombstones="") != replace(found, tombstones=""):
            told = replace(told, revised=datetime.now(UTC).strftime(RFC_3339))
        if told != found:
            _write(folder, told)


def _missing(folder: Path) -> Iterator[Publication]:
    for publication in history(folder):
        names = (publication.previous, publication.release)
        is_kept = all((folder / name / MANIFEST).is_file() for name in names)
        if publication.previous and is_kept and not _path(folder, *names).is_file():
            yield publication


def _path(folder: Path, old: str, new: str) -> Path:
    return folder / FOLDER / f"{old}-{new}.json"


def _read(path: Path) -> Difference:
    """
    :raises KgError: if the file is damaged
    """
    try:
        return read_difference(json.loads(path.read_text(encoding="utf-8")))
    except ValueError:
        raise KgError(f"{path} is damaged") from None


def _write(folder: Path, found: Difference) -> None:
    path = _path(folder, found.old.release, found.new.release)
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".{path.stem}-{os.getpid()}")
    text = json.dumps(found.as_dict(), ensure_ascii=False, indent=1)
    aside.write_text(f"{text}\n", encoding="utf-8")
    aside.replace(path)
