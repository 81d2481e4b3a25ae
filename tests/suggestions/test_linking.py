"""Linking by hand: a link is written whole, once, where it belongs, and only by somebody who gives
evidence and says yes."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from reconciliation_service import answering, item

from kg.links import FILE, read_links
from kg.load import load_project
from kg.sssom import mapping_files
from kg.suggestions import command

STEPS = {
    "item": "1",
    "predicate": "",
    "confidence": "0.85",
    "evidence": "river.example, which the item gives as its site",
    "comment": "Not the radio.",
    "confirmation": "y",
}


@pytest.fixture(autouse=True)
def _river_post(service) -> None:
    """What the service proposes in these tests."""
    service.items["River Post"] = [
        item("Q42", "\x1b[1mRiver Post\x1b[0m\t\n(daily)", 88.04, description="newspaper",
             type=[{"id": "Q11032", "name": "newspaper"}], match=True,
             features=[{"id": "P856", "value": 100}]),
        item("Q43", "River Post Office", 12),
        item("P856", "official website", 3),
    ]  # fmt: skip


def typed(**other: str) -> str:
    """Answers to every question; those given stand in place of the right ones."""
    return "".join(f"{answer}\n" for answer in (STEPS | other).values())


def hash_of(project: Path) -> str:
    """The hash of the file of links, where nothing else may lie beside it."""
    assert [path.name for path in project.glob("graph/*links*")] == ["links.sssom.tsv"]
    assert [path.name for path in project.glob("graph/.*")] == []
    return hashlib.sha256((project / FILE).read_bytes()).hexdigest()


def test_proposals_are_shown_with_all_that_is_known_of_them(suggest, project):
    before = hash_of(project)
    result = suggest("agent/river-post")
    assert (
        result.stdout
        == """\
agent/river-post (outlet), asked as “River Post” in en
   1  wikidata:Q42  River Post (daily)  (score 88, the service is sure)
      newspaper
      types: newspaper
      features: P856 100
      https://www.wikidata.org/wiki/Q42
   2  wikidata:Q43  River Post Office  (score 12)
      https://www.wikidata.org/wiki/Q43
  left out: 'P856' is no identifier of wikidata

"""
    )
    assert "Only shown" in result.stderr
    assert (result.exit_code, hash_of(project)) == (0, before)


def test_proposals_are_data_for_programs(suggest, project):
    before = hash_of(project)
    result = suggest("agent/river-post", "agent/example-gazette", "--json")
    found = json.loads(result.stdout)
    assert found["service"]["identifier_space"] == "http://www.wikidata.org/entity/"
    post, gazette = found["things"]
    assert post["iri"] == "https://w3id.org/refusals/id/agent/river-post"
    assert post["candidates"][0] == {
        "id": "Q42", "iri": "http://www.wikidata.org/entity/Q42",
        "page": "https://www.wikidata.org/wiki/Q42", "label": "River Post (daily)",
        "description": "newspaper", "types": ["newspaper"], "score": 88.04, "match": True,
        "features": {"P856": 100},
    }  # fmt: skip
    assert (post["left_out"], gazette["candidates"], hash_of(project)) == (["P856"], [], before)


def test_a_confirmed_link_is_one_line_where_it_belongs(suggest, project):
    before = (project / FILE).read_bytes().splitlines(keepends=True)
    result = suggest("agent/river-post", "--author", "A\tB", typed=typed())
    assert result.exit_code == 0, result.output
    after = (project / FILE).read_bytes().splitlines(keepends=True)
    row = (
        "refusals:agent/river-post\tRiver Post\tskos:exactMatch\twikidata:Q42\t"
        "River Post (daily)\tsemapv:ManualMappingCuration\tA B\t0.85\t"
        f"{date.today().isoformat()}\tNot the radio.\t"
        "river.example, which the item gives as its site\n"
    )
    assert after == [*before[:-1], row.encode(), before[-1]]
    assert f"written: {FILE}:{len(before)}" in result.stdout
    columns = next(line for line in before if not line.startswith(b"#")).decode().strip("\n")
    for name, cell in zip(columns.split("\t"), row.strip("\n").split("\t"), strict=True):
        assert f"  {name:<22} {cell}\n" in result.stdout
    link = next(x for x in read_links(load_project(project)) if x.subject == "agent/river-post")
    assert (link.identifier, link.justification) == ("Q42", "ManualMappingCuration")
    assert "is linked to Wikidata already" in suggest("agent/river-post").stderr


STOPS = [
    *((step, how) for step in STEPS if step != "confirmation" for how in ("q\n", "s\n", "")),
    *(("confirmation", how) for how in ("n\n", "\n", "")),
    ("item", "\n"),
]


@pytest.mark.parametrize(("step", "how"), STOPS)
def test_who_stops_at_any_step_writes_nothing(suggest, project, step: str, how: str):
    before = hash_of(project)
    names = list(STEPS)
    answers = "".join(f"{STEPS[name]}\n" for name in names[: names.index(step)])
    result = suggest("agent/river-post", typed=answers + how)
    assert "nothing was written" in result.stderr
    assert "Traceback" not in result.output
    assert hash_of(project) == before


@pytest.mark.parametrize(
    ("step", "answer", "words"),
    [
        ("item", "3", "'3': give a number from 1 to 2, s or q"),
        ("item", "0", "'0': give a number from 1 to 2, s or q"),
        ("item", "Q42", "'Q42': give a number from 1 to 2, s or q"),
        ("predicate", "sameAs", "'sameAs': give one of exactMatch, closeMatch"),
        ("confidence", "95", "'95': give a number from 0 to 1"),
        ("confidence", "0,9", "'0,9': give a number from 0 to 1"),
        ("confidence", "", "'': give a number from 0 to 1"),
        ("evidence", "", "a link without evidence is not written"),
        ("evidence", " \t ", "a link without evidence is not written"),
        ("evidence", "score 88.04", "is what the service says"),
        ("evidence", "Q42, River Post (best match of the service)", "is what the service says"),
        ("evidence", "Wikidata", "is what the service says"),
        ("evidence", "x" * 601, "601 characters: write at most 600"),
        ("comment", "x" * 601, "601 characters: write at most 600"),
    ],
)
def test_an_answer_that_does_not_do_is_asked_for_again(suggest, project, step, answer, words):
    result = suggest("agent/river-post", typed=typed(**{step: f"{answer}\n{STEPS[step]}"}))
    assert words in result.stdout
    assert (project / FILE).read_text(encoding="utf-8").count("Q42") == 1


def test_what_is_not_the_same_is_linked_as_what_it_is(suggest, project):
    suggest("agent/river-post", typed=typed(item="2", predicate="skos:relatedMatch", comment=""))
    link = next(x for x in read_links(load_project(project)) if x.identifier == "Q43")
    assert (link.predicate, link.slots["comment"]) == ("relatedMatch", "")
    assert link.slots["author_label"] == "Somebody"


def test_a_link_that_contradicts_another_is_refused_and_another_may_be_chosen(
    suggest, project, service
):
    service.items["River Post"][1] = item("Q7", "Border", 12)
    wrong, right = typed(item="2"), typed()
    result = suggest("agent/river-post", typed=wrong)
    assert "Q7 is exactly agent/river-post already" in result.stderr
    assert "nothing was written" in result.stderr
    assert "Q7" in (project / FILE).read_text(encoding="utf-8")
    before = (project / FILE).read_text(encoding="utf-8")
    assert "river-post" not in before
    again = suggest("agent/river-post", typed=wrong + right)
    assert "1 link written" in again.stderr
    assert "river-post\tRiver Post\tskos:exactMatch\twikidata:Q42" in (project / FILE).read_text()


def test_a_second_link_of_a_thing_is_held_against_the_first(suggest, service):
    service.items["Court Watch"] = [item("Q6", "Court Watch")]
    assert (
        "linked already: closeMatch wikidata:Q5" in suggest("agent/court-watch", "--linked").stdout
    )
    result = suggest("agent/court-watch", "--linked", typed=typed())
    assert "1 link written" in result.stderr
    service.items["Court Watch"] = [item("Q66", "Court Watch")]
    refused = suggest("agent/court-watch", "--linked", typed=typed())
    assert "agent/court-watch cannot be exactly both Q6" in refused.stderr


def test_ends_of_lines_stay_as_they_are(suggest, project):
    path = project / FILE
    text = path.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    path.write_bytes(text)
    path.chmod(0o640)
    result = suggest("place/harbour", typed="s\n")
    assert hash_of(project) == hashlib.sha256(text).hexdigest()
    result = suggest("agent/river-post", typed=typed())
    assert "1 link written" in result.stderr, result.output
    lines = path.read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"\r\n") for line in lines[:-1])
    assert b"".join(line for line in lines if b"Q42" not in line) == text
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_that_comes_last_follows_a_last_line_without_end(suggest, project, service):
    service.items["Harbour Code"] = [item("Q42", "Harbour Code")]
    path = project / FILE
    text = path.read_bytes().removesuffix(b"\n")
    path.write_bytes(text)
    suggest("provision/harbour-code", typed=typed())
    assert path.read_bytes().startswith(text + b"\nrefusals:provision/harbour-code\t")


def test_links_written_before_somebody_stops_or_the_service_fails_stay(suggest, project, service):
    service.items["Example Gazette"] = [item("Q50", "Gazette")]
    result = suggest("agent/river-post", "agent/example-gazette", typed=typed() + "q\n")
    assert "1 link written to graph/links.sssom.tsv" in result.stderr
    assert result.exit_code == 0
    service.items["Harbour Office"] = [item("Q51", "Office")]
    service.manifest["batchSize"] = 1

    def once(handler) -> None:
        service.raw["POST"] = answering("", 503)
        answering(json.dumps({"q0": {"result": [item("Q51", "Office")]}}))(handler)

    service.raw["POST"] = once
    result = suggest("agent/harbour-office", "agent/example-gazette", typed=typed())
    assert "1 link written" in result.stderr and "it answers 503" in result.stderr
    assert result.exit_code == 1
    assert (project / FILE).read_text(encoding="utf-8").count("\t0.85\t") == 2


def test_a_project_without_a_file_of_links_is_told_before_it_is_asked(suggest, project, service):
    (project / FILE).unlink()
    result = suggest("agent/river-post", typed=typed())
    assert f"{FILE}: there is no such file" in result.stderr
    assert (result.exit_code, service.batches) == (1, [])
    assert suggest("agent/river-post").exit_code == 0


def test_a_file_begins_with_the_header_of_the_documentation(suggest, project, root):
    guide = (root / "docs" / "linking.md").read_text(encoding="utf-8")
    header = guide.partition("```\n#")[2].partition("```")[0]
    (project / FILE).write_text(f"#{header}", encoding="utf-8")
    assert "1 link written" in suggest("agent/river-post", "--author", "A", typed=typed()).stderr
    written = mapping_files(load_project(project))["links.sssom.tsv"].decode()
    assert f"0.85\t{STEPS['comment']}\t{STEPS['evidence']}\n" in written


def test_every_option_is_documented(root):
    guide = (root / "docs" / "linking.md").read_text(encoding="utf-8")
    for option in command.suggest.params:
        for name in (*option.opts, *option.secondary_opts):
            assert f"`{name}`" in guide or name in ("things", "--input"), name


def test_a_file_that_cannot_be_written_stays_whole(suggest, project):
    before = (project / FILE).read_bytes()
    blocked = project / "graph" / f".links.sssom.tsv.{os.getpid()}"
    blocked.mkdir()
    result = suggest("agent/river-post", typed=typed())
    assert result.exit_code == 1
    assert f"{blocked}: Is a directory" in result.stderr
    assert "Traceback" not in result.output
    assert (project / FILE).read_bytes() == before


def test_broken_links_are_told_before_anything_is_asked(suggest, project, service):
    with (project / FILE).open("a", encoding="utf-8") as file:
        file.write("refusals:place/border\n")
    result = suggest("agent/river-post", typed=typed())
    assert "cells stand where there are" in result.stderr
    assert (result.exit_code, service.batches) == (1, [])


def test_unknown_identifiers_are_refused_with_what_is_known(suggest, service):
    service.manifest["identifierSpace"] = "https://lobid.org/gnd/\x1b[0m"
    result = suggest("agent/river-post")
    assert "its identifiers are of https://lobid.org/gnd/, to which no links are kept" in (
        result.stderr)  # fmt: skip
    assert "known: http://www.wikidata.org/entity/" in result.stderr
    assert (result.exit_code, service.batches) == (1, [])


def test_in_a_terminal_it_asks(project, service):
    """As somebody at a terminal runs it, without any option."""
    main, terminal = pty.openpty()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "link", "suggest"]
    with subprocess.Popen(
        [*command, "--service", service.address, "agent/river-post"],
        env=os.environ | {"KG_ROOT": str(project)},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        shown = ""
        for question, answer in zip(
            ("Item", "Predicate", "Confidence", "Evidence: ", "Comment", "Write it"),
            STEPS.values(),
            strict=True,
        ):
            while question not in shown:
                shown += os.read(main, 4096).decode()
            shown = shown.partition(question)[2]
            os.write(main, f"{answer}\n".encode())
        while "look at them, then: kg check" not in shown:
            shown += os.read(main, 4096).decode()
    os.close(main)
    assert process.returncode == 0
    assert "wikidata:Q42" in (project / FILE).read_text(encoding="utf-8")
