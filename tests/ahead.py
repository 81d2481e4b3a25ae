"""Work that takes long and that few tests wait for: it begins when the tests do, on a processor
that they leave idle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from withdrawals import ENTRIES

ROOT = Path(__file__).resolve().parent.parent
CURATED = ("graph", "ontology", "shapes", "queries")


class Ahead:
    """Jobs, one after the other in the background.

    :ivar folder: for what they write, as long as the tests run
    """

    def __init__(self) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="ahead-")
        self.folder = Path(self._kept.name)
        self._pool = ThreadPoolExecutor(1)
        self._jobs: dict[str, Callable[[], Any]] = {
            "consistency": self._check_consistency,
            "withdrawn_release": self._build_without,
            "release_without_texts": self._build_without_texts,
        }
        self._futures: dict[str, Future[Any]] = {}

    def begin(self, names: Collection[str]) -> None:
        """Begin those jobs that tests want.

        :param names: of the fixtures in use; a job has the name of the one that gives its result
        """
        for name, job in self._jobs.items():
            if name in names:
                self._futures[name] = self._pool.submit(job)

    def result(self, name: str) -> Any:
        """The result of a job, as soon as it is there."""
        return self._futures[name].result()

    def end(self) -> None:
        """Forget what has not begun, and remove what was written."""
        self._pool.shutdown(cancel_futures=True)
        self._kept.cleanup()

    def _check_consistency(self) -> subprocess.CompletedProcess[str]:
        return kg("check", "--consistency", root=ROOT)

    def _build_without(self) -> tuple[Path, Path]:
        """The folder of releases with one from which something is withdrawn, and its project."""
        project = self._copy("withdrawn")
        (project / "graph" / "withdrawn.yaml").write_text(ENTRIES, encoding="utf-8")
        return self._build(project, {}), project

    def _build_without_texts(self) -> Path:
        project = self._copy("bare")
        (project / "none").mkdir()
        return self._build(project, {"KG_TEXTS": str(project / "none")})

    def _copy(self, name: str) -> Path:
        project = self.folder / name
        for part in CURATED:
            shutil.copytree(ROOT / part, project / part)
        return project

    def _build(self, project: Path, environment: dict[str, str]) -> Path:
        releases = project / "releases"
        done = kg("build", "--output", str(releases), root=project, **environment)
        assert done.returncode == 0, done.stderr
        (release,) = releases.iterdir()
        return release


def kg(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program over a project."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    settings = os.environ | {"KG_ROOT": str(root), **environment}
    return subprocess.run(command, env=settings, capture_output=True, text=True)
