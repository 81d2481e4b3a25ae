"""What the kernel tells of a server: its processes, and what memory, descriptors and time they
take."""

from __future__ import annotations

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
_PROPORTIONAL = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def children(process: int) -> list[int]:
    """The children of a process: of a server, the engine and the web side."""
    return [int(word) for word in _read(process, f"task/{process}/children").split()]


def family(process: int) -> list[int]:
    """A process and all its descendants, workers included."""
    return [process, *(found for child in children(process) for found in family(child))]


def memory(process: int) -> int:
    """Bytes of memory of a process and its descendants; pages that several share count once."""
    found = (_PROPORTIONAL.search(_read(member, "smaps_rollup")) for member in family(process))
    return sum(int(match[1]) * 1024 for match in found if match)


def descriptors(process: int) -> dict[int, int]:
    """Of a process and each descendant, how many files and connections it has open."""
    counts = {}
    for member in family(process):
        try:
            counts[member] = sum(1 for _ in Path(f"/proc/{member}/fd").iterdir())
        except OSError:
            pass  # it has ended
    return counts


def processor_seconds(process: int) -> float:
    """Processor time of a process and its descendants, also of those that have ended and been
    waited for."""
    total = 0
    for member in family(process):
        # The name stands in brackets and may hold spaces; utime to cstime are fields 14 to 17.
        fields = _read(member, "stat").rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / TICKS


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text()
    except OSError:
        return ""
