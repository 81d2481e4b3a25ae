"""Looking things up in a release on disk, without loading it.

`dataset.nq` is sorted, so the lines of one subject stand together and are found by halving.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

DATASET = "dataset.nq"


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
