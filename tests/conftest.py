"""Fixtures shared by all tests: the project itself, its texts where at hand, a built release."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from ahead import Ahead
from click.testing import CliRunner
from hypothesis import HealthCheck
from serving import serving

import kg
from kg.cli import main
from kg.opened import OpenRelease
from kg.release import CURRENT, Release, open_release
from kg.settings import Settings

collect_ignore = ["bench"]  # benchmarks are run by `make bench`, never as tests
ROOT = Path(__file__).resolve().parent.parent


AHEAD = Ahead()
# Two parts of the tests run at once, and a new clone has no tables of Unicode yet: how long it
# takes to draw examples says nothing.
hypothesis.settings.register_profile("project", suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("project")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin what takes long."""
    AHEAD.begin({name for item in session.items for name in getattr(item, "fixturenames", ())})


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    AHEAD.end()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project folder."""
    return ROOT


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Settings of this project."""
    return replace(Settings.from_environment(), root=str(ROOT))


@pytest.fixture(scope="session")
def source_texts(settings: Settings) -> dict[str, str]:
    """The source texts by file name; tests that need them are skipped where they are not."""
    folder = settings.texts_path
    if folder is None:
        pytest.skip("the source texts are not at hand (third parties' copyright)")
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release built from this project's files, published in a folder of its own."""
    folder = tmp_path_factory.mktemp("own") / "releases"
    shutil.copytree(AHEAD.result("release"), folder, symlinks=True)
    return open_release(folder / CURRENT)


@pytest.fixture(scope="session")
def opened(release: Release) -> Iterator[OpenRelease]:
    """That release, opened for use in Python."""
    with kg.open_release(release.path) as opened:
        yield opened


@pytest.fixture(scope="session")
def withdrawn_release() -> tuple[Release, Path]:
    """A release of this project with some things withdrawn, and the root of that project."""
    path, project = AHEAD.result("withdrawn_release")
    return open_release(path), project


@pytest.fixture(scope="session")
def release_without_texts() -> Release:
    """A release of this project, made from a copy of it that has no texts at hand."""
    return open_release(AHEAD.result("release_without_texts"))


@pytest.fixture(scope="session")
def consistency() -> subprocess.CompletedProcess[str]:
    """What `kg check --consistency` says of this project."""
    return AHEAD.result("consistency")


@pytest.fixture(scope="session")
def address(release: Release) -> Iterator[str]:
    """`kg serve` as a user runs it, on a free port, over the project's own release."""
    with serving(release.path.parent) as server:
        yield server.address


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project's curated files, to break."""
    target = tmp_path / "project"
    for name in ("graph", "ontology", "shapes"):
        shutil.copytree(ROOT / name, target / name)
    return target


@pytest.fixture
def gazette(copy: Path) -> Path:
    """The worked example of the documentation as a project of its own, its text in `texts/`.

    An invented text, so that tests may store what of an article nobody may.
    """
    example = ROOT / "docs" / "example"
    for folder in ("sources", "annotations", "locks"):
        shutil.rmtree(copy / "graph" / folder)
        (copy / "graph" / folder).mkdir()
    for path in (copy / "graph" / "entities").glob("*.yaml"):
        path.unlink()
    (copy / "graph" / "links.sssom.tsv").unlink()
    shutil.copy(example / "entities.yaml", copy / "graph" / "entities" / "example.yaml")
    shutil.copytree(example / "texts", copy / "texts")
    shutil.copy(example / "source.yaml", copy / "graph/sources/example-gazette.yaml")
    shutil.copy(example / "annotations.yaml", copy / "graph/annotations/example-gazette.yaml")
    return copy


@pytest.fixture
def edit() -> Callable[..., int]:
    """Replace the first occurrence of a text in a file; returns the line on which it stands."""

    def run(project: Path, file: str, old: str, new: str) -> int:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return run


@pytest.fixture
def check() -> Callable[..., str]:
    """Run `kg check` on an edited copy, locked before where it has texts of its own.

    Expects a refusal that names the file, the line and the reason, or, where no file is given, that
    all is well. Returns what was printed.
    """

    def run(project: Path, file: str = "", words: str = "", line: int | str = r"\d+") -> str:
        runner = CliRunner(env={"KG_ROOT": str(project)})
        if (project / "texts").exists():
            runner.env["KG_TEXTS"] = str(project / "texts")
            locked = runner.invoke(main, ["lock"])
            assert file or locked.exit_code == 0, locked.output
        result = runner.invoke(main, ["check"])
        assert result.exit_code == (1 if file else 0), result.output
        assert "Traceback" not in result.output
        if file:
            assert re.search(rf"{file}:{line}: .*{words}", result.output), result.output
        return result.output

    return run
