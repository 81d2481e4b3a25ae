"""The last look before a release is written finds an address that is gone, however it stands."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import pyarrow
import pytest
from click.testing import CliRunner
from pyarrow.parquet import write_table
from withdrawals import EVENT

from kg.cli import main
from kg.dumps import ONTOLOGY_FILES, ontology_files
from kg.errors import KgError
from kg.leaks import find_leaks
from kg.release import Release
from kg.terms import BASE
from kg.tombstones import FILE, Tombstones, hash_of, read_tombstones

IRI = f"{BASE}id/{EVENT}"
GRAPH = f"{BASE}graph/source/some-article"
STONE = {"date": "2025-11-28", "why": "error"}
STONES = Tombstones({hash_of(IRI): STONE, hash_of(GRAPH): STONE}, {}, {})


def parquet(cell: str = "", about: str = "", field: str = "") -> bytes:
    """A table of one cell, with what its schema and its column say of themselves."""
    column = pyarrow.field("event", pyarrow.list_(pyarrow.string()), metadata={"title": field})
    schema = pyarrow.schema([column], metadata={"description": about})
    out = io.BytesIO()
    write_table(pyarrow.table([[[cell]]], schema=schema), out, compression="zstd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.nq", f"<{IRI}> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{GRAPH}> ."),
        ("a.nq", f"<{IRI}>".replace("/event", r"\u002Fevent")),
        ("a.nq", f"<{IRI}>".replace("/event", r"\U0000002fevent")),
        ("a.nq", rf'"A line.\n{EVENT}."'),
        ("a.ttl", f"<{IRI}#part>, event:partial-mobilisation."),
        ("a.ttl", r"refusals:event\/partial\-mobilisation , x:y"),
        ("a.tsv", "refusals:event/partial-mobilisation\tskos:exactMatch"),
        ("a.csv", f"one,/{EVENT}/1,two"),
        ("a.json", f'{{"@id": "{IRI}"}}'.replace("/", r"\/")),
        ("a.json", f'{{"url": "https://example.org/?iri={IRI.replace("/", "%2F")}&more=1"}}'),
        ("a.ttl", f"# a note on {EVENT}, in words"),
        ("a.nq", f"<{GRAPH}>"),
        ("a.nq.gz", gzip.compress(IRI.encode())),
        ("a.parquet", parquet(cell=EVENT)),
        ("a.parquet", parquet(about=IRI)),
        ("a.parquet", parquet(field=IRI)),
    ],
)
def test_it_is_found_in_every_escaping(name: str, content: str | bytes):
    content = content.encode() if isinstance(content, str) else content
    problems = list(find_leaks({"b.csv": b"event/other", name: content}, STONES))
    assert problems and {problem.file for problem in problems} == {name}
    assert {problem.message.partition(" ")[0] for problem in problems} <= {IRI, GRAPH}
    assert not list(find_leaks({name: content}, Tombstones({}, {}, {})))


@pytest.mark.parametrize(
    "text",
    [f"<{IRI}-1>", "event/some-partial-mobilisation", "partial-mobilisation", "graph/source",
     f"{BASE}id/event/", "event-kind/partial-mobilisation", f"<{BASE}id/event>"],
)  # fmt: skip
def test_another_address_is_none_of_it(text: str):
    assert not list(find_leaks({"a.ttl": text.encode()}, STONES))


@pytest.mark.parametrize("name", ["a.parquet", "a.nq.gz", "a.png"])
def test_a_file_that_cannot_be_searched_is_refused(name: str):
    with pytest.raises(KgError, match=f"{name} cannot be searched"):
        list(find_leaks({name: b"\xff\xfe"}, STONES))


@pytest.mark.slow
def test_it_is_found_in_the_files_of_a_release_that_holds_it(
    release: Release, withdrawn_release: tuple[Release, Path]
):
    stones = read_tombstones((withdrawn_release[0].path / FILE).read_bytes())
    files = {path.name: path.read_bytes() for path in release.path.iterdir()}
    found = {problem.file for problem in find_leaks(files, stones)}
    assert found >= {"dataset.nq", "dataset.trig.gz", "default.ttl.gz", "default.jsonld.gz",
                     "concepts.ttl", "cube.ttl", "manifest.json", "figures.csv",
                     "figures.parquet", "checks.parquet"}  # fmt: skip


# The ontology's files


def test_files_of_the_ontology_are_as_curated_where_nothing_of_them_is_gone(root: Path):
    curated = {
        name: (root / "ontology" / file).read_bytes() for name, file in ONTOLOGY_FILES.items()
    }
    assert ontology_files(root) == curated
    assert ontology_files(root, {"claim/none"}) == curated
    without = ontology_files(root, {EVENT})
    assert {name for name in curated if without[name] != curated[name]} == {"concepts.ttl"}
    assert EVENT.encode() not in without["concepts.ttl"]


def refused(project: Path) -> str:
    """What `kg build` says of a project in which the office of the example is withdrawn."""
    entry = "withdrawn:\n  - {thing: agent/harbour-office, date: 2025-11-28, why: error}\n"
    (project / "graph/withdrawn.yaml").write_text(entry, encoding="utf-8")
    runner = CliRunner(env={"KG_ROOT": str(project), "KG_TEXTS": str(project / "texts"),
                            "KG_RELEASES": str(project / "releases")})  # fmt: skip
    assert runner.invoke(main, ["lock"]).exit_code == 0
    result = runner.invoke(main, ["build"])
    assert result.exit_code == 1 and not (project / "releases").exists(), result.output
    return result.output


@pytest.mark.slow
def test_a_release_with_a_file_that_names_it_is_refused(gazette: Path, edit):
    office = f"{BASE}id/agent/harbour-office"
    edit(gazette, "ontology/context.jsonld", '"@context": {', f'"@context": {{"o": "{office}",')
    with (gazette / "ontology/refusals.ttl").open("a", encoding="utf-8") as file:
        file.write(f"ref:Claim rdfs:seeAlso [ rdfs:seeAlso <{office}> ] .\n")
    concepts = gazette / "ontology/concepts.ttl"  # the example has no events
    text = re.sub(r" ;\s+ref:measured(From|To) <[^>]*>", "", concepts.read_text(encoding="utf-8"))
    concepts.write_text(text, encoding="utf-8")
    output = refused(gazette)
    for name in ("context.jsonld", "ontology.ttl"):
        assert f"{name}: {office} is withdrawn, and still in this file of the release" in output
    assert "2 problems" in output
