"""docs/reconciliation.md is true: what stands on it, pasted beside a server that runs, prints what
is shown; its limits are those of the service."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import numpy
import pandas
import pytest
import yaml
from pasted import ROOT, Block, blocks_of, lay_out, lines_of

PAGE = ROOT / "docs" / "reconciliation.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = list(blocks_of(TEXT))
SERVICE = yaml.safe_load(files("kg.web.reconcile").joinpath("service.yaml").read_text("utf-8"))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.line)
def test_a_block_prints_what_is_shown(address: str, release, tmp_path: Path, block: Block):
    done = block.run(address, lay_out(tmp_path, release.path.parent))
    assert (done.returncode, lines_of(done.stdout)) == (0, lines_of(block.shown)), done.stderr


def test_every_block_of_the_page_is_run():
    assert TEXT.count("```") == 4 * len(BLOCKS)


def test_the_limits_are_those_of_the_service(address: str):
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \|$", TEXT, re.M)
    told = [int(most.replace(",", "")) for _, most in rows]
    assert told == list(SERVICE["limits"].values())
    for (name, _), limit in zip(rows, SERVICE["limits"], strict=True):
        assert name.startswith(limit), name
    scoring = SERVICE["scoring"]
    for number in (scoring["property weight"], scoring["wrong type"], scoring["least likeness"]):
        assert str(number) in TEXT
    assert f"({SERVICE['default candidates']} where" in TEXT
    assert f'"{SERVICE["name"]}"' in " ".join(TEXT.split())


def test_a_client_in_python_gets_all_candidates(address: str, monkeypatch: pytest.MonkeyPatch):
    """As data frames, more names than fit in one of its batches, with a column as a property."""
    monkeypatch.setattr(numpy, "NaN", numpy.nan, raising=False)
    from reconciler import reconcile

    names = ["Медиазона", "The Moscow Times", "Kyiv Post", "Newsmax", "TASS", "Verstka", "Proekt",
             "Important Stories", "Le Monde", "Reuters", "CNN", "Wikipedia", "Nothing"]  # fmt: skip
    table = pandas.DataFrame({"name": names, "item": ["Q28135463", *["Q1"] * (len(names) - 1)]})
    options = {"type_id": "Organisation", "reconciliation_endpoint": f"{address}/reconcile"}
    found = reconcile(table["name"], top_res="all", **options)
    assert set(found["input_value"]) == set(names)
    by_item = {"wikidata": table["item"]}
    first = reconcile(table["name"], property_mapping=by_item, **options).set_index("input_value")
    assert first.loc["Медиазона", "id"] == "agent/mediazona"
    assert first.loc["Медиазона", "match"] and not first.loc["The Moscow Times", "match"]
