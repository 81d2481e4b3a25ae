"""`docs/conformance.md` is true: its counts are those of the suites and of what is listed here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from serving import ROOT
from suites import EVALUATION, HERE, folder, names_of_tests, query_tests, table

DOCUMENT = ROOT / "docs" / "conformance.md"
VERSIONS = {"sparql10": "SPARQL 1.0", "sparql11": "SPARQL 1.1", "sparql12": "SPARQL 1.2 (draft)"}
FOLLOWED = ("protocol/manifest.ttl", "service-description/manifest.ttl",
            "graph-store-protocol/manifest-direct.ttl",
            "graph-store-protocol/manifest-indirect.ttl")  # fmt: skip

needs_suites = pytest.mark.skipif(
    folder() is None, reason="the W3C's suites are not beside the project (see KG_CONFORMANCE)"
)


def text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def count_rows() -> list[str]:
    """The rows of the table of counts, as the suites and the lists make them."""
    failures, by_value = table("known-failures"), table("by-value")
    rows = []
    for version, label in VERSIONS.items():
        for is_evaluation, kind in ((True, "evaluation"), (False, "syntax")):
            names = [
                test.name
                for test in query_tests()
                if test.name.startswith(version) and (test.kind in EVALUATION) == is_evaluation
            ]
            failing = sum(name in failures for name in names)
            valued = sum(name in by_value for name in names)
            passing = len(names) - failing
            rows.append(f"| {label}, {kind} | {len(names)} | {passing} | {valued} | {failing} |")
    return rows


@needs_suites
def test_the_counts_are_those_of_the_suites() -> None:
    """A run of the suites passes if exactly the tests listed fail, so these are its counts."""
    for row in count_rows():
        assert row in text(), f"docs/conformance.md needs the row: {row}"


def test_the_reasons_are_those_of_the_lists() -> None:
    for name, heading in (("known-failures", "What fails"), ("by-value", "What is computed")):
        section = text().partition(f"\n## {heading}")[2].partition("\n## ")[0]
        found = {
            reason: int(number)
            for reason, number in re.findall(r"^\| ([^|]+) \| (\d+) \|$", section, re.MULTILINE)
        }
        assert found == Counter(table(name).values())


def test_what_is_left_out_is_told() -> None:
    section = text().partition("\n## What is left out")[2].partition("\n## ")[0]
    for suite, reason in table("left-out").items():
        assert f"| `{suite}` | {reason} |" in section


@needs_suites
def test_every_test_of_a_protocol_is_followed() -> None:
    suites = folder() / "sparql" / "sparql11"
    names = [name for manifest in FOLLOWED for name in names_of_tests(suites / manifest)]
    assert sorted(names) == sorted(table("followed"))


def test_the_tests_that_follow_them_exist() -> None:
    for name, ours in table("followed").items():
        file, *_, function = ours.split("::")
        source = Path(HERE / file).read_text(encoding="utf-8")
        assert f"def {function}(" in source, name


def test_each_protocol_has_its_number_of_tests() -> None:
    counts = Counter(name.partition("/")[0] for name in table("followed"))
    for suite, number in counts.items():
        assert re.search(rf"^\| `sparql11/{suite}` \| {number} \|", text(), re.MULTILINE)
