"""What texts say of penalties against what documents show of the law."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, UNDETERMINED
from kg.checks.figure import Corpus, read_corpus
from kg.checks.laws import check_laws
from kg.load import Project, load_project
from kg.quantity import parse_quantity


@pytest.fixture(scope="module")
def project(root: Path) -> Project:
    return load_project(root)


def changed(corpus: Corpus, slug: str, number: str, **more: str) -> Corpus:
    """The same corpus with another number printed for a figure."""
    quantity = parse_quantity(number)
    unit = {"unit": quantity.unit} if quantity.unit else {}
    figure = replace(corpus.figures[slug], quantity=quantity, interval=quantity.interval,
                     **unit, **more)  # fmt: skip
    return replace(corpus, figures={**corpus.figures, slug: figure})


@pytest.mark.parametrize(
    ("number", "modality", "verdict"),
    [
        ("up to 10 years", "asserted", CONSISTENT),
        ("10 years", "asserted", CONSISTENT),
        ("120 months", "asserted", CONSISTENT),
        ("up to 15 years", "asserted", INCONSISTENT),
        ("up to 15 years", "possible", TENSION),
        ("about 25 years", "asserted", UNDETERMINED),
    ],
)
def test_a_maximum_is_that_of_the_law(project, number, modality, verdict):
    slug = "awol-statutory-maximum-2022"
    corpus = changed(read_corpus(project), slug, number, modality=modality)
    (found,) = (check for check in check_laws(project, corpus) if check.inputs == (slug,))
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("number", "verdict"), [("x2", CONSISTENT), ("+100%", CONSISTENT), ("x3", INCONSISTENT)]
)
def test_a_change_of_the_maximum_is_that_of_the_law(project, number, verdict):
    slug = "awol-statutory-maximum-doubled-2022"
    corpus = changed(read_corpus(project), slug, number)
    (found,) = (check for check in check_laws(project, corpus) if check.inputs == (slug,))
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("number", "verdict"),
    [("about 2.25 years", CONSISTENT), ("27 months", CONSISTENT), ("12 years", TENSION)],
)
def test_a_sentence_lies_within_what_the_law_allows(project, number, verdict):
    slug = "refusal-average-sentence"
    corpus = changed(read_corpus(project), slug, number)
    (found,) = (check for check in check_laws(project, corpus) if check.inputs == (slug,))
    assert (found.verdict, found.declared) == (verdict, True)
