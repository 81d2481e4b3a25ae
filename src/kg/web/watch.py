"""The annotator's loop: when a curated file is saved, make a release of it, or say what is wrong.

The release is made by a process of its own, `kg release`; the server sees what that publishes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

WATCHED_FOLDERS = ("graph", "ontology", "shapes", "queries")
LOOK_SECONDS = 0.5
BUILD_COMMAND = (
    sys.executable, "-P", "-c", "from kg.cli import main; main()", "release", "--if-changed",
)  # fmt: skip

_Signature = frozenset[tuple[str, int, int]]


class Watcher:
    """Looks at the files of a project. Call `tick` several times a second."""

    def __init__(self, root: Path, command: tuple[str, ...] = BUILD_COMMAND) -> None:
        self._root, self._command = root, command
        self._seen = self._look()
        self._next_look = 0.0
        self._build: subprocess.Popen[bytes] | None = None

    def tick(self) -> None:
        """Start a build where files have changed, and tell how one ended."""
        if self._build and self._build.poll() is not None:
            if self._build.returncode:
                _say("not released; what was served before goes on. Save a file to try again")
            self._build = None
        now = time.monotonic()
        if self._build or now < self._next_look:
            return
        self._next_look = now + LOOK_SECONDS
        try:
            found = self._look()
        except OSError:
            return  # a folder was put in place of another one, and is looked at again
        if found == self._seen:
            return
        changed = sorted({name for name, _, _ in found ^ self._seen})
        self._seen = found
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        _say(f"{changed[0]}{more} changed: making a release")
        self._build = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)

    def close(self) -> None:
        """End a build that still runs; it leaves nothing half-written."""
        if self._build:
            self._build.terminate()
            self._build.wait()

    def _look(self) -> _Signature:
        return frozenset(self._files())

    def _files(self) -> Iterator[tuple[str, int, int]]:
        for folder in WATCHED_FOLDERS:
            for path in (self._root / folder).rglob("[!.]*"):
                try:
                    status = path.stat()
                except OSError:
                    continue  # an editor has just renamed it
                if path.suffix in (".yaml", ".lock", ".rq", ".ttl", ".tsv", ".txt", ".jsonld"):
                    name = str(path.relative_to(self._root))
                    yield name, status.st_mtime_ns, status.st_size


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
