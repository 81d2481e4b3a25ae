"""`kg link suggest` and our own `/reconcile`, two programs that share the specification and nothing
else: a copy of the project whose names have changed finds its things in the release."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.links import FILE


@pytest.fixture
def ask(copy: Path, address: str) -> Callable[..., Result]:
    """Run `kg link suggest` of a copy against the server of the release."""

    def run(*arguments: str, typed: str | None = None) -> Result:
        runner = CliRunner(env={"KG_ROOT": str(copy)})
        command = ["link", "suggest", "--service", f"{address}/reconcile", *arguments]
        return runner.invoke(main, command, input=typed)

    return run


def test_everything_that_may_be_linked_is_found_again(ask):
    result = ask("--json", "--kind", "agent", "--kind", "place", "--kind", "route")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["dataset"], len(found["things"]) > 100) == ("refusals", True)
    for thing in found["things"]:
        best = thing["candidates"][0]
        assert (best["iri"], best["score"] > 95) == (thing["iri"], True), thing["id"]


def test_a_copy_with_other_names_finds_the_things_of_this_graph(ask, copy: Path, edit):
    edit(copy, "graph/entities/outlets.yaml", "en: Mediazona", "en: Mediasona")
    edit(copy, "graph/entities/places.yaml", "en: France", "en: Frantsiya")
    things = json.loads(ask("--json", "agent/mediazona", "place/france").stdout)["things"]
    assert [thing["name"] for thing in things] == ["Mediasona", "Frantsiya"]
    for thing in things:
        assert thing["id"] in [candidate["id"] for candidate in thing["candidates"]]


def test_types_and_languages_are_passed_on(ask):
    result = ask("agent/mediazona", "--type", "Outlet", "--language", "ru")
    assert "asked as “Медиазона” in ru\n   1  refusals:agent/mediazona" in result.stdout
    assert "types: outlet" in result.stdout and "document/" not in result.stdout
    refused = ask("agent/mediazona", "--type", "Nonsense")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "it answers 400" in refused.stderr and "Nonsense" in refused.stderr


def test_nothing_is_linked_to_itself(ask, copy: Path):
    before = hashlib.sha256((copy / FILE).read_bytes()).hexdigest()
    result = ask("agent/proekt", "--input", typed="1\n\n0.9\nproekt.media\n\ny\n")
    assert "nothing is linked to itself: the proposals are only shown" in result.stderr
    assert "refusals:agent/proekt  Proekt  (score 100, the service is sure, the thing itself)" in (
        result.stdout)  # fmt: skip
    assert hashlib.sha256((copy / FILE).read_bytes()).hexdigest() == before
