"""All findings of a project: what adds up, what does not, and what must not be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, combinations

from kg.checks.changes import check_changes
from kg.checks.check import Check
from kg.checks.comparability import check_comparability
from kg.checks.declared import check_relations
from kg.checks.disputes import check_disputes
from kg.checks.durations import check_durations
from kg.checks.figure import Corpus, read_corpus
from kg.checks.laws import check_laws
from kg.checks.origins import Origins, check_origins, find_origins
from kg.checks.rates import check_rates
from kg.checks.series import check_series
from kg.checks.shares import check_shares
from kg.checks.upstream import check_upstream
from kg.load import Project

UPSTREAM = ("attribution", "dating", "rendering")
"""Kinds of which one claim may have several, by article."""


@dataclass(frozen=True)
class Findings:
    """The checks, in the order of their ids, and the origins of every claim."""

    checks: tuple[Check, ...]
    origins: dict[str, Origins]


def find(project: Project) -> Findings:
    """Run every check of a project whose references hold."""
    corpus = read_corpus(project)
    origins = find_origins(project)
    found = chain(
        check_figures(corpus),
        check_laws(project, corpus),
        check_upstream(project),
        check_origins(project, origins),
    )
    return Findings(unique(found), origins)


def check_figures(corpus: Corpus) -> Iterable[Check]:
    """The checks that need figures and nothing else."""
    return chain(
        check_relations(corpus),
        check_changes(corpus),
        check_shares(corpus),
        check_rates(corpus),
        check_series(corpus),
        check_durations(corpus),
        check_disputes(corpus),
        check_comparability(corpus),
    )


def unique(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Each relation once: what is declared goes before what the program proposes of the same
    figures, and figures between which an annotator sees a relation are not called incomparable."""
    by_id: dict[str, Check] = {}
    related: set[frozenset[str]] = set()
    tested: set[tuple[str, frozenset[str]]] = set()
    for check in sorted(checks, key=lambda check: (not check.declared, check.id)):
        about = (check.kind, frozenset(check.inputs))
        if check.declared:
            related.update(frozenset(pair) for pair in combinations(check.inputs, 2))
        else:
            again = about in tested and check.kind not in UPSTREAM
            if again or (check.kind == "comparability" and about[1] in related):
                continue
        tested.add(about)
        by_id[check.id] = check
    return tuple(by_id[name] for name in sorted(by_id))
