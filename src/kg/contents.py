"""What a release holds: the graph in every syntax, the ontology, the questions, each with what the
manifest says of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml
from pyoxigraph import NamedNode, Triple

from kg.build import BuiltProject
from kg.catalogue import statistics
from kg.checks.findings import Findings
from kg.cube import cube, cube_turtle, violations
from kg.dumps import compress, ontology_files, to_jsonld, to_nquads, to_trig, to_turtle
from kg.errors import KgError
from kg.load import Project
from kg.questions import Question
from kg.release import ReleaseFile
from kg.search import FILE as SEARCH
from kg.search import index_format, search_index
from kg.sssom import mapping_files
from kg.tables import release_tables, table_facts

Inferred = Mapping[NamedNode, set[Triple]]


def release_files(
    built: BuiltProject,
    inferred: Inferred,
    report: bytes,
    questions: Iterable[Question],
    federated: Iterable[Question] = (),
) -> dict[str, ReleaseFile]:
    """The files that say what the graph says, by name.

    :param inferred: what rules infer, by graph
    :param report: the SHACL validation report as Turtle
    :param questions: that this graph answers alone
    :param federated: questions that need another endpoint too
    """
    default = built.default_graph
    ontology = ontology_files(built.project.root, built.project.withdrawn)
    everything = {None: default, **built.graphs}
    dataset, inferred_quads = to_nquads(everything), to_nquads(inferred)
    plain = {
        "dataset.nq": dataset,
        "inferred.nq": inferred_quads,
        **ontology,
        "cube.ttl": _cube(built),
        **mapping_files(built.project),
        "report.ttl": report,
        "questions.json": questions_json(built.project, questions),
        "federated-questions.json": questions_json(built.project, federated),
    }
    compressed = {
        "dataset.nq": dataset,
        "dataset.trig": to_trig(everything),
        "inferred.nq": inferred_quads,
        "default.ttl": to_turtle(default),
        "default.jsonld": to_jsonld(default, ontology["context.jsonld"]),
    }
    return {
        **{name: described(name, content) for name, content in plain.items()},
        # Its bytes depend on the version of SQLite.
        SEARCH: replace(described(SEARCH, search_index(default)), is_derived=True),
        **{f"{name}.gz": _compressed(name, content) for name, content in compressed.items()},
    }


def table_files(built: BuiltProject, findings: Findings) -> dict[str, ReleaseFile]:
    """The tables as CSV and Parquet, and what describes them, by name."""
    contents = release_tables(built, findings)
    entries = table_facts(contents)
    return {
        name: ReleaseFile(
            content,
            entry["title"],
            entry["media_type"],
            tuple(entry.get("conforms_to", ())),
            entry.get("rows"),
            is_derived=name.endswith(".parquet"),
        )
        for name, content in contents.items()
        for entry in [entries[name]]
    }


def described(name: str, content: bytes) -> ReleaseFile:
    """A file with what `contents.yaml` says of it."""
    entry = _entries()[name]
    conforms_to = tuple(entry.get("conforms to", ()))
    return ReleaseFile(content, entry["title"], entry["media type"], conforms_to)


def _cube(built: BuiltProject) -> bytes:
    """The data cube.

    :raises KgError: if it breaks one of the specification's integrity constraints
    """
    triples = cube(built)
    if broken := violations(triples):
        raise KgError(f"the data cube breaks {'; '.join(broken)} (see docs/cube.md)")
    return cube_turtle(triples)


def _compressed(name: str, content: bytes) -> ReleaseFile:
    plain = described(name, b"")
    return ReleaseFile(
        compress(content),
        f"{plain.title}, compressed",
        plain.media_type,
        plain.conforms_to,
        uncompressed=name,
        uncompressed_bytes=len(content),
        is_derived=True,
    )


@cache
def _entries() -> Mapping[str, Mapping[str, object]]:
    return yaml.safe_load(files("kg").joinpath("contents.yaml").read_text(encoding="utf-8"))


def questions_json(project: Project, questions: Iterable[Question]) -> bytes:
    """Stored questions as JSON, without those that tell of what is withdrawn."""
    left_out = project.questions_left_out
    records = [question.as_dict() for question in questions if question.slug not in left_out]
    return (json.dumps(records, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def facts(built: BuiltProject, inferred: Inferred) -> dict[str, object]:
    """What the manifest says of a release beside its files: how much there is, and of what."""
    default, graphs = built.default_graph, {**built.graphs, **inferred}
    sizes = {name.value: len(triples) for name, triples in graphs.items()}
    return {
        "counts": {
            "default_graph_triples": len(default),
            "named_graph_triples": sum(map(len, built.graphs.values())),
            "inferred_triples": sum(map(len, inferred.values())),
            "quads": len(default) + sum(sizes.values()),
            "graphs": dict(sorted(sizes.items())),
        },
        "statistics": statistics(default, built.graphs, inferred),
        "sources": {
            bundle.slug: {"file": bundle.source.file, "sha256": bundle.source.sha256}
            for bundle in built.project.bundles
        },
        # The index is no part of the identity: by this, one that is made otherwise is written.
        "search_index": index_format(),
    }
