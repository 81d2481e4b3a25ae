"""From curated files to a served release: the steps behind `kg build`, `kg release`, `kg serve`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.build import BuiltProject, build_project
from kg.checks.findings import Findings, find
from kg.checks.project import CheckOutcome, check_project
from kg.checks.triples import CHECKS, build_findings
from kg.contents import described, facts, release_files, table_files
from kg.differences.history import is_complete, keep_differences
from kg.errors import InvalidData, KgError
from kg.gone import check_gone, dated, released, stages, tombstones
from kg.leaks import find_leaks
from kg.questions import FEDERATED, read_questions
from kg.reason import check_inferred, describe_rules, infer
from kg.release import (
    CURRENT,
    MANIFEST,
    Release,
    input_hash,
    is_up_to_date,
    open_release,
    publish,
    remember_inputs,
    write_release,
)
from kg.settings import Settings
from kg.terms import graph, thing
from kg.tombstones import FILE as WITHDRAWN
from kg.tombstones import read_tombstones
from kg.validate import validate

if TYPE_CHECKING:
    from kg.query.limits import QueryLimits


def check_ontology(outcome: CheckOutcome) -> None:
    """Reason over the ontology's files and everything that the project asserts or computes.

    :raises KgError: with the axioms and facts that clash, or if the reasoner is not installed
    """
    from rdflib import Graph

    from kg.consistency import check_consistency

    built, _ = build_all(outcome)
    union = Graph()
    for path in sorted((outcome.project.root / "ontology").glob("*.ttl")):
        union.parse(path)
    # Built, the restrictions have IRIs, which OWL does not read; the files stand for those graphs.
    vocabulary = {graph("ontology"), graph("alignments")}
    # Positions, quotes and ledger entries are a third of all things, and hold numbers and words
    # that no axiom joins to anything: without them the reasoner takes half the time.
    plain = tuple(thing(kind, "").value for kind in ("position", "quote", "ledger"))
    data = [
        triple
        for name, found in built.graphs.items()
        if name not in vocabulary
        for triple in found
        if not any(term.value.startswith(plain) for term in triple if isinstance(term, NamedNode))
    ]
    union.parse(data=serialize(data, format=RdfFormat.N_TRIPLES), format="nt")
    found = check_consistency(union)
    if not found.consistent:
        raise KgError(f"the data contradict the ontology:\n{found.explanation}")
    if found.unsatisfiable_classes:
        names = ", ".join(found.unsatisfiable_classes)
        raise KgError(f"no thing can belong to {names}; mend ontology/refusals.ttl")


def build_all(outcome: CheckOutcome) -> tuple[BuiltProject, Findings]:
    """Everything that is asserted or computed, and what the checks find, as named graphs."""
    built = build_project(outcome.project, outcome.locks)
    findings = find(outcome.project)
    built.graphs[CHECKS] = set(build_findings(outcome.project, findings))
    return built, findings


def make_release(settings: Settings, folder: Path) -> Release:
    """Check, build, infer, validate and write a release directory.

    :raises InvalidData: with every problem; then nothing is written
    :raises KgError: if the folder of releases is none
    """
    if folder.exists() and not folder.is_dir():
        raise KgError(f"{folder}: not a folder, but releases go there; move it, or set KG_RELEASES")
    outcome = check_project(settings.root_path, settings.texts_path)
    if outcome.problems:
        raise InvalidData(outcome.problems)
    # Before the slow steps, since they may fail.
    questions = read_questions(settings.root_path)
    federated = read_questions(settings.root_path, FEDERATED)
    withdrawals = stages(outcome.project, outcome.locks)
    left = released(outcome.project, outcome.locks, withdrawals)
    built, findings = build_all(replace(outcome, project=left.project, locks=left.locks))
    built.graphs[graph("catalogue")].update(describe_rules(settings.root_path))
    if problems := check_gone(built, withdrawals):
        raise InvalidData(problems)
    inferred = infer(built.default_graph, settings.root_path)
    if problems := check_inferred(built.default_graph, inferred):
        raise InvalidData(problems)
    report = validate(built)
    if report.problems:
        raise InvalidData(report.problems)
    stones = tombstones(withdrawals, built)
    files = {
        **release_files(built, inferred, report.turtle, questions, federated),
        **table_files(built, findings),
        WITHDRAWN: described(WITHDRAWN, stones),
    }
    counted = facts(built, inferred)
    contents = {name: file.content for name, file in files.items()}
    contents[MANIFEST] = json.dumps(counted).encode("utf-8")
    if problems := list(find_leaks(contents, read_tombstones(stones))):
        raise InvalidData(problems)
    edition = dated(outcome.project.edition, withdrawals)
    return write_release(edition, files, counted, folder)


def publish_release(settings: Settings, if_changed: bool = False) -> tuple[Release, bool]:
    """Make a release and publish it; tell whether one was made.

    :param if_changed: keep the published release where it was made from the same files
    """
    folder = settings.releases_path
    inputs = input_hash(settings.root_path)
    if if_changed and is_up_to_date(folder, inputs):
        release = open_release(folder / CURRENT)
        if not is_complete(folder):
            keep_history(release)
        return release, False
    release = make_release(settings, folder)
    publish(release, folder)
    remember_inputs(folder, inputs, release)
    keep_history(release)
    return release, True


def keep_history(release: Release) -> None:
    """Keep what differs between each published release and the one before it, as far as the
    release that is published now lets it be told.

    :raises OSError: if it cannot be written
    """
    from kg.web.releases import find_kept_releases, telling_of

    keep_differences(telling_of(find_kept_releases(release)))


def serve_release(settings: Settings, watch: bool = False) -> int:
    """Serve the published release until told to stop; returns the exit status.

    :param watch: make a release whenever a curated file is saved
    """
    from kg.web.clients import parse_proxies
    from kg.web.process import WebOptions
    from kg.web.server import serve
    from kg.web.watch import Watcher

    limits = query_limits(settings)
    options = WebOptions(
        threads=settings.web_threads,
        waiting=settings.web_queue,
        proxies=parse_proxies(settings.proxies),
        access_log=settings.access_log,
        drain_seconds=settings.drain_seconds,
        contact=settings.contact,
    )
    current = settings.releases_path / CURRENT
    watcher = Watcher(settings.root_path) if watch else None
    try:
        return serve(
            current, settings.host, settings.port, limits, options, watcher and watcher.tick
        )
    finally:
        if watcher:
            watcher.close()


def serve_agents(settings: Settings, each: bool) -> None:
    """Answer an agent's client from the published release until it closes standard input.

    :param each: a tool for each stored question, not two for all of them
    :raises KgError: if there is no release, or the SDK of the protocol is not installed
    """
    try:
        from kg.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio", "jsonschema"):
            raise
        raise KgError("`kg mcp` needs one more package: pip install 'refusals[mcp]'") from None

    serve(settings.releases_path / CURRENT, query_limits(settings), each)


def query_limits(settings: Settings) -> QueryLimits:
    """The limits of queries that an operator has set.

    :raises KgError: if they do not fit together
    """
    from kg.query.limits import QueryLimits

    return QueryLimits(
        seconds=settings.query_seconds,
        reader_seconds=settings.query_reader_seconds,
        memory_mb=settings.query_memory_mb,
        concurrency=settings.query_concurrency,
        quick_seconds=settings.query_quick_seconds,
        long=settings.query_long,
        queue=settings.query_queue,
        query_bytes=settings.query_bytes,
        nesting=settings.query_nesting,
        site_concurrency=settings.site_concurrency,
        cache_mb=settings.query_cache_mb,
    )
