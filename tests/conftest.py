"""Fixtures shared by all tests: the project itself, its texts where at hand, a built release."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.pipeline import publish_release
from kg.release import Release
from kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


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
def release(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release built from this project's files, in a folder of its own."""
    folder = tmp_path_factory.mktemp("releases")
    return publish_release(replace(settings, releases=str(folder)))[0]


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
