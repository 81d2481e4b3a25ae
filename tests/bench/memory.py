"""Memory of a server's processes, as the kernel counts it: `family`, `measure`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for process in found:
        with suppress(ProcessLookupError, FileNotFoundError):  # one that ends meanwhile
            for task in (PROCESSES / str(process) / "task").glob("*/children"):
                found.extend(map(int, task.read_text().split()))
    return found


def measure(pids: list[int]) -> dict[str, int]:
    """Bytes of processes together: RSS counts shared pages in each, PSS once."""
    total = {"processes": len(pids), "rss": 0, "pss": 0}
    for pid in pids:
        with suppress(ProcessLookupError, FileNotFoundError):
            for line in (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()[1:]:
                name, size, *_ = line.split()
                if name in ("Rss:", "Pss:"):
                    total[name[:-1].lower()] += 1024 * int(size)
    return total


def by_role(pid: int) -> dict[str, dict[str, int]]:
    """Memory of a server: of all its processes, of the one that holds the data, of the others.

    The data are held by the first process whose size is near the largest: forked ones map the
    same pages and so count as large.
    """
    pids = family(pid)
    sizes = {one: measure([one])["rss"] for one in pids}
    holder = next(one for one in pids if sizes[one] > 0.8 * max(sizes.values()))
    others = [one for one in pids if one != holder]
    return {"all": measure(pids), "holder": measure([holder]), "others": measure(others)}
