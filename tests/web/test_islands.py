"""The interactive parts of pages: built once, served small, missed without harm."""

from __future__ import annotations

import gzip
import importlib.util
import json
import logging
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from http_client import Client

from kg.web import islands
from kg.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
MOST_KILOBYTES = {"query": 170, "graph": 280, "figures": 90}
"""That a page loads at first for an island, compressed."""
PAGES = {"query": "/sparql", "graph": "/graph", "figures": "/figures"}
UNPACK = {
    None: bytes,
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}
ADDRESS = re.compile(r'(?:src|href)="(/islands/[^"]+\.(?:js|css))"')


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    """The build hook, which here builds into another folder."""
    spec = importlib.util.spec_from_file_location("hatch_build", FRONTEND / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", tmp_path / "built-from.txt")
    yield module


def made(module: object) -> object:
    return module.IslandsHook(str(ROOT), {}, None, None, str(ROOT), "wheel")


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_loads_at_first_is_small_and_kept_for_ever(client: Client, name: str):
    page = client.get(PAGES[name], headers={"Accept": "text/html"})
    assert "img-src 'self' blob: data:" in page.headers["Content-Security-Policy"]
    loaded = set(ADDRESS.findall(page.text))
    assert any(path.startswith(f"/islands/{name}-") for path in loaded)
    answers = [client.get(path) for path in loaded]
    assert all("immutable" in one.headers["Cache-Control"] for one in answers)
    kilobytes = sum(len(gzip.compress(one.data, 9)) for one in answers) / 1024
    assert kilobytes <= MOST_KILOBYTES[name]


def test_pages_without_an_island_have_the_stricter_policy(client: Client):
    page = client.get("/checks", headers={"Accept": "text/html"})
    assert "data:" not in page.headers["Content-Security-Policy"]
    assert "/islands/" not in "".join(ADDRESS.findall(page.text))


def test_no_other_file_is_served(client: Client):
    for path in ("../app.py", "%2e%2e%2fapp.py", "nothing.js", ""):
        assert client.get(f"/islands/{path}").status_code in (400, 404)


def test_a_missing_bundle_is_said_once_and_pages_go_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    kept = islands.is_built, islands._tags, islands._names
    monkeypatch.setattr(islands, "BUILT", tmp_path)
    for one in kept:
        one.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            app = create_app()
        assert len(caplog.records) == 1
        assert "pip install ." in caplog.text
        with app.test_request_context("/sparql"):
            assert islands.island("query") == ""
        assert len(caplog.records) == 1
    finally:
        for one in kept:
            one.cache_clear()


def test_every_package_is_named_with_its_licence(client: Client):
    text = client.get("/islands/licences.md").text
    dependencies = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    for name, version in dependencies.items():
        if name != "vite":  # which builds them, and is not in them
            assert f"## {name} - {version}" in text
    assert "GNU Lesser General Public License" in text
    assert "Copyright (C) 2019 metaphacts GmbH." in text
    assert "How to use a changed @reactodia/workspace" in text


def test_versions_are_exact_and_the_lock_has_no_address():
    package = json.loads((FRONTEND / "package.json").read_text())
    for version in (package["dependencies"] | package["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    for name, one in lock["packages"].items():
        assert not name or "integrity" in one
        assert "resolved" not in one


def test_what_was_built_from_the_same_files_is_not_built_again(
    hook, monkeypatch: pytest.MonkeyPatch
):
    assert made(hook).dependencies() == [hook.NODE]
    hook.STAMP.write_text(hook.digest_of(hook.sources()))
    assert made(hook).dependencies() == []
    hook.STAMP.write_text("of other files")
    assert made(hook).dependencies() == [hook.NODE]
    monkeypatch.setenv("KG_ISLANDS", "no")
    assert made(hook).dependencies() == []


def test_a_failed_build_says_why_and_leaves_what_was_built(
    hook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(hook, "FOLDER", tmp_path)
    monkeypatch.setattr(hook, "sources", lambda: [])
    monkeypatch.setattr(hook, "BUILT", tmp_path / "built")
    hook.BUILT.mkdir()
    (hook.BUILT / "manifest.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("not a lock")
    monkeypatch.setattr(hook, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(hook, "INSTALLED", tmp_path / "missing")
    with pytest.raises(hook.BuildFailed, match=r"(?s)npm ci .* failed.*KG_ISLANDS=no"):
        made(hook).initialize("standard", {})
    assert (hook.BUILT / "manifest.json").read_text() == "{}"


def test_the_wheel_holds_what_is_built_and_the_source_what_it_is_built_from(tmp_path: Path):
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert {"kg/web/built/manifest.json", "kg/web/built/licences.md"} <= packed
    assert not any("node_modules" in name for name in packed)
    (source,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert {"frontend/hatch_build.py", "frontend/package-lock.json", "frontend/.npmrc",
            "frontend/src/query/index.ts"} <= packed  # fmt: skip
    assert not any("node_modules" in name for name in packed)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_file_is_compressed_once(client: Client, coding: str):
    page = client.get("/graph", headers={"Accept": "text/html"})
    for path in ADDRESS.findall(page.text):
        plain = client.get(path)
        answer = client.get(path, headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] in (coding, None)
        assert plain.data == UNPACK[answer.headers["Content-Encoding"]](answer.data)
        tag = {"If-None-Match": answer.headers["ETag"], "Accept-Encoding": coding}
        assert client.get(path, headers=tag).status_code == 304


def test_the_library_under_the_lgpl_is_a_file_of_its_own():
    manifest = json.loads((islands.BUILT / "manifest.json").read_text())
    names = [one["file"] for one in manifest.values() if one["file"].startswith("reactodia-")]
    assert any(name.endswith(".js") for name in names)
