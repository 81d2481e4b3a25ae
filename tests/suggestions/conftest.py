"""A service that answers as a test says, and `kg link suggest` asking it about a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reconciliation_service import ReconciliationService, reconciliation_service

from kg.cli import main
from kg.links import FILE

ENTITIES = """\
agents:
  - {id: court-watch, type: outlet, name: {en: Court Watch}, website: "https://court.example/"}
  - {id: river-post, type: outlet, name: {en: River Post}, website: "https://river.example/"}
  - {id: minister, type: public-person, name: {en: Ada Minister}, role kind: office-holder}
  - {id: speaker, type: public-person, name: {en: Ben Speaker}, role kind: spokesperson}
places:
  - {id: border, name: {en: Border}}
  - {id: harbour, name: {ru: Гавань}}
provisions:
  - {id: harbour-code, name: {en: Harbour Code}, confirmation: unconfirmed}
  - {id: harbour-code-1, name: {en: Article 1}, part of: harbour-code, confirmation: unconfirmed}
"""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Services of tests are on this machine, whatever stands between it and others."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def service() -> Iterator[ReconciliationService]:
    """A service with nothing to propose yet."""
    with reconciliation_service() as running:
        yield running


@pytest.fixture
def project(gazette: Path, root: Path) -> Path:
    """The worked example, with a place and people to be asked for, and a file of links."""
    header = [line for line in (root / FILE).read_text(encoding="utf-8").splitlines(keepends=True)
              if line.startswith(("#", "subject_id"))]  # fmt: skip
    rows = [
        "refusals:agent/court-watch\tCourt Watch\tskos:closeMatch\twikidata:Q5\tWatch\t"
        "semapv:ManualMappingCuration\tSomebody\t0.7\t2026-11-01\t\tits own site\n",
        "refusals:place/border\tBorder\tskos:exactMatch\twikidata:Q7\tBorder\t"
        "semapv:ManualMappingCuration\tSomebody\t0.7\t2026-11-01\t\ta map\n",
    ]
    (gazette / "graph/entities/more.yaml").write_text(ENTITIES, encoding="utf-8")
    (gazette / FILE).write_text("".join([*header, *rows]), encoding="utf-8", newline="")
    return gazette


@pytest.fixture
def suggest(project: Path, service: ReconciliationService) -> Callable[..., Result]:
    """Run `kg link suggest` against the service, with what somebody types."""

    def run(*arguments: str, typed: str | None = None) -> Result:
        options = ["--service", service.address, *(["--input"] if typed is not None else [])]
        runner = CliRunner(env={"KG_ROOT": str(project)})
        return runner.invoke(main, ["link", "suggest", *options, *arguments], input=typed)

    return run
