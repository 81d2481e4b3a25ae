"""Releases for tests of differences: a built one whose dataset is edited line by line, linked for
the rest, so that it costs no build; and tiny ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.release import Release, open_release

BASE = "https://w3id.org/refusals/"
GRAPH = f"<{BASE}graph/entities>"
Edit = Callable[[str], str | None]


def tiny(folder: Path, name: str, triples: Iterable[str], **manifest: object) -> Release:
    """A release of hand-written triples: N-Triples without the full stop, prefixes as below."""
    lines = set()
    for triple in triples:
        for prefix, namespace in {
            "id:": f"{BASE}id/", "ref:": f"{BASE}ontology#", "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs:": "http://www.w3.org/2000/01/rdf-schema#", "dcterms:": "http://purl.org/dc/terms/",
        }.items():  # fmt: skip
            triple = " ".join(
                f"<{namespace}{word.removeprefix(prefix)}>" if word.startswith(prefix) else word
                for word in triple.split(" ")
            )
        lines |= {f"{triple} .\n", f"{triple} {GRAPH} .\n"}
    return _write(folder / name, sorted(lines), manifest)


def edited(release: Release, folder: Path, name: str, edit: Edit, *more: str) -> Release:
    """A release like another one, but for lines of its dataset.

    :param edit: gives a line as it is to be, or None where it is to go
    :param more: further lines
    """
    source = (release.path / "dataset.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line for line in map(edit, source) if line is not None]
    return _write(folder / name, sorted({*lines, *more}), release.manifest)


def _write(path: Path, lines: Iterable[str], manifest: dict) -> Release:
    path.mkdir(parents=True)
    (path / "dataset.nq").write_text("".join(lines), encoding="utf-8")
    record = {
        "version": "0.1.0", "date": "2026-11-22", "title": "A test", "built_with": "kg 0.1.0",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "counts": {"default_graph_triples": 0, "quads": 0}, **manifest, "files": {},
        "release": path.name,
    }  # fmt: skip
    (path / "manifest.json").write_text(json.dumps(record), encoding="utf-8")
    return open_release(path)
