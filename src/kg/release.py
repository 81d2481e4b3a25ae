"""Releases: immutable directories of hashed files, and the link `current` to the published one.

A release is written beside its place and renamed into it, so a half-written one is never seen; the
last good release stays published whatever a failed build does.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg import __version__
from kg.errors import KgError
from kg.model import Edition
from kg.terms import BASE

CURRENT = "current"
MANIFEST = "manifest.json"
PUBLISHED = "published"
"""Identifiers of releases in the order in which they were published, a line each, and when."""
INPUT_SUFFIXES = (".yaml", ".lock", ".rq", ".ttl", ".tsv", ".jsonld", ".ru", ".py", ".sql")
ID_PATTERN = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release and what the manifest says of it.

    :param title: what it holds, in English
    :param conforms_to: IRIs of the standards that it follows
    :param rows: of a table
    :param uncompressed: name of what a compressed file holds
    :param uncompressed_bytes: and its length
    :param is_derived: whether it only says again what other files say, in bytes that depend on the
        version of a library: such a file is no part of the release's identity
    """

    content: bytes
    title: str
    media_type: str
    conforms_to: tuple[str, ...] = ()
    rows: int | None = None
    uncompressed: str = ""
    uncompressed_bytes: int = 0
    is_derived: bool = False

    def entry(self) -> dict[str, object]:
        """Its entry in the manifest."""
        entry: dict[str, object] = {
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "bytes": len(self.content),
            "media_type": self.media_type,
            "title": self.title,
        }
        if self.conforms_to:
            entry["conforms_to"] = list(self.conforms_to)
        if self.rows is not None:
            entry["rows"] = self.rows
        if self.uncompressed:
            entry |= {
                "compression": "gzip",
                "uncompressed": self.uncompressed,
                "uncompressed_bytes": self.uncompressed_bytes,
            }
        return entry


@dataclass(frozen=True)
class Release:
    """A release directory and what its manifest says."""

    path: Path
    manifest: Mapping[str, object]

    @property
    def id(self) -> str:
        """The release's name: the beginning of the hash over its files."""
        return str(self.manifest["release"])


def write_release(
    edition: Edition,
    files: Mapping[str, ReleaseFile],
    facts: Mapping[str, object],
    folder: Path,
) -> Release:
    """Write a release directory named by its content; an equal one that exists is kept.

    :param files: by name
    :param facts: what else the manifest says: counts, sources, statistics
    :param folder: the folder of releases
    """
    entries = {name: file.entry() for name, file in sorted(files.items())}
    own = {name: entries[name] for name in entries if not files[name].is_derived}
    named = {
        "files": own,
        "edition": edition.model_dump(),
        "program": __version__,
    }
    identity = hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
    manifest = {
        "release": identity[:16],
        "version": edition.version,
        "date": edition.date,
        "title": edition.title,
        "description": edition.description,
        "licence": edition.licence,
        "base": BASE,
        "built_with": f"kg {__version__}",
        **facts,
        "files": entries,
    }
    target = folder / manifest["release"]
    if not _is_kept(target, manifest, own):
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        contents = {name: file.content for name, file in files.items()}
        _write_directory(target, {**contents, MANIFEST: text.encode()})
    return open_release(target)


def _is_kept(target: Path, manifest: Mapping, own: Mapping[str, Mapping]) -> bool:
    """Whether a whole release is there that says the same, whatever made its derived files."""
    try:
        found = open_release(target)
    except KgError:
        return False
    same_files = {name: found.manifest["files"].get(name) for name in own} == own
    same_names = found.manifest["files"].keys() == manifest["files"].keys()
    others = manifest.keys() - {"files"}
    same_facts = all(found.manifest.get(name) == manifest[name] for name in others)
    return same_files and same_names and same_facts and not verify(found)


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
            if path.is_file() and path.suffix in INPUT_SUFFIXES:
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
            "version": str(),
            "date": str(),
            "title": str(),
            "licence": str(),
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
    """Point the link `current` at a release, in one rename, and note that it was published."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with (folder / PUBLISHED).open("a", encoding="utf-8") as file:
        file.write(f"{release.id} {now}\n")
    aside = folder / f".{CURRENT}-{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(release.path.name)
    aside.replace(folder / CURRENT)


def publications(folder: Path) -> list[tuple[str, str]]:
    """Identifiers of the releases that were published from a folder, in that order, each with when
    (RFC 3339, UTC), or "" where that was not noted."""
    path = folder / PUBLISHED
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    steps = [line.split() for line in lines]
    return [(found[0], found[1] if len(found) > 1 else "") for found in steps if found]


def published_from(folder: Path) -> list[str]:
    """Identifiers of the releases that were published from a folder, in that order."""
    return [name for name, _ in publications(folder)]


def published_after(release: Release) -> list[Release]:
    """The releases in the same folder that were published after this one was last published."""
    folder, order = release.path.parent, published_from(release.path.parent)
    if release.id not in order:
        return []
    last = len(order) - order[::-1].index(release.id)
    found = []
    for name in dict.fromkeys(order[last:]):
        with suppress(KgError):  # one that is not kept any more
            found.append(open_release(folder / name))
    return found
