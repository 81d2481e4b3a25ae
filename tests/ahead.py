"""Work that takes long and that few tests wait for: it begins when the tests do, on a processor
that they leave idle, and is done once for all parts that run at the same time or one after another.
"""

from __future__ import annotations

import fcntl
import os
import pickle
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


SHARED = "TESTS_SHARED"
"""The variable of the environment that names a folder for all parts; alone, one has its own."""


class Ahead:
    """Jobs, one after the other in the background.

    :ivar folder: for what they write, as long as the tests run
    """

    def __init__(self) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="ahead-")
        self.folder = Path(os.environ.get(SHARED) or self._kept.name)
        self._pool = ThreadPoolExecutor(1)
        self._jobs: dict[str, Callable[[], Any]] = {
            "release": self._release,
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
                self._futures[name] = self._pool.submit(self._once, name, job)

    def result(self, name: str) -> Any:
        """The result of a job, as soon as it is there."""
        return self._futures[name].result()

    def end(self) -> None:
        """Forget what has not begun, and remove what was written."""
        self._pool.shutdown(cancel_futures=True)
        self._kept.cleanup()

    def _once(self, name: str, job: Callable[[], Any]) -> Any:
        """The result of a job, which whoever comes first does while all others wait."""
        kept = self.folder / f"{name}.pickle"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(job()))
            return pickle.loads(kept.read_bytes())

    def _release(self) -> Path:
        """A folder of releases with the project's own, published."""
        releases = self.folder / "releases"
        done = kg("release", root=ROOT, KG_RELEASES=str(releases))
        assert done.returncode == 0, done.stderr
        return releases

    def _check_consistency(self) -> subprocess.CompletedProcess[str]:
        return kg("check", "--consistency", root=ROOT)

    def _build_without(self) -> tuple[Path, Path]:
        """The folder of releases with one from which something is withdrawn, and its project."""
        project = self._copy("withdrawn")
        (project / "graph" / "withdrawn.yaml").write_text(ENTRIES, encoding="utf-8")
        return self._build(project, {}), project

    def _build_without_texts(self) -> Path:
        project = self._copy("bare")
        (project / "none").mkdir(exist_ok=True)
        return self._build(project, {"KG_TEXTS": str(project / "none")})

    def _copy(self, name: str) -> Path:
        project = self.folder / name
        for part in CURATED:
            shutil.copytree(ROOT / part, project / part, dirs_exist_ok=True)
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
