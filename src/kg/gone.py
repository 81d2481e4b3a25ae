"""What is gone from a project by withdrawal, and the tombstones that are left of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.build import BuiltProject, build_project
from kg.build.statements import reference_iri
from kg.checks.findings import find
from kg.checks.triples import CHECKS, build_findings
from kg.cube import cube
from kg.errors import InvalidData, KgError, Problem, nearest
from kg.load import Located, Project
from kg.lock import Lock
from kg.model import Edition
from kg.terms import BASE, graph, thing
from kg.tombstones import hash_of
from kg.withdrawal import Remainder, Traces, read_withdrawals, reasons, withdraw

_GENERAL = (CHECKS, *map(graph, ("ontology", "concepts", "alignments", "catalogue")))


@dataclass(frozen=True)
class Stage:
    """A withdrawal, the project after it and all before it, and the IRIs that it made go.

    :ivar iris: those of the build before that are not in the build after, and former ones
    :ivar lost: things and parts that went with it, in words, and why
    """

    located: Located
    after: Remainder
    iris: frozenset[str]
    lost: Mapping[str, str]


def stages(project: Project, locks: Mapping[str, Lock]) -> tuple[Stage, ...]:
    """Every withdrawal in turn, the earliest first; one build for each that names a thing.

    :raises InvalidData: if something that is to be spared cannot stay
    """
    found: list[Stage] = []
    things: list[str] = []
    spared: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    after = withdraw(project, locks, ())
    before: frozenset[str] | None = None
    for located in read_withdrawals(project):
        target, earlier = located.record.thing, after
        if target is None:
            found.append(Stage(located, after, frozenset(), {}))
            continue
        before = built_iris(after.project, after.locks) if before is None else before
        things.append(target)
        for name in located.record.spare:
            spared[name] = spared.get(name, frozenset()) | {target}
        after = withdraw(project, locks, things, spared)
        problems += _not_spared(located, after.gone - earlier.gone, after.why)
        iris = built_iris(after.project, after.locks)
        lost = (after.gone - earlier.gone - {target}) | (after.left_out - earlier.left_out)
        former = {reference_iri(name).value for name in located.record.former}
        why = {name: after.why[name] for name in sorted(lost)}
        found.append(Stage(located, after, (before - iris) | former, why))
        before = iris
    if problems:
        raise InvalidData(problems)
    return tuple(found)


def _not_spared(
    located: Located, gone: frozenset[str], why: Mapping[str, str]
) -> Iterator[Problem]:
    """Things that go though they are to be spared, since they rest on what goes."""
    for i, name in enumerate(located.record.spare):
        if name in gone:
            fix = "take it out of `spare:`, or out of that record what it rests on"
            yield located.problem(f"{name!r} cannot be spared: {why[name]}", fix, ("spare", i))


def tombstones(found: Iterable[Stage], built: BuiltProject) -> bytes:
    """The file withdrawn.json: sorted, and the same for the same withdrawals.

    One flat table, so that it cannot be seen which addresses went together. An address that stands
    again is not in it: two figures may be checked against each other once a third is gone.

    :param built: what is to be released
    """
    standing = {hash_of(iri) for iri in _iris(built.graphs)}
    things: dict[str, dict[str, str]] = {}
    releases: dict[str, dict[str, str]] = {}
    for stage in found:
        entry = stage.located.record
        stone = {"date": entry.date, "why": entry.why}
        for name in {*entry.hashes, *map(hash_of, stage.iris)} - standing:
            things.setdefault(name, stone)
        if entry.release:
            releases[entry.release] = stone
    used = {stone["why"] for stone in (*things.values(), *releases.values())}
    record = {
        "reasons": {why: words for why, words in reasons().items() if why in used},
        "releases": dict(sorted(releases.items())),
        "things": dict(sorted(things.items())),
    }
    return (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def report(found: Iterable[Stage]) -> Iterator[str]:
    """What went with each withdrawal, in lines for the operator and nobody else."""
    for stage in found:
        entry = stage.located.record
        what = entry.thing or entry.release or f"{len(entry.hashes)} addresses by their hashes"
        with_it = f" and with it {len(stage.lost)} things and parts:" if stage.lost else ""
        yield f"withdrawn on {entry.date} ({entry.why}): {what}{with_it}"
        for name, why in stage.lost.items():
            yield f"  {name}: {why}"


def check_gone(built: BuiltProject, found: Iterable[Stage]) -> list[Problem]:
    """Whatever of the withdrawn still stands in what is to be released.

    What speaks of armies and courts in general is searched for names of persons only: the ontology,
    the catalogue, and the wordings of checks, which are made of what has been searched.
    """
    problems: list[Problem] = []
    checks = thing("check", "").value  # new ones come and go with what is compared
    standing = {hash_of(iri): iri for iri in _iris(built.graphs) if not iri.startswith(checks)}
    for stage in found:
        for name in stage.located.record.hashes:
            if name in standing:
                message = f"{standing[name]} is withdrawn by its hash but still in these files"
                fix = "erase its record, or write `thing:` with its kind and name"
                problems.append(stage.located.problem(message, fix, ("hashes",)))
        for name, triples in built.graphs.items():
            for triple in triples:
                if not isinstance(triple.object, Literal) or not _is_words(triple):
                    continue
                traces = _traces_for(triple.subject, stage.after)
                tells = traces.people_in if name in _GENERAL else traces.names_in
                if word := tells(triple.object.value):
                    message = f"{triple.subject.value} tells of what is withdrawn: «{word}»"
                    fix = "reword it, withdraw it, or spare it where it is another word"
                    problems.append(stage.located.problem(message, fix))
    return problems


def _traces_for(subject: NamedNode, after: Remainder) -> Traces:
    """What tells of the withdrawn in what is said of a thing, or of a part of a spared one."""
    if after.spared:
        steps = subject.value.removeprefix(f"{BASE}id/").split("/")
        for name, traces in after.spared.items():
            if name.partition("/")[2] in steps[1:]:
                return traces
    return after.traces


def _is_words(triple: Triple) -> bool:
    """Whether a literal is a text and no number, date or truth value."""
    return triple.object.datatype.value.endswith(("#string", "#langString"))


def built_iris(project: Project, locks: Mapping[str, Lock]) -> frozenset[str]:
    """Every IRI of this project that is called or held by its graphs or its data cube."""
    built = build_project(project, locks)
    built.graphs[CHECKS] = set(build_findings(project, find(project)))
    return frozenset({*_iris(built.graphs), *_iris({graph("cube"): cube(built)})})


def _iris(graphs: Mapping[NamedNode, Iterable[Triple]]) -> Iterator[str]:
    for name, triples in graphs.items():
        yield name.value
        for triple in triples:
            for node in triple:
                if isinstance(node, NamedNode) and node.value.startswith(BASE):
                    yield node.value


def hashes_entry(project: Project, locks: Mapping[str, Lock], name: str) -> str:
    """The entry, as YAML, that keeps the tombstone of a withdrawn thing when its record is erased.

    :raises KgError: if no withdrawal is of this thing
    """
    found = {stage.located.record.thing: stage for stage in stages(project, locks)}
    known = [thing for thing in found if thing]
    if name not in known:
        hint = nearest(name, known) if known else "graph/withdrawn.yaml names nothing"
        raise KgError(f"{name!r} is not withdrawn ({hint})")
    stage = found[name]
    if not stage.iris:
        raise KgError(f"{name!r} went with an earlier withdrawal, and needs no entry")
    lines = [f"  - date: {stage.located.record.date}", f"    why: {stage.located.record.why}"]
    lines += ["    hashes:", *(f"      - {name}" for name in sorted(map(hash_of, stage.iris)))]
    return "\n".join(lines) + "\n"


def released(project: Project, locks: Mapping[str, Lock], found: tuple[Stage, ...]) -> Remainder:
    """The project after the last withdrawal."""
    return found[-1].after if found else withdraw(project, locks, ())


def dated(edition: Edition, found: Iterable[Stage]) -> Edition:
    """The edition without what is withdrawn: of the day of the last withdrawal, if that is later.

    Whoever compares dates, such as a harvester, must see that it is another one.
    """
    days = [edition.date, *(stage.located.record.date for stage in found)]
    return edition.model_copy(update={"date": max(days)})
