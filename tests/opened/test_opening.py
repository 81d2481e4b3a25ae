"""A release is opened only if it is whole, and says what its manifest says."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.opened import OpenRelease
from kg.release import Release, publish


def test_says_what_its_manifest_says(opened: OpenRelease, release: Release):
    manifest = json.loads((release.path / "manifest.json").read_text())
    assert opened.id == manifest["release"] and opened.iri.endswith(f"/release/{opened.id}")
    assert (opened.version, opened.title) == (manifest["version"], manifest["title"])
    assert opened.licence == manifest["licence"]
    assert opened.date == date.fromisoformat(manifest["date"])
    assert opened.manifest == manifest
    assert opened.id in repr(opened)


def test_the_link_to_the_published_one_is_opened_where_it_leads(release: Release):
    with kg.open_release(str(release.path.parent / "current")) as opened:
        assert opened.path == release.path


def test_a_release_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(KgError, match="nowhere: no release here; run `kg release` first"):
        kg.open_release(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.unlink(), "figures.parquet is missing"),
        (lambda path: path.write_bytes(b"PAR1"), "figures.parquet does not have the hash"),
    ],
)
def test_a_damaged_release_is_not_opened(release: Release, tmp_path: Path, damage, message):
    copy = shutil.copytree(release.path, tmp_path / release.id)
    damage(copy / "figures.parquet")
    with pytest.raises(KgError, match=message):
        kg.open_release(copy)


def test_a_release_is_not_opened_when_a_later_one_withdrew_what_it_holds(
    release: Release, withdrawn_release: tuple[Release, Path], tmp_path: Path
):
    earlier, later = (
        Release(shutil.copytree(one.path, tmp_path / one.id), one.manifest)
        for one in (release, withdrawn_release[0])
    )
    publish(earlier, tmp_path)
    publish(later, tmp_path)
    with pytest.raises(KgError, match="holds what was withdrawn"):
        kg.open_release(earlier.path)
    kg.open_release(tmp_path / "current").close()


def test_the_package_has_no_other_name_of_that_kind():
    with pytest.raises(AttributeError, match="open_relaese"):
        _ = kg.open_relaese
