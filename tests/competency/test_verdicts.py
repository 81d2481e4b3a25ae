"""Every verdict on the five articles, so that a change in one is seen in review.

After a wanted change: .venv/bin/python tests/competency/renew.py
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from renew import VERDICTS, verdict_lines

from kg.checks.findings import Findings, find
from kg.load import load_project
from kg.model import NAMELESS


@pytest.fixture(scope="module")
def findings(root: Path) -> Findings:
    return find(load_project(root))


def test_every_verdict_is_the_one_that_was_reviewed(findings: Findings):
    assert verdict_lines(findings).splitlines() == VERDICTS.read_text("utf-8").splitlines()


def verdict(findings: Findings, *claims: str, kind: str) -> str:
    """The verdict of the one check of a kind that these claims enter."""
    (found,) = {
        check.verdict
        for check in findings.checks
        if check.kind == kind and set(claims) <= set(check.inputs)
    }
    return found


@pytest.mark.parametrize(
    ("kind", "claims", "expected"),
    [
        ("change", ("idite-lesom-requests-growth-2023",), "consistent-after-rounding"),
        ("change", ("idite-lesom-requests-almost-doubled-2023",), "consistent-after-rounding"),
        ("change", ("proekt-convictions-fivefold",), "consistent-after-rounding"),
        ("change", ("proekt-convictions-almost-ninefold",), "inconsistent"),
        ("change", ("cases-opened-double-2022",), "undetermined"),
        ("part", ("mediazona-sentencings-2023-12",), "consistent"),
        ("rate", ("hochu-zhit-surrenders-per-day-2023", "prisoners-captured-2023-08"), "tension"),
        ("rate", ("desertions-per-month-zhyrokhov",), "not-comparable"),
        ("addition", ("hochu-zhit-list", "mobilization-dpr-list-2024-12"), "not-comparable"),
        ("overlap", ("istories-declared-absent-2025",), "consistent"),
        ("sum", ("soldiers-not-understanding-goals",), "consistent"),
        ("duration", ("resignation-window-2022",), "tension"),
        ("law", ("awol-statutory-maximum-doubled-2022",), "consistent"),
        ("dating", ("reuters-soldiers-quitting",), "inconsistent"),
        ("attribution", ("cases-opened-double-2022",), "tension"),
        ("comparability", ("mediazona-cases-opened-2023-h1", "proekt-convictions-2022"),
         "not-comparable"),
        ("comparability", ("mediazona-sentencings-2023-12", "proekt-convictions-2023"),
         "not-comparable"),
    ],
)  # fmt: skip
def test_a_careful_reader_would_agree(findings: Findings, kind, claims, expected):
    assert verdict(findings, *claims, kind=kind) == expected


def test_no_figure_of_the_five_articles_has_two_independent_origins(findings: Findings):
    assert set(Counter(found.count for found in findings.origins.values())) == {0, 1}
    convicted = findings.origins["proekt-convictions-2023"]
    assert (convicted.roots, convicted.repeaters) == ({"proekt"}, {"newsmax", "newsweek"})
    requests = findings.origins["idite-lesom-requests-2023-autumn"]
    assert requests.articles == {"moscow-times-2023-12-05", "daily-digest-crisis-in-the-ranks"}
    assert requests.roots == {"idite-lesom"}


def test_the_table_has_a_row_for_every_check(release, findings: Findings):
    with (release.path / "checks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = "check kind verdict expected found inputs declared reason".split()
    assert list(rows[0])[: len(wanted)] == wanted
    names = [row["check"].partition("/id/check/")[2] for row in rows]
    assert names == [check.id for check in findings.checks]
    assert {row["declared"] for row in rows} == {"true", "false"}
    assert all(row["reason"] and row["reason_ru"] and row["reason_uk"] for row in rows)


def test_no_check_puts_statements_of_somebody_without_a_name_together(
    root: Path, findings: Findings
):
    project = load_project(root)
    nameless = {slug for slug, located in project.agents.items() if located.record.type in NAMELESS}
    assert nameless
    for check in findings.checks:
        speakers = [project.statements[claim].record.said_by for claim in check.inputs
                    if claim in project.statements]  # fmt: skip
        own = [speaker for speaker in speakers if speaker in nameless]
        assert len(own) == len(set(own)), check.id
