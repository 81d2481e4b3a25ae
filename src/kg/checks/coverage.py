"""Whether the annotations account for every number, and still fit the text and its lock file."""

from __future__ import annotations

from kg.errors import InvalidData, Problem
from kg.ledger import make_ledger
from kg.load import Bundle
from kg.lock import Lock, check_lock, make_lock


def check_ledger(bundle: Bundle, lock: Lock) -> list[Problem]:
    """Numbers that are in neither column of the ledger, or in both. Needs no text."""
    problems = make_ledger(bundle, lock)[1]
    for i, entry in enumerate(bundle.annotations.to_do):
        message = f"the number {entry.number!r} at {entry.at} is still to do"
        problems.append(bundle.problem(("to do", i), message, "claim it, or set it aside"))
    return problems


def check_text(bundle: Bundle, lock: Lock, text: str, sha256: str) -> list[Problem]:
    """Whether the lock file says what the text says: every number and every fragment in place."""
    try:
        fresh = make_lock(bundle, text, sha256)
    except InvalidData as error:
        return list(error.problems)
    problems = check_lock(bundle, lock)
    for span in sorted(set(fresh.numbers) ^ set(lock.numbers)):
        what = "found in the text but not locked" if span in fresh.numbers else "locked, not found"
        message = f"the number at {span[0]}-{span[1]} is {what}"
        problems.append(Problem(bundle.annotation_file.file, 0, message, "run `kg lock`"))
    for key, place in fresh.places.items():
        if key in lock.places and lock.places[key] != place:
            message = f"{key} stands at {place.start}-{place.end}, not where the lock file says"
            problems.append(Problem(bundle.annotation_file.file, 0, message, "run `kg lock`"))
    if not problems and fresh != lock:
        message = "the lock file differs from the text"
        problems.append(Problem(bundle.annotation_file.file, 0, message, "run `kg lock`"))
    return problems
