"""docs/federation.md is true: its commands and programs, run as they stand, print what is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from comunica import FOLDER, NODE
from other_endpoint import STAND_IN, WIKIDATA, other_endpoint

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "federation.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
COMMANDS = re.findall(r"```console\n\$ (.*?)\n```", PAGE, re.S)
PROGRAMS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.S)


def run(command: list[str], **options: object) -> list[str]:
    """The lines that a command prints, from the project's folder."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: block[:40])
def test_a_command_prints_what_is_shown(address: str, tmp_path: Path, block: str):
    command, _, shown = block.replace("\\\n", "").partition("\n")
    if not shutil.which(command.split()[0], path=(path := search_path())):
        pytest.skip(f"{command.split()[0]} is not installed")
    with other_endpoint(STAND_IN) as wikidata:
        for question in (ROOT / "queries" / "federated").glob("*.rq"):
            text = question.read_text(encoding="utf-8").replace(ADDRESS, address)
            (tmp_path / question.name).write_text(text.replace(WIKIDATA, wikidata.address))
        command = command.replace(ADDRESS, address).replace("queries/federated", str(tmp_path))
        found = run(["sh", "-c", command], cwd=ROOT, env=os.environ | {"PATH": path})
        assert found == shown.splitlines() if shown else len(found) > 1
        assert bool(wikidata.asked) == ("federated" in block)


@pytest.mark.parametrize("program, shown", PROGRAMS)
def test_a_program_prints_what_is_shown(address: str, program: str, shown: str):
    command = [sys.executable, "-W", "ignore", "-c", program.replace(ADDRESS, address)]
    assert run(command) == shown.splitlines()


def test_every_example_of_the_page_is_run():
    assert len(COMMANDS) == PAGE.count("```console") == 4
    assert len(PROGRAMS) == PAGE.count("```python") == 2
    for question in (ROOT / "queries" / "federated").glob("*.rq"):
        assert f"(../queries/federated/{question.name})" in PAGE


def search_path() -> str:
    """Where commands are found: Comunica's and Node's first."""
    places = (FOLDER / "node_modules" / ".bin", NODE.parent, os.environ["PATH"])
    return os.pathsep.join(map(str, places))
