"""All checks of a project in order, with a line about each source: what `kg check` prints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.checks.coverage import check_ledger, check_text
from kg.checks.privacy import check_fragments, check_own_text, check_private_spans
from kg.checks.quotation import check_limits, check_own_words, check_sentences
from kg.checks.values import check_values
from kg.errors import InvalidData, Problem
from kg.ledger import EVIDENCE, make_ledger
from kg.links import read_links
from kg.load import Bundle, Project, load_project
from kg.lock import Lock, check_lock, read_lock, read_text
from kg.references import check_references
from kg.withdrawal import read_withdrawals


@dataclass(frozen=True)
class CheckOutcome:
    """What was checked, in lines for a reader, and what is wrong."""

    project: Project
    locks: dict[str, Lock]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_project(root: Path, texts: Path | None) -> CheckOutcome:
    """Check every curated file; with the texts at hand, also against the texts.

    :raises InvalidData: if the files cannot even be read or name things that do not exist
    """
    project = load_project(root)
    problems = check_references(project)
    if problems:
        raise InvalidData(problems)
    for read in (read_links, read_withdrawals):
        try:
            read(project)
        except InvalidData as error:
            problems.extend(error.problems)
    lines: list[str] = []
    locks: dict[str, Lock] = {}
    unread = 0
    for bundle in project.bundles:
        try:
            lock = read_lock(root, bundle.slug)
            found = read_text(texts, bundle)
        except InvalidData as error:
            problems.extend(error.problems)
            continue
        locks[bundle.slug] = lock
        unread += found is None
        problems.extend(check_source(project, bundle, lock, found))
        lines.append(_summary(bundle, lock, found is not None))
    problems.extend(check_own_text(project))
    problems.extend(check_fragments(project, locks))
    if unread:
        lines.append(
            f"{unread} of {len(project.bundles)} texts are not at hand. Not checked for them: that "
            "the hash is right, every number is found, every fragment stands at its position, "
            "no whole sentence is stored, and notes are in our own words."
        )
    return CheckOutcome(project, locks, tuple(lines), tuple(sorted(set(problems))))


def check_source(
    project: Project, bundle: Bundle, lock: Lock, found: tuple[str, str] | None
) -> list[Problem]:
    """Every check of one source; `found` is its text and hash, None where not at hand."""
    stale = check_lock(bundle, lock)
    if found is None and stale:
        return stale
    problems = check_values(project, bundle) + check_limits(bundle, lock)
    problems += check_private_spans(bundle, lock)
    if found:
        text, sha256 = found
        problems += check_text(bundle, lock, text, sha256)
        problems += check_own_words(bundle, text)
        if not stale:
            problems += check_sentences(bundle, lock, text)
    if not stale:
        problems += check_ledger(bundle, lock)
    return problems


def _summary(bundle: Bundle, lock: Lock, at_hand: bool) -> str:
    rows, _ = make_ledger(bundle, lock)
    evidence = sum(row.status == EVIDENCE for row in rows)
    total = len(lock.numbers)
    share = 100 * len(rows) // total if total else 100
    against = "with its text" if at_hand else "without its text"
    return (
        f"{bundle.slug}: {total} numbers, {evidence} evidence, {len(rows) - evidence} set aside, "
        f"{share}% accounted for; checked {against}"
    )
