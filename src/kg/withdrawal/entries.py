"""Reading graph/withdrawn.yaml; a name in it that does not exist is refused, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from kg.errors import InvalidData, Problem, nearest
from kg.load import Located, Project, read_record
from kg.model import Withdrawals
from kg.references.names import things

FILE = "graph/withdrawn.yaml"
KINDS = ("agent", "article", "claim", "document", "event", "place", "provision")


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
        if entry.thing:
            yield from _unknown(project, located, known)
            yield from _in_use(located, known)
        for key, values in (
            ("thing", [entry.thing]), ("release", [entry.release]), ("hashes", entry.hashes)
        ):  # fmt: skip
            for value in filter(None, values):
                other = seen.setdefault(value, located)
                if other is not located:
                    line = other.source.line(other.path)
                    message = f"{value!r} is withdrawn already by line {line}"
                    yield located.problem(message, "keep one of the two", (key,))


def _unknown(project: Project, located: Located, known: Mapping[str, Mapping]) -> Iterator[Problem]:
    thing = located.record.thing
    kind, _, name = thing.partition("/")
    if thing == f"agent/{project.edition.creator}":
        yield located.problem(f"{thing!r} is this project itself", "withdraw releases", ("thing",))
    if name in known.get(kind, {}):
        return
    if kind not in known:
        every = [f"{other}/{slug}" for other in known for slug in known[other] if slug == name]
        what = f"there is no kind {kind!r} that can be withdrawn"
        fix = nearest(thing, every) if every else nearest(kind, list(known))
        yield located.problem(f"nothing is withdrawn by {thing!r}: {what}", fix, ("thing",))
        return
    message = f"nothing is withdrawn by {thing!r}: no {kind} is called {name!r}"
    fix = nearest(name, list(known[kind]))
    fix += "; once its record is erased, `hashes:` takes the place of `thing:`"
    yield located.problem(message, fix, ("thing",))


def _in_use(located: Located, known: Mapping[str, Mapping]) -> Iterator[Problem]:
    """Former names that something has now, so that its address cannot be gone."""
    for i, name in enumerate(located.record.former):
        kind, _, slug = name.partition("/")
        if slug in known.get(kind, {}):
            message = f"{name!r} is in these files, and no former name"
            yield located.problem(message, "give what stands there another", ("formerly", i))
