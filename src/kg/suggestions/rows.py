"""Writing a link: one more line in graph/links.sssom.tsv, where its order puts it.

All links are checked with the new one first; one that does not hold writes nothing. No other byte
of the file changes.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import KgError, read_utf8
from kg.links import FILE, links_of
from kg.load import Project

JUSTIFICATION = "semapv:ManualMappingCuration"
_ORDER = ("subject_id", "predicate_id", "object_id")


@dataclass(frozen=True)
class LinkFile:
    """The file of links as it stands: its lines with their ends, and its columns.

    :ivar first: index of the first line that is a link
    """

    lines: tuple[str, ...]
    first: int
    columns: tuple[str, ...]

    def rows(self) -> Iterator[dict[str, str]]:
        """The links, by the names of columns."""
        for line in self.lines[self.first :]:
            yield dict(zip(self.columns, line.rstrip("\r\n").split("\t"), strict=False))

    def author(self) -> str:
        """Who most links are said to be by; empty where nobody is named."""
        named = Counter(row.get("author_label", "") for row in self.rows())
        return named.most_common(1)[0][0] if named else ""


def read_link_file(project: Project) -> LinkFile:
    """The file of links, to be written.

    :raises KgError: if there is none or it may not be written
    """
    path = _path(project)
    if not path.exists():
        fix = "docs/linking.md shows with which header it begins"
        raise KgError(f"{FILE}: there is no such file, so no link can be written ({fix})")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise KgError(f"{FILE}: the file or its folder may not be written")
    lines = tuple(read_utf8(path, FILE).splitlines(keepends=True))
    first = 1 + sum(line.startswith("#") for line in lines)
    columns = lines[first - 1].rstrip("\r\n").split("\t") if first <= len(lines) else []
    return LinkFile(lines, first, tuple(columns))


def new_row(
    file: LinkFile,
    subject: tuple[str, str],
    predicate: str,
    item: tuple[str, str],
    *,
    author: str,
    confidence: str,
    comment: str,
    evidence: str,
) -> dict[str, str]:
    """A link as it will be written, by column; a column that the file does not have is left out.

    :param subject: kind and name of the thing, and its label
    :param item: its identifier with the prefix of the dataset, and its label
    """
    cells = {
        "subject_id": f"refusals:{subject[0]}",
        "subject_label": subject[1],
        "predicate_id": f"skos:{predicate}",
        "object_id": item[0],
        "object_label": item[1],
        "mapping_justification": JUSTIFICATION,
        "author_label": author,
        "confidence": confidence,
        "mapping_date": date.today().isoformat(),
        "comment": comment,
        "evidence": evidence,
    }
    return {name: cells.get(name, "") for name in file.columns}


def write_row(project: Project, row: Mapping[str, str]) -> int:
    """Write a link, once all links hold together with it; the number of its line.

    :raises InvalidData: if they do not; then nothing is written
    """
    file = read_link_file(project)
    if file.columns != tuple(row):
        raise KgError(f"{FILE}: its columns have changed meanwhile; begin again")
    index = _place(file, row)
    lines = list(file.lines)
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[index - 1].endswith(("\r", "\n")):
        lines[index - 1] += end
    lines.insert(index, "\t".join(row[name] for name in file.columns) + end)
    text = "".join(lines)
    links_of(project, text)
    _replace(_path(project), text)
    return index + 1


def _place(file: LinkFile, row: Mapping[str, str]) -> int:
    """The index of the first line that comes after the row, or that behind the last."""
    own = [row[name] for name in _ORDER]
    for index, other in enumerate(file.rows(), start=file.first):
        if [other.get(name, "") for name in _ORDER] > own:
            return index
    return len(file.lines)


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _path(project: Project) -> Path:
    return (project.root / FILE).resolve()
