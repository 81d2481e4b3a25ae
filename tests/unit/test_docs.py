"""The documentation is true: its example checks, its settings exist, its schemas are current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kg import __version__
from kg.cli import main
from kg.schema import schemas
from kg.settings import describe
from kg.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(((?![a-z]+:)[^)\s]+)\)")
"""A link of Markdown to what is in this repository."""


def test_the_worked_example_is_complete(gazette: Path):
    runner = CliRunner(env={"KG_ROOT": str(gazette), "KG_TEXTS": str(gazette / "texts")})
    text = str(gazette / "texts" / "example-gazette.txt")
    started = runner.invoke(main, ["new", text, "--slug", "started"])
    assert started.exit_code == 0, started.output
    annotations = gazette / "graph" / "annotations" / "started.yaml"
    assert annotations.read_text(encoding="utf-8").count("{at:") == 7
    annotations.unlink()
    (gazette / "graph" / "sources" / "started.yaml").unlink()
    guide = (ROOT / "docs" / "annotating.md").read_text(encoding="utf-8")
    for command in (["lock", "example-gazette"], ["check"]):
        result = runner.invoke(main, command)
        assert result.exit_code == 0, result.output
        assert result.output.strip() in guide


def test_a_source_that_was_only_started_is_not_complete(copy: Path, tmp_path: Path):
    text = tmp_path / "news.txt"
    text.write_text("There were 12 of them, twice as many as before.\n", encoding="utf-8")
    runner = CliRunner(env={"KG_ROOT": str(copy)})
    assert runner.invoke(main, ["new", str(text)]).exit_code == 0
    again = runner.invoke(main, ["new", str(text)])
    assert (again.exit_code, "is there already" in again.output) == (1, True)
    check = runner.invoke(main, ["check"])
    assert check.exit_code == 1
    assert "graph/sources/news.yaml:2: title" in check.output


def test_links_between_documents_lead_to_files_and_headings():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "frontend" / "README.md"]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text("utf-8"))]
    assert len(links) > 100
    for page, link in links:
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{page.name}: {link}"
        if heading:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
            assert heading in slugs, f"{page.name}: {link}"


def test_every_setting_is_documented():
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for variable, default, meaning in describe():
        shown = f"`{default}`" if default else "empty"
        assert f"| `{variable}` | {shown} | {meaning} |" in documented
        assert variable in CliRunner().invoke(main, ["serve", "--help"]).output


def test_the_committed_schemas_are_those_of_the_model():
    for name, text in schemas().items():
        assert (ROOT / "graph" / "schema" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("kind", ["source", "annotations", "entities"])
def test_editors_accept_what_the_program_accepts(kind):
    """The schemas take the curated files as an editor reads them, scalars as text."""
    import json

    validator = Draft202012Validator(json.loads(schemas()[f"{kind}.schema.json"]))
    folder = {"source": "sources"}.get(kind, kind)
    for path in sorted((ROOT / "graph" / folder).glob("*.yaml")):
        faults = [
            fault.message
            for fault in validator.iter_errors(read_yaml(path, path.name).value)
            if fault.validator not in ("type", "anyOf")
        ]
        assert not faults, (path.name, faults)


def test_the_version_is_the_same_everywhere():
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in (ROOT / "graph/edition.yaml").read_text(encoding="utf-8")
    ontology = (ROOT / "ontology/refusals.ttl").read_text(encoding="utf-8")
    assert f"ontology/{__version__}>" in ontology


def test_the_readme_counts_the_questions_right():
    count = len(list((ROOT / "queries").glob("*.rq")))
    assert f"{count}\nstored questions" in (ROOT / "README.md").read_text(encoding="utf-8")
