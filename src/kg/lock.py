"""Lock files: what was found in a source text, kept so that a machine without the texts can build.

`kg lock` writes graph/locks/<slug>.lock from the text; everything else only reads it. One JSON
value a line: the text's hash and length, every number with its position, every anchor with its
position and the words that make it unique.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.anchor import AnchorError, context, locate, occurrences
from kg.errors import InvalidData, Problem, relative
from kg.load import Bundle, PathInFile
from kg.model import (
    MAX_WORDS,
    MAX_WORDS_STATEMENT,
    Anchor,
    EveryOccurrence,
    Evidence,
    StatementEvidence,
    count_words,
)
from kg.numbers import find_numbers

Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Where an anchor stands, with the words beside it that a reader needs to find it."""

    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Lock:
    """What is known of one source text.

    :ivar numbers: span of every number, with its text (None where it is withheld for privacy)
    :ivar places: place of every anchor, by the anchor's key
    :ivar every: spans of every phrase that is set aside wherever it stands
    """

    slug: str
    sha256: str
    length: int
    numbers: Mapping[Span, str | None]
    places: Mapping[str, Place]
    every: Mapping[str, tuple[Span, ...]]


def anchors(bundle: Bundle) -> Iterator[tuple[PathInFile, Anchor]]:
    """Every anchor of an annotation file, with its path in the file."""
    for located in bundle.printed():
        for k, evidence in enumerate(located.record.evidence):
            yield (*located.path, "evidence", k), evidence
        for k, caveat in enumerate(located.record.caveats):
            if caveat.evidence:
                yield (*located.path, "caveats", k, "evidence"), caveat.evidence
    for i, aside in enumerate(bundle.annotations.set_aside):
        for k, number in enumerate(aside.numbers):
            if isinstance(number, Anchor):
                yield ("set aside", i, "numbers", k), number


def word_limit(anchor: Anchor, supports_number: bool) -> int:
    """How many words of the article may be stored for an anchor, its context included."""
    words_only = isinstance(anchor, Evidence) and not supports_number
    if words_only or isinstance(anchor, StatementEvidence):
        return MAX_WORDS_STATEMENT
    return MAX_WORDS


def withheld_spans(bundle: Bundle, places: Mapping[str, Place]) -> list[Span]:
    """Spans whose words are never stored: private evidence and details of private persons."""
    spans = []
    for path, anchor in anchors(bundle):
        private = path[0] == "set aside" and (
            bundle.annotations.set_aside[path[1]].reason == "private-person"
        )
        if (anchor.at is not None or private) and anchor.key in places:
            spans.append((places[anchor.key].start, places[anchor.key].end))
    return spans


def covers(outer: Span, inner: Span) -> bool:
    """Whether the inner span lies wholly in the outer one."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def make_lock(bundle: Bundle, text: str, sha256: str) -> Lock:
    """Find every number and every anchor of a source in its text.

    :raises InvalidData: with a problem for every anchor that is not in the text exactly once
    """
    problems: list[Problem] = []
    places: dict[str, Place] = {}
    for path, anchor in anchors(bundle):
        try:
            places[anchor.key] = _place(anchor, text, bundle.source.language)
        except AnchorError as error:
            problems.append(bundle.problem(path, str(error)))
    every: dict[str, tuple[Span, ...]] = {}
    for i, aside in enumerate(bundle.annotations.set_aside):
        for k, number in enumerate(aside.numbers):
            if isinstance(number, EveryOccurrence):
                starts = occurrences(text, number.every)
                if not starts:
                    message = f"the phrase {number.every!r} is not in the text"
                    problems.append(bundle.problem(("set aside", i, "numbers", k), message))
                every[number.every] = tuple((s, s + len(number.every)) for s in starts)
    if problems:
        raise InvalidData(problems)
    hidden = withheld_spans(bundle, places)
    numbers: dict[Span, str | None] = {}
    for found in find_numbers(text, bundle.source.language):
        span = (found.start, found.end)
        numbers[span] = None if any(covers(outer, span) for outer in hidden) else found.text
    return Lock(bundle.slug, sha256, len(text), numbers, places, every)


def _place(anchor: Anchor, text: str, language: str) -> Place:
    if anchor.at is not None:
        start, end = anchor.span
        if end > len(text):
            raise AnchorError(f"at {anchor.at}: the text has only {len(text)} code points")
        return Place(start, end)
    start, end = locate(text, anchor.fragment, anchor.after, anchor.occurrence)
    if not isinstance(anchor, Evidence):
        return Place(start, end)
    limit = word_limit(anchor, bool(find_numbers(anchor.fragment, language)))
    spare = max(0, limit - count_words(anchor.fragment))
    return Place(start, end, *context(text, start, end, spare))


def lock_path(root: Path, slug: str) -> Path:
    """Where the lock file of a source lies."""
    return root / "graph" / "locks" / f"{slug}.lock"


def write_lock(root: Path, lock: Lock) -> bool:
    """Write a lock file whole or not at all; tell whether it changed."""
    lines = [json.dumps({"text": lock.sha256, "length": lock.length})]
    rows: list[dict[str, object]] = []
    rows += [{"number": [*span], "as": text} for span, text in sorted(lock.numbers.items())]
    for key, place in sorted(lock.places.items(), key=lambda item: (item[1].start, item[0])):
        row: dict[str, object] = {"anchor": key, "at": [place.start, place.end]}
        if place.prefix or place.suffix:
            row["beside"] = [place.prefix, place.suffix]
        rows.append(row)
    rows += [{"every": phrase, "at": spans} for phrase, spans in sorted(lock.every.items())]
    lines += [json.dumps(row, ensure_ascii=False) for row in rows]
    content = "\n".join(lines) + "\n"
    path = lock_path(root, lock.slug)
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(content, encoding="utf-8")
    aside.replace(path)
    return True


def read_lock(root: Path, slug: str) -> Lock:
    """Read a lock file.

    :raises InvalidData: if it is missing or damaged
    """
    path = lock_path(root, slug)
    name = relative(path, root)
    line_number = 0
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        head = json.loads(lines[0])
        numbers: dict[Span, str | None] = {}
        places: dict[str, Place] = {}
        every: dict[str, tuple[Span, ...]] = {}
        for line_number, line in enumerate(lines[1:], start=2):
            row = json.loads(line)
            if "number" in row:
                start, end = row["number"]
                numbers[int(start), int(end)] = row["as"]
            elif "anchor" in row:
                start, end = row["at"]
                places[row["anchor"]] = Place(int(start), int(end), *row.get("beside", ("", "")))
            else:
                every[row["every"]] = tuple((int(start), int(end)) for start, end in row["at"])
        return Lock(slug, head["text"], int(head["length"]), numbers, places, every)
    except FileNotFoundError:
        problem = Problem(name, 0, "there is no lock file for this source", "run `kg lock`")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        problem = Problem(name, line_number or 1, "the lock file is damaged", "run `kg lock`")
    raise InvalidData([problem])


def read_text(folder: Path | None, bundle: Bundle) -> tuple[str, str] | None:
    """The source text and its sha256, or None where it is not at hand.

    :raises InvalidData: if the text is there and its hash is not the one in the source's file
    """
    path = folder / bundle.source.file if folder else None
    if path is None or not path.is_file():
        return None
    raw = path.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    if sha256 != bundle.source.sha256:
        line = bundle.source_file.line(("sha256",))
        message = f"the text {bundle.source.file} has changed: its sha256 is {sha256}"
        fix = "annotate the text that was read, or check every position again and give its hash"
        raise InvalidData([Problem(bundle.source_file.file, line, message, fix)])
    try:
        return raw.decode("utf-8"), sha256
    except UnicodeDecodeError:
        line = bundle.source_file.line(("file",))
        message = f"the text {bundle.source.file} is not UTF-8"
        raise InvalidData([Problem(bundle.source_file.file, line, message)]) from None


def check_lock(bundle: Bundle, lock: Lock) -> list[Problem]:
    """Whether a lock file still belongs to its source and annotations."""
    problems = []
    if lock.sha256 != bundle.source.sha256:
        line = bundle.source_file.line(("sha256",))
        message = "the lock file was made from another text"
        problems.append(Problem(bundle.source_file.file, line, message, "run `kg lock`"))
    for path, anchor in anchors(bundle):
        place = lock.places.get(anchor.key)
        if place is None:
            message = f"{anchor.key} is not in the lock file"
            problems.append(bundle.problem(path, message, "run `kg lock`"))
    for i, aside in enumerate(bundle.annotations.set_aside):
        for k, number in enumerate(aside.numbers):
            if isinstance(number, EveryOccurrence) and number.every not in lock.every:
                message = f"{number.every!r} is not in the lock file"
                problems.append(
                    bundle.problem(("set aside", i, "numbers", k), message, "run `kg lock`")
                )
    return problems
