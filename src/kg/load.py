"""Reading the curated files: YAML to typed records, with every fault named by file and line.

Each source is read by itself; only the index of names (agents, claims, concepts …) is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kg.concepts import Concept, read_concepts
from kg.errors import InvalidData, Problem, relative
from kg.faults import faults
from kg.model import (
    FILE_KINDS,
    Agent,
    Annotations,
    Computation,
    Document,
    Edition,
    EntityFile,
    Entry,
    Event,
    Place,
    Provision,
    Relation,
    Source,
)
from kg.numbers.vocabulary import languages
from kg.yamlfile import YamlFile, read_yaml

Record = TypeVar("Record", bound=Entry)
PathInFile = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """A record and where it stands, so that a later fault can be traced to its line."""

    record: Entry
    source: YamlFile
    path: PathInFile

    def problem(self, message: str, fix: str = "", path: PathInFile = ()) -> Problem:
        """A fault of this record, at the line of `path` within it."""
        line = self.source.line((*self.path, *path))
        return Problem(self.source.file, line, message, fix)


@dataclass(frozen=True)
class Bundle:
    """Everything curated for one annotated article."""

    slug: str
    source: Source
    annotations: Annotations
    source_file: YamlFile
    annotation_file: YamlFile

    def problem(self, path: PathInFile, message: str, fix: str = "") -> Problem:
        """A fault in this article's annotations, at the line of `path`."""
        return Problem(self.annotation_file.file, self.annotation_file.line(path), message, fix)

    def located(self, kind: str) -> Iterator[Located]:
        """The entries of one list of the annotations (claims, statements, repeats …)."""
        for i, entry in enumerate(getattr(self.annotations, kind)):
            yield Located(entry, self.annotation_file, (kind.replace("_", " "), i))

    def printed(self) -> Iterator[Located]:
        """Everything that the article prints: claims, statements and repeats."""
        for kind in ("claims", "statements", "repeats"):
            yield from self.located(kind)


@dataclass(frozen=True)
class Project:
    """The curated files of a project, typed; nothing in it has been compared with a text yet."""

    root: Path
    edition: Edition
    concepts: Mapping[str, Mapping[str, Concept]]
    agents: Mapping[str, Located]
    places: Mapping[str, Located]
    events: Mapping[str, Located]
    provisions: Mapping[str, Located]
    documents: Mapping[str, Located]
    computations: Mapping[str, Located]
    relations: Mapping[str, Located]
    bundles: tuple[Bundle, ...]
    claims: Mapping[str, Located] = field(default_factory=dict)
    statements: Mapping[str, Located] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    """Things that have been taken out, such as `agent/somebody`; `links_left_out` has the lines of
    graph/links.sssom.tsv and `questions_left_out` the names of questions that went with them."""
    links_left_out: frozenset[int] = frozenset()
    questions_left_out: frozenset[str] = frozenset()

    @cached_property
    def articles(self) -> Mapping[str, Bundle]:
        """Every annotated article by its name."""
        return {bundle.slug: bundle for bundle in self.bundles}

    @cached_property
    def every_document(self) -> Mapping[str, Document]:
        """Annotated articles and documents known through others, by their names."""
        articles = {slug: bundle.source for slug, bundle in self.articles.items()}
        return {slug: located.record for slug, located in self.documents.items()} | articles

    @cached_property
    def article_of(self) -> Mapping[str, str]:
        """For every claim and statement the article whose file defines it."""
        return {
            entry.id: bundle.slug
            for bundle in self.bundles
            for entry in (*bundle.annotations.claims, *bundle.annotations.statements)
        }

    def bodies_of(self, slug: str) -> frozenset[str]:
        """Every body to which an agent belongs."""
        bodies: set[str] = set()
        pending = [slug]
        while pending:
            agent = self.agents[pending.pop()].record
            for body in (agent.part_of, agent.member_of):
                if body and body not in bodies and body in self.agents:
                    bodies.add(body)
                    pending.append(body)
        return frozenset(bodies)

    @cached_property
    def printed(self) -> Mapping[str, Located]:
        """Every claim and statement by its id."""
        return {**self.claims, **self.statements}


def read_record(path: Path, name: str, kind: type[Record]) -> tuple[Record, YamlFile]:
    """Read one curated file as a record of `kind`.

    :raises InvalidData: with file, line, value and fix for every fault in it
    """
    source = read_yaml(path, name)
    value = {} if source.value is None else source.value
    try:
        return kind.model_validate(value, by_alias=True, by_name=False), source
    except ValidationError as error:
        raise InvalidData(faults(error, source)) from None


def load_project(root: Path) -> Project:
    """Read every curated file of the project.

    :raises InvalidData: with all faults of all files together
    """
    problems: list[Problem] = []

    def read(path: Path, kind: str) -> tuple[Entry, YamlFile] | None:
        try:
            return read_record(path, relative(path, root), FILE_KINDS[kind])
        except InvalidData as error:
            problems.extend(error.problems)
            return None

    edition = read(root / "graph" / "edition.yaml", "edition")
    concepts = read_concepts(root, problems)
    entities = [read(path, "entities") for path in _files(root / "graph" / "entities")]
    tables = _index_entities([found for found in entities if found], problems)
    bundles = tuple(_load_bundles(root, read, problems))
    claims = _index(
        (located for bundle in bundles for located in bundle.located("claims")),
        problems,
        taken=tables["computations"],
    )
    statements = _index(
        (located for bundle in bundles for located in bundle.located("statements")),
        problems,
        taken={**tables["computations"], **claims},
    )
    if problems:
        raise InvalidData(problems)
    return Project(
        root, edition[0], concepts, bundles=bundles, claims=claims, statements=statements, **tables
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _load_bundles(
    root: Path,
    read: Callable[[Path, str], tuple[Entry, YamlFile] | None],
    problems: list[Problem],
) -> Iterator[Bundle]:
    folder = root / "graph" / "annotations"
    annotated = {path.stem: path for path in _files(folder)}
    for path in _files(root / "graph" / "sources"):
        annotation_path = annotated.pop(path.stem, None)
        if annotation_path is None:
            fix = f"add graph/annotations/{path.name}, or start over with `kg new`"
            problems.append(Problem(relative(path, root), 0, "no annotations for this source", fix))
            continue
        source, annotations = read(path, "source"), read(annotation_path, "annotations")
        if source and annotations:
            if source[0].id not in ("unset", path.stem):
                message = f"the id {source[0].id!r} is not the name of the file"
                problems.append(Problem(source[1].file, source[1].line(("id",)), message))
            if source[0].language not in languages():
                message = f"language: the numbers of a text in {source[0].language!r} are not known"
                fix = f"write {' or '.join(languages())}, or describe them in src/kg/numerals/"
                line = source[1].line(("language",))
                problems.append(Problem(source[1].file, line, message, fix))
            record = source[0].model_copy(update={"id": path.stem})
            yield Bundle(path.stem, record, annotations[0], source[1], annotations[1])
    for stem, path in annotated.items():
        fix = f"add graph/sources/{stem}.yaml"
        problems.append(Problem(relative(path, root), 0, "annotations without a source", fix))


def _index_entities(
    files: Iterable[tuple[Entry, YamlFile]], problems: list[Problem]
) -> dict[str, dict[str, Located]]:
    kinds: dict[str, type[Entry]] = {
        "agents": Agent,
        "places": Place,
        "events": Event,
        "provisions": Provision,
        "documents": Document,
        "computations": Computation,
        "relations": Relation,
    }
    files = list(files)
    assert set(kinds) == set(EntityFile.model_fields)
    return {
        kind: _index(
            (
                Located(record, source, (kind, i))
                for entities, source in files
                for i, record in enumerate(getattr(entities, kind))
            ),
            problems,
        )
        for kind in kinds
    }


def _index(
    found: Iterable[Located], problems: list[Problem], taken: Mapping[str, Located] = {}
) -> dict[str, Located]:
    index: dict[str, Located] = {}
    for located in found:
        slug = located.record.id
        other = index.get(slug) or taken.get(slug)
        if other:
            place = f"{other.source.file}:{other.source.line(other.path)}"
            problems.append(located.problem(f"the id {slug!r} is taken by {place}", path=("id",)))
        else:
            index[slug] = located
    return index
