"""What docs/python.md and the notebook show is what they do, beside a release that was built."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.release import Release

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "python.md"
NOTEBOOK = ROOT / "docs" / "notebooks" / "convictions.ipynb"


@pytest.fixture
def beside(release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in which the release is where the documents say."""
    (tmp_path / "releases").symlink_to(release.path.parent)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_print_what_the_page_says(beside: Path):
    failed, attempted = doctest.testfile(
        str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert not failed and attempted > 30


def test_the_program_is_pasted_and_prints_what_the_page_says(beside: Path):
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```\n", page, re.S | re.M)
    program, shown = found.groups()
    ran = subprocess.run(
        [sys.executable, "-"], input=program, capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == (shown, "")


def test_the_notebook_runs_and_draws_each_figure_with_who_says_so(beside: Path):
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    folder = beside / "docs" / "notebooks"
    folder.mkdir(parents=True)
    told = """
import json
words = [text.get_text() for text in (*axes.texts, *canvas.texts)]
bars = [bar.get_segments()[0] for bar in axes.collections if hasattr(bar, "get_segments")]
canvas.savefig("drawn.png")
print(json.dumps([words, [[list(end) for end in bar] for bar in bars], len(axes.lines)]))
"""
    program = "\n".join(["".join(cell["source"]) for cell in cells] + [told])
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-"],
        input=program,
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"MPLBACKEND": "Agg"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    words, bars, lines = json.loads(ran.stdout.splitlines()[-1])
    with kg.open_release() as opened:
        shown = [
            figure
            for figure in opened.figures
            if figure.measure in ("convictions", "sentencings", "cases sent to court",
                                  "criminal cases opened")
            and figure.kind == "count" and not figure.is_computed
        ]  # fmt: skip
        assert {figure.produced_by for figure in shown} == {"Proekt", "Mediazona"}
        for figure in shown:
            assert figure.attribution in words
            assert any(f"{figure.number:,} {figure.unit}: {figure.measure}" in w for w in words)
        assert any(opened.id in text for text in words)
    assert "Mediazona and Proekt are reported to count" in " ".join(words)
    assert len(bars) == len(shown) and not lines
    assert all(start[1] == end[1] for start, end in bars), "figures are joined by a line"
    assert (folder / "drawn.png").stat().st_size > 20_000
    assert "A claim made in a source, not an established fact." in ran.stdout


def test_the_notebook_is_one_that_jupyter_opens():
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    for cell in notebook["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", cell["id"])
        assert isinstance(cell["source"], list) and "metadata" in cell
        if cell["cell_type"] == "code":
            assert {"outputs", "execution_count"} <= cell.keys()
