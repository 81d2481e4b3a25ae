"""Releases: immutable directories of hashed files, and the link `current` to the published one.

A release is written beside its place and renamed into it, so a half-written one is never seen; the
last good release stays published whatever a failed build does.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg import __version__
from kg.build import BuiltProject
from kg.build.statement_table import statements_csv
from kg.build.tables import figures_csv, ledger_csv
from kg.errors import KgError
from kg.questions import read_questions
from kg.terms import BASE

CURRENT = "current"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Release:
    """A release directory and what its manifest says."""

    path: Path
    manifest: Mapping[str, object]

    @property
    def id(self) -> str:
        """The release's name: the beginning of the hash over its files."""
        return str(self.manifest["release"])


def to_nquads(graphs: Mapping[NamedNode | None, Iterable[Triple]]) -> bytes:
    """Sorted N-Quads (RDF 1.1 N-Quads, canonical form); the key None is the default graph."""
    lines = {
        f"{Quad(*triple, name or DefaultGraph())} ."
        for name, triples in graphs.items()
        for triple in triples
    }
    return "".join(f"{line}\n" for line in sorted(lines)).encode("utf-8")


def write_release(
    built: BuiltProject,
    inferred: Mapping[NamedNode, set[Triple]],
    report: bytes,
    folder: Path,
    tables: Mapping[str, str],
) -> Release:
    """Write a release directory named by its content; an equal one that exists is kept.

    :param report: the SHACL validation report as Turtle
    :param folder: the folder of releases
    :param tables: further tables of the release, by file name
    """
    default = built.default_graph
    files = {
        "dataset.nq": to_nquads({None: default, **built.graphs}),
        "inferred.nq": to_nquads(inferred),
        "report.ttl": report,
        "figures.csv": figures_csv(built).encode("utf-8"),
        "statements.csv": statements_csv(built).encode("utf-8"),
        "ledger.csv": ledger_csv(built).encode("utf-8"),
        "questions.json": questions_json(built.project.root),
        **{name: table.encode("utf-8") for name, table in tables.items()},
    }
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    edition = built.project.edition
    named = {**hashes, "edition": edition.model_dump(), "program": __version__}
    identity = hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
    manifest = {
        "release": identity[:16],
        "version": edition.version,
        "date": edition.date,
        "title": edition.title,
        "licence": edition.licence,
        "base": BASE,
        "built_with": f"kg {__version__}",
        "counts": {
            "default_graph_triples": len(default),
            "named_graph_triples": sum(map(len, built.graphs.values())),
            "inferred_triples": sum(map(len, inferred.values())),
            "quads": len(default) + sum(map(len, (*built.graphs.values(), *inferred.values()))),
            "graphs": {
                name.value: len(triples)
                for name, triples in sorted(
                    (built.graphs | dict(inferred)).items(), key=lambda item: item[0].value
                )
            },
        },
        "sources": {
            bundle.slug: {"file": bundle.source.file, "sha256": bundle.source.sha256}
            for bundle in built.project.bundles
        },
        "files": {
            name: {"sha256": hashes[name], "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    files[MANIFEST] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    target = folder / manifest["release"]
    if not _is_whole(target, files):
        _write_directory(target, files)
    return Release(target, manifest)


def questions_json(root: Path) -> bytes:
    """The stored questions as JSON."""
    questions = [question.as_dict() for question in read_questions(root)]
    return (json.dumps(questions, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _is_whole(target: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return all((target / name).read_bytes() == content for name, content in files.items())
    except OSError:
        return False


def _write_directory(target: Path, files: Mapping[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        for name, content in files.items():
            with (aside / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        aside.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def input_hash(root: Path) -> str:
    """One hash over every file that a release is made from, the program included."""
    digest = hashlib.sha256(__version__.encode())
    folders = [root / name for name in ("graph", "ontology", "shapes", "queries")]
    folders.append(Path(__file__).parent)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".yaml", ".lock", ".rq", ".ttl", ".tsv", ".py"):
                digest.update(f"{path.relative_to(folder)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def remember_inputs(folder: Path, inputs: str, release: Release) -> None:
    """Note from which inputs the published release was made, so that it need not be made again."""
    aside = folder / f".inputs-{os.getpid()}"
    aside.write_text(f"{inputs} {release.id}\n", encoding="utf-8")
    aside.replace(folder / ".inputs")


def is_up_to_date(folder: Path, inputs: str) -> bool:
    """Whether the published release is whole and was made from these inputs."""
    try:
        release = open_release(folder / CURRENT)
        noted = (folder / ".inputs").read_text(encoding="utf-8").split()
    except (KgError, OSError):
        return False
    return noted == [inputs, release.id] and not verify(release)


def open_release(path: Path) -> Release:
    """Open a release directory (or the link to one).

    :raises KgError: if it is not there or is damaged
    """
    try:
        target = path.resolve()  # first, since the link may be pointed elsewhere meanwhile
        manifest = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        if not _is_manifest(manifest):
            raise ValueError
        return Release(target, manifest)
    except OSError:
        raise KgError(f"{path}: no release here; run `kg release` first") from None
    except ValueError:
        raise KgError(f"{path}: the manifest is damaged; run `kg release` again") from None


def _is_manifest(record: object) -> bool:
    """Whether this is what a server needs of a manifest."""
    match record:
        case {
            "release": str(),
            "counts": {"default_graph_triples": int(), "quads": int()},
            "files": dict(files),
        }:
            return all(isinstance(file, dict) and "sha256" in file for file in files.values())
    return False


def verify(release: Release) -> list[str]:
    """Files of a release that are missing or whose hash is not the manifest's."""
    wrong = []
    for name, entry in release.manifest["files"].items():
        try:
            content = (release.path / name).read_bytes()
        except OSError:
            wrong.append(f"{name} is missing")
            continue
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            wrong.append(f"{name} does not have the hash in the manifest")
    return wrong


def publish(release: Release, folder: Path) -> None:
    """Point the link `current` at a release, in one rename."""
    aside = folder / f".{CURRENT}-{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(release.path.name)
    aside.replace(folder / CURRENT)
