"""The errors a person can cause and mend; the command line prints them without a traceback."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from os.path import realpath
from pathlib import Path


class KgError(Exception):
    """Something the reader of the message can mend. `str(error)` is the whole message."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a data file.

    :param file: path as the reader knows it, relative to the project where possible
    :param line: 1-based line, or 0 where the fault is in the file as a whole
    :param message: what is wrong and with which value
    :param fix: what to do about it; may be empty
    """

    file: str
    line: int
    message: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" + (f" ({self.fix})" if self.fix else "")


class InvalidData(KgError):
    """Curated files that cannot be built. Carries every problem found, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_utf8(path: Path, name: str, max_bytes: int = 4_000_000) -> str:
    """The text of a curated file; `name` is how messages call it.

    :raises InvalidData: if it cannot be read, is larger than `max_bytes`, or is not UTF-8
    """
    unreadable = InvalidData([Problem(name, 0, "the file cannot be read")])
    if not path.is_file():  # a pipe or a device may never end
        raise unreadable
    try:
        raw = path.read_bytes()
    except OSError:
        raise unreadable from None
    if len(raw) > max_bytes:
        raise InvalidData([Problem(name, 0, f"larger than {max_bytes} bytes")])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InvalidData([Problem(name, line, "not UTF-8", "save the file as UTF-8")]) from None


def look_alike(text: str) -> str:
    """Name the first character of a text that should be plain ASCII and is not, since a reader may
    not see it; empty where there is none.

    >>> look_alike("m\u0435diazona")
    "'е' in it is CYRILLIC SMALL LETTER IE"
    """
    char = next((char for char in text if not char.isascii()), "")
    return f"{char!r} in it is {unicodedata.name(char, 'no letter')}" if char else ""


def shortened(text: str, longest: int = 80) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def nearest(name: str, known: Sequence[str]) -> str:
    """Name the existing names closest to one that does not exist, as the end of a sentence.

    >>> nearest("idite-lesm", ["idite-lesom", "mediazona"])
    'did you mean idite-lesom?'
    """
    matches = get_close_matches(name, known, n=3, cutoff=0.5)
    if matches:
        return f"did you mean {' or '.join(matches)}?"
    return f"known: {', '.join(sorted(known)[:12])}{' …' if len(known) > 12 else ''}"


def relative(path: Path, root: Path) -> str:
    """The path as a reader of the project knows it: relative to its root where it lies in it."""
    try:
        return str(Path(realpath(path)).relative_to(realpath(root)))  # loops have one too
    except ValueError:
        return path.name
