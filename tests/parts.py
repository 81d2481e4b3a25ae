"""Run every test, as `make test` does: two parts at once, then what measures time by itself.

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
    "tests/opened",
    "tests/shapes",
    "tests/tables",
    "tests/unit",
    "src/kg",
)
"""Tests that keep one processor busy, most of them without a server."""
ALONE = (
    "tests/fuzz/test_fuzz_text.py",
    "tests/fuzz/test_openapi.py",
    "tests/hostile",
    "tests/unit/test_groups.py",
    "tests/unit/test_query.py",
    "tests/web/test_server.py",
    "tests/web/test_sparql.py",
    "tests/web/test_status.py",
)
"""Tests of how long something takes, and of a server that has no room left."""
NO_TESTS = 5  # pytest's exit status


def main() -> int:
    """Run all parts; the exit status is the first that is not zero."""
    alone = [f"--ignore={path}" for path in ALONE]
    computed = [f"--ignore={path}" for path in COMPUTING]
    with ExitStack() as stack:
        log = stack.enter_context(tempfile.TemporaryFile())
        os.environ[SHARED] = stack.enter_context(tempfile.TemporaryDirectory(prefix="tests-"))
        computing = _start(stack, [*COMPUTING, *alone], log)
        serving = _start(stack, ["tests", *computed, *alone])
        statuses = [serving.wait(), computing.wait()]
        log.seek(0)
        sys.stdout.buffer.write(log.read())
        sys.stdout.flush()
        statuses.append(_start(stack, [*ALONE]).wait())
    return next((status for status in statuses if status not in (0, NO_TESTS)), 0)


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
