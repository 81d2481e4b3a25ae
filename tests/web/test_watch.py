"""`kg serve --watch`, the annotator's loop: save a file, and see it served, or what is wrong."""

from __future__ import annotations

import queue
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from http_client import Client
from serving import ROOT, publish, serving

from kg.release import Release

BUILD_SECONDS = 300


class _Lines:
    """The lines that a process writes, as they come."""

    def __init__(self, stream: object) -> None:
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: object) -> None:
        for line in stream:
            self._lines.put(line)

    def until(self, part: str) -> str:
        """All that came up to the line with this part."""
        found = ""
        while part not in found:
            found += self._lines.get(timeout=BUILD_SECONDS)
        return found


ENTITIES = "graph/entities/organisations.yaml"


@pytest.mark.slow
def test_what_is_saved_is_served_or_said_to_be_wrong(
    copy: Path, edit: Callable[..., int], release: Release, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "queries", copy / "queries")
    shutil.copytree(release.path, tmp_path / "releases" / release.id)
    publish(tmp_path / "releases", release.id)
    settings = {"root": copy, "stderr": subprocess.PIPE}
    with serving(tmp_path / "releases", "--watch", **settings) as server:
        wrong, done = _Lines(server.process.stderr), _Lines(server.process.stdout)
        client = Client(server.address)

        line = edit(copy, ENTITIES, "kind: aid-group", "kind: aid-gruop")
        # A file that is half written when it is looked at is wrong, too, and then looked at again.
        told = wrong.until("did you mean aid-group") + wrong.until("goes on")
        assert f"{ENTITIES} changed: making a release" in told
        assert f"{ENTITIES}:{line}: " in told and "did you mean aid-group" in told
        assert client.get("/healthz").json()["release"] == release.id

        path = copy / ENTITIES
        text = path.read_text(encoding="utf-8").replace("kind: aid-gruop", "kind: aid-group", 1)
        path.write_text(text.replace("also: [Get Lost,", "also: [Get Out, Get Lost,"))
        done.until("is served now")
        assert client.get("/healthz").json()["release"] != release.id
        assert "Get Out" in client.get("/agent/idite-lesom").text
