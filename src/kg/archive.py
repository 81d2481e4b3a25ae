"""Opening a release on disk for readers, and looking things up in it without loading it.

`dataset.nq` is sorted, so the lines of one subject stand together and are found by halving.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import KgError
from kg.release import Release, open_release, published_after, verify
from kg.tombstones import tombstones_of

DATASET = "dataset.nq"


def open_verified(path: Path) -> Release:
    """Open a release, all of whose files are as its manifest says.

    :raises KgError: otherwise; or if it holds what a release published later withdrew
    """
    release = open_release(path)
    if wrong := verify(release):
        raise KgError(f"{release.path}: {'; '.join(wrong)}")
    _refuse_what_was_withdrawn(release)
    return release


def _refuse_what_was_withdrawn(release: Release) -> None:
    """
    :raises KgError: where a release published later tells that something in this one is withdrawn
    """
    for later in published_after(release):
        stones = tombstones_of(later.path)
        if stones.things and (held := stones.latest_in((release.path / DATASET).read_bytes())):
            raise KgError(
                f"{release.path}: holds what was withdrawn on {held['date']}, as release "
                f"{later.id} says; make a release without it by `kg release`"
            )


def quads_of(release: Path, subject: NamedNode) -> list[Quad]:
    """The quads of a subject in all graphs of a release, the default graph included.

    :raises OSError: if the release has gone
    """
    prefix = f"{subject} ".encode()
    with (release / DATASET).open("rb") as file:
        if not file.seek(0, 2):
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            lines = b"".join(_lines_from(data, _first(data, prefix), prefix))
    return list(parse(lines, format=RdfFormat.N_QUADS))


def quads_at(release: Path, target: NamedNode, begin: int, most: int) -> list[Quad]:
    """Quads of named graphs whose object is a node, in the order of the file.

    :param begin: how many to pass over
    :param most: how many to give
    :raises OSError: if the release has gone
    """
    found: list[Quad] = []
    needle = f" {target} <".encode()  # and then the name of a graph
    with (release / DATASET).open("rb") as file:
        if not file.seek(0, 2):
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            at = data.find(needle)
            while at >= 0 and len(found) < begin + most:
                first, last = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at) + 1
                (quad,) = parse(data[first:last], format=RdfFormat.N_QUADS)
                # In a literal, or as a predicate, it is nobody's object.
                found += [quad] if quad.object == target else []
                at = data.find(needle, last)
    return found[begin:]


def _first(data: mmap.mmap, prefix: bytes) -> int:
    """Where the first line begins that is not less than the prefix."""
    low, high = 0, len(data)
    while low < high:
        begin = data.rfind(b"\n", 0, (low + high) // 2) + 1
        if begin < low:
            begin = low
        end = data.find(b"\n", begin) + 1
        if data[begin : begin + len(prefix)] < prefix:
            low = end
        else:
            high = begin
    return low


def _lines_from(data: mmap.mmap, begin: int, prefix: bytes) -> Iterator[bytes]:
    while data[begin : begin + len(prefix)] == prefix:
        end = data.find(b"\n", begin) + 1
        yield data[begin:end]
        begin = end
