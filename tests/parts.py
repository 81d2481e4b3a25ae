"""Run every test, as `make test` does: two parts at once, then two that put a strain on servers.

The parts are folders and files of tests, and each test is in exactly one: what is not named here is
in the first. Run by hand, `pytest` runs them all one after the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from ahead import SHARED

ROOT = Path(__file__).resolve().parent.parent
COMPUTING = (
    "tests/agents",
    "tests/checks",
    "tests/competency",
    "tests/conformance",
    "tests/opened",
    "tests/shapes",
    "tests/tables",
    "tests/unit",
    "tests/fuzz",
    "src/kg",
)
"""Tests that keep one processor busy, most of them without a server."""
ATTACKED = ("tests/hostile",)
STRAINED = (
    "tests/fuzz/test_openapi.py",
    "tests/web/test_server.py",
    "tests/web/test_sparql.py",
    "tests/web/test_status.py",
)
"""Tests of servers that have no room left, and of others that do as much: half of their time is
spent waiting. They come last, and leave the processors to nobody else."""
NO_TESTS = 5  # pytest's exit status


def main() -> int:
    """Run all parts; the exit status is the first that is not zero."""
    later = [f"--ignore={path}" for path in (*ATTACKED, *STRAINED)]
    computed = [f"--ignore={path}" for path in COMPUTING]
    with ExitStack() as stack:
        log = stack.enter_context(tempfile.TemporaryFile())
        os.environ[SHARED] = stack.enter_context(tempfile.TemporaryDirectory(prefix="tests-"))
        statuses = _run_both(stack, log, ["tests", *computed, *later], [*COMPUTING, *later])
        statuses += _run_both(stack, log, [*ATTACKED], [*STRAINED])
    return next((status for status in statuses if status not in (0, NO_TESTS)), 0)


def _run_both(stack: ExitStack, log: IO[bytes], one: list[str], other: list[str]) -> list[int]:
    """Run some tests beside others, whose output comes when both have ended."""
    log.seek(0)
    log.truncate()
    aside = _start(stack, other, log)
    statuses = [_start(stack, one).wait(), aside.wait()]
    log.seek(0)
    sys.stdout.buffer.write(log.read())
    sys.stdout.flush()
    return statuses


def _start(
    stack: ExitStack, arguments: list[str], output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Begin to run some tests; they end with us."""
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    process = stack.enter_context(
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    )
    stack.callback(process.terminate)
    return process


if __name__ == "__main__":
    sys.exit(main())
