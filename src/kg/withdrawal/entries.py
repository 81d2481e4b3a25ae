"""Reading graph/withdrawn.yaml; a name in it that does not exist is refused, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from kg.errors import InvalidData, Problem, nearest
from kg.load import Located, PathInFile, Project, read_record
from kg.model import KINDS, Withdrawals
from kg.references.names import UNKNOWN, things

FILE = "graph/withdrawn.yaml"
_RELEASE = re.compile("[0-9a-f]{16}")
_NEAREST = 12


@cache
def reasons() -> dict[str, dict[str, str]]:
    """The reasons for which something may be withdrawn, in words of each language."""
    text = files("kg.withdrawal").joinpath("reasons.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def read_withdrawals(project: Project) -> tuple[Located, ...]:
    """Every withdrawal, the earliest first; none where there is no such file.

    :raises InvalidData: with the line of each that is malformed or names nothing
    """
    path = project.root / FILE
    if not path.exists():
        return ()
    record, source = read_record(path, FILE, Withdrawals)
    found = [Located(entry, source, ("withdrawn", i)) for i, entry in enumerate(record.withdrawn)]
    if problems := list(_check(project, found)):
        raise InvalidData(problems)
    return tuple(sorted(found, key=lambda located: (located.record.date, located.path)))


def _check(project: Project, found: list[Located]) -> Iterator[Problem]:
    known = {kind: names for kind, names in things(project).items() if kind in KINDS}
    seen: dict[str, Located] = {}
    for located in found:
        entry = located.record
        if entry.date > date.today().isoformat():
            message = f"{entry.date!r} is in the future: a withdrawal holds from the next release"
            yield located.problem(message, "write the day on which it is made", ("date",))
        if entry.thing:
            if entry.thing == f"agent/{project.edition.creator}":
                message = f"{entry.thing!r} is this project itself"
                yield located.problem(message, "withdraw releases", ("thing",))
            yield from _unknown(located, entry.thing, known, ("thing",))
            yield from _in_use(located, known)
            yield from _spared(located, known)
        for key, values in (
            ("thing", [entry.thing]), ("release", [entry.release]), ("hashes", entry.hashes)
        ):  # fmt: skip
            for value in filter(None, values):
                other = seen.setdefault(value, located)
                if other is not located:
                    line = other.source.line(other.path)
                    message = f"{value!r} is withdrawn already by line {line}"
                    yield located.problem(message, "keep one of the two", (key,))


def _unknown(
    located: Located, thing: str, known: Mapping[str, Mapping], path: PathInFile
) -> Iterator[Problem]:
    """A thing that does not exist, with the nearest ones."""
    kind, _, name = thing.partition("/")
    if name in known.get(kind, {}):
        return
    if thing == f"agent/{UNKNOWN}":
        message = f"{thing!r} is nobody: it stands in a chain where no relay is known"
        yield located.problem(message, "it cannot be withdrawn or spared", path)
        return
    does = "withdrawn" if path == ("thing",) else "spared"
    if kind not in known:
        every = [f"{other}/{slug}" for other in known for slug in known[other] if slug == name]
        what = f"there is no kind {kind!r} that can be {does}"
        fix = nearest(thing, every) if every else nearest(kind, list(known))
        yield located.problem(f"nothing is {does} by {thing!r}: {what}", fix, path)
        return
    message = f"nothing is {does} by {thing!r}: no {kind} is called {name!r}"
    fix = nearest(name, list(known[kind]))
    if does == "withdrawn":
        fix += "; once its record is erased, `hashes:` takes the place of `thing:`"
    yield located.problem(message, fix, path)


def _spared(located: Located, known: Mapping[str, Mapping]) -> Iterator[Problem]:
    """Things to be spared that do not exist, or that are what is withdrawn."""
    for i, thing in enumerate(located.record.spare):
        yield from _unknown(located, thing, known, ("spare", i))
        if thing == located.record.thing:
            message = f"{thing!r} cannot be withdrawn and spared"
            yield located.problem(message, "take it out of `spare:`", ("spare", i))


def _in_use(located: Located, known: Mapping[str, Mapping]) -> Iterator[Problem]:
    """Former names that something has now, so that its address cannot be gone."""
    for i, name in enumerate(located.record.former):
        kind, _, slug = name.partition("/")
        if slug in known.get(kind, {}):
            message = f"{name!r} is in these files, and no former name"
            yield located.problem(message, "give what stands there another", ("formerly", i))


def unknown_releases(root: Path, folder: Path) -> Iterator[str]:
    """A line of warning for every release that is withdrawn and not in the folder of releases,
    with those that are, the nearest first; it may be in another folder, and so is no fault.

    :raises InvalidData: if graph/withdrawn.yaml cannot be read
    """
    path = root / FILE
    if not path.exists():
        return
    record, source = read_record(path, FILE, Withdrawals)
    known = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    known = [name for name in known if _RELEASE.fullmatch(name)]
    for i, entry in enumerate(record.withdrawn):
        if entry.release and entry.release not in known:

            def distance(name: str, of: str = entry.release) -> tuple[float, str]:
                return -SequenceMatcher(None, of, name).ratio(), name

            there = ", ".join(sorted(known, key=distance)[:_NEAREST]) or "none"
            more = " …" if len(known) > _NEAREST else ""
            line = source.line(("withdrawn", i, "release"))
            yield (f"warning: {FILE}:{line}: release {entry.release!r} is not in the folder of "
                   f"releases; there: {there}{more}")  # fmt: skip
